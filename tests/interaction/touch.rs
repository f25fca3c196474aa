//! Fingers: they scroll, lift what they rest on, tap, and pinch.

use blinkenrack::interaction::input::{Event, Timer};
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::thresholds::PointerKind::Touch;

use crate::editor::{Editor, RACKS, SERVER, device, rails};

const A: u128 = RACKS[0];
const C: u128 = RACKS[2];

#[test]
fn a_finger_that_moves_at_once_scrolls() {
    let mut editor = Editor::new();
    let from = editor.center(SERVER);
    editor.press(Touch, from);
    editor.drag_to(Touch, from, (from.0, from.1 - 100.0));
    assert!(editor.machine.is_idle() && editor.timer.is_none());
    editor.send(Event::TouchesMoved(vec![from]));
    assert!(!editor.is_prevented, "the browser scrolls");
}

#[test]
fn a_finger_held_still_lifts_and_carries() {
    let mut editor = Editor::new();
    let (from, to) = (editor.center(SERVER), editor.unit(C, 3));
    editor.hold(from);
    assert_eq!(editor.page.lifted, [device(SERVER)]);
    editor.send(Event::TouchesMoved(vec![from]));
    assert!(editor.is_prevented, "the page stays");
    editor.drag_to(Touch, from, to);
    editor.release(Touch, to);
    assert_eq!(editor.place(SERVER), Some(rails(C, 6)));
    assert!(editor.menus.is_empty());
}

#[test]
fn held_still_and_lifted_opens_the_menu_and_moves_nothing() {
    let mut editor = Editor::new();
    for at in [
        editor.center(SERVER),
        editor.unit(A, 3),
        editor.background(),
    ] {
        editor.hold(at);
        // The browser's own long press comes as well, before or after.
        editor.send(Event::ContextMenu);
        assert!(editor.is_consumed);
        editor.release(Touch, at);
        assert_eq!(editor.menus.pop(), Some(at));
        editor.send(Event::ContextMenu);
        assert!(editor.is_consumed);
    }
    assert!(editor.commands.is_empty() && editor.scene.opened.is_none());
}

#[test]
fn the_timer_of_an_earlier_press_lifts_nothing() {
    let mut editor = Editor::new();
    let at = editor.center(SERVER);
    editor.press(Touch, at);
    let old = editor.timer.expect("it waits");
    editor.release(Touch, at);
    editor.press(Touch, at);
    editor.send(Event::Timer(old));
    assert!(editor.page.lifted.is_empty());
    editor.send(Event::Timer(Timer::LongPress(99)));
    assert!(editor.page.lifted.is_empty());
}

#[test]
fn a_tap_opens_and_taps_add_where_several_are_selected() {
    let mut editor = Editor::new();
    let at = editor.center(SERVER);
    editor.press(Touch, at);
    editor.release(Touch, at);
    assert_eq!(editor.scene.opened, Some(device(SERVER)));
    editor.scene.is_selecting = true;
    editor.press(Touch, at);
    editor.release(Touch, at);
    assert_eq!(editor.scene.selection, Selection::Nothing);
}

#[test]
fn two_fingers_zoom_about_what_is_between_them() {
    let mut editor = Editor::new();
    let (a, b) = ((700.0, 500.0), (900.0, 500.0));
    let (zoom, point) = (
        editor.scene.camera.zoom,
        editor.scene.world_point((800.0, 500.0)),
    );
    editor.send(Event::Touches(vec![a, b]));
    editor.send(Event::TouchesMoved(vec![(650.0, 520.0), (950.0, 520.0)]));
    let camera = editor.scene.camera;
    assert!((camera.zoom / zoom - 1.5).abs() < 0.01, "{camera:?}");
    let there = editor.scene.world_point((800.0, 520.0));
    assert!((there.x - point.x).abs() < 1.0 && (there.y - point.y).abs() < 1.0);
    editor.send(Event::Touches(vec![a]));
    editor.send(Event::TouchesMoved(vec![b]));
    assert_eq!(editor.scene.camera, camera);
}
