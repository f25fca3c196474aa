//! Devices and their systems: proposed links, racks built from a hub, and differences from it.

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.device_named("k3s-02").await?;
    story.app.wait_for_keys().await
}

async fn rename(story: &Story, from: &str, to: &str) -> Result<()> {
    let (x, y) = story.app.device_named(from).await?.place.middle();
    let browser = story.app.browser();
    browser.actions().move_to(x, y).click().perform().await?;
    story.app.key(&[], Key::F2).await?;
    story.app.wait_for_count("#edit-name:focus", 1).await?;
    story.app.key(&[Key::Control], "a").await?;
    story.app.key(&[], to).await?;
    story.app.key(&[], Key::Enter).await?;
    story.app.device_named(to).await?;
    let leave = "document.activeElement?.blur();";
    story.app.browser().run(leave, Vec::new()).await.map(drop)
}

async fn is_linked(story: &Story, name: &str) -> Result<bool> {
    Ok(!story.app.device_named(name).await?.system.is_empty())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_ticked_proposal_is_linked() -> Result<()> {
    story("a_ticked_proposal", async |story| {
        open(story).await?;
        let app = &story.app;
        // No device of the demo resembles the system that is not in a rack.
        app.act("Link devices by name or address").await?;
        app.wait_for_text("No unlinked device has a name", SOON)
            .await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("dialog", 0).await?;
        // A similar name is proposed, but not ticked.
        rename(story, "PDU A", "Nuc_Garage").await?;
        app.act("Link devices by name or address").await?;
        app.wait_for_text("Almost the same name", SOON).await?;
        axe::check(app.browser(), "proposed links").await?;
        app.wait_for_count(".proposals input:checked", 0).await?;
        let box_of_it = app.field("Nuc_Garage").await?;
        box_of_it.click().await?;
        app.press("Link 1 device").await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("the link", SOON, async || {
            is_linked(story, "Nuc_Garage").await
        })
        .await?;
        app.key(&[Key::Control], "z").await?;
        until_true("no link", SOON, async || {
            Ok(!is_linked(story, "Nuc_Garage").await?)
        })
        .await?;
        // The same name is not ticked either, and is ticked and linked without a mouse.
        rename(story, "Nuc_Garage", "nuc-garage").await?;
        app.act("Link devices by name or address").await?;
        app.wait_for_text("Same name", SOON).await?;
        app.wait_for_count(".proposals input:checked", 0).await?;
        app.field("nuc-garage").await?.focus().await?;
        app.key(&[], " ").await?;
        let button = app.button("Link 1 device").await?;
        ensure!(
            button.is_enabled().await?,
            "the ticked one cannot be linked"
        );
        button.focus().await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("the link", SOON, async || {
            is_linked(story, "nuc-garage").await
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_is_found_for_each_device_of_a_selection() -> Result<()> {
    story("a_selection_is_linked", async |story| {
        open(story).await?;
        let app = &story.app;
        let select = "for (const name of ['PDU B', 'Spare mini PC']) {
            const is_it = (device) => device.getAttribute('aria-label').startsWith(name);
            [...document.querySelectorAll('[data-device-id]')].find(is_it)
                .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
        }";
        app.browser().run(select, Vec::new()).await?;
        app.key(&[], "l").await?;
        app.wait_for_count(".proposals input[list]", 2).await?;
        axe::check(app.browser(), "systems for a selection").await?;
        app.fill("PDU B", "nuc-garage (10.20.0.31)").await?;
        app.press("Link 1 device").await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("the link", SOON, async || is_linked(story, "PDU B").await).await?;
        ensure!(!is_linked(story, "Spare mini PC").await?);
        // One device has its list at once.
        let only = select.replace("'PDU B', ", "").replace("ctrlKey: true", "");
        app.key(&[], Key::Escape).await?;
        app.browser().run(&only, Vec::new()).await?;
        app.key(&[], "l").await?;
        app.wait_for_text("linked to backup-pbs", SOON).await?;
        ensure!(app.text().await?.contains("10.20.0.16"), "its address is missing");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_are_made_of_what_the_hub_has() -> Result<()> {
    story("racks_are_made_of_the_hub", async |story| {
        open(story).await?;
        let app = &story.app;
        let racks = app.count("[data-rack-id]").await?;
        app.act("Racks from the hub").await?;
        app.wait_for_text("2 racks, 3 devices", SOON).await?;
        axe::check(app.browser(), "racks from the hub").await?;
        app.press("Build").await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_count("[data-rack-id]", racks + 2).await?;
        until_true("the device", SOON, async || {
            is_linked(story, "nuc-garage").await
        })
        .await?;
        app.key(&[Key::Control], "z").await?;
        app.wait_for_count("[data-rack-id]", racks).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_differs_from_the_hub_is_told_and_repaired() -> Result<()> {
    story("what_differs_from_the_hub", async |story| {
        open(story).await?;
        let app = &story.app;
        rename(story, "k3s-02", "blade").await?;
        app.act("Compare with the hub").await?;
        app.wait_for_text("the hub calls it k3s-02", SOON).await?;
        app.wait_for_text("New on the hub", SOON).await?;
        axe::check(app.browser(), "what differs").await?;
        app.press("Take the name: blade").await?;
        app.device_named("k3s-02").await?;
        // All others at once, and undone in one step.
        let script = "[...document.querySelectorAll('dialog .actions .primary')].pop().click();";
        app.browser().run(script, Vec::new()).await?;
        app.wait_for_text("The layout and the hub agree.", SOON)
            .await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("the new device", SOON, async || {
            is_linked(story, "nuc-garage").await
        })
        .await?;
        app.key(&[Key::Control], "z").await?;
        until_true("it is gone", SOON, async || {
            let devices = app.devices().await?;
            Ok(!devices
                .iter()
                .any(|device| device.label.starts_with("nuc-garage")))
        })
        .await
    })
    .await
}
