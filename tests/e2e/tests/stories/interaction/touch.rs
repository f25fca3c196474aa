//! Fingers and pens.

use e2e::browser::PHONE;
use e2e::pointer::{Finger, Mouse, Point};
use e2e::wait::{SOON, until, until_true};
use e2e::{Key, Result, Story, ensure, story};

use super::{center, open};

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_places_on_a_phone_and_a_resting_finger_lifts() -> Result<()> {
    story("tap_and_finger", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        // A finger that scrolls the palette drags nothing.
        app.press("Add").await?;
        let at = app.offered("", "generic-server-2u").await?;
        // With the cursor in the search field, a keyboard would cover the entries.
        ensure!(app.focused().await? != "INPUT", "a keyboard comes up");
        finger.touch((at.0, at.1 + 60.0)).await?;
        finger.drag_to((at.0, at.1 - 90.0)).await?;
        finger.lift().await?;
        app.wait_for_no_drag().await?;
        let at = app.offered("1U server", "generic-server-1u").await?;
        finger.tap(at).await?;
        app.wait_for_text("Tap a free slot for 1U server", SOON).await?;
        // A taken place asks whether to change its model, a free one accepts it.
        let taken = center(story, "pve-node1").await?;
        finger.tap(taken).await?;
        app.wait_for_text("Change pve-node1 to 1U server? Tap it again", SOON).await?;
        let scroll = "
            const view = document.querySelector('.view');
            const unit = document.querySelector('[aria-label^=\"Blank, Rack A unit 7\"]').getBoundingClientRect();
            view.scrollTop += unit.y - 300;
        ";
        app.browser().run(scroll, Vec::new()).await?;
        until_true("the free unit in sight", SOON, async || {
            Ok((center(story, "Blank").await?.1 - 320.0).abs() < 40.0)
        })
        .await?;
        let blank = app.device_named("Blank").await?.place;
        finger
            .tap((blank.center().0, blank.center().1 + blank.height + 2.0))
            .await?;
        app.wait_for_place("1U server", "Rack A unit 6").await?;
        app.wait_for_no_drag().await?;
        // A resting finger lifts the device; one that moves at once scrolls.
        let from = center(story, "1U server").await?;
        let unit = blank.height + 2.0;
        finger.touch(from).await?;
        app.wait_for_ghost("Rack A unit 6").await?;
        finger.drag_to((from.0, from.1 + 2.0 * unit)).await?;
        app.wait_for_ghost("Rack A unit 4").await?;
        finger.lift().await?;
        app.wait_for_place("1U server", "Rack A unit 4").await?;
        let before = center(story, "Blank").await?;
        finger.touch(before).await?;
        finger.drag_to((before.0, before.1 - 100.0)).await?;
        finger.lift().await?;
        until_true("the rack scrolled", SOON, async || {
            Ok(center(story, "Blank").await?.1 < before.1 - 50.0)
        })
        .await?;
        app.wait_for_no_drag().await?;
        app.wait_for_place("Blank", "Rack A unit 7").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_menu_of_a_rack_comes_without_its_panel() -> Result<()> {
    story("menu_of_a_rack_on_a_phone", async |story| {
        story.app.browser().resize(PHONE).await?;
        open(story).await?;
        let app = &story.app;
        for _ in 0..2 {
            app.press("Menu of Rack A").await?;
            app.wait_for_count(".context-menu", 1).await?;
            ensure!(app.count("aside.panel").await? == 0, "the panel came too");
            app.key(&[], Key::Escape).await?;
            app.wait_for_count(".context-menu", 0).await?;
            app.wait_for_count("aside.panel", 0).await?;
        }
        // The menu's actions apply to the rack.
        app.press("Menu of Rack A").await?;
        app.press("Rack properties").await?;
        app.wait_for_count("aside.panel[aria-label=Rack]", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pen_drags_like_a_mouse() -> Result<()> {
    story("a_pen_drags", async |story| {
        open(story).await?;
        let from = center(story, "k3s-02").await?;
        let to = story.app.unit_of("Rack B", 9).await?;
        Mouse::pen(&story.app).drag(from, to).await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 9").await
    })
    .await
}

/// Rests a finger until the browser's own long press has passed as well, and lifts it.
async fn rest(
    finger: &mut Finger<'_>,
    at: (f64, f64),
    lifted: impl AsyncFnOnce() -> Result<()>,
) -> Result<()> {
    finger.touch(at).await?;
    lifted().await?;
    finger.lift().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_that_rests_opens_the_menu_of_what_is_there() -> Result<()> {
    story("a_finger_that_rests", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        finger.tap(center(story, "Patch panel A").await?).await?;
        app.wait_for_selected(&["Patch panel A"]).await?;
        app.press("Close").await?;
        // Lifted, and put back: the menu is that of the device, and nothing has moved.
        let on_it = center(story, "pve-node1").await?;
        rest(&mut finger, on_it, async || app.wait_for_count(".drag-label", 1).await).await?;
        app.wait_for_count(".context-menu", 1).await?;
        app.wait_for_no_drag().await?;
        app.wait_for_selected(&["pve-node1"]).await?;
        app.press("Arrange").await?;
        app.press("Flip front/rear").await?;
        app.wait_for_count(".context-menu", 0).await?;
        app.wait_for_text("Flipped", SOON).await?;
        let on_it = center(story, "opnsense").await?;
        rest(&mut finger, on_it, async || app.wait_for_count(".drag-label", 1).await).await?;
        finger.tap(button(story, "Delete").await?).await?;
        app.wait_for_word("Deleted opnsense").await?;
        finger.tap(button(story, "Undo").await?).await?;
        app.wait_for_word("Undid: delete opnsense").await?;
        // The menu of the open device is in its panel as well.
        let on_it = center(story, "opnsense").await?;
        finger.tap(on_it).await?;
        app.press("Menu of opnsense").await?;
        app.press("Duplicate").await?;
        app.device_named("opnsense copy").await?;
        app.wait_for_selected(&["opnsense copy"]).await?;
        app.wait_for_count("aside.panel", 0).await?;
        // A rack's header has the rack's menu.
        let header = "
            document.querySelector('.view').scrollTo(0, 0);
            const { x, y, height } = document.querySelector('[data-rack-header] .rack-name').getBoundingClientRect();
            return [x + 20, y + height / 2];
        ";
        let header = serde_json::from_value(app.browser().run(header, Vec::new()).await?)?;
        rest(&mut finger, header, async || app.wait_for_count(".rack[data-dragging]", 1).await).await?;
        app.button("Rack properties").await.map(drop)
    })
    .await
}

/// The middle of the button with this text.
async fn button(story: &Story, says: &str) -> Result<Point> {
    let place = story.app.button(says).await?.rect().await?;
    Ok((place.x + place.width / 2.0, place.y + place.height / 2.0))
}

#[tokio::test(flavor = "multi_thread")]
async fn fingers_link_and_change_a_device_and_turn_the_racks() -> Result<()> {
    story("fingers_link_and_change", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        // A tap on a system, and one on its device.
        finger.tap(button(story, "Add").await?).await?;
        let system = "const { x, y, height } = document.querySelector('.pick.system').getBoundingClientRect(); return [x + 40, y + height / 2];";
        app.wait_for_count(".pick.system", 3).await?;
        let system: Point = serde_json::from_value(app.browser().run(system, Vec::new()).await?)?;
        finger.tap(system).await?;
        app.wait_for_text("or a device to link", SOON).await?;
        finger.tap(center(story, "Patch panel A").await?).await?;
        app.wait_for_word("Linked Patch panel A to nuc-garage").await?;
        finger.tap(button(story, "Undo").await?).await?;
        app.wait_for_word("Undid: link Patch panel A to nuc-garage")
            .await?;
        // Another model, by the menu of the device under the finger.
        let on_it = center(story, "USW-Pro-24").await?;
        rest(&mut finger, on_it, async || app.wait_for_count(".drag-label", 1).await).await?;
        finger.tap(button(story, "Change model…").await?).await?;
        app.wait_for_text("Change the model of USW-Pro-24", SOON).await?;
        until_true("the field", SOON, async || Ok(app.focused().await? == "Find a model")).await?;
        app.key(&[], "switch, 48 ports").await?;
        let row = "
            const row = [...document.querySelectorAll('#found li')].find((e) => e.querySelector('.what')?.textContent === 'Switch, 48 ports');
            const place = row?.getBoundingClientRect();
            return place ? [place.x + 60, place.y + place.height / 2] : null;
        ";
        let row = until("the model", SOON, async || {
            Ok(serde_json::from_value::<Option<Point>>(app.browser().run(row, Vec::new()).await?)?)
        })
        .await?;
        finger.tap(row).await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_word("Changed USW-Pro-24 to Switch, 48 ports").await?;
        // The other face, and all racks: one tap each.
        finger.tap(button(story, "Racks seen from: front").await?).await?;
        app.wait_for_text("REAR", SOON).await?;
        finger.tap(button(story, "Zoom to fit").await?).await?;
        until_true("all racks in sight", SOON, async || {
            let script = "return [...document.querySelectorAll('[data-rack-id]')].every((e) => e.getBoundingClientRect().right <= innerWidth + 1);";
            Ok(app.browser().run(script, Vec::new()).await? == true)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn fingers_select_several() -> Result<()> {
    story("fingers_select_several", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        let tap = async |finger: &mut Finger<'_>, name: &str| -> Result<()> {
            finger.tap(center(story, name).await?).await
        };
        tap(&mut finger, "Patch panel A").await?;
        app.press("Menu of Patch panel A").await?;
        app.press("Select").await?;
        app.press("Select several").await?;
        app.wait_for_text("1 selected", SOON).await?;
        tap(&mut finger, "USW-Pro-24").await?;
        tap(&mut finger, "pve-node1").await?;
        app.wait_for_text("3 selected", SOON).await?;
        tap(&mut finger, "USW-Pro-24").await?;
        app.wait_for_text("2 selected", SOON).await?;
        app.wait_for_selected(&["Patch panel A", "pve-node1"])
            .await?;
        ensure!(
            app.count("aside.panel").await? == 0,
            "a panel is in the way"
        );
        app.press("Done").await?;
        app.wait_for_text("2 devices", SOON).await?;
        app.wait_for_selected(&["Patch panel A", "pve-node1"])
            .await?;
        // An action on them ends it as well, and so does Escape.
        app.act("Select several").await?;
        app.wait_for_count(".picking", 1).await?;
        app.key(&[], "d").await?;
        app.device_named("pve-node1 copy").await?;
        app.wait_for_count(".picking", 0).await?;
        app.act("Select several").await?;
        app.wait_for_count(".picking", 1).await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count(".picking", 0).await
    })
    .await
}
