//! The racks without a pointer.

use e2e::app::Rect;
use e2e::pointer::Mouse;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};

pub(crate) async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    until_true("a way into the racks", SOON, async || {
        let stops = "return document.querySelectorAll('[data-device-id][tabindex=\"0\"]').length;";
        Ok(story.app.browser().run(stops, Vec::new()).await? == 3)
    })
    .await
}

/// Focuses the device with this name, as the Tab key would.
async fn enter(story: &Story, name: &str) -> Result<()> {
    let device = story.app.device_named(name).await?.device;
    let script = "document.querySelector(`[data-device-id='${arguments[0]}']`).focus();";
    story.app.browser().run(script, vec![device.into()]).await?;
    story.app.wait_for_focus(name).await
}

pub(crate) async fn undo(story: &Story) -> Result<()> {
    story.app.key(&[Key::Control], "z").await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rack_is_one_stop_and_arrows_lead_through_it() -> Result<()> {
    story("each_rack_is_one_stop", async |story| {
        open(story).await?;
        let app = &story.app;
        enter(story, "Patch panel A").await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_focus("USW-Pro-24").await?;
        app.key(&[], Key::End).await?;
        app.wait_for_focus("ups-a").await?;
        app.key(&[], Key::Home).await?;
        app.wait_for_focus("Patch panel A").await?;
        app.key(&[], Key::Down).await?;
        app.key(&[], Key::Right).await?;
        app.wait_for_focus("Cable brush").await?;
        // Tab leaves the rack at once, and returns to the same device.
        app.key(&[], Key::Tab).await?;
        app.wait_for_focus("Patch panel C").await?;
        app.key(&[Key::Shift], Key::Tab).await?;
        app.wait_for_focus("Cable brush").await?;
        app.key(&[Key::Shift], Key::Tab).await?;
        app.wait_for_focus("USW-Pro-24").await?;
        // The rack's name and menu are above its devices.
        app.key(&[], Key::Home).await?;
        app.key(&[], Key::Up).await?;
        let is_at = async |wanted: &str| {
            until_true(wanted, SOON, async || {
                let at = "return document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';";
                Ok(app.browser().run(at, Vec::new()).await? == wanted)
            })
            .await
        };
        is_at("Rack A").await?;
        app.key(&[], Key::Right).await?;
        is_at("Menu of Rack A").await?;
        app.key(&[], Key::Tab).await?;
        app.wait_for_focus("Cable brush").await?;
        app.key(&[Key::Shift], Key::Tab).await?;
        is_at("Menu of Rack A").await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_focus("Patch panel A").await?;
        // In an empty rack the name takes the focus.
        app.key(&[Key::Control], "a").await?;
        app.key(&[], Key::Delete).await?;
        is_at("Rack A").await?;
        app.key(&[], Key::Tab).await?;
        app.wait_for_focus("Cable brush").await?;
        undo(story).await?;
        app.device_named("Patch panel A").await?;
        // On a shelf, left and right move along it.
        enter(story, "Bench shelf").await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_focus("workbench").await?;
        app.key(&[], Key::Right).await?;
        app.wait_for_focus("Spare mini PC").await?;
        app.key(&[], Key::Left).await?;
        app.wait_for_focus("workbench").await?;
        app.key(&[], Key::Enter).await?;
        until_true("the panel", SOON, async || {
            let open = "return document.querySelector('aside.panel')?.innerText ?? '';";
            let text = app.browser().run(open, Vec::new()).await?;
            Ok(text.as_str().is_some_and(|text| text.contains("workbench")))
        })
        .await?;
        app.wait_for_focus("workbench").await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_focus("workbench").await?;
        app.key(&[], " ").await?;
        app.wait_for_selected(&["workbench"]).await
    })
    .await
}

/// Waits until the focus frame is where `wanted` says, in pixels of the page.
async fn wait_for_frame(story: &Story, wanted: impl Fn(Rect) -> bool) -> Result<()> {
    let script = r"
        const { x, y, width, height } = document.querySelector('.focus-frame').getBoundingClientRect();
        return { x, y, width, height };
    ";
    until_true("the frame of the focus", SOON, async || {
        let frame = story.app.browser().run(script, Vec::new()).await?;
        Ok(wanted(serde_json::from_value(frame)?))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focus_is_seen_from_afar_and_from_behind() -> Result<()> {
    story("the_focus_is_seen", async |story| {
        open(story).await?;
        let app = &story.app;
        let is_around = |place: Rect, frame: Rect| {
            let (at, around) = (place.center(), frame.center());
            (at.0 - around.0).abs() < 4.0 && (at.1 - around.1).abs() < 4.0 && frame.width > 40.0
        };
        enter(story, "USW-Pro-24").await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_focus("opnsense").await?;
        let place = app.device_named("opnsense").await?.place;
        wait_for_frame(story, |frame| is_around(place, frame)).await?;
        // Flipped to the rear, a half-depth device is hidden by what is in front.
        app.key(&[], Key::Up).await?;
        app.wait_for_focus("USW-Pro-24").await?;
        let place = app.device_named("USW-Pro-24").await?.place;
        app.act("Flip front/rear").await?;
        app.wait_for_word("Flipped USW-Pro-24 to the rear").await?;
        app.wait_for_focus("USW-Pro-24").await?;
        wait_for_frame(story, |frame| is_around(place, frame)).await?;
        // Zoomed out until only racks are drawn.
        for _ in 0..9 {
            app.key(&[], "-").await?;
        }
        until_true("blocks", SOON, async || Ok(app.count(".block").await? > 0)).await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_focus("opnsense").await?;
        wait_for_frame(story, |frame| frame.width > 20.0 && frame.height > 1.0).await?;
        app.key(&[], "a").await?;
        wait_for_frame(story, |frame| frame.width == 0.0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_move_by_key_and_every_move_is_told() -> Result<()> {
    story("devices_move_by_key", async |story| {
        open(story).await?;
        let app = &story.app;
        enter(story, "PDU B").await?;
        app.key(&[Key::Shift], Key::Up).await?;
        app.wait_for_word("Moved PDU B to unit 5").await?;
        app.wait_for_focus("PDU B, Rack B unit 5").await?;
        app.key(&[Key::Shift], Key::Right).await?;
        app.wait_for_word("Moved PDU B to Rack C unit 5").await?;
        app.wait_for_focus("PDU B, Rack C unit 5").await?;
        app.key(&[Key::Shift], Key::Left).await?;
        app.wait_for_focus("PDU B, Rack B unit 5").await?;
        app.key(&[Key::Shift], Key::Down).await?;
        app.key(&[Key::Shift], Key::Down).await?;
        app.wait_for_focus("PDU B, Rack B unit 3").await?;
        // Out of a bay, and into it again on the way down.
        enter(story, "Spare mini PC").await?;
        app.key(&[Key::Shift], Key::Up).await?;
        app.wait_for_focus("Spare mini PC, Rack C unit 19 left")
            .await?;
        app.key(&[Key::Shift], Key::Down).await?;
        app.wait_for_focus("Spare mini PC, in Bench shelf").await?;
        // An impossible move is announced as well.
        enter(story, "Patch panel A").await?;
        app.key(&[Key::Shift], Key::Up).await?;
        app.wait_for_word("No free slot above").await?;
        app.key(&[Key::Shift], Key::Left).await?;
        app.wait_for_word("No free slot to the left").await?;
        app.wait_for_focus("Patch panel A").await
    })
    .await
}

/// Waits until the focused element has this name.
async fn focused(story: &Story, name: &str) -> Result<()> {
    until_true(name, SOON, async || Ok(story.app.focused().await? == name)).await
}

/// Moves from the device to the field for systems and types; pve-node3 is offered then.
async fn offer_systems(story: &Story, device: &str, typed: &str) -> Result<()> {
    story.app.key(&[], "l").await?;
    until_true("the field for systems", SOON, async || {
        Ok(!story.app.focused().await?.starts_with(device))
    })
    .await?;
    story.app.key(&[], typed).await?;
    story.app.button("Link pve-node3").await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_linked_flipped_changed_copied_and_deleted_by_keys() -> Result<()> {
    story("changed_by_keys", async |story| {
        open(story).await?;
        let app = &story.app;
        enter(story, "PDU B").await?;
        offer_systems(story, "PDU B", "pve-node").await?;
        app.key(&[], Key::Down).await?;
        focused(story, "Link pve-node1").await?;
        app.key(&[], Key::Down).await?;
        app.key(&[], Key::Down).await?;
        focused(story, "Link pve-node3").await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_word("Linked PDU B to pve-node3").await?;
        // The field is empty again, and has nothing to undo.
        undo(story).await?;
        app.wait_for_word("Undid: link PDU B to pve-node3").await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_focus("PDU B").await?;
        // Enter in the field takes the first result.
        offer_systems(story, "PDU B", "pve-node3").await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_word("Linked PDU B to pve-node3").await?;
        // Two devices show it. That is announced only once.
        let told = "2 devices are linked to pve-node3: pve-node3, PDU B.";
        app.wait_for_text(told, SOON).await?;
        app.press("Dismiss").await?;
        app.wait_for_count(".banner", 1).await?;
        app.press("Dismiss").await?;
        app.wait_for_count(".banner", 0).await?;
        app.reload().await?;
        app.wait_for_hub("demo", SOON).await?;
        enter(story, "PDU B").await?;
        app.wait_for_keys().await?;
        ensure!(!app.device_named("PDU B").await?.system.is_empty());
        ensure!(app.count(".banner").await? == 0, "it is told again");
        app.act("Flip front/rear").await?;
        app.wait_for_word("Flipped PDU B to the rear").await?;
        undo(story).await?;
        enter(story, "PDU B").await?;
        app.key(&[], "m").await?;
        app.wait_for_text("Change the model of PDU B", SOON).await?;
        focused(story, "Find a model").await?;
        app.key(&[], "pdu, 6 c19").await?;
        app.wait_for_text("PDU, 6 C19", SOON).await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_word("Changed PDU B to PDU, 6 C19").await?;
        app.wait_for_focus("PDU B").await?;
        app.key(&[], "d").await?;
        // Keys move the new selection.
        app.wait_for_focus("PDU B copy").await?;
        app.key(&[Key::Shift], Key::Down).await?;
        app.wait_for_word("Moved PDU B copy to unit 2").await?;
        app.key(&[], Key::Delete).await?;
        app.wait_for_word("Deleted PDU B copy").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focus_is_never_lost() -> Result<()> {
    story("the_focus_is_never_lost", async |story| {
        open(story).await?;
        let app = &story.app;
        enter(story, "dns-1").await?;
        app.key(&[], Key::Delete).await?;
        app.wait_for_word("Deleted dns-1").await?;
        app.wait_for_focus("dns-2").await?;
        undo(story).await?;
        app.device_named("dns-1").await?;
        app.wait_for_focus("dns-2").await?;
        app.key(&[], Key::Up).await?;
        app.wait_for_focus("dns-1").await?;
        app.key(&[Key::Shift], Key::Left).await?;
        app.wait_for_focus("dns-1, Rack A unit 6").await?;
        undo(story).await?;
        app.wait_for_focus("dns-1, Rack B unit 16").await?;
        app.key(&[Key::Control, Key::Shift], "z").await?;
        app.wait_for_focus("dns-1, Rack A unit 6").await?;
        undo(story).await?;
        app.wait_for_focus("dns-1, Rack B unit 16").await?;
        // A whole rack at once.
        app.key(&[Key::Control], "a").await?;
        app.key(&[], Key::Delete).await?;
        until_true("the rack empty", SOON, async || {
            let devices = app.devices().await?;
            Ok(!devices.iter().any(|device| device.label.contains("Rack B")))
        })
        .await?;
        until_true("the focus at the rack", SOON, async || {
            let at = "return document.activeElement?.closest('[data-rack-id]')?.innerText ?? '';";
            let rack = app.browser().run(at, Vec::new()).await?;
            Ok(rack.as_str().is_some_and(|rack| rack.contains("Rack B")))
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn something_new_is_placed_without_a_pointer() -> Result<()> {
    story("placed_without_a_pointer", async |story| {
        open(story).await?;
        let app = &story.app;
        app.key(&[], "a").await?;
        until_true("the cursor in the search field", SOON, async || {
            let script = "return document.activeElement?.type === 'search';";
            Ok(app.browser().run(script, Vec::new()).await? == true)
        })
        .await?;
        app.key(&[], "2U server").await?;
        until_true("what was searched first", SOON, async || {
            let first = "return document.querySelector('.palette .pick .name')?.textContent ?? '';";
            Ok(app.browser().run(first, Vec::new()).await? == "2U server")
        })
        .await?;
        app.key(&[], Key::Down).await?;
        app.key(&[], Key::Enter).await?;
        let first = "2U server: Rack B unit 12. Arrow keys choose the place, Enter puts it there, Escape cancels.";
        app.wait_for_word(first).await?;
        app.key(&[], Key::Down).await?;
        app.wait_for_word("Rack B unit 11").await?;
        app.key(&[], Key::Right).await?;
        app.wait_for_word("Rack C unit 11").await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_place("2U server", "Rack C unit 11").await?;
        app.wait_for_focus("2U server").await?;
        app.wait_for_no_drag().await?;
        // A canceled drag leaves nothing behind.
        app.key(&[], "a").await?;
        app.key(&[], Key::Down).await?;
        until_true("an entry at the focus", SOON, async || {
            let at = "return document.activeElement?.matches('.pick') ?? false;";
            Ok(app.browser().run(at, Vec::new()).await? == true)
        })
        .await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_text("Click a free slot", SOON).await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_no_drag().await?;
        ensure!(app.devices().await?.len() == 33, "something came anyway");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_keeps_its_keys() -> Result<()> {
    story("the_browser_keeps_its_keys", async |story| {
        open(story).await?;
        enter(story, "dns-1").await?;
        // Tabs, windows, the address, reloading, printing, searching, zooming, copying and the like.
        let taken = r"
            const target = document.activeElement;
            const keys = [...'cvxntwrpfglhju0+-'].map((key) => ({ key, ctrlKey: true }));
            const more = ['F1', 'F3', 'F5', 'F6', 'F11', 'F12'].map((key) => ({ key }));
            const alt = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'd', 'f'].map((key) => ({ key, altKey: true }));
            return [...keys, ...more, ...alt]
                .filter((init) => !target.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })))
                .map((init) => JSON.stringify(init));
        ";
        let taken = story.app.browser().run(taken, Vec::new()).await?;
        ensure!(taken == serde_json::json!([]), "taken: {taken}");
        story.app.wait_for_place("dns-1", "Rack B unit 16").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_go_on_from_a_click_wherever_it_hit_the_device() -> Result<()> {
    story("keys_go_on_from_a_click", async |story| {
        open(story).await?;
        let app = &story.app;
        // Its middle is the opening of a drive bay.
        let at = app.device_named("lab-scratch").await?.place.center();
        let whole = "return document.elementFromPoint(arguments[0], arguments[1]).closest('[data-device-id]') !== null;";
        let whole = app.browser().run(whole, vec![at.0.into(), at.1.into()]).await?;
        ensure!(whole == true, "an opening is no part of its device");
        Mouse::new(app).click(at).await?;
        app.wait_for_focus("lab-scratch").await?;
        app.key(&[Key::Shift], Key::Down).await?;
        app.wait_for_place("lab-scratch", "Rack A unit 6").await?;
        // Also from a drag.
        app.key(&[], Key::Escape).await?;
        app.key(&[], Key::Home).await?;
        app.wait_for_focus("Patch panel A").await?;
        let at = app.device_named("lab-scratch").await?.place.center();
        let to = app.unit_of("Rack B", 10).await?;
        Mouse::new(app).drag((at.0 + 10.0, at.1), to).await?;
        app.wait_for_place("lab-scratch", "Rack B unit 10").await?;
        app.wait_for_focus("lab-scratch").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_racks_are_near_for_the_keyboard_though_there_is_much_to_add() -> Result<()> {
    story("the_racks_are_near", async |story| {
        open(story).await?;
        let app = &story.app;
        app.wait_for_count(".palette .pick[data-type]", 32).await?;
        let bar = "document.querySelector('header.top [aria-label=Account]').focus();";
        app.browser().run(bar, Vec::new()).await?;
        // Past the entries of the rail.
        for _ in 0..=app.count(".rail button").await? {
            app.key(&[], Key::Tab).await?;
        }
        let at = "return document.activeElement.textContent.trim();";
        until_true("the way past the palette", SOON, async || {
            Ok(app.browser().run(at, Vec::new()).await? == "Skip to the racks")
        })
        .await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_focus("Patch panel A").await
    })
    .await
}
