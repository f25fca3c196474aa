//! Dropping on a device: a system links it, a type changes its model; and devices made for bays bring a carrier.

use e2e::pointer::{Mouse, Point};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, ensure, story};

use super::{bring, center, open, undo};

#[tokio::test(flavor = "multi_thread")]
async fn a_system_dropped_on_a_device_links_it() -> Result<()> {
    story("a_system_dropped_on_a_device", async |story| {
        open(story).await?;
        let app = &story.app;
        app.wait_for_text("Unlinked systems", SOON).await?;
        let from = "const { x, y, height } = document.querySelector('.pick.system').getBoundingClientRect(); return [x + 30, y + height / 2];";
        let from: Point = serde_json::from_value(app.browser().run(from, Vec::new()).await?)?;
        let to = center(story, "PDU A").await?;
        let mut mouse = Mouse::new(app);
        mouse.press(from).await?;
        mouse.drag_to((from.0 + 400.0, from.1)).await?;
        mouse.drag_to(to).await?;
        app.wait_for_ghost("Link PDU A to nuc-garage").await?;
        mouse.release().await?;
        app.wait_for_word("Linked PDU A to nuc-garage").await?;
        let linked = app.device_named("PDU A").await?;
        ensure!(!linked.system.is_empty(), "{linked:?} has no link");
        // The message's button undoes it.
        app.press("Undo").await?;
        until_true("no link", SOON, async || {
            Ok(app.device_named("PDU A").await?.system.is_empty())
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_dropped_on_a_linked_device_says_what_it_replaces() -> Result<()> {
    story("what_it_replaces", async |story| {
        open(story).await?;
        let app = &story.app;
        app.wait_for_text("Unlinked systems", SOON).await?;
        let from = "const { x, y, height } = document.querySelector('.pick.system').getBoundingClientRect(); return [x + 30, y + height / 2];";
        let from: Point = serde_json::from_value(app.browser().run(from, Vec::new()).await?)?;
        let to = center(story, "pve-node3").await?;
        let mut mouse = Mouse::new(app);
        mouse.press(from).await?;
        mouse.drag_to((from.0 + 400.0, from.1)).await?;
        mouse.drag_to(to).await?;
        app.wait_for_ghost("Link nuc-garage here instead of pve-node3")
            .await?;
        mouse.release().await?;
        app.wait_for_word("Linked pve-node3 to nuc-garage; it was linked to pve-node3")
            .await?;
        undo(story).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_dropped_on_a_device_changes_its_model() -> Result<()> {
    story("a_product_dropped_on_a_device", async |story| {
        open(story).await?;
        let app = &story.app;
        let to = center(story, "PDU A").await?;
        let words = "Change PDU A to Dell PowerEdge R740";
        bring(story, "dell r740", "dell-poweredge-r740", to, words).await?;
        app.wait_for_word("Changed PDU A to Dell PowerEdge R740")
            .await?;
        app.wait_for_place("PDU A", "Rack A unit 5").await?;
        undo(story).await?;
        // The same by the menu, among all products.
        Mouse::new(app)
            .click(center(story, "pve-node3").await?)
            .await?;
        app.wait_for_selected(&["pve-node3"]).await?;
        app.key(&[], "m").await?;
        app.wait_for_text("Change the model of pve-node3", SOON)
            .await?;
        app.key(&[], "poweredge r640").await?;
        let first = "return document.querySelector('#found li .what')?.textContent ?? '';";
        until_true("the product first", SOON, async || {
            let first = app.browser().run(first, Vec::new()).await?;
            Ok(first.as_str().is_some_and(|first| first.contains("R640")))
        })
        .await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_word("Changed pve-node3 to Dell PowerEdge R640")
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_for_bays_brings_its_carrier() -> Result<()> {
    story("brings_its_carrier", async |story| {
        open(story).await?;
        let app = &story.app;
        let to = app.unit_of("Rack B", 10).await?;
        let words = "Rack B unit 10, on a new carrier";
        bring(story, "mini pc", "generic-mini-pc", to, words).await?;
        app.wait_for_place("Carrier", "Rack B unit 10").await?;
        app.wait_for_place("Mini PC", "in Carrier, Rack B unit 10")
            .await?;
        app.key(&[], Key::Delete).await?;
        until_true("no carrier", SOON, async || {
            let devices = app.devices().await?;
            Ok(devices
                .iter()
                .all(|device| !device.label.contains("Carrier")))
        })
        .await?;
        undo(story).await?;
        app.wait_for_place("Mini PC", "in Carrier, Rack B unit 10")
            .await
    })
    .await
}
