//! Nothing arranged is lost: steps, saves, versions, layouts, other tabs, and work without a hub.

mod layouts;
mod local;
mod saving;
mod steps;
mod tabs;
mod versions;

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story};
use serde_json::Value;

/// Opens the racks without a hub, and waits until they can be edited.
async fn open_local(story: &Story) -> Result<()> {
    story.app.open("?local").await?;
    wait_for_racks(story).await
}

async fn wait_for_racks(story: &Story) -> Result<()> {
    wait_for(
        story,
        "racks",
        "document.querySelector('[data-rack-id]') && document.querySelector('.palette .pick') && document.querySelector('.lens-bar')",
    )
    .await
}

/// Signs in permanently, so that a reload comes back to the racks.
async fn connect_and_stay(story: &Story, hub: &str) -> Result<()> {
    story.app.press("Keep me signed in on this device").await?;
    story.sign_in_at(hub).await
}

async fn run(story: &Story, script: &str, arguments: Vec<Value>) -> Result<Value> {
    story.app.browser().run(script, arguments).await
}

/// Waits until an expression in the page holds.
async fn wait_for(story: &Story, what: &str, condition: &str) -> Result<()> {
    let script = format!("return Boolean({condition});");
    until_true(what, SOON, async || {
        Ok(run(story, &script, Vec::new()).await? == true)
    })
    .await
}

async fn click(story: &Story, selector: &str) -> Result<()> {
    wait_for(
        story,
        selector,
        &format!("document.querySelector({selector:?})"),
    )
    .await?;
    let script = "document.querySelector(arguments[0]).click();";
    run(story, script, vec![selector.into()]).await.map(drop)
}

/// Adds a device at the first free place.
async fn add_device(story: &Story) -> Result<()> {
    let before = story.app.devices().await?.len();
    click(story, "[data-type='generic-server-1u']").await?;
    wait_for_devices(story, before + 1).await
}

async fn wait_for_devices(story: &Story, count: usize) -> Result<()> {
    until_true(&format!("{count} devices"), SOON, async || {
        Ok(story.app.devices().await?.len() == count)
    })
    .await
}

async fn undo(story: &Story) -> Result<()> {
    story.app.key(&[Key::Control], "z").await
}

async fn redo(story: &Story) -> Result<()> {
    story.app.key(&[Key::Control, Key::Shift], "z").await
}

/// Waits until the undo or redo button names this step. The first input loads the editing module, and with it the steps of earlier visits.
async fn wait_for_step(story: &Story, words: &str) -> Result<()> {
    let found = format!("return !!document.querySelector('[aria-label^=\"{words}\"]');");
    until_true(words, SOON, async || {
        let actions = story.app.browser().actions();
        actions
            .move_to(400, 300)
            .move_to(410, 310)
            .perform()
            .await?;
        Ok(run(story, &found, Vec::new()).await? == true)
    })
    .await
}

/// The entry that the browser stores for each layout.
async fn entries(story: &Story) -> Result<Vec<Value>> {
    let script = r"
        const done = arguments[arguments.length - 1];
        const request = indexedDB.open('blinkenrack');
        request.onsuccess = () => {
            const database = request.result;
            const entries = database.transaction('entries').objectStore('entries').getAll();
            entries.onsuccess = () => { database.close(); done(entries.result.map((text) => JSON.parse(text))); };
        };
    ";
    let driver = story.app.browser().driver();
    let found = driver.execute_async(script, Vec::new()).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// Waits until the browser has stored a layout with this name and this many devices.
async fn wait_until_kept(story: &Story, name: &str, devices: usize) -> Result<()> {
    until_true(&format!("{name:?} kept"), SOON, async || {
        let entries = entries(story).await?;
        Ok(entries
            .iter()
            .any(|entry| entry["name"] == name && entry["devices"] == devices))
    })
    .await
}

/// Chooses an item of the menu below the layout's name.
async fn choose_in_menu(story: &Story, item: &str) -> Result<()> {
    click(story, ".layout-name").await?;
    story.app.press(item).await
}

async fn wait_for_name(story: &Story, name: &str) -> Result<()> {
    let shown = format!("document.querySelector('.layout-name .name')?.textContent === {name:?}");
    wait_for(story, &format!("the layout {name:?}"), &shown).await
}

async fn wait_for_no_dialog(story: &Story) -> Result<()> {
    wait_for(story, "no dialog", "!document.querySelector('dialog')").await
}
