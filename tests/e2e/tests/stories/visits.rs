//! Across visits and in many tabs: the last known state, and which tab holds a stream.

use std::time::{Duration, Instant};

use e2e::pointer::Mouse;
use e2e::proxy::Obstacle;
use e2e::story::{Complaints, Setting, story_in};
use e2e::systems::{self, System};
use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure, story};
use serde_json::{Value, json};
use test_hub::{HubLine, Options, TestHub, USER};
use thirtyfour::WindowHandle;

/// A closed tab frees its stream, which is noticed long before its lease would end (`LEASE_MS`).
const FREED: Duration = Duration::from_secs(60);
const SYSTEM: &str = "system000000001";
const FALLEN: &str = "system000000002";

async fn read(story: &Story, script: &str) -> Result<Value> {
    let script = format!("return {script};");
    story.app.browser().run(&script, Vec::new()).await
}

/// The visits stored in this browser.
async fn kept_visits(story: &Story) -> Result<Vec<String>> {
    let script = "[localStorage, sessionStorage].flatMap((area) => Object.keys(area))
        .filter((key) => key.startsWith('blinkenrack.visit'))";
    Ok(serde_json::from_value(read(story, script).await?)?)
}

async fn wait_for_label(story: &Story, system: &str, wanted: &str) -> Result<()> {
    let has = |device: &e2e::app::Device| device.label.contains(wanted);
    let waited = story.app.wait_for_device(system, wanted, SOON, has);
    waited.await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_hub_is_dead_the_last_visit_is_told_with_its_age() -> Result<()> {
    story("the_last_visit_is_told", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.report(&[System {
            status: "down",
            ..System::number(2)
        }])?;
        let hub = story.proxy()?.url();
        story.app.open("").await?;
        story.sign_in_at(&hub).await?;
        wait_for_label(story, SYSTEM, "CPU 12 percent").await?;
        story
            .app
            .wait_for_device(FALLEN, "down", SOON, |device| device.health == "down")
            .await?;

        story.proxy_mut()?.cut();
        story.app.wait_for_hub("lost", SOON).await?;
        read(story, "document.querySelector('.hub-state').click()").await?;
        story.app.wait_for_text("last update ", SOON).await?;
        story.app.reload().await?;
        wait_for_label(story, SYSTEM, ": up, CPU 12 %").await?;
        // The age in words is updated.
        wait_for_label(story, SYSTEM, " s ago: up, CPU 12 %").await?;
        wait_for_label(story, FALLEN, " s ago: down").await?;
        story.app.nothing_is_vouched_for().await?;
        story.app.wait_for_hub("lost", SOON).await?;
        story.app.wait_for_text("last seen ", SOON).await?;
        story.app.wait_for_text("next try in ", SOON).await?;
        story.app.nothing_is_vouched_for().await?;
        // Also where the bar has no room for it.
        read(story, "document.querySelector('.hub-state').click()").await?;
        story
            .app
            .wait_for_text("Not live: next try in ", SOON)
            .await?;
        read(story, "document.querySelector('.hub-state').click()").await?;
        let panel = story.app.open_panel(SYSTEM).await?;
        story.app.wait_for_count(".panel .past dd", 4).await?;
        story.app.press("Close").await?;
        ensure!(!panel.is_open().await?);
        story.app.act("Go to Systems").await?;
        story.app.wait_for_text(" ago: down", SOON).await?;
        story.app.act("Go to Racks").await?;

        // The hub is back: the current state is shown, which is no event.
        story.report(&[System::number(2)])?;
        story.proxy_mut()?.mend()?;
        story.app.wait_for_hub("live", SOON).await?;
        wait_for_label(story, FALLEN, "CPU 12 percent").await?;
        wait_for_label(story, SYSTEM, "CPU 12 percent").await?;
        let devices = story.app.devices().await?;
        let is_past = |device: &e2e::app::Device| device.label.contains("ast seen");
        ensure!(!devices.iter().any(is_past), "{devices:?}");
        read(story, "document.querySelector('.hub-state').click()").await?;
        story.app.wait_for_text("No events yet", SOON).await?;
        ensure!(!story.app.text().await?.contains("is up again"));
        read(story, "document.querySelector('.hub-state').click()").await?;

        ensure!(kept_visits(story).await?.len() == 1);
        story.app.press("Account").await?;
        story.app.press("Sign out").await?;
        story.app.wait_for_hub("none", SOON).await?;
        ensure!(kept_visits(story).await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn monitors_and_guests_tell_of_the_last_visit_too() -> Result<()> {
    let setting = Setting {
        like: HubLine::V020,
        ..Setting::default()
    };
    story_in(setting, "monitors_of_the_last_visit", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let hub = story.proxy()?.url();
        let (checked, root) = (date_of_now(story).await?, story.hub()?.root());
        let check = json!({
            "id": "monitor01", "system": SYSTEM, "target": "switch.lan", "protocol": "icmp", "port": 0,
            "interval": 60, "count": 3, "enabled": true, "res": 12_000, "loss1h": 0,
            "created": checked, "updated": checked,
        });
        root.save_records("network_monitors", &[check])?;
        story.app.open("").await?;
        story.sign_in_at(&hub).await?;
        story.app.wait_for_keys().await?;
        // From here on the fourth device's health comes from the monitor, and the third system runs on it.
        let at = story.app.resting("node-4").await?.center();
        Mouse::new(&story.app).click(at).await?;
        story.app.press("Edit").await?;
        story.app.press("Unlink node-4").await?;
        story.app.field("Link to").await?.click().await?;
        story.app.key(&[], "switch").await?;
        story.app.press("Link switch.lan").await?;
        story.app.field("Link to").await?.click().await?;
        story.app.key(&[], "node-3").await?;
        story.app.press("Add node-3 as guest").await?;
        let says = async |words: &str| {
            until_true(&format!("{words:?} of node-4"), SOON, async || {
                Ok(story.app.device_named("node-4").await?.label.contains(words))
            })
            .await
        };
        says("up, latency 12 ms").await?;
        says("1 guest").await?;

        story.proxy()?.obstruct(Obstacle::Hold);
        story.app.reload().await?;
        says(" ago: up, latency 12 ms").await?;
        says("guest was up ").await?;
        let device = story.app.device_named("node-4").await?;
        ensure!(device.health == "pending", "{device:?}");
        ensure!(device.label.ends_with(" ago"), "{device:?}");
        story.app.nothing_is_vouched_for().await?;
        story.proxy()?.obstruct(Obstacle::None);
        says("up, latency 12 ms, loss 0 %").await
    })
    .await
}

/// The current time in the hub's format.
async fn date_of_now(story: &Story) -> Result<Value> {
    read(story, "new Date().toISOString().replace('T', ' ')").await
}

/// Opens another tab and switches to it.
async fn open_tab(story: &Story) -> Result<WindowHandle> {
    let driver = story.app.browser().driver();
    let tab = driver.new_tab().await?;
    driver.switch_to_window(tab.clone()).await?;
    story.app.browser().resize(e2e::browser::WALL).await?;
    story.app.open("").await?;
    wait_for_label(story, SYSTEM, "CPU 12 percent").await?;
    Ok(tab)
}

#[tokio::test(flavor = "multi_thread")]
async fn hubs_of_one_host_share_its_streams() -> Result<()> {
    story("hubs_of_one_host", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let second = TestHub::start(Options::default())?;
        systems::save(second.root(), &systems::first(1))?;
        let tokens = [
            story.hub()?.sign_in(USER)?.token().to_owned(),
            second.sign_in(USER)?.token().to_owned(),
        ];
        let proxy = story.proxy()?;
        let hubs = [proxy.url(), proxy.add_other(second.url())?];
        let driver = story.app.browser().driver().clone();
        let mut tabs = Vec::new();
        // Three tabs of one hub and two of the other, each with its own sign-in.
        for number in 0..5 {
            if number > 0 {
                let tab = driver.new_tab().await?;
                driver.switch_to_window(tab).await?;
                story.app.browser().resize(e2e::browser::WALL).await?;
            }
            tabs.push(driver.window().await?);
            story.app.open("").await?;
            let (hub, token) = (&hubs[number % 2], &tokens[number % 2]);
            story.app.connect_by_token(hub, token).await?;
            wait_for_label(story, SYSTEM, "CPU 12 percent").await?;
            if number < 4 {
                story.app.wait_for_hub("live", SOON).await?;
            } else {
                let words = "four streams open to this host";
                story.app.wait_for_text(words, SOON).await?;
            }
        }
        let leases = "Object.keys(localStorage).filter((key) => key.includes('stream')).length";
        ensure!(read(story, leases).await? == 1, "one record for the host");

        // The second tab, which is of the other hub, has been hidden for more than a minute and gives way.
        driver.switch_to_window(tabs[1].clone()).await?;
        // The browser's events for switching windows do not reach the page.
        let hide = "(() => { const now = Date.now; \
                    for (const [name, value] of [['hidden', true], ['visibilityState', 'hidden']]) { \
                    Object.defineProperty(document, name, { value, configurable: true }); } \
                    Date.now = () => now() - 61000; \
                    document.dispatchEvent(new Event('visibilitychange')); Date.now = now; \
                    addEventListener('visibilitychange', (event) => event.stopPropagation(), true); })()";
        read(story, hide).await?;
        driver.switch_to_window(tabs[4].clone()).await?;
        story.app.wait_for_hub("live", FREED).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_six_tabs_four_hold_a_stream_and_no_request_waits() -> Result<()> {
    story("six_tabs", async |story| {
        // Two tabs may take the last lease at the same moment, and one then closes its stream again.
        story.expects(Complaints::OfTheNetwork);
        let hub = story.hub()?.url().to_owned();
        let token = story.hub()?.sign_in(USER)?.token().to_owned();
        story.app.open("").await?;
        story.app.fill("Hub URL", &hub).await?;
        story.app.press("API token").await?;
        story.app.fill("API token", &token).await?;
        story.app.press("Keep me signed in on this device").await?;
        story.app.press("Connect").await?;
        story.app.wait_for_hub("live", SOON).await?;
        let driver = story.app.browser().driver().clone();
        let mut tabs = vec![driver.window().await?];
        for _ in 1..6 {
            tabs.push(open_tab(story).await?);
            if tabs.len() <= 4 {
                story.app.wait_for_hub("live", SOON).await?;
            } else {
                story
                    .app
                    .wait_for_text("four streams open to this host", SOON)
                    .await?;
                ensure!(story.app.hub_state().await? == "connecting");
            }
        }
        // A request of the last tab is answered at once, and so are those of the app.
        let asked = Instant::now();
        let script = "return fetch(arguments[0] + '/api/health').then((answer) => answer.status);";
        let status = driver.execute(script, vec![json!(hub)]).await?;
        ensure!(status.json() == &json!(200), "{:?}", status.json());
        ensure!(asked.elapsed() < Duration::from_secs(2));
        story.report(&[System {
            cpu: 57.0,
            ..System::number(1)
        }])?;
        for (number, tab) in tabs.iter().enumerate() {
            driver.switch_to_window(tab.clone()).await?;
            if number >= 4 {
                story.app.press("Try now").await?;
            }
            wait_for_label(story, SYSTEM, "CPU 57 percent").await?;
        }

        driver.switch_to_window(tabs[0].clone()).await?;
        driver.close_window().await?;
        until_true("that another tab follows", FREED, async || {
            let mut live = 0;
            for tab in &tabs[1..] {
                driver.switch_to_window(tab.clone()).await?;
                live += usize::from(story.app.hub_state().await? == "live");
            }
            Ok(live == 4)
        })
        .await
    })
    .await
}
