//! Dragging from the palette to rails, into bays and beside the rails, front and rear.

use e2e::pointer::{Mouse, Point};
use e2e::wait::{SOON, until, until_true};
use e2e::{Key, Result, ensure, story};
use thirtyfour::components::SelectElement;

use super::{bring, open, undo};

#[tokio::test(flavor = "multi_thread")]
async fn what_the_palette_offers_is_dragged_to_its_place() -> Result<()> {
    story("dragged_from_the_palette", async |story| {
        open(story).await?;
        let to = story.app.unit_of("Rack C", 8).await?;
        bring(story, "1U server", "generic-server-1u", to, "Rack C unit 8").await?;
        story.app.wait_for_place("1U server", "Rack C unit 8").await?;
        story.app.wait_for_selected(&["1U server"]).await?;
        // A system that no device shows is linked at once.
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
        // A product, whose list is loaded on demand.
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
        let shelf = app.resting("Mini PC shelf").await?;
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
        // Each is a separate device, with its own form and link.
        app.key(&[], Key::Escape).await?;
        Mouse::new(app).click(third(2.0)).await?;
        app.wait_for_selected(&["Mini PC 2"]).await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_selected(&[]).await?;

        let to = app.unit_of("Rack B", 7).await?;
        bring(
            story,
            "blade chassis",
            "generic-chassis-3u-8",
            to,
            "Rack B unit 6",
        )
        .await?;
        let chassis = app.resting("3U blade chassis").await?;
        let slot = |number: f64| {
            (
                chassis.x + chassis.width * (number - 0.5) / 8.0,
                chassis.center().1,
            )
        };
        let words = "Bay 3 of 3U blade chassis, 8 blades";
        bring(story, "blade, 3u", "generic-blade-3u", slot(3.0), words).await?;
        app.device_named("Blade, 3U, in 3U blade chassis").await?;
        let high = "Blade, 5U is too tall for Bay 6 of 3U blade chassis, 8 blades";
        bring(story, "blade, 5u", "generic-blade-5u", slot(6.0), high).await?;
        // The devices on the shelf move along. The view has moved for the panel.
        let shelf = app.resting("Mini PC shelf").await?;
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
        // Half a unit high: it snaps to half-units.
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
        // Beside the rails: two on each side.
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
        let too_high = "Rack B is only 24U high";
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
        // A server takes both faces of its units.
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
async fn two_halves_share_a_unit() -> Result<()> {
    story("two_halves_share_a_unit", async |story| {
        open(story).await?;
        let app = &story.app;
        app.press("New type…").await?;
        app.fill("Name", "Half box").await?;
        app.fill("Height", "1").await?;
        let width = app.field("Width").await?;
        let width = SelectElement::new(&width).await?;
        width.select_by_visible_text("half").await?;
        app.press("Add type").await?;
        app.wait_for_count("dialog", 0).await?;
        let slug = until("the new type", SOON, async || {
            app.offered_as("Half box").await
        })
        .await?;
        let (x, y) = app.unit_of("Rack B", 11).await?;
        let unit = y - app.unit_of("Rack B", 12).await?.1;
        let (left, right) = ((x - 60.0, y), (x + 120.0, y));
        bring(story, "half box", &slug, left, "Rack B unit 11 left").await?;
        // On a taken half it goes beside it, and nowhere once both are taken.
        bring(story, "half box", &slug, left, "Rack B unit 11 right").await?;
        let taken = "U11 holds Half box 2, front";
        bring(story, "half box", &slug, right, taken).await?;
        let (first, second) = (
            app.device_named("Half box").await?.place,
            app.device_named("Half box 2").await?.place,
        );
        ensure!(
            (first.y - second.y).abs() < 1.0
                && second.x >= first.x + first.width - 1.0
                && first.height < unit,
            "{first:?} and {second:?}"
        );
        // A full-width device has no room beside them.
        let holds = "Change Half box to 1U server? U11 holds Half box 2, front";
        bring(story, "1U server", "generic-server-1u", left, holds).await?;
        undo(story).await?;
        undo(story).await?;
        undo(story).await?;
        until_true("all of it taken back", SOON, async || {
            Ok(app.devices().await?.len() == 32)
        })
        .await
    })
    .await
}
