//! One registry of actions: keys, palette, menus and help offer the same actions with the same effects.

use e2e::pointer::{Held, Mouse};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};
use serde_json::json;

const SYSTEM: &str = "system000000002";
const NAME: &str = "node-2";

async fn connect(story: &Story) -> Result<()> {
    story.app.open("").await?;
    story.sign_in().await?;
    story.app.wait_for_keys().await?;
    story.app.device_of(SYSTEM).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_is_found_by_typing() -> Result<()> {
    story("anything_is_found_by_typing", async |story| {
        connect(story).await?;
        story.app.key(&[Key::Control], "k").await?;
        story.app.wait_for_actions().await?;
        let name = story.app.device_of(SYSTEM).await?.label;
        let name = name.split(',').next().unwrap_or(NAME).to_owned();
        story.app.key(&[], name.as_str()).await?;
        until_true("the device as the first found", SOON, async || {
            let script =
                "return document.querySelector('#found [aria-selected=true]')?.innerText ?? '';";
            let row = story.app.browser().run(script, Vec::new()).await?;
            Ok(row
                .as_str()
                .is_some_and(|row| row.contains(&name) && row.contains("Device")))
        })
        .await?;
        story.app.key(&[], Key::Enter).await?;
        let selected = format!("[data-system-id='{SYSTEM}'][data-selected]");
        until_true("the device selected", SOON, async || {
            Ok(story.app.count(&selected).await? == 1 && story.app.count("dialog").await? == 0)
        })
        .await
    })
    .await
}

/// Waits until the row that Enter would take has all of these words.
async fn wait_for_first(story: &Story, words: &[&str]) -> Result<()> {
    until_true(&format!("{words:?} found first"), SOON, async || {
        let script =
            "return document.querySelector('#found [aria-selected=true]')?.innerText ?? '';";
        let row = story.app.browser().run(script, Vec::new()).await?;
        Ok(row
            .as_str()
            .is_some_and(|row| words.iter().all(|word| row.contains(word))))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn systems_are_found_by_name_and_address_wherever_they_are() -> Result<()> {
    story("systems_are_found", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_text("Unlinked systems", SOON).await?;
        // A device shows it, so the entry leads there.
        story.app.key(&[Key::Control], "k").await?;
        story.app.wait_for_actions().await?;
        story.app.key(&[], "10.20.0.10").await?;
        wait_for_first(story, &["System", "pve-node1", "10.20.0.10", "Rack"]).await?;
        story.app.key(&[], Key::Enter).await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.wait_for_selected(&["pve-node1"]).await?;
        // It is in no rack, so a place for it is picked.
        let script = "return document.querySelector('.pick.system .name').textContent;";
        let unplaced = story.app.browser().run(script, Vec::new()).await?;
        let unplaced = unplaced.as_str().unwrap_or_default().to_owned();
        story.app.key(&[Key::Control], "k").await?;
        story.app.wait_for_actions().await?;
        story.app.key(&[], unplaced.as_str()).await?;
        wait_for_first(story, &["System", &unplaced, "not in a rack yet"]).await?;
        story.app.key(&[], Key::Enter).await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.wait_for_count(".picking", 1).await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_no_drag().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_found_by_typing_and_filters() -> Result<()> {
    story("a_tag_is_found", async |story| {
        let app = &story.app;
        app.open("?demo").await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_text("Unlinked systems", SOON).await?;
        app.key(&[Key::Control], "k").await?;
        app.wait_for_actions().await?;
        app.key(&[], "prod").await?;
        wait_for_first(story, &["Tag", "prod", "filter by it"]).await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_count("dialog", 0).await?;
        until_true(
            "the filter for the tag, and others faded",
            SOON,
            async || {
                let script = "return document.querySelector('.filter input')?.value ?? '';";
                let typed = app.browser().run(script, Vec::new()).await?;
                let faded = app.count(".rack .device[data-faded]").await?;
                Ok(typed == "tag:prod" && faded > 0)
            },
        )
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_tells_the_keys_that_work() -> Result<()> {
    story("the_help_tells_the_keys", async |story| {
        connect(story).await?;
        story.app.key(&[], "?").await?;
        story.app.wait_for_text("Shortcuts and help", SOON).await?;
        story.app.wait_for_text("Ctrl+Z", SOON).await?;
        // The canvas does no work behind a dialog, and is back afterwards.
        story.app.wait_for_count(".view[data-covered]", 1).await?;
        story.app.key(&[], Key::Escape).await?;
        until_true("the help gone", SOON, async || {
            Ok(story.app.count("dialog").await? == 0)
        })
        .await?;
        story.app.wait_for_count(".view[data-covered]", 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_at_a_device_deletes_it_and_undo_brings_it_back() -> Result<()> {
    story("the_menu_at_a_device", async |story| {
        connect(story).await?;
        let there = format!("[data-device-id][data-system-id='{SYSTEM}']");
        story.app.open_menu_of(SYSTEM).await?;
        story.app.press("Delete").await?;
        until_true("the device gone", SOON, async || {
            Ok(story.app.count(&there).await? == 0)
        })
        .await?;
        ensure!(
            story.app.count("[role=menu]").await? == 0,
            "the menu stayed"
        );
        story.app.key(&[Key::Control], "z").await?;
        until_true("the device back", SOON, async || {
            Ok(story.app.count(&there).await? == 1)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pressed_in_the_panel_keeps_the_focus() -> Result<()> {
    story("pressed_in_the_panel", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        mouse.held = Held::Control;
        // The first one opens the panel, and the canvas moves.
        for name in ["dns-1", "dns-2"] {
            mouse.click(app.resting(name).await?.center()).await?;
            app.wait_for_count(&format!("[data-selected][aria-label^={name:?}]"), 1)
                .await?;
        }
        let is_at = async |wanted: &str| {
            until_true(wanted, SOON, async || Ok(app.focused().await? == wanted)).await
        };
        app.press("Move down").await?;
        app.wait_for_place("dns-2", "Rack B unit 12").await?;
        is_at("Move down").await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_place("dns-2", "Rack B unit 11").await?;
        is_at("Move down").await?;
        // If the focused entry becomes unavailable, the focus moves to the next one.
        app.press("Rack A").await?;
        app.wait_for_count("aside.panel[aria-label=Rack]", 1)
            .await?;
        app.press("Move rack to the right").await?;
        is_at("Move rack to the right").await?;
        app.key(&[], Key::Enter).await?;
        is_at("Duplicate rack").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_selection_closes_the_panel_of_a_device() -> Result<()> {
    story("another_selection", async |story| {
        connect(story).await?;
        story.app.open_panel(SYSTEM).await?;
        story.app.press("Rack A").await?;
        story
            .app
            .wait_for_count("aside.panel[aria-label=Rack]", 1)
            .await?;
        story.app.wait_for_count("aside.panel", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pointer_at_rest_chooses_none_of_what_was_found() -> Result<()> {
    story("a_pointer_at_rest", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let app = &story.app;
        let open = async || {
            app.key(&[Key::Control], "k").await?;
            app.wait_for_actions().await
        };
        open().await?;
        let row = "const { x, y, width, height } = document.querySelector('#found-2').getBoundingClientRect(); return [x + width / 2, y + height / 2];";
        let third = app.browser().run(row, Vec::new()).await?;
        let third: (f64, f64) = serde_json::from_value(third)?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("dialog", 0).await?;
        let mut mouse = Mouse::new(app);
        mouse.move_to(third).await?;
        open().await?;
        app.key(&[], "e").await?;
        app.key(&[], Key::Backspace).await?;
        app.wait_for_count("#found-0[aria-selected=true]", 1).await?;
        // A moving pointer selects.
        mouse.move_to((third.0 + 3.0, third.1)).await?;
        app.wait_for_count("#found-2[aria-selected=true]", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_held_acts_once() -> Result<()> {
    story("a_key_that_is_held", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let app = &story.app;
        let at = app.device_named("dns-1").await?.place.center();
        Mouse::new(app).click(at).await?;
        app.wait_for_focus("dns-1").await?;
        for is_repeat in [false, true, true, true] {
            app.browser()
                .devtools(
                    "Input.dispatchKeyEvent",
                    json!({ "type": "keyDown", "key": "d", "text": "d", "code": "KeyD",
                        "windowsVirtualKeyCode": 68, "autoRepeat": is_repeat }),
                )
                .await?;
        }
        app.device_named("dns-1 copy").await?;
        app.key(&[Key::Control], "z").await?;
        app.wait_for_text("Undid: duplicate dns-1", SOON).await?;
        until_true("no copy", SOON, async || {
            let devices = app.devices().await?;
            Ok(!devices.iter().any(|device| device.label.contains(" copy")))
        })
        .await
    })
    .await
}
