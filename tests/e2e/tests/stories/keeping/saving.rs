//! Saving after each change, a browser that has no room or stores nothing, and the file that can be saved at any moment.

use std::fs;
use std::path::PathBuf;

use e2e::story::{Complaints, pictures};
use e2e::wait::{SOON, until, until_true};
use e2e::{Key, Result, Story, ensure, story};
use serde_json::{Value, json};

use super::{
    add_device, click, entries, open_local, redo, run, undo, wait_for, wait_for_devices,
    wait_for_racks, wait_for_step, wait_until_kept,
};

/// Limits the storage of this page; `None` removes the limit.
async fn allow(story: &Story, bytes: Option<u32>) -> Result<()> {
    let url = story.app.url();
    let origin = url.split('/').take(3).collect::<Vec<_>>().join("/");
    let quota = match bytes {
        Some(bytes) => json!({ "origin": origin, "quotaSize": bytes }),
        None => json!({ "origin": origin }),
    };
    let browser = story.app.browser();
    browser
        .devtools("Storage.overrideQuotaForOrigin", quota)
        .await
        .map(drop)
}

/// Runs a script in all following pages before the app starts.
async fn before_the_app(story: &Story, script: &str) -> Result<()> {
    let browser = story.app.browser();
    let script = json!({ "source": script });
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await
        .map(drop)
}

/// Saves the layout as a file by its keys; returns the document.
async fn exported(story: &Story, name: &str) -> Result<Value> {
    let folder: PathBuf = pictures().join(format!("../downloads/{name}"));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let behavior = json!({ "behavior": "allow", "downloadPath": folder });
    let browser = story.app.browser();
    browser
        .devtools("Browser.setDownloadBehavior", behavior)
        .await?;
    story.app.key(&[Key::Control], "s").await?;
    until("the file", SOON, async || {
        for file in fs::read_dir(&folder)? {
            let path = file?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                return Ok(serde_json::from_str(&fs::read_to_string(path)?).ok());
            }
        }
        Ok(None)
    })
    .await
}

fn devices_in(document: &Value) -> usize {
    document["devices"].as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_right_before_the_page_closes_is_kept() -> Result<()> {
    story("a_change_right_before_the_page_closes", async |story| {
        open_local(story).await?;
        for count in 1..=5 {
            add_device(story).await?;
            wait_until_kept(story, "My racks", 2 * count - 1).await?;
            // The page starts to unload before the change can be saved.
            let script = "document.querySelector('[data-type=\"generic-server-1u\"]').click(); location.reload();";
            run(story, script, Vec::new()).await?;
            wait_for_racks(story).await?;
            wait_for_devices(story, 2 * count).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_saved_is_taken_up_by_the_next_page() -> Result<()> {
    story("what_could_not_be_saved", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks", 1).await?;
        let stall = "IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'QuotaExceededError'); };";
        run(story, stall, Vec::new()).await?;
        add_device(story).await?;
        story
            .app
            .wait_for_text("the browser's storage is full", SOON)
            .await?;
        ensure!(entries(story).await?[0]["devices"] == 1, "it was saved");
        story.app.reload().await?;
        wait_for_devices(story, 2).await?;
        wait_until_kept(story, "My racks", 2).await?;
        wait_for_step(story, "Undo: add").await?;
        undo(story).await?;
        wait_for_devices(story, 1).await?;
        redo(story).await?;
        wait_for_devices(story, 2).await?;
        let laid = "return Object.keys(localStorage).filter((key) => key.includes('unsaved')).length;";
        until_true("no copy any more", SOON, async || {
            Ok(run(story, laid, Vec::new()).await? == 0)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_store_is_told_and_nothing_is_lost() -> Result<()> {
    story("a_full_store", async |story| {
        story.expects(Complaints::OfTheNetwork);
        // Before the browser has checked how much is stored. A few saves fill it: several devices may be saved together.
        story.app.open("icon.svg").await?;
        allow(story, Some(20_000)).await?;
        open_local(story).await?;
        let is_told = "return document.body.innerText.includes('the browser\\'s storage is full');";
        let mut count = 0;
        while run(story, is_told, Vec::new()).await? != true {
            ensure!(count < 24, "{count} devices fit into nothing");
            add_device(story).await?;
            count += 1;
        }
        let document = exported(story, "a_full_store").await?;
        ensure!(devices_in(&document) == count, "the file lacks devices");
        undo(story).await?;
        wait_for_devices(story, count - 1).await?;
        redo(story).await?;
        wait_for_devices(story, count).await?;

        story.app.reload().await?;
        wait_for_devices(story, count).await?;
        story
            .app
            .wait_for_text("the browser's storage is full", SOON)
            .await?;
        allow(story, None).await?;
        story.app.press("Try again").await?;
        wait_for(story, "no banner", "!document.querySelector('.banner')").await?;
        wait_until_kept(story, "My racks", count).await?;
        story.app.reload().await?;
        wait_for_devices(story, count).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn little_room_is_told_before_anything_is_lost() -> Result<()> {
    story("little_room", async |story| {
        let estimate =
            "StorageManager.prototype.estimate = async () => ({ usage: 96e6, quota: 1e8 });";
        before_the_app(story, estimate).await?;
        open_local(story).await?;
        add_device(story).await?;
        story
            .app
            .wait_for_text("almost out of storage", SOON)
            .await?;
        story.app.button("Export to a file now").await?;
        wait_until_kept(story, "My racks", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_nothing_is_told_of() -> Result<()> {
    story("a_browser_that_keeps_nothing", async |story| {
        let refuse = "Object.defineProperty(window, 'indexedDB', { get: () => undefined });";
        before_the_app(story, refuse).await?;
        open_local(story).await?;
        story
            .app
            .wait_for_text("does not let the page keep data", SOON)
            .await?;
        add_device(story).await?;
        undo(story).await?;
        wait_for_devices(story, 0).await?;
        redo(story).await?;
        wait_for_devices(story, 1).await?;
        let document = exported(story, "a_browser_that_keeps_nothing").await?;
        ensure!(devices_in(&document) == 1, "the file lacks the device");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_can_be_saved_at_any_moment() -> Result<()> {
    story("a_copy_at_any_moment", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        let document = exported(story, "any_moment").await?;
        ensure!(devices_in(&document) == 1, "the file lacks the device");
        for (what, open) in [("a dialog", "?"), ("the search field", "a")] {
            story.app.key(&[], open).await?;
            wait_for(
                story,
                what,
                "document.querySelector('dialog[open]') || document.activeElement.type === 'search'",
            )
            .await?;
            let document = exported(story, "any_moment").await?;
            ensure!(devices_in(&document) == 1, "no file from {what}");
            story.app.key(&[], Key::Escape).await?;
            wait_for(story, "no dialog", "!document.querySelector('dialog[open]')").await?;
        }
        Ok(())
    })
    .await
}

/// Holds the database open in this page, as another version of the app would.
async fn hold_database(story: &Story, version: u32) -> Result<()> {
    let script = r"
        const done = arguments[arguments.length - 1];
        const request = indexedDB.open('blinkenrack', arguments[0]);
        request.onsuccess = () => { globalThis.held = request.result; done(true); };
        request.onerror = () => done(false);
    ";
    let driver = story.app.browser().driver();
    let held = driver.execute_async(script, vec![json!(version)]).await?;
    ensure!(held.json() == &json!(true), "the database is not held");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_tab_that_holds_the_store_is_told_of() -> Result<()> {
    story("an_older_tab", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.app.open("icon.svg").await?;
        hold_database(story, 1).await?;
        let driver = story.app.browser().driver();
        let older = driver.window().await?;
        let newer = driver.new_tab().await?;
        driver.switch_to_window(newer.clone()).await?;
        story.app.browser().resize(e2e::browser::WALL).await?;
        open_local(story).await?;
        story
            .app
            .wait_for_text("another tab with an older version", SOON)
            .await?;
        driver.switch_to_window(older).await?;
        run(story, "globalThis.held.close();", Vec::new()).await?;
        driver.switch_to_window(newer).await?;
        story.app.press("Try again").await?;
        wait_for(story, "no banner", "!document.querySelector('.banner')").await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_version_may_take_over_and_is_told_of() -> Result<()> {
    story("a_newer_version", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks", 1).await?;
        hold_database(story, 3).await?;
        click(story, "[data-type='generic-server-1u']").await?;
        story
            .app
            .wait_for_text("a newer version of this app is in use", SOON)
            .await?;
        let laid = "return Object.keys(localStorage).some((key) => key.includes('unsaved'));";
        ensure!(run(story, laid, Vec::new()).await? == true, "nothing waits");
        Ok(())
    })
    .await
}
