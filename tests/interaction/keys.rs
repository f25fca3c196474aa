//! Keys: picking a place, moving through the racks, and leaving one thing at a time.

use blinkenrack::domain::catalog::gap::Spot;
use blinkenrack::domain::layout::Face;
use blinkenrack::domain::placement::Step;
use blinkenrack::domain::units::HalfU;
use blinkenrack::interaction::effect::Effect;
use blinkenrack::interaction::focus::Stop;
use blinkenrack::interaction::input::{Event, KeyPhase, PageRequest};
use blinkenrack::interaction::keys::KeyInput;
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::source::DragSource;
use blinkenrack::interaction::thresholds::PointerKind::Mouse;

use crate::editor::{Editor, NARROW, RACKS, SERVER, device, rack, rails};

const A: u128 = RACKS[0];

#[test]
fn a_new_device_is_placed_by_keys_alone() {
    let mut editor = Editor::new();
    editor.request(PageRequest::Pick(Editor::new_server()), true);
    assert_eq!(
        editor.said,
        [
            "Server: Rack A unit 12. Arrow keys choose the place, Enter puts it there, Escape cancels."
        ]
    );
    editor.key("ArrowDown");
    assert_eq!(editor.said.last().unwrap(), "Rack A unit 10");
    editor.key("Enter");
    assert_eq!(editor.commands.len(), 1);
    let [new] = editor.scene.selection.devices() else {
        panic!("one device is selected")
    };
    let place = editor.layout().devices.get(new).unwrap().place;
    assert_eq!(place, rails(A, 18));
}

#[test]
fn a_device_is_moved_by_keys_and_needs_a_place_first() {
    let mut editor = Editor::new();
    let source = DragSource::Devices(vec![device(SERVER)]);
    editor.request(PageRequest::Pick(source), true);
    editor.key("Enter");
    assert_eq!(
        editor.said.last().unwrap(),
        "Use the arrow keys to pick a place"
    );
    editor.key("ArrowUp");
    editor.key("Enter");
    assert_eq!(editor.place(SERVER), Some(rails(A, 22)));
}

#[test]
fn arrows_go_from_device_to_device_and_up_to_the_header() {
    let mut editor = Editor::new();
    editor.focus = Some((rack(A), Stop::Device(device(SERVER))));
    editor.key("ArrowDown");
    assert_eq!(editor.focus, Some((rack(A), Stop::Device(device(NARROW)))));
    editor.key("Home");
    editor.key("ArrowUp");
    assert_eq!(editor.focus, Some((rack(A), Stop::Name)));
    editor.key("ArrowRight");
    assert_eq!(editor.focus, Some((rack(A), Stop::Menu)));
    editor.key("ArrowDown");
    assert_eq!(editor.focus, Some((rack(A), Stop::Device(device(SERVER)))));
    editor.key("Enter");
    assert_eq!(editor.scene.opened, Some(device(SERVER)));
    let key = KeyInput {
        key: "ArrowUp".to_owned(),
        shift: true,
        focus: editor.focus,
        ..KeyInput::default()
    };
    let phase = KeyPhase::Early;
    let effects = editor.send(Event::KeyDown { key, phase });
    assert!(effects.contains(&Effect::MoveSelected(Step::Up)));
}

#[test]
fn escape_leaves_one_thing_at_a_time() {
    let mut editor = Editor::new();
    editor.click(editor.center(SERVER));
    editor.scene.is_selecting = true;
    editor.key("Escape");
    assert!(!editor.scene.is_selecting && editor.scene.opened.is_some());
    editor.key("Escape");
    assert!(editor.scene.opened.is_none() && editor.scene.selection != Selection::Nothing);
    editor.key("Escape");
    assert_eq!(editor.scene.selection, Selection::Nothing);
    editor.scene.gap = Some(Spot {
        rack: rack(A),
        face: Face::Front,
        at: HalfU(2),
    });
    editor.key("Escape");
    assert_eq!(editor.scene.gap, None);
    // In a dialog the key belongs to the dialog.
    editor.scene.selection = Selection::Rack(rack(A));
    editor.scene.is_dialog_open = true;
    editor.key("Escape");
    assert_eq!(editor.scene.selection, Selection::Rack(rack(A)));
}

#[test]
fn the_space_bar_selects_unless_the_canvas_was_panned_with_it() {
    let mut editor = Editor::new();
    editor.focus = Some((rack(A), Stop::Device(device(SERVER))));
    editor.key(" ");
    assert_eq!(editor.scene.selection.devices(), [device(SERVER)]);
    assert!(
        editor
            .said
            .last()
            .is_some_and(|words| words.ends_with(" selected, 1 in all"))
    );
    let space = KeyInput {
        key: " ".to_owned(),
        focus: editor.focus,
        ..KeyInput::default()
    };
    editor.send(Event::KeyDown {
        key: space.clone(),
        phase: KeyPhase::Early,
    });
    let (from, camera) = (editor.center(SERVER), editor.scene.camera);
    editor.press(Mouse, from);
    assert!(editor.machine.pans_by_space());
    editor.drag_to(Mouse, from, (from.0 - 80.0, from.1 - 40.0));
    assert!(editor.page.is_panning && editor.page.lifted.is_empty());
    editor.release(Mouse, (from.0 - 80.0, from.1 - 40.0));
    editor.send(Event::KeyUp { key: space });
    assert_ne!(editor.scene.camera, camera);
    assert_eq!(editor.scene.selection.devices(), [device(SERVER)]);
}

#[test]
fn enter_opens_a_device_and_then_goes_into_its_panel() {
    let mut editor = Editor::new();
    editor.focus = Some((rack(A), Stop::Device(device(SERVER))));
    editor.key("Enter");
    assert_eq!(editor.scene.opened, Some(device(SERVER)));
    assert_eq!(editor.panel_entered, 0);
    editor.key("Enter");
    assert_eq!(editor.scene.opened, Some(device(SERVER)));
    assert_eq!(editor.panel_entered, 1);
    editor.key("F6");
    assert_eq!(editor.panel_entered, 2);
}

#[test]
fn the_menu_of_what_has_the_focus_opens_once_by_its_key() {
    let mut editor = Editor::new();
    for (key, shift) in [("F10", true), ("ContextMenu", false)] {
        let stop = Stop::Device(device(SERVER));
        editor.focus = Some((rack(A), stop));
        let pressed = |repeat, focus| Event::KeyDown {
            key: KeyInput {
                key: key.to_owned(),
                shift,
                repeat,
                focus,
                ..KeyInput::default()
            },
            phase: KeyPhase::Early,
        };
        editor.send(pressed(false, editor.focus));
        assert!(editor.is_prevented, "the browser opens none of its own");
        // Held down: before the menu has come, and after the focus is in it.
        editor.send(pressed(true, editor.focus));
        assert!(editor.is_prevented);
        editor.send(pressed(true, None));
        assert!(editor.is_prevented);
        // Some browsers ask for a menu when the key is released.
        editor.send(Event::ContextMenu);
        assert!(editor.is_consumed);
        let at = editor.menus_by_key.pop().flatten().expect("at the device");
        let (center, view) = (editor.center(SERVER), editor.scene.camera.view());
        assert!(at.0 >= center.0 && at.1 >= center.1, "{at:?}");
        assert!(at.0 <= editor.scene.origin.0 + view.0);
        assert!(editor.menus_by_key.is_empty(), "only one");
        // What is asked for otherwise is not kept away.
        editor.send(Event::ContextMenu);
        assert!(!editor.is_consumed);
    }
    editor.focus = Some((rack(A), Stop::Name));
    editor.key("ContextMenu");
    assert_eq!(editor.menus_by_key, [None], "below the name");
    editor.key("F10");
    assert_eq!(editor.menus_by_key.len(), 1, "without Shift it is another");
    // Elsewhere it is the browser's, also where it is held down.
    editor.focus = None;
    editor.key("ContextMenu");
    assert!(!editor.is_prevented && editor.menus_by_key.len() == 1);
    editor.send(Event::ContextMenu);
    assert!(!editor.is_consumed);
}
