//! Editing devices, racks and rows in place by mouse and keyboard, each change as one step.

use e2e::browser::{PHONE, WALL};
use e2e::pointer::{Finger, Held, Mouse};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    until_true("the demo's devices", SOON, async || {
        Ok(story.app.devices().await?.len() > 15)
    })
    .await?;
    story.app.wait_for_keys().await
}

async fn select(story: &Story, names: &[&str]) -> Result<()> {
    let mut mouse = Mouse::new(&story.app);
    for name in names {
        mouse.click(story.app.resting(name).await?.center()).await?;
        mouse.held = Held::Control;
    }
    let wanted = u64::try_from(names.len())?;
    story
        .app
        .wait_for_count("[data-device-id][data-selected]", wanted)
        .await
}

/// Replaces the text of the focused field, and presses Enter.
async fn retype(story: &Story, text: &str) -> Result<()> {
    story.app.key(&[Key::Control], "a").await?;
    story.app.key(&[], text).await?;
    story.app.key(&[], Key::Enter).await
}

/// Clicks the field with this label, and replaces its text.
async fn set(story: &Story, label: &str, text: &str) -> Result<()> {
    story.app.field(label).await?.click().await?;
    retype(story, text).await
}

/// The value of the field with this label.
async fn value(story: &Story, label: &str) -> Result<String> {
    let field = story.app.field(label).await?;
    Ok(field.prop("value").await?.unwrap_or_default())
}

async fn wait_for_value(story: &Story, label: &str, wanted: &str) -> Result<()> {
    until_true(&format!("{label}: {wanted:?}"), SOON, async || {
        Ok(value(story, label).await? == wanted)
    })
    .await
}

/// Undoes one step with no field focused, where the key would undo typing.
async fn undo(story: &Story) -> Result<()> {
    let leave = "document.activeElement?.blur();";
    story.app.browser().run(leave, Vec::new()).await?;
    story.app.key(&[Key::Control], "z").await
}

async fn focused(story: &Story, selector: &str) -> Result<()> {
    story
        .app
        .wait_for_count(&format!("{selector}:focus"), 1)
        .await
}

async fn is_pressed(story: &Story, group: &str, word: &str) -> Result<bool> {
    let script = "const group = document.querySelector(`[data-field=${arguments[0]}]`);
        const button = [...group.querySelectorAll('button')].find((e) => e.textContent === arguments[1]);
        return button?.getAttribute('aria-pressed') === 'true';";
    let arguments = vec![group.into(), word.into()];
    Ok(story.app.browser().run(script, arguments).await? == true)
}

async fn wait_for_pressed(story: &Story, group: &str, word: &str, wanted: bool) -> Result<()> {
    until_true(&format!("{word} is pressed: {wanted}"), SOON, async || {
        Ok(is_pressed(story, group, word).await? == wanted)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_edited_in_place_by_mouse() -> Result<()> {
    story("a_device_is_edited_in_place", async |story| {
        open(story).await?;
        // A monitor checks it, so its panel shows the monitor first.
        select(story, &["core-sw"]).await?;
        story.app.press("Edit").await?;
        story.app.wait_for_count(".sheet .inspector", 1).await?;
        axe::check(story.app.browser(), "a device that is edited").await?;

        set(story, "Name", "spine").await?;
        story.app.device_named("spine").await?;
        // Enter links the first result.
        set(story, "Link to", "pi-hole").await?;
        until_true("its system", SOON, async || {
            Ok(!story.app.device_named("spine").await?.system.is_empty())
        })
        .await?;
        let tags = story.app.count(".chip").await?;
        set(story, "Tags", "Core Net").await?;
        story.app.wait_for_count(".chip", tags + 1).await?;
        story.app.press("Spare").await?;
        wait_for_pressed(story, "state", "Spare", true).await?;
        story.app.press("Violet").await?;
        story
            .app
            .wait_for_count("[data-device-id] > [fill='url(#face-violet)']", 1)
            .await?;
        story.app.press("Move up").await?;
        story.app.wait_for_text("No free slot above", SOON).await?;

        // Only web and shell links are accepted.
        let script = "document.querySelector(`[aria-label='Name of a new link']`).focus();";
        story.app.browser().run(script, Vec::new()).await?;
        story.app.key(&[], "Web").await?;
        story.app.key(&[], Key::Tab).await?;
        story.app.key(&[], "javascript:alert(1)").await?;
        story.app.press("Add the link").await?;
        story
            .app
            .wait_for_text("a link begins with http://", SOON)
            .await?;
        let script = "document.querySelector(`[aria-label='Address of a new link']`).focus();";
        story.app.browser().run(script, Vec::new()).await?;
        retype(story, "https://wiki.example/{name}").await?;
        story.app.wait_for_count("#link-url-1", 1).await?;
        axe::check(story.app.browser(), "a device with links and tags").await?;

        // Each was a separate step.
        undo(story).await?;
        story.app.wait_for_count("#link-url-1", 0).await?;
        undo(story).await?;
        story
            .app
            .wait_for_count("[fill='url(#face-violet)']", 0)
            .await?;
        undo(story).await?;
        wait_for_pressed(story, "state", "In use", true).await?;
        undo(story).await?;
        story.app.wait_for_count(".chip", tags).await?;
        undo(story).await?;
        until_true("no system", SOON, async || {
            Ok(story.app.device_named("spine").await?.system.is_empty())
        })
        .await?;
        undo(story).await?;
        story.app.device_named("core-sw").await?;
        wait_for_value(story, "Name", "core-sw").await
    })
    .await
}

/// An empty point of the canvas.
async fn background(story: &Story) -> Result<(f64, f64)> {
    let script = "const { left, top, width, height } = document.querySelector('.view').getBoundingClientRect();
        for (let y = top + 4; y < top + height; y += 8)
          for (let x = left + 4; x < left + width; x += 8) {
            const seen = document.elementFromPoint(x, y);
            if (seen?.closest('.view') && !seen.closest('[data-rack-id], button, a')) return [x, y];
          }";
    let at = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(at)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_set_by_a_click_beside_the_racks() -> Result<()> {
    story("typed_and_clicked_beside", async |story| {
        open(story).await?;
        let app = &story.app;
        select(story, &["k3s-01"]).await?;
        app.key(&[], Key::F2).await?;
        focused(story, "#edit-name").await?;
        app.key(&[Key::Control], "a").await?;
        app.key(&[], "worker").await?;
        Mouse::new(app).click(background(story).await?).await?;
        app.device_named("worker").await?;
        app.wait_for_selected(&[]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_edited_by_keyboard_and_the_focus_comes_back() -> Result<()> {
    story("a_device_is_edited_by_keyboard", async |story| {
        open(story).await?;
        let app = &story.app;
        select(story, &["k3s-01"]).await?;
        app.key(&[], Key::F2).await?;
        focused(story, "#edit-name").await?;
        // Partly typed, then reverted.
        app.key(&[], "oops").await?;
        app.key(&[], Key::Escape).await?;
        wait_for_value(story, "Name", "k3s-01").await?;
        retype(story, "worker").await?;
        app.device_named("worker").await?;
        ensure!(
            value(story, "Name").await? == "worker",
            "what was set is shown"
        );
        // A second Escape leaves the panel.
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("aside.panel", 0).await?;
        app.wait_for_focus("worker").await?;
        // Enter opens the panel, and Enter again moves into it.
        app.key(&[], Key::Enter).await?;
        app.wait_for_count("aside.panel [role=tab]", 7).await?;
        app.wait_for_focus("worker").await?;
        app.key(&[], Key::Enter).await?;
        focused(story, "aside.panel [role=tab]").await?;
        app.key(&[], Key::F6).await?;
        app.wait_for_focus("worker").await?;
        app.key(&[], Key::F6).await?;
        focused(story, "aside.panel [role=tab]").await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_focus("worker").await?;
        app.key(&[Key::Control], "z").await?;
        app.device_named("k3s-01").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn several_devices_are_edited_at_once_and_what_differs_says_so() -> Result<()> {
    story("several_devices_are_edited", async |story| {
        open(story).await?;
        let app = &story.app;
        let names = ["k3s-01", "k3s-02", "k3s-03"];
        select(story, &names).await?;
        app.wait_for_text("3 devices", SOON).await?;
        axe::check(app.browser(), "several devices").await?;
        let hint = app.field("Name").await?.attr("placeholder").await?;
        ensure!(hint.as_deref() == Some("Mixed"), "names differ: {hint:?}");
        // One of them is spare, then all of them.
        select(story, &["k3s-02"]).await?;
        app.key(&[], "e").await?;
        focused(story, "#edit-name").await?;
        app.press("Spare").await?;
        wait_for_pressed(story, "state", "Spare", true).await?;
        select(story, &names).await?;
        app.wait_for_count(".panel[aria-label='Selected devices'] .inspector", 1)
            .await?;
        for word in ["In use", "Spare"] {
            wait_for_pressed(story, "state", word, false).await?;
        }
        app.press("Retired").await?;
        wait_for_pressed(story, "state", "Retired", true).await?;
        app.wait_for_text("Changed the state of 3 devices", SOON)
            .await?;
        undo(story).await?;
        wait_for_pressed(story, "state", "Retired", false).await?;

        app.press("Edit selected devices").await?;
        focused(story, "#edit-name").await?;
        retype(story, "worker-#").await?;
        for name in ["worker-1", "worker-2", "worker-3"] {
            app.device_named(name).await?;
        }
        undo(story).await?;
        for name in names {
            app.device_named(name).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rack_is_edited_in_place_and_says_what_is_in_the_way() -> Result<()> {
    story("a_rack_is_edited_in_place", async |story| {
        open(story).await?;
        let app = &story.app;
        app.press("Rack A").await?;
        app.wait_for_count(".panel[aria-label=Rack] .inspector", 1)
            .await?;
        axe::check(app.browser(), "a rack that is edited").await?;
        app.press("6U").await?;
        app.wait_for_text("of Rack A holds", SOON).await?;
        app.press("48U").await?;
        wait_for_value(story, "Height", "48").await?;
        app.press("800").await?;
        wait_for_value(story, "Depth", "800").await?;
        app.press("Downwards").await?;
        wait_for_pressed(story, "direction", "Downwards", true).await?;
        for (field, wanted) in [("Depth", ""), ("Height", "24")] {
            undo(story).await?;
            if field == "Depth" {
                wait_for_pressed(story, "direction", "Upwards", true).await?;
                undo(story).await?;
            }
            wait_for_value(story, field, wanted).await?;
        }
        // By keys: the name, and back to the rack.
        app.press("Rack A").await?;
        app.key(&[], "e").await?;
        focused(story, "#edit-name").await?;
        retype(story, "Closet").await?;
        app.button("Closet").await?;
        app.key(&[], Key::Escape).await?;
        focused(story, ".rack-name").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_device_stays_in_sight_while_it_is_edited() -> Result<()> {
    story("edited_on_a_phone", async |story| {
        story.app.browser().resize(PHONE).await?;
        open(story).await?;
        let app = &story.app;
        select(story, &["Patch panel A"]).await?;
        app.wait_for_count(".sheet .inspector", 1).await?;
        until_true("the device above the sheet", SOON, async || {
            let place = app.resting("Patch panel A").await?;
            let script = "return document.querySelector('.sheet').getBoundingClientRect().y;";
            let top = app.browser().run(script, Vec::new()).await?;
            let top = top.as_f64().unwrap_or_default();
            Ok(place.y > 0.0 && place.y + place.height <= top)
        })
        .await?;
        axe::check(app.browser(), "edited on a phone").await?;
        app.press("Retired").await?;
        wait_for_pressed(story, "state", "Retired", true).await?;
        app.browser().resize(WALL).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_panel_leaves_its_device_in_sight_until_it_is_raised() -> Result<()> {
    story("the_panel_of_a_phone", async |story| {
        story.app.browser().resize(PHONE).await?;
        open(story).await?;
        let app = &story.app;
        let device = app.resting("ml-box").await?;
        let mut finger = Finger::new(app).await?;
        finger.tap(device.center()).await?;
        app.wait_for_count(".panel.sheet .tabs", 1).await?;
        let sheet = async || -> Result<(f64, f64)> {
            let script = "const { y, height } = document.querySelector('.sheet').getBoundingClientRect(); return [y, height];";
            let found = app.browser().run(script, Vec::new()).await?;
            let length = |at: usize| found[at].as_f64().unwrap_or_default();
            Ok((length(0), length(1)))
        };
        let is_in_sight = async || -> Result<bool> {
            let place = app.resting("ml-box").await?;
            let (top, _) = sheet().await?;
            Ok(place.y > 0.0 && place.y + place.height <= top)
        };
        until_true("the device above the panel", SOON, is_in_sight).await?;
        axe::check(app.browser(), "the panel of a phone").await?;
        app.press("Whole screen").await?;
        until_true("the panel on the whole screen", SOON, async || {
            let (top, height) = sheet().await?;
            Ok(top == 0.0 && height > 800.0)
        })
        .await?;
        axe::check(app.browser(), "the raised panel of a phone").await?;
        app.press("Show the racks").await?;
        until_true("the device in sight again", SOON, is_in_sight).await?;
        // A swipe up raises it; no click follows, and keys work as usual.
        let (top, _) = sheet().await?;
        finger.touch((195.0, top + 12.0)).await?;
        finger.drag_to((195.0, top - 108.0)).await?;
        finger.lift().await?;
        until_true("the panel on the whole screen by a swipe", SOON, async || {
            Ok(sheet().await?.0 == 0.0)
        })
        .await?;
        let handle = "document.querySelector('.sheet > .handle').focus();";
        app.browser().run(handle, Vec::new()).await?;
        app.key(&[], Key::Enter).await?;
        until_true("the device in sight by a key", SOON, is_in_sight).await?;
        // A swipe down closes it.
        let (top, _) = sheet().await?;
        finger.touch((195.0, top + 12.0)).await?;
        finger.drag_to((195.0, top + 120.0)).await?;
        finger.lift().await?;
        app.wait_for_count(".sheet", 0).await?;
        app.browser().resize(WALL).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn systems_are_chosen_by_what_their_machines_are() -> Result<()> {
    story("systems_are_chosen", async |story| {
        open(story).await?;
        let app = &story.app;
        select(story, &["Patch panel A"]).await?;
        app.field("Link to").await?.click().await?;
        let first = async || -> Result<String> {
            let script = "return document.querySelector('.offers li')?.textContent ?? '';";
            let found = app.browser().run(script, Vec::new()).await?;
            Ok(found.as_str().unwrap_or_default().to_owned())
        };
        until_true("what a machine is, and its values", SOON, async || {
            let words = first().await?;
            Ok(words.contains("Linux") && words.contains("CPU"))
        })
        .await?;
        // A processor finds its machine, with its location.
        app.key(&[], "e-2388g").await?;
        until_true("the machine with that processor", SOON, async || {
            let words = first().await?;
            Ok(words.contains("tank") && words.contains("linked to tank, Rack A unit"))
        })
        .await?;
        axe::check(app.browser(), "the systems to choose from").await
    })
    .await
}
