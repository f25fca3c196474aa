//! Clicks, and picking a place by clicks and taps.

use blinkenrack::domain::layout::{Category, DeviceType};
use blinkenrack::domain::units::HalfU;
use blinkenrack::interaction::effect::Effect;
use blinkenrack::interaction::input::{ClickKind, Event, Modifiers, PageRequest};
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::source::DragSource;
use blinkenrack::interaction::thresholds::PointerKind::{Mouse, Touch};

use crate::editor::{Editor, NARROW, OTHER, RACKS, SERVER, SHELF, device, rails};

const A: u128 = RACKS[0];
const C: u128 = RACKS[2];

#[test]
fn a_click_opens_and_modifiers_select() {
    let mut editor = Editor::new();
    editor.click(editor.center(SERVER));
    assert_eq!(editor.scene.opened, Some(device(SERVER)));
    let command = Modifiers {
        command: true,
        shift: false,
    };
    editor.click_with(editor.center(OTHER), command);
    assert_eq!(
        editor.scene.selection.devices(),
        [device(SERVER), device(OTHER)]
    );
    editor.click_with(editor.center(OTHER), command);
    assert_eq!(editor.scene.selection.devices(), [device(SERVER)]);
    let shift = Modifiers {
        command: false,
        shift: true,
    };
    editor.click_with(editor.center(NARROW), shift);
    assert_eq!(
        editor.scene.selection.devices(),
        [device(SERVER), device(NARROW)]
    );
}

#[test]
fn a_click_on_empty_units_chooses_the_gap_and_a_second_one_does_not() {
    let mut editor = Editor::new();
    editor.click(editor.center(SERVER));
    editor.click(editor.unit(A, 3));
    assert_eq!(editor.scene.selection, Selection::Nothing);
    assert_eq!(editor.scene.opened, None);
    let gap = editor.scene.gap.expect("a gap");
    assert_eq!(gap.rack, crate::editor::rack(A));
    editor.click(editor.unit(A, 4));
    assert_eq!(editor.scene.gap, None, "the same gap again");
    editor.click(editor.unit(A, 4));
    assert!(editor.scene.gap.is_some());
    editor.click(editor.background());
    assert_eq!(editor.scene.gap, None);
}

#[test]
fn a_place_is_picked_by_a_tap() {
    let mut editor = Editor::new();
    let source = Editor::new_server();
    let kind = ClickKind::Touch;
    editor.request(PageRequest::Click { source, kind }, false);
    assert_eq!(
        editor.page.picking.as_deref(),
        Some("Click a free slot for Server")
    );
    assert!(!editor.page.rooms.is_empty(), "free places are shown");
    // A taken place asks for confirmation, and picking continues.
    editor.click(editor.center(SHELF));
    assert!(editor.machine.is_picking() && editor.commands.is_empty());
    editor.click(editor.unit(C, 2));
    assert!(!editor.machine.is_picking());
    assert_eq!(editor.commands.len(), 1);
    assert_eq!(editor.scene.selection.devices().len(), 1);
}

#[test]
fn what_asks_for_a_place_speaks_of_the_pointer_in_use() {
    for (pointer, verb) in [(Mouse, "Click"), (Touch, "Tap")] {
        let mut editor = Editor::new();
        editor.scene.pointer = pointer;
        let high = DeviceType::new("high", "High", Category::Server, HalfU(4));
        let source = DragSource::NewDevice(Box::new(high));
        let kind = ClickKind::Touch;
        editor.request(PageRequest::Click { source, kind }, false);
        let asked = editor.page.picking.clone();
        assert_eq!(asked, Some(format!("{verb} a free slot for High")));
        let to = editor.center(OTHER);
        editor.press(pointer, to);
        editor.release(pointer, to);
        let asked = format!("Change box-{OTHER} to High? {verb} it again");
        assert_eq!(editor.page.picking, Some(asked));
    }
}

#[test]
fn a_type_changes_a_model_by_two_taps_on_the_device() {
    let mut editor = Editor::new();
    let high = DeviceType::new("high", "High", Category::Server, HalfU(4));
    let source = DragSource::NewDevice(Box::new(high));
    let kind = ClickKind::Touch;
    let start = |editor: &mut Editor| {
        let source = source.clone();
        editor.request(PageRequest::Click { source, kind }, false);
    };
    start(&mut editor);
    let request = editor.page.picking.clone();
    let (to, place, count) = (
        editor.center(OTHER),
        editor.place(OTHER),
        editor.layout().devices.len(),
    );
    // The first click asks, so that missing a free place changes nothing.
    editor.click(to);
    assert!(editor.machine.is_picking() && editor.commands.is_empty());
    let asked = format!("Change box-{OTHER} to High? Click it again");
    assert_eq!(editor.page.picking.as_deref(), Some(&*asked));
    editor.move_to(Mouse, editor.unit(C, 3));
    assert_eq!(editor.page.picking.as_deref(), Some(&*asked), "on the way");
    editor.click(to);
    assert!(!editor.machine.is_picking());
    assert_eq!(editor.commands.len(), 1, "one step");
    assert_eq!(editor.place(OTHER), place);
    assert_eq!(editor.layout().devices.len(), count);
    let changed = editor.layout().devices.get(&device(OTHER)).unwrap();
    assert_eq!(changed.device_type.as_str(), "high");
    // Asked on one device, answered on another, or in a free place.
    start(&mut editor);
    let (first, second) = (editor.center(SERVER), editor.unit(C, 3));
    editor.click(first);
    assert_ne!(editor.page.picking, request);
    editor.click(second);
    assert!(!editor.machine.is_picking());
    assert_eq!(editor.layout().devices.len(), count + 1);
    let untouched = editor.layout().devices.get(&device(SERVER)).unwrap();
    assert_ne!(untouched.device_type.as_str(), "high");
}

#[test]
fn a_mouse_click_or_a_chosen_gap_places_at_once() {
    let mut editor = Editor::new();
    let click = |kind| PageRequest::Click {
        source: Editor::new_server(),
        kind,
    };
    let place = |editor: &mut Editor, kind| {
        editor.send(Event::PageRequest {
            request: click(kind),
            by_keyboard: false,
        })
    };
    let first = [Effect::PlaceFirst(Editor::new_server())];
    assert_eq!(place(&mut editor, ClickKind::Mouse), first);
    editor.click(editor.unit(A, 3));
    assert_eq!(place(&mut editor, ClickKind::Touch), first);
}

#[test]
fn picking_ends_with_the_layout_it_began_in() {
    for end in [
        |editor: &mut Editor| editor.change_elsewhere(),
        |editor: &mut Editor| editor.key("Escape"),
        |editor: &mut Editor| drop(editor.send(Event::DialogOpened)),
        |editor: &mut Editor| drop(editor.send(Event::Blur)),
        |editor: &mut Editor| editor.request(PageRequest::StopPicking, false),
    ] {
        let mut editor = Editor::new();
        let source = DragSource::Devices(vec![device(SERVER)]);
        editor.request(PageRequest::Pick(source), false);
        assert!(editor.machine.is_picking());
        end(&mut editor);
        assert!(!editor.machine.is_picking());
        editor.click(editor.unit(C, 2));
        assert_eq!(editor.place(SERVER), Some(rails(A, 20)));
    }
}
