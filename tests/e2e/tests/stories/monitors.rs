//! Gear without an agent, as the hub's monitors report it.

use std::time::Duration;

use e2e::pointer::Mouse;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};

/// A module and a list of the hub are loaded first.
const LOADED: Duration = Duration::from_secs(15);

async fn wait_for_health(story: &Story, name: &str, health: &str) -> Result<()> {
    until_true(&format!("{name} is {health}"), LOADED, async || {
        Ok(story.app.device_named(name).await?.health == health)
    })
    .await
}

async fn open(story: &Story, query: &str) -> Result<()> {
    story.app.open(query).await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_keys().await?;
    wait_for_health(story, "core-sw", "ok").await
}

async fn click(story: &Story, name: &str) -> Result<()> {
    let at = story.app.resting(name).await?.center();
    Mouse::new(&story.app).click(at).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_without_an_agent_is_judged_by_a_monitor() -> Result<()> {
    story("judged_by_a_monitor", async |story| {
        open(story, "?demo").await?;
        let app = &story.app;
        let label = app.device_named("core-sw").await?.label;
        ensure!(
            label.contains("up, latency") && label.contains("loss 0 %"),
            "{label}"
        );
        wait_for_health(story, "ups-b", "ok").await?;

        // A device without a monitor is linked to one that gets no answer.
        click(story, "PDU B").await?;
        app.field("Link to").await?.click().await?;
        app.key(&[], "cam-door").await?;
        app.press("Link cam-door.lan").await?;
        wait_for_health(story, "PDU B", "down").await?;
        app.wait_for_text("cam-door.lan does not answer (TCP 554)", SOON)
            .await?;
        // It is listed among the problems, with the systems.
        let pill = "document.querySelector('.hub-state').click();";
        app.browser().run(pill, Vec::new()).await?;
        until_true("PDU B needs a look", SOON, async || {
            let names = "return [...document.querySelectorAll('.look-at .name')].some(name => name.textContent === 'PDU B');";
            let found = app.browser().run(names, Vec::new()).await?;
            Ok(found.as_bool() == Some(true))
        })
        .await?;
        app.browser().run(pill, Vec::new()).await?;
        app.act("Go to Overview").await?;
        until_true("PDU B on the overview", SOON, async || {
            let names = "return [...document.querySelectorAll('[aria-label=\"Need a look\"] b')].some(name => name.textContent === 'PDU B');";
            let found = app.browser().run(names, Vec::new()).await?;
            Ok(found.as_bool() == Some(true))
        })
        .await?;
        app.act("Go to Racks").await?;
        let leave = "document.activeElement?.blur();";
        app.browser().run(leave, Vec::new()).await?;
        app.key(&[Key::Control], "z").await?;
        wait_for_health(story, "PDU B", "unlinked").await?;

        click(story, "core-sw").await?;
        app.wait_for_text("Checked by", SOON).await?;
        app.press("Charts").await?;
        // Monitors have no per-second data.
        app.wait_for_count(".range-bar .segments button", 5).await?;
        for chart in ["latency", "loss"] {
            app.wait_for_count(&format!("figure[data-chart={chart}] canvas"), 1)
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latency_lens_colors_what_monitors_check() -> Result<()> {
    story("latency_lens", async |story| {
        open(story, "?demo&lens=latency").await?;
        story.app.wait_for_text("Latency, ms", SOON).await?;
        until_true("the bands of what answers", SOON, async || {
            Ok(story
                .app
                .count("[data-device-id][data-band]:not([data-band=none])")
                .await?
                >= 5)
        })
        .await
    })
    .await
}
