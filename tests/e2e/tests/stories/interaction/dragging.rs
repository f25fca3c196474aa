//! Dragging devices of the racks, and canceling drags.

use e2e::pointer::{Held, Mouse};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, ensure, story};

use super::{center, open, undo};

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
        story.app.wait_for_no_drag().await?;
        undo(story).await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 12").await?;
        undo(story).await?;
        story.app.wait_for_place("k3s-02", "Rack B unit 21").await?;
        story
            .app
            .wait_for_word("Undid: move k3s-02 to unit 12")
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
            story.app.wait_for_no_drag().await?;
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
        // Canceled by the other button, which then opens no menu.
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
        // By the browser, which cancels the pointer.
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
async fn it_is_dragged_at_any_zoom_and_beyond_the_edge() -> Result<()> {
    story("dragged_at_any_zoom", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        let width = async || -> Result<f64> { Ok(app.device_named("core-sw").await?.place.width) };
        let life_size = width().await?;
        // Not so far that racks are drawn without devices, which then have no width.
        while width().await? > life_size * 0.45 {
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
        // The lower part of the rack is out of view until the pointer rests at the edge.
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
        // Away from the edge the scrolling stops.
        mouse.drag_to((start.0, 600.0)).await?;
        mouse.drag_to(app.unit_of("Rack B", 2).await?).await?;
        app.wait_for_ghost("Rack B unit 2").await?;
        mouse.release().await?;
        app.wait_for_place("dns-1", "Rack B unit 2").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_ends_what_is_being_dragged() -> Result<()> {
    story("a_dialog_ends_a_drag", async |story| {
        open(story).await?;
        let app = &story.app;
        let at = app.device_named("dns-1").await?.place.center();
        let mut mouse = Mouse::new(app);
        mouse.press(at).await?;
        mouse.drag_to(app.unit_of("Rack B", 10).await?).await?;
        app.wait_for_ghost("Rack B unit 10").await?;
        app.key(&[Key::Control], "k").await?;
        app.wait_for_no_drag().await?;
        app.wait_for_actions().await?;
        mouse.release().await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_place("dns-1", "Rack B unit 16").await
    })
    .await
}
