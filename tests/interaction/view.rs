//! Panning, zooming, and scrolling at the edges.

use blinkenrack::draw::minimap::Minimap;
use blinkenrack::draw::wheel::Turn;
use blinkenrack::interaction::hit::HitTarget;
use blinkenrack::interaction::input::{Button, Event, PointerInput};
use blinkenrack::interaction::session::DragSession;
use blinkenrack::interaction::thresholds::PointerKind::Mouse;

use crate::editor::{Editor, SERVER};

#[test]
fn the_background_and_the_middle_button_pan() {
    let mut editor = Editor::new();
    for (from, button) in [
        (editor.background(), Button::Main),
        (editor.center(SERVER), Button::Middle),
    ] {
        let camera = editor.scene.camera;
        let pointer = editor.pointer(Mouse, from);
        editor.down(PointerInput { button, ..pointer });
        assert!(editor.is_prevented);
        let to = (from.0 - 60.0, from.1 - 30.0);
        let point = editor.scene.world_point(from);
        editor.drag_to(Mouse, from, to);
        assert!(matches!(
            editor.machine.session(),
            Some(DragSession::Pan(_))
        ));
        editor.release(Mouse, to);
        assert_ne!(editor.scene.camera, camera);
        let there = editor.scene.world_point(to);
        assert!((there.x - point.x).abs() < 0.5 && (there.y - point.y).abs() < 0.5);
    }
    assert_eq!(editor.scene.opened, None);
}

#[test]
fn the_wheel_zooms_at_the_pointer() {
    let mut editor = Editor::new();
    let at = editor.center(SERVER);
    let (zoom, point) = (editor.scene.camera.zoom, editor.scene.world_point(at));
    let turn = Turn {
        delta: (0.0, -120.0),
        in_lines: false,
        ctrl: false,
        shift: false,
        at: editor.now,
    };
    editor.send(Event::Wheel { turn, at });
    assert!(editor.is_prevented && editor.scene.camera.zoom > zoom);
    let there = editor.scene.world_point(at);
    assert!((there.x - point.x).abs() < 0.5 && (there.y - point.y).abs() < 0.5);
}

#[test]
fn the_overview_map_brings_the_view_to_the_pointer() {
    let mut editor = Editor::new();
    editor.scene.camera = editor.scene.camera.zoomed(4.0);
    let map = Minimap::new(&editor.scene.world);
    let corner = (1_000.0, 700.0);
    let at = (
        corner.0 + f64::from(map.size.0) / 2.0,
        corner.1 + f64::from(map.size.1) / 2.0,
    );
    let pointer = PointerInput {
        buttons: 1,
        ..editor.pointer(Mouse, at)
    };
    let hit = HitTarget::Minimap { corner };
    editor.send(Event::PointerDown { pointer, hit });
    assert!(matches!(
        editor.machine.session(),
        Some(DragSession::Minimap(_))
    ));
    let middle = editor.scene.camera.to_world(editor.scene.camera.middle());
    let whole = editor.scene.camera.whole().center();
    assert!((middle.x - whole.x).abs() < 5.0, "{middle:?} {whole:?}");
}

/// Drags a device to the right edge of the view, and runs frames.
fn scrolled_by(every: f64, lasting: f64) -> f64 {
    let mut editor = Editor::new();
    editor.scene.camera = editor.scene.camera.zoomed(3.0);
    let camera = editor.scene.camera;
    let area = editor.scene.world.placed_racks()[0].front.unwrap();
    editor.scene.camera = camera.with_point_at(area.center(), camera.middle());
    let at = editor.center(SERVER);
    // The device may be out of view; only the pointer's position matters.
    let from = (at.0, at.1.clamp(200.0, 900.0));
    editor.drag_start(from);
    let to = (1_858.0, 560.0);
    editor.drag_to(Mouse, from, (1_000.0, 560.0));
    editor.drag_to(Mouse, (1_000.0, 560.0), to);
    let before = editor.scene.camera.scroll.0;
    editor.frames(lasting, every);
    editor.scene.camera.scroll.0 - before
}

#[test]
fn an_edge_scrolls_by_time_and_not_by_frames() {
    let (slow, fast) = (scrolled_by(33.0, 330.0), scrolled_by(8.0, 330.0));
    assert!(slow > 100.0, "{slow}");
    assert!((slow - fast).abs() < 0.15 * slow, "{slow} and {fast}");
}
