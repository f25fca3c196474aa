//! The demo: the whole app without any hub.

use e2e::browser::Recording;
use e2e::story::{Setting, story_in};
use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure};

fn setting() -> Setting {
    Setting {
        systems: Vec::new(),
        recording: Recording::Network,
        ..Setting::default()
    }
}

/// The addresses requested since the last call, except for the app's own files.
async fn foreign_requests(story: &Story) -> Result<Vec<String>> {
    let events = story.app.browser().network_events().await?;
    Ok(events
        .iter()
        .filter(|event| event["method"] == "Network.requestWillBeSent")
        .filter_map(|event| event["params"]["request"]["url"].as_str())
        .filter(|url| !url.starts_with(story.app.url()) && !url.starts_with("data:"))
        .map(str::to_owned)
        .collect())
}

async fn is_alive(story: &Story) -> Result<()> {
    story.app.wait_for_hub("demo", SOON).await?;
    until_true("the demo's devices", SOON, async || {
        let devices = story.app.devices().await?;
        let linked = devices.iter().filter(|device| !device.system.is_empty());
        Ok(linked.count() >= 15)
    })
    .await?;
    let labels = async || -> Result<Vec<String>> {
        let devices = story.app.devices().await?;
        Ok(devices.into_iter().map(|device| device.label).collect())
    };
    let before = labels().await?;
    until_true(
        "moving values",
        SOON,
        async || Ok(labels().await? != before),
    )
    .await?;
    let foreign = foreign_requests(story).await?;
    ensure!(foreign.is_empty(), "the demo asked {foreign:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn opens_by_its_address() -> Result<()> {
    story_in(setting(), "demo_by_address", async |story| {
        story.app.open("?demo").await?;
        is_alive(story).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn opens_from_the_first_page() -> Result<()> {
    story_in(setting(), "demo_from_first_page", async |story| {
        story.app.open("").await?;
        story.app.press("Explore the demo").await?;
        is_alive(story).await
    })
    .await
}
