//! Working without a hub, what happens to that work with a hub, and the demo.

use e2e::wait::SOON;
use e2e::{Result, Story, story};

use super::{
    add_device, choose_in_menu, click, connect_and_stay, open_local, undo, wait_for,
    wait_for_devices, wait_for_name, wait_for_no_dialog, wait_for_racks, wait_until_kept,
};

const SYSTEM: &str = "system000000002";

#[tokio::test(flavor = "multi_thread")]
async fn racks_are_drawn_without_a_hub_and_the_way_back_keeps_them() -> Result<()> {
    story("racks_without_a_hub", async |story| {
        story.app.open("").await?;
        story
            .app
            .wait_for_text("saved in this browser", SOON)
            .await?;
        story.app.press("Draw racks without a hub").await?;
        wait_for_racks(story).await?;
        add_device(story).await?;
        let driver = story.app.browser().driver();
        driver.back().await?;
        story.app.button("Draw racks without a hub").await?;
        driver.forward().await?;
        wait_for_racks(story).await?;
        wait_for_devices(story, 1).await?;
        undo(story).await?;
        wait_for_devices(story, 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_drawn_can_be_taken_along_to_a_hub() -> Result<()> {
    story("what_was_drawn_is_taken_along", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        click(story, "[aria-label='Account']").await?;
        story.app.press("Connect a hub").await?;
        connect_and_stay(story, story.hub()?.url()).await?;
        story.app.device_of(SYSTEM).await?;
        story
            .app
            .wait_for_text("was drawn without a hub", SOON)
            .await?;
        story.app.press("Copy it here").await?;
        wait_for_name(story, "My racks").await?;
        wait_for_devices(story, 1).await?;
        // Both belong to the hub, and the one without a hub still exists.
        story.app.reload().await?;
        wait_for_name(story, "My racks").await?;
        open_local(story).await?;
        wait_for_devices(story, 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn layouts_from_elsewhere_are_offered_later_too() -> Result<()> {
    story("layouts_from_elsewhere", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks", 1).await?;
        story.app.open("").await?;
        connect_and_stay(story, story.hub()?.url()).await?;
        story.app.press("Leave it").await?;
        choose_in_menu(story, "Manage layouts…").await?;
        story.app.wait_for_text("drawn without a hub", SOON).await?;
        story.app.press("Open a copy of My racks").await?;
        wait_for_no_dialog(story).await?;
        wait_for_name(story, "My racks").await?;
        wait_for_devices(story, 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_at_another_address_gets_its_layout_with_its_links() -> Result<()> {
    story("a_hub_at_another_address", async |story| {
        story.app.open("").await?;
        connect_and_stay(story, story.hub()?.url()).await?;
        story.app.drag_to_free_place(SYSTEM).await?;
        story.app.wait_for_text("Moved", SOON).await?;
        click(story, "[aria-label='Account']").await?;
        story.app.press("Sign out").await?;
        story.sign_in_at(&story.proxy()?.url()).await?;
        story.app.device_of(SYSTEM).await?;
        choose_in_menu(story, "Manage layouts…").await?;
        wait_for(
            story,
            "a layout of the other address",
            "document.querySelectorAll('dialog .kept').length === 2",
        )
        .await?;
        click(story, "dialog .kept:last-of-type button").await?;
        wait_for_no_dialog(story).await?;
        wait_for(story, "two layouts", "true").await?;
        story
            .app
            .wait_for_device(SYSTEM, "a live value", SOON, |device| device.health == "ok")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_says_what_becomes_of_changes() -> Result<()> {
    story("the_demo_says_what_becomes_of_changes", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        wait_for_racks(story).await?;
        let devices = count_devices(story).await?;
        add_device(story).await?;
        story.app.reload().await?;
        story.app.wait_for_hub("demo", SOON).await?;
        wait_for_devices(story, devices + 1).await?;
        click(story, "[aria-label='Account']").await?;
        story
            .app
            .wait_for_text("Your changes are saved in this browser", SOON)
            .await
    })
    .await
}

async fn count_devices(story: &Story) -> Result<usize> {
    e2e::wait::until("devices", SOON, async || {
        let count = story.app.devices().await?.len();
        Ok((count > 0).then_some(count))
    })
    .await
}
