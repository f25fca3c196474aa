//! Devices by hand: dragged from the palette, within racks and between them, into bays and beside the rails; marked and arranged
//! several at once; by mouse, finger and pen.

use e2e::browser::PHONE;
use e2e::hands::{Finger, Held, Mouse, Point};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.device_named("k3s-02").await?;
    // The part that hands are in makes racks reachable by Tab as well.
    until_true("hands", SOON, async || {
        let stops = "return document.querySelectorAll('[data-device-id][tabindex=\"0\"]').length;";
        Ok(story.app.browser().run(stops, Vec::new()).await? != 0)
    })
    .await
}

async fn center(story: &Story, name: &str) -> Result<Point> {
    Ok(story.app.device_named(name).await?.place.center())
}

async fn undo(story: &Story) -> Result<()> {
    story.app.key(&[Key::Control], "z").await
}

/// Drags something of the palette to a point of the page, and checks the words on the way.
async fn bring(story: &Story, search: &str, slug: &str, to: Point, words: &str) -> Result<()> {
    let from = story.app.offered(search, slug).await?;
    let mut mouse = Mouse::new(&story.app);
    mouse.press(from).await?;
    mouse.drag_to((from.0 + 400.0, from.1)).await?;
    mouse.drag_to(to).await?;
    story.app.wait_for_ghost(words).await?;
    mouse.release().await?;
    story.app.wait_for_empty_hands().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_dragged_within_its_rack_and_to_another() -> Result<()> {
    story("a_device_is_dragged", async |story| {
        open(story).await?;
        let mut mouse = Mouse::new(&story.app);
        mouse.press(center(story, "k3s-02").await?).await?;
        mouse
            .drag_to(story.app.unit_of("Rack B", 12).await?)
            .await?;
        let ghost = story.app.wait_for_ghost("Rack B unit 12").await?;
        ensure!(!ghost.is_blocked, "{ghost:?}");
        let wanted = story.app.unit_of("Rack B", 12).await?;
        let shown = ghost.place.map(|place| place.center()).unwrap_or_default();
        ensure!(
            (shown.0 - wanted.0).abs() < 3.0 && (shown.1 - wanted.1).abs() < 3.0,
            "the ghost is at {shown:?} instead of {wanted:?}"
        );
        mouse
            .drag_to(story.app.unit_of("Rack B", 18).await?)
            .await?;
        let ghost = story.app.wait_for_ghost("U18 holds media, front").await?;
        ensure!(ghost.is_blocked, "{ghost:?}");
        mouse.release().await?;
        story.app.wait_for_word("U18 holds media, front").await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 21").await?;
        let from = center(story, "k3s-02").await?;
        mouse
            .drag(from, story.app.unit_of("Rack B", 12).await?)
            .await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 12").await?;
        story.app.wait_for_word("Moved k3s-02 to unit 12").await?;
        let from = center(story, "k3s-02").await?;
        mouse
            .drag(from, story.app.unit_of("Rack C", 10).await?)
            .await?;
        story.app.wait_for_place("k3s-02", "Rack C unit 10").await?;
        story.app.wait_for_empty_hands().await?;
        undo(story).await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 12").await?;
        undo(story).await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 21").await?;
        story
            .app
            .wait_for_word("Undone: Moved k3s-02 to unit 12")
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drag_is_given_up() -> Result<()> {
    story("a_drag_is_given_up", async |story| {
        open(story).await?;
        let from = center(story, "k3s-02").await?;
        let to = story.app.unit_of("Rack B", 12).await?;
        let mut mouse = Mouse::new(&story.app);
        let stays = async || {
            story.app.wait_for_empty_hands().await?;
            story.app.wait_for_place("k3s-02", "Rack B unit 21").await
        };
        // By Escape.
        mouse.press(from).await?;
        mouse.drag_to(to).await?;
        story.app.wait_for_ghost("Rack B unit 12").await?;
        story.app.key(&[], Key::Escape).await?;
        stays().await?;
        mouse.release().await?;
        stays().await?;
        // By the other button, which then opens no menu.
        mouse.press(from).await?;
        mouse.drag_to(to).await?;
        story.app.wait_for_ghost("Rack B unit 12").await?;
        mouse.press_other().await?;
        mouse.release().await?;
        stays().await?;
        // Over the palette, and beside the racks.
        mouse.drag(from, (100.0, 600.0)).await?;
        stays().await?;
        mouse.drag(from, (from.0 - 230.0, 940.0)).await?;
        stays().await?;
        // When the browser takes the pointer away.
        mouse.press(from).await?;
        mouse.drag_to(to).await?;
        story.app.wait_for_ghost("Rack B unit 12").await?;
        let lose = "window.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1, bubbles: true }));";
        story.app.browser().run(lose, Vec::new()).await?;
        stays().await?;
        mouse.release().await?;
        stays().await?;
        let opened = "return document.querySelectorAll('aside.panel, [role=menu], dialog[open]').length;";
        let opened = story.app.browser().run(opened, Vec::new()).await?;
        ensure!(opened == 0, "what was given up opened something");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn several_devices_are_dragged_as_one_step() -> Result<()> {
    story("several_devices_are_dragged", async |story| {
        open(story).await?;
        let mut mouse = Mouse::new(&story.app);
        mouse.click(center(story, "dns-1").await?).await?;
        story.app.wait_for_selected(&["dns-1"]).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "dns-2").await?).await?;
        story.app.wait_for_selected(&["dns-1", "dns-2"]).await?;
        mouse.held = Held::Shift;
        mouse.click(center(story, "k3s-03").await?).await?;
        story
            .app
            .wait_for_selected(&["k3s-03", "dns-1", "dns-2"])
            .await?;
        mouse.held = Held::Nothing;
        mouse
            .drag(
                center(story, "dns-1").await?,
                story.app.unit_of("Rack B", 9).await?,
            )
            .await?;
        story.app.wait_for_place("dns-1", "Rack B unit 9").await?;
        story.app.wait_for_place("dns-2", "Rack B unit 8").await?;
        story.app.wait_for_place("k3s-03", "Rack B unit 13").await?;
        undo(story).await?;
        story.app.wait_for_place("dns-1", "Rack B unit 16").await?;
        story.app.wait_for_place("dns-2", "Rack B unit 15").await?;
        story.app.wait_for_place("k3s-03", "Rack B unit 20").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_palette_offers_is_dragged_to_its_place() -> Result<()> {
    story("dragged_from_the_palette", async |story| {
        open(story).await?;
        let to = story.app.unit_of("Rack C", 8).await?;
        bring(story, "1U server", "generic-server-1u", to, "Rack C unit 8").await?;
        story.app.wait_for_place("1U server", "Rack C unit 8").await?;
        story.app.wait_for_selected(&["1U server"]).await?;
        // A system that no device shows comes with its link.
        let system = r"
            const field = document.querySelector('.palette input[type=search]');
            field.value = '';
            field.dispatchEvent(new Event('input', { bubbles: true }));
        ";
        story.app.browser().run(system, Vec::new()).await?;
        story.app.wait_for_text("Unlinked systems", SOON).await?;
        let from = "const { x, y, height } = document.querySelector('.pick.system').getBoundingClientRect(); return [x + 30, y + height / 2];";
        let from: Point = serde_json::from_value(story.app.browser().run(from, Vec::new()).await?)?;
        let mut mouse = Mouse::new(&story.app);
        mouse
            .drag(from, story.app.unit_of("Rack B", 6).await?)
            .await?;
        story
            .app
            .wait_for_place("nuc-garage", "Rack B unit 6")
            .await?;
        let device = story.app.device_named("nuc-garage").await?;
        ensure!(!device.system.is_empty(), "{device:?} has no link");
        // A product, whose list is loaded when it is asked for.
        let from = story.app.offered("dell r740", "dell-poweredge-r740").await?;
        mouse
            .drag(from, story.app.unit_of("Rack C", 12).await?)
            .await?;
        until_true("the product in its rack", SOON, async || {
            let devices = story.app.devices().await?;
            Ok(devices.iter().any(|device| {
                device.label.contains("R740") && device.label.contains("Rack C unit 1")
            }))
        })
        .await?;
        undo(story).await?;
        undo(story).await?;
        undo(story).await?;
        until_true("all of it taken back", SOON, async || {
            Ok(story.app.devices().await?.len() == 32)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn small_machines_stand_on_a_shelf_and_blades_in_a_chassis() -> Result<()> {
    story("shelf_and_chassis", async |story| {
        open(story).await?;
        let app = &story.app;
        let to = app.unit_of("Rack B", 11).await?;
        bring(
            story,
            "mini pc shelf",
            "generic-mini-pc-shelf",
            to,
            "Rack B unit 11",
        )
        .await?;
        let shelf = app.device_named("Mini PC shelf").await?.place;
        let third = |number: f64| {
            (
                shelf.x + shelf.width * (number - 0.5) / 3.0,
                shelf.center().1,
            )
        };
        for (number, name) in [(1.0, "Mini PC"), (2.0, "Mini PC 2"), (3.0, "Mini PC 3")] {
            let words = format!("Bay {number} of Mini PC shelf, 3 bays");
            bring(story, "mini pc", "generic-mini-pc", third(number), &words).await?;
            let device = app
                .device_named(&format!("{name}, in Mini PC shelf, 3 bays"))
                .await?;
            ensure!(device.place.width < shelf.width / 2.0, "{device:?}");
        }
        let holds = "Bay 1 of Mini PC shelf, 3 bays holds Mini PC";
        bring(story, "mini pc", "generic-mini-pc", third(1.0), holds).await?;
        let rails = app.unit_of("Rack B", 5).await?;
        let needs_bay = "Mini PC goes only in a bay or on a shelf";
        bring(story, "mini pc", "generic-mini-pc", rails, needs_bay).await?;
        // Each is a device of its own, with its own form and link.
        app.key(&[], Key::Escape).await?;
        Mouse::new(app).click(third(2.0)).await?;
        app.wait_for_selected(&["Mini PC 2"]).await?;

        let to = app.unit_of("Rack B", 7).await?;
        bring(
            story,
            "blade chassis",
            "generic-chassis-3u-8",
            to,
            "Rack B unit 6",
        )
        .await?;
        let chassis = app.device_named("3U blade chassis").await?.place;
        let slot = |number: f64| {
            (
                chassis.x + chassis.width * (number - 0.5) / 8.0,
                chassis.center().1,
            )
        };
        let words = "Bay 3 of 3U blade chassis, 8 blades";
        bring(story, "blade, 3u", "generic-blade-3u", slot(3.0), words).await?;
        app.device_named("Blade, 3U, in 3U blade chassis").await?;
        let high = "Blade, 5U is too high for Bay 6 of 3U blade chassis, 8 blades";
        bring(story, "blade, 5u", "generic-blade-5u", slot(6.0), high).await?;
        // The shelf takes along what stands on it.
        let from = (shelf.x + 3.0, shelf.center().1);
        Mouse::new(app)
            .drag(from, (from.0, app.unit_of("Rack B", 13).await?.1))
            .await?;
        app.wait_for_place("Mini PC shelf, 3 bays", "Rack B unit 13")
            .await?;
        app.wait_for_place("Mini PC 3", "in Mini PC shelf, 3 bays, Rack B unit 13")
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_sides_and_half_units_are_kept_to() -> Result<()> {
    story("halves_sides_and_half_units", async |story| {
        open(story).await?;
        let app = &story.app;
        let (x, y) = app.unit_of("Rack B", 11).await?;
        let unit = y - app.unit_of("Rack B", 12).await?.1;
        // Half a unit high: it snaps to either half of a unit.
        let half = "generic-patch-24-half";
        bring(story, "0.5U", half, (x, y + unit / 4.0), "Rack B unit 11").await?;
        let lower = app.device_named("Patch panel 0.5U, 24 ports").await?.place;
        bring(story, "0.5U", half, (x, y - unit / 4.0), "Rack B unit 11").await?;
        let upper = app
            .device_named("Patch panel 0.5U, 24 ports 2")
            .await?
            .place;
        ensure!(
            upper.y < lower.y && upper.height < unit,
            "{upper:?} {lower:?}"
        );
        // Beside the rails: two at each side.
        let device = app.device_named("core-sw").await?.place;
        let (left, right) = (device.x - 15.0, device.x + device.width + 15.0);
        let strip = "generic-pdu-vertical-half";
        for (at, words) in [
            (left, "Rack B, left side"),
            (right, "Rack B, right side"),
            (right, "Rack B, right side"),
            (
                right,
                "The right side of Rack B holds Vertical PDU, 12 Schuko 2",
            ),
        ] {
            bring(story, "vertical pdu", strip, (at, y), words).await?;
        }
        let too_high = "Rack B ends there: it is 24 U high";
        bring(
            story,
            "vertical pdu",
            "generic-pdu-vertical",
            (left, y),
            too_high,
        )
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn front_and_rear_are_places_of_their_own() -> Result<()> {
    story("front_and_rear", async |story| {
        open(story).await?;
        let app = &story.app;
        app.key(&[], "v").await?;
        app.wait_for_text("Racks from the rear", SOON).await?;
        // Behind a patch panel there is room for another one.
        let to = app.unit_of("Rack A", 24).await?;
        let from = app.offered("patch panel", "generic-patch-24").await?;
        let mut mouse = Mouse::new(app);
        mouse.drag(from, to).await?;
        until_true("a second panel in the unit", SOON, async || {
            let devices = app.devices().await?;
            let there = devices
                .iter()
                .filter(|device| device.label.contains("Rack A unit 24"));
            Ok(there.count() == 2)
        })
        .await?;
        app.key(&[], Key::Escape).await?;
        app.key(&[], "v").await?;
        app.wait_for_text("Racks from front and rear", SOON).await?;
        // A server takes both sides of its units.
        let behind = "
            const all = [...document.querySelectorAll('[data-rear-of]')];
            return all.some((e) => e.dataset.rearOf === arguments[0] && e.childElementCount > 0);
        ";
        let server = app.device_named("pve-node1").await?.device;
        until_true("the server from behind", SOON, async || {
            Ok(app
                .browser()
                .run(behind, vec![server.clone().into()])
                .await?
                == true)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_dragged_at_any_zoom_and_beyond_the_edge() -> Result<()> {
    story("dragged_at_any_zoom", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        let width = async || -> Result<f64> { Ok(app.device_named("core-sw").await?.place.width) };
        let life_size = width().await?;
        while width().await? > life_size * 0.3 {
            let before = width().await?;
            app.key(&[], "-").await?;
            until_true("it smaller", SOON, async || {
                Ok(width().await? < before * 0.81)
            })
            .await?;
        }
        let from = app.unit_of("Rack B", 21).await?;
        mouse.drag(from, app.unit_of("Rack C", 10).await?).await?;
        app.wait_for_place("k3s-02", "Rack C unit 10").await?;
        undo(story).await?;
        app.wait_for_place("k3s-02", "Rack B unit 21").await?;
        while width().await? < life_size * 1.9 {
            let before = width().await?;
            app.key(&[], "+").await?;
            until_true(
                "it larger",
                SOON,
                async || Ok(width().await? > before * 1.2),
            )
            .await?;
        }
        // The lower part of the rack is out of sight, until the pointer rests at the edge.
        app.key(&[Key::Control], "k").await?;
        app.key(&[], "dns-1").await?;
        app.wait_for_text("Rack B", SOON).await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_selected(&["dns-1"]).await?;
        app.key(&[], Key::Escape).await?;
        let start = center(story, "dns-1").await?;
        mouse.press(start).await?;
        mouse.drag_to((start.0, start.1 + 20.0)).await?;
        mouse.drag_to((start.0, 985.0)).await?;
        until_true("the floor of the rack in sight", SOON, async || {
            Ok(app.unit_of("Rack B", 1).await?.1 < 960.0)
        })
        .await?;
        // Away from the edge it stands still.
        mouse.drag_to((start.0, 600.0)).await?;
        mouse.drag_to(app.unit_of("Rack B", 2).await?).await?;
        app.wait_for_ghost("Rack B unit 2").await?;
        mouse.release().await?;
        app.wait_for_place("dns-1", "Rack B unit 2").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_marked_and_arranged_together() -> Result<()> {
    story("marked_and_arranged", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        // A rectangle from an empty slot marks what it touches.
        let (x, y) = app.unit_of("Rack B", 11).await?;
        let end = app.unit_of("Rack B", 16).await?;
        mouse.drag((x, y), (x + 80.0, end.1)).await?;
        app.wait_for_selected(&["dns-1", "dns-2", "Blank"]).await?;
        app.wait_for_word("3 devices selected").await?;
        // From the free canvas with Shift; a click there clears.
        mouse.click((x - 230.0, 940.0)).await?;
        app.wait_for_selected(&[]).await?;
        mouse.held = Held::Shift;
        let start = (x - 215.0, app.unit_of("Rack B", 23).await?.1);
        mouse
            .drag(start, (x, app.unit_of("Rack B", 22).await?.1))
            .await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["Cable brush", "k3s-01"]).await?;
        // Three of one rack: evenly between the outermost, then down to the lowest; then level with another rack.
        mouse.click(center(story, "PDU B").await?).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "dns-1").await?).await?;
        mouse.click(center(story, "dns-2").await?).await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["dns-1", "dns-2", "PDU B"]).await?;
        app.press("Distribute evenly").await?;
        app.wait_for_place("dns-2", "Rack B unit 10").await?;
        app.press("Stack at the bottom").await?;
        app.wait_for_place("dns-1", "Rack B unit 6").await?;
        app.wait_for_place("dns-2", "Rack B unit 5").await?;
        app.press("Turn to the other face").await?;
        app.wait_for_text("Turned 3 devices", SOON).await?;
        undo(story).await?;
        undo(story).await?;
        undo(story).await?;
        app.wait_for_place("dns-1", "Rack B unit 16").await?;
        app.key(&[], Key::Escape).await?;
        // The panel that a click opens would hide the third rack.
        mouse.held = Held::Control;
        mouse.click(center(story, "PDU B").await?).await?;
        mouse.click(center(story, "monitor").await?).await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["PDU B", "monitor"]).await?;
        app.press("Align across racks").await?;
        app.wait_for_place("monitor", "Rack C unit 4").await?;
        undo(story).await?;
        app.wait_for_place("monitor", "Rack C unit 20").await?;
        app.key(&[], Key::Escape).await?;
        // Everything of the rack, then everything.
        mouse.click(center(story, "monitor").await?).await?;
        app.wait_for_selected(&["monitor"]).await?;
        app.key(&[Key::Control], "a").await?;
        until_true("all of the rack", SOON, async || {
            Ok(app.selected().await?.len() == 9)
        })
        .await?;
        app.key(&[Key::Control], "a").await?;
        until_true("all there is", SOON, async || {
            Ok(app.selected().await?.len() == 32)
        })
        .await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_selected(&[]).await?;
        // Duplicate, turn, edit many at once, delete.
        mouse.click(center(story, "monitor").await?).await?;
        app.wait_for_selected(&["monitor"]).await?;
        app.key(&[], "d").await?;
        app.device_named("monitor copy").await?;
        app.wait_for_selected(&["monitor copy"]).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "access-sw").await?).await?;
        app.wait_for_selected(&["access-sw", "monitor copy"])
            .await?;
        app.press("Edit all at once").await?;
        until_true("the form", SOON, async || {
            let open = "return document.querySelectorAll('dialog[open]').length;";
            Ok(app.browser().run(open, Vec::new()).await? == 1)
        })
        .await?;
        app.key(&[], Key::Escape).await?;
        until_true("the form gone", SOON, async || {
            let open = "return document.querySelectorAll('dialog[open]').length;";
            Ok(app.browser().run(open, Vec::new()).await? == 0)
        })
        .await?;
        app.key(&[], Key::Delete).await?;
        until_true("both gone", SOON, async || {
            Ok(app.devices().await?.len() == 31)
        })
        .await?;
        undo(story).await?;
        app.device_named("access-sw").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_places_on_a_phone_and_a_resting_finger_lifts() -> Result<()> {
    story("tap_and_finger", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        // A finger that scrolls the palette takes nothing along.
        app.press("Add").await?;
        let at = app.offered("", "generic-server-2u").await?;
        finger.touch((at.0, at.1 + 60.0)).await?;
        finger.drag_to((at.0, at.1 - 90.0)).await?;
        finger.lift().await?;
        app.wait_for_empty_hands().await?;
        let at = app.offered("1U server", "generic-server-1u").await?;
        finger.tap(at).await?;
        app.wait_for_text("Tap a free place for 1U server", SOON).await?;
        // A place that is taken says so, a free one takes it.
        let taken = center(story, "pve-node1").await?;
        finger.tap(taken).await?;
        app.wait_for_text("holds pve-node1, front", SOON).await?;
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
        app.wait_for_empty_hands().await?;
        // A finger that rests lifts the device; one that moves at once scrolls.
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
        app.wait_for_empty_hands().await?;
        app.wait_for_place("Blank", "Rack A unit 7").await
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
