//! Dragging devices by mouse and pen, one or several, from the racks and from the palette.

use blinkenrack::domain::ids::{HubId, SystemId, SystemRef};
use blinkenrack::domain::layout::{Category, DeviceType};
use blinkenrack::domain::units::HalfU;
use blinkenrack::draw::world::Faces;
use blinkenrack::interaction::input::{Button, Event, PageRequest, PointerInput};
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::session::DragSession;
use blinkenrack::interaction::source::{DragSource, SystemSource};
use blinkenrack::interaction::thresholds::PointerKind::{Mouse, Pen, Touch};

use crate::editor::{
    DEVICES, Editor, IN_SHELF, MOUSE, NARROW, OTHER, RACKS, SERVER, SHELF, STRIP, device, rails,
    server_type,
};

const A: u128 = RACKS[0];
const B: u128 = RACKS[1];
const C: u128 = RACKS[2];

#[test]
fn a_device_is_dragged_to_another_place_by_one_command() {
    for kind in [Mouse, Pen] {
        let mut editor = Editor::new();
        let (from, to) = (editor.center(SERVER), editor.unit(C, 3));
        editor.press(kind, from);
        // A trembling hand still clicks.
        editor.move_to(kind, (from.0 + 3.0, from.1));
        assert!(editor.machine.session().is_none());
        editor.drag_to(kind, from, to);
        assert_eq!(editor.page.lifted, [device(SERVER)]);
        assert_eq!(editor.page.label, Some(("Rack C unit 4".to_owned(), false)));
        assert_eq!(editor.place(SERVER), Some(rails(A, 20)), "not yet");
        editor.release(kind, to);
        assert_eq!(editor.place(SERVER), Some(rails(C, 6)));
        assert_eq!(editor.commands.len(), 1);
        assert_eq!(editor.scene.opened, None, "the click is an echo");
    }
}

#[test]
fn a_place_that_is_taken_is_refused_and_says_why() {
    let mut editor = Editor::new();
    let (from, to) = (editor.center(SERVER), editor.center(OTHER));
    editor.press(Mouse, from);
    editor.drag_to(Mouse, from, to);
    let words = format!("U1 holds box-{OTHER}, front");
    assert_eq!(editor.page.label, Some((words.clone(), true)));
    assert!(editor.page.fitting.is_empty() && editor.page.blocked.len() == 1);
    editor.release(Mouse, to);
    assert_eq!(editor.said, [words]);
    assert!(editor.commands.is_empty());
}

#[test]
fn a_system_dropped_on_a_device_links_it_and_says_so_before() {
    let mut editor = Editor::new();
    let system = SystemRef {
        hub: HubId::new("hub"),
        system: SystemId::new("pve"),
    };
    let source = || {
        DragSource::System(Box::new(SystemSource {
            system: system.clone(),
            name: "pve-1".to_owned(),
            host: String::new(),
            device_type: server_type(),
        }))
    };
    // Also in a bay with a free neighbor.
    for (number, target) in (1..).zip([SERVER, IN_SHELF]) {
        let to = editor.center(target);
        let label = editor.drag_onto(source(), to);
        let words = format!("Link box-{target} to pve-1");
        assert_eq!(label, Some((words, false)));
        let linked = editor.layout().devices.get(&device(target)).unwrap();
        assert_eq!(linked.system(), Some(&system));
        assert_eq!(editor.commands.len(), number);
        assert_eq!(editor.scene.selection.devices(), [device(target)]);
    }
    let to = editor.center(SERVER);
    let label = editor.drag_onto(source(), to);
    let words = "Link box-1 to pve-1? Already linked to that system";
    assert_eq!(label, Some((words.to_owned(), true)));
    assert_eq!(
        (editor.commands.len(), editor.said.as_slice()),
        (2, &[words.to_owned()][..])
    );
}

fn system_source(id: &str, name: &str) -> DragSource {
    DragSource::System(Box::new(SystemSource {
        system: SystemRef {
            hub: HubId::new("hub"),
            system: SystemId::new(id),
        },
        name: name.to_owned(),
        host: String::new(),
        device_type: server_type(),
    }))
}

#[test]
fn a_system_that_takes_the_place_of_another_says_whose_before_and_after() {
    let mut editor = Editor::new();
    let to = editor.center(SERVER);
    editor.drag_onto(system_source("web", "web"), to);
    // The hub has renamed it.
    let label = editor.drag_onto(system_source("nas", "NAS"), to);
    let words = "Link NAS here instead of web-01";
    assert_eq!(label, Some((words.to_owned(), false)));
    let after = |editor: &Editor| editor.commands.last().unwrap().describe(editor.layout());
    let words = "Linked box-1 to NAS; it was linked to web-01";
    assert_eq!(after(&editor), words);
    // Its hub does not list it, so the name last seen is used.
    let label = editor.drag_onto(system_source("db", "db"), to);
    let words = "Link db here instead of NAS";
    assert_eq!(label, Some((words.to_owned(), false)));
}

#[test]
fn while_a_system_waits_for_its_place_a_linked_device_says_what_it_would_lose() {
    let mut editor = Editor::new();
    let to = editor.center(SERVER);
    editor.drag_onto(system_source("web", "web"), to);
    let source = system_source("nas", "NAS");
    editor.request(PageRequest::Pick(source), false);
    let asked = editor.page.picking.clone();
    let words = "Click a free slot for NAS, or a device to link";
    assert_eq!(asked.as_deref(), Some(words));
    editor.move_to(Mouse, to);
    let words = "Link NAS here instead of web-01";
    assert_eq!(editor.page.picking.as_deref(), Some(words));
    let beside = editor.background();
    editor.move_to(Mouse, beside);
    assert_eq!(editor.page.picking, asked);
    editor.move_to(Mouse, to);
    let free = editor.unit(C, 3);
    editor.move_to(Mouse, free);
    assert_eq!(editor.page.picking, asked);
    editor.click(to);
    let linked = editor.layout().devices.get(&device(SERVER)).unwrap();
    assert_eq!(linked.system().unwrap().system, SystemId::new("nas"));
}

#[test]
fn a_type_dropped_on_a_device_changes_its_model_in_its_place() {
    let mut editor = Editor::new();
    let high = DeviceType::new("high", "High", Category::Server, HalfU(4));
    let to = editor.center(OTHER);
    let place = editor.place(OTHER);
    let label = editor.drag_onto(DragSource::NewDevice(Box::new(high)), to);
    let words = format!("Change box-{OTHER} to High");
    assert_eq!(label, Some((words, false)));
    assert_eq!(editor.place(OTHER), place);
    assert_eq!(editor.commands.len(), 1);
    // In a free slot it is a new device.
    let (count, to) = (editor.layout().devices.len(), editor.unit(C, 7));
    editor.drag_onto(Editor::new_server(), to);
    assert_eq!(editor.layout().devices.len(), count + 1);
}

#[test]
fn dropping_it_where_it_was_or_beside_the_racks_changes_nothing() {
    let mut editor = Editor::new();
    let from = editor.center(SERVER);
    let away = editor.background();
    editor.drag(from, away);
    editor.drag(from, (10.0, 500.0));
    editor.press(Mouse, from);
    editor.drag_to(Mouse, from, editor.unit(A, 5));
    editor.drag_to(Mouse, editor.unit(A, 5), from);
    editor.release(Mouse, from);
    assert!(editor.commands.is_empty(), "{:?}", editor.commands);
}

#[test]
fn all_selected_devices_go_along_and_a_shelf_takes_what_is_in_it() {
    let mut editor = Editor::new();
    editor.scene.selection = Selection::Devices(vec![device(SERVER), device(NARROW)]);
    let from = editor.center(NARROW);
    let to = (from.0, editor.unit(A, 4).1);
    editor.drag(from, to);
    assert_eq!(editor.place(NARROW), Some(rails(A, 8)));
    assert_eq!(editor.place(SERVER), Some(rails(A, 12)));
    assert_eq!(editor.commands.len(), 1);

    let shelf = editor.center(SHELF);
    let beside_the_bay = (shelf.0 + 100.0, shelf.1);
    editor.press(Mouse, beside_the_bay);
    editor.drag_to(Mouse, beside_the_bay, editor.unit(C, 9));
    assert_eq!(editor.page.lifted, [device(SHELF), device(IN_SHELF)]);
    editor.release(Mouse, editor.unit(C, 9));
    assert_eq!(editor.commands.len(), 2);
    let home = editor.layout().devices.get(&device(IN_SHELF)).unwrap();
    assert_eq!(
        editor.layout().rack_of(home).map(|rack| rack.id),
        Some(crate::editor::rack(C))
    );
}

#[test]
fn a_strip_beside_the_rails_is_grabbed_and_dropped_there() {
    let mut editor = Editor::new();
    let from = editor.center(STRIP);
    let mut to = editor.unit(C, 6);
    to.0 += 250.0;
    editor.press(Mouse, from);
    editor.drag_to(Mouse, from, to);
    assert_eq!(
        editor.page.label,
        Some(("Rack C, right side".to_owned(), false))
    );
    editor.release(Mouse, to);
    assert_eq!(editor.commands.len(), 1);
}

type GiveUp = fn(&mut Editor);

/// The ways to cancel a drag.
fn ways_out() -> Vec<(&'static str, GiveUp)> {
    vec![
        ("Escape", |editor| editor.key("Escape")),
        ("cancel", |editor| {
            drop(editor.send(Event::PointerLost(MOUSE)))
        }),
        ("blur", |editor| drop(editor.send(Event::Blur))),
        ("a dialog", |editor| drop(editor.send(Event::DialogOpened))),
        ("a second finger", |editor| {
            let pointer = editor.pointer(Touch, (800.0, 500.0));
            let pointer = PointerInput {
                is_primary: false,
                id: blinkenrack::interaction::input::PointerId(7),
                ..pointer
            };
            editor.down(pointer);
        }),
        ("another button", |editor| {
            let pointer = editor.pointer(Mouse, (800.0, 500.0));
            let pointer = PointerInput {
                button: Button::Main,
                buttons: 3,
                ..pointer
            };
            editor.send(Event::PointerMove {
                pointer,
                is_on_canvas: true,
            });
            // The button's menu does not open.
            editor.send(Event::ContextMenu);
            assert!(editor.is_consumed);
        }),
        ("another tab", Editor::change_elsewhere),
        ("the other side of the racks", |editor| {
            editor.show_faces(Faces::Rear);
        }),
    ]
}

#[test]
fn a_drag_that_is_given_up_changes_nothing() {
    for (name, give_up) in ways_out() {
        let mut editor = Editor::new();
        let (from, to) = (editor.center(SERVER), editor.unit(C, 3));
        editor.press(Mouse, from);
        editor.drag_to(Mouse, from, to);
        assert!(matches!(
            editor.machine.session(),
            Some(DragSession::Devices(_))
        ));
        let places = DEVICES.map(|n| editor.place(n));
        give_up(&mut editor);
        assert!(editor.machine.session().is_none(), "{name}");
        editor.release(Mouse, to);
        assert!(editor.commands.is_empty(), "{name}");
        assert_eq!(DEVICES.map(|n| editor.place(n)), places, "{name}");
        assert_eq!(editor.scene.opened, None, "{name} opened something");
    }
}

#[test]
fn the_palette_is_dragged_onto_the_racks() {
    let mut editor = Editor::new();
    let (from, to) = ((100.0, 400.0), editor.unit(C, 7));
    editor.press_palette(Mouse, from);
    editor.drag_to(Mouse, from, to);
    assert_eq!(editor.page.label, Some(("Rack C unit 8".to_owned(), false)));
    editor.release(Mouse, to);
    assert_eq!(editor.commands.len(), 1);
    assert_eq!(editor.scene.selection.devices().len(), 1, "it is selected");
    // Released over the palette it is not added.
    editor.press_palette(Mouse, from);
    editor.drag_to(Mouse, from, (140.0, 500.0));
    editor.release(Mouse, (140.0, 500.0));
    assert_eq!(editor.commands.len(), 1);
}

#[test]
fn a_finger_scrolls_the_palette_along_and_takes_from_it_across() {
    let mut editor = Editor::new();
    let from = (100.0, 400.0);
    editor.press_palette(Touch, from);
    editor.drag_to(Touch, from, (110.0, 300.0));
    assert!(editor.machine.is_idle());
    editor.press_palette(Touch, from);
    let to = editor.unit(B, 10);
    editor.drag_to(Touch, from, to);
    editor.release(Touch, to);
    assert_eq!(editor.commands.len(), 1);
}

#[test]
fn a_frame_from_an_empty_slot_selects_what_it_touches() {
    let mut editor = Editor::new();
    let left = |editor: &Editor, unit| (editor.center(NARROW).0, editor.unit(A, unit).1);
    let (from, to) = (editor.unit(A, 5), left(&editor, 11));
    editor.press(Mouse, from);
    editor.drag_to(Mouse, from, to);
    assert_eq!(editor.page.caught.len(), 2);
    let back = left(&editor, 8);
    editor.drag_to(Mouse, to, back);
    assert_eq!(editor.page.caught.len(), 1);
    editor.release(Mouse, back);
    assert_eq!(editor.scene.selection.devices(), [device(NARROW)]);
    assert_eq!(editor.said, ["1 device selected"]);
}
