//! Slow lines: the page waits, says so, and shows nothing as verified meanwhile.

use std::time::Duration;

use e2e::proxy::Obstacle;
use e2e::story::{Complaints, Setting, story_in};
use e2e::systems::System;
use e2e::wait::until_true;
use e2e::{Result, Story, ensure, story};
use serde_json::json;
use test_hub::USER;

const SYSTEM: &str = "system000000001";
/// Several requests one after another, each of which takes seconds.
const SLOWLY: Duration = Duration::from_secs(40);

/// Lets the page's clock and timers run twenty times as fast.
const FASTER: &str = r"
    const speed = 20;
    const { now } = Date;
    const start = now();
    Date.now = () => start + (now() - start) * speed;
    const later = window.setTimeout;
    window.setTimeout = (work, wait = 0, ...more) => later(work, wait / speed, ...more);
";

async fn connect(story: &Story) -> Result<()> {
    let hub = story.proxy()?.url();
    story.app.open("").await?;
    let (email, password) = (USER.email, USER.password);
    story.app.connect_by_password(&hub, email, password).await
}

async fn wait_for_label(story: &Story, wanted: &str) -> Result<()> {
    let has = |device: &e2e::app::Device| device.label.contains(wanted);
    let waited = story.app.wait_for_device(SYSTEM, wanted, SLOWLY, has);
    waited.await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_and_events_that_come_byte_by_byte_are_read() -> Result<()> {
    story("byte_by_byte", async |story| {
        story.proxy()?.obstruct(Obstacle::SlowDrip);
        connect(story).await?;
        story.app.wait_for_hub("live", SLOWLY).await?;
        wait_for_label(story, "CPU 12 percent").await?;
        story.report(&[System {
            cpu: 57.0,
            ..System::number(1)
        }])?;
        wait_for_label(story, "CPU 57 percent").await?;
        ensure!(story.app.hub_state().await? == "live");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_answers_late_is_waited_for_and_not_called_lost() -> Result<()> {
    story("answers_late", async |story| {
        // Pending requests are aborted when the page is left.
        story.expects(Complaints::OfTheNetwork);
        connect(story).await?;
        wait_for_label(story, "CPU 12 percent").await?;
        story.app.wait_for_hub("live", SLOWLY).await?;
        until_true("what is kept for the next visit", SLOWLY, async || {
            let script = "return Object.keys(sessionStorage).some((key) => key.startsWith('blinkenrack.visit '));";
            Ok(story.app.browser().run(script, Vec::new()).await? == true)
        })
        .await?;
        story.proxy()?.obstruct(Obstacle::Hold);
        story.app.reload().await?;
        wait_for_label(story, ": up, CPU 12 %").await?;
        // Longer than the delay after which a cut connection is announced.
        until_true("some seconds of waiting", SLOWLY, async || {
            let script = "return performance.now() > 5000;";
            Ok(story.app.browser().run(script, Vec::new()).await? == true)
        })
        .await?;
        ensure!(story.app.hub_state().await? == "connecting");
        let devices = story.app.devices().await?;
        ensure!(
            devices.iter().all(|device| device.health == "pending"),
            "{devices:?}"
        );
        story.proxy()?.obstruct(Obstacle::None);
        wait_for_label(story, "CPU 12 percent").await?;
        story.app.wait_for_hub("live", SLOWLY).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_on_which_nothing_passes_any_more_is_noticed() -> Result<()> {
    // No other story is to have this clock.
    let setting = Setting {
        fresh_browser: true,
        ..Setting::default()
    };
    story_in(setting, "silence", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let source = json!({ "source": FASTER });
        let on_each_page = "Page.addScriptToEvaluateOnNewDocument";
        story.app.browser().devtools(on_each_page, source).await?;
        connect(story).await?;
        story.app.wait_for_hub("live", SLOWLY).await?;
        story.proxy()?.obstruct(Obstacle::Silence);
        story.app.wait_for_hub("lost", SLOWLY).await?;
        story.app.nothing_is_vouched_for().await?;
        story.proxy()?.obstruct(Obstacle::None);
        story.app.wait_for_hub("live", SLOWLY).await
    })
    .await
}
