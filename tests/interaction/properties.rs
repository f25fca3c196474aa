//! For any order of events there is at most one drag, nothing of it remains, a canceled drag changes nothing, and a drop is one command.
//! [`Editor::send`] checks that after each event.

use blinkenrack::draw::wheel::Turn;
use blinkenrack::draw::world::Faces;
use blinkenrack::interaction::input::{
    Button, ClickKind, Event, Modifiers, PageRequest, PointerId, PointerInput, Timer,
};
use blinkenrack::interaction::source::DragSource;
use blinkenrack::interaction::thresholds::PointerKind;
use proptest::prelude::*;

use crate::editor::{DEVICES, Editor, MOUSE, RACKS, device};

/// An action of the user, the browser or another tab.
#[derive(Clone, Debug)]
enum Act {
    Down(PointerKind, Button, Spot),
    Move(PointerKind, Spot),
    Nudge(PointerKind, i8, i8),
    OtherButton,
    Up(PointerKind, Spot),
    Click(Spot, bool, bool),
    SecondFinger,
    Lost(i32),
    Timer(u32),
    DueTimer,
    Frame(u16),
    Key(usize, bool),
    Wheel(i16, bool),
    Touches(u8),
    TouchesMoved(u8),
    ContextMenu,
    Blur,
    Dialog,
    OtherTab,
    Faces(u8),
    PressPalette(PointerKind),
    ClickPalette(ClickKind),
    Pick(usize, bool),
    StopPicking,
    Selecting(bool),
}

/// The position of the pointer.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Device(usize),
    Unit(usize, u16),
    Header(usize),
    Edge(usize),
    Background,
    Palette,
    /// In fractions of the window, as 0 to 255.
    Anywhere(u8, u8),
}

const KEYS: [&str; 11] = [
    "Escape",
    "Enter",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    " ",
    "Home",
    "End",
    "d",
    "ContextMenu",
];

fn kind() -> impl Strategy<Value = PointerKind> {
    prop_oneof![
        4 => Just(PointerKind::Mouse),
        1 => Just(PointerKind::Pen),
        3 => Just(PointerKind::Touch),
    ]
}

fn spot() -> impl Strategy<Value = Spot> {
    prop_oneof![
        4 => (0..DEVICES.len()).prop_map(Spot::Device),
        4 => (0..RACKS.len(), 0_u16..12).prop_map(|(rack, unit)| Spot::Unit(rack, unit)),
        2 => (0..RACKS.len()).prop_map(Spot::Header),
        2 => (0..RACKS.len()).prop_map(Spot::Edge),
        1 => Just(Spot::Background),
        1 => Just(Spot::Palette),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(x, y)| Spot::Anywhere(x, y)),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let button = prop_oneof![
        6 => Just(Button::Main),
        1 => Just(Button::Middle),
        1 => Just(Button::Other),
    ];
    let click = prop_oneof![
        Just(ClickKind::Mouse),
        Just(ClickKind::Touch),
        Just(ClickKind::Key)
    ];
    prop_oneof![
        8 => (kind(), button, spot()).prop_map(|(kind, button, at)| Act::Down(kind, button, at)),
        10 => (kind(), spot()).prop_map(|(kind, at)| Act::Move(kind, at)),
        2 => (kind(), any::<i8>(), any::<i8>()).prop_map(|(kind, x, y)| Act::Nudge(kind, x, y)),
        1 => Just(Act::OtherButton),
        6 => (kind(), spot()).prop_map(|(kind, at)| Act::Up(kind, at)),
        3 => (spot(), any::<bool>(), any::<bool>()).prop_map(|(at, a, b)| Act::Click(at, a, b)),
        1 => Just(Act::SecondFinger),
        1 => (0..3).prop_map(Act::Lost),
        1 => (0_u32..8).prop_map(Act::Timer),
        3 => Just(Act::DueTimer),
        2 => (0_u16..400).prop_map(Act::Frame),
        4 => (0..KEYS.len(), any::<bool>()).prop_map(|(key, shift)| Act::Key(key, shift)),
        1 => (any::<i16>(), any::<bool>()).prop_map(|(by, shift)| Act::Wheel(by, shift)),
        1 => (0_u8..4).prop_map(Act::Touches),
        1 => (0_u8..4).prop_map(Act::TouchesMoved),
        1 => Just(Act::ContextMenu),
        1 => Just(Act::Blur),
        1 => Just(Act::Dialog),
        2 => Just(Act::OtherTab),
        1 => (0_u8..3).prop_map(Act::Faces),
        2 => kind().prop_map(Act::PressPalette),
        1 => click.prop_map(Act::ClickPalette),
        2 => (0..=DEVICES.len(), any::<bool>()).prop_map(|(n, keys)| Act::Pick(n, keys)),
        1 => Just(Act::StopPicking),
        1 => any::<bool>().prop_map(Act::Selecting),
    ]
}

fn point(editor: &Editor, spot: Spot) -> (f64, f64) {
    match spot {
        Spot::Device(n) => editor.center(DEVICES[n]),
        Spot::Unit(rack, unit) => editor.unit(RACKS[rack], unit),
        Spot::Header(rack) => editor.header(RACKS[rack]),
        Spot::Edge(rack) => editor.edge_of(RACKS[rack]),
        Spot::Background => editor.background(),
        Spot::Palette => (100.0, 400.0),
        Spot::Anywhere(x, y) => (f64::from(x) * 8.0, f64::from(y) * 4.5),
    }
}

fn fingers(count: u8) -> Vec<(f64, f64)> {
    (0..count)
        .map(|n| (600.0 + 90.0 * f64::from(n), 400.0 + 30.0 * f64::from(n)))
        .collect()
}

fn perform(editor: &mut Editor, act: Act, last: &mut (f64, f64)) {
    match act {
        Act::Down(kind, button, spot) => {
            *last = point(editor, spot);
            let pointer = editor.pointer(kind, *last);
            editor.down(PointerInput { button, ..pointer });
        }
        Act::Move(kind, spot) => {
            let to = point(editor, spot);
            editor.drag_to(kind, *last, to);
            *last = to;
        }
        Act::Nudge(kind, x, y) => {
            *last = (last.0 + f64::from(x) / 8.0, last.1 + f64::from(y) / 8.0);
            editor.move_to(kind, *last);
        }
        Act::OtherButton => {
            let pointer = PointerInput {
                buttons: 3,
                ..editor.pointer(PointerKind::Mouse, *last)
            };
            editor.send(Event::PointerMove {
                pointer,
                is_on_canvas: true,
            });
        }
        Act::Up(kind, spot) => {
            *last = point(editor, spot);
            editor.release(kind, *last);
        }
        Act::Click(spot, command, shift) => {
            editor.click_with(point(editor, spot), Modifiers { command, shift });
        }
        Act::SecondFinger => {
            let pointer = PointerInput {
                id: PointerId(2),
                is_primary: false,
                ..editor.pointer(PointerKind::Touch, *last)
            };
            editor.down(pointer);
        }
        Act::Lost(id) => drop(editor.send(Event::PointerLost(PointerId(id)))),
        Act::Timer(n) => drop(editor.send(Event::Timer(Timer::LongPress(n)))),
        Act::DueTimer => {
            if let Some(timer) = editor.timer.take() {
                editor.send(Event::Timer(timer));
            }
        }
        Act::Frame(after) => {
            editor.now += f64::from(after);
            editor.send(Event::Frame);
        }
        Act::Key(key, shift) => editor.key_with(KEYS[key], shift),
        Act::Wheel(by, shift) => {
            let turn = Turn {
                delta: (0.0, f64::from(by)),
                in_lines: false,
                ctrl: false,
                shift,
                at: editor.now,
            };
            editor.send(Event::Wheel { turn, at: *last });
        }
        Act::Touches(count) => drop(editor.send(Event::Touches(fingers(count)))),
        Act::TouchesMoved(count) => drop(editor.send(Event::TouchesMoved(fingers(count)))),
        Act::ContextMenu => drop(editor.send(Event::ContextMenu)),
        Act::Blur => drop(editor.send(Event::Blur)),
        Act::Dialog => drop(editor.send(Event::DialogOpened)),
        Act::OtherTab => editor.change_elsewhere(),
        Act::Faces(n) => {
            let all = [Faces::Front, Faces::Rear, Faces::Both];
            editor.show_faces(all[usize::from(n)]);
        }
        Act::PressPalette(kind) => {
            *last = (100.0, 400.0);
            editor.press_palette(kind, *last);
        }
        Act::ClickPalette(kind) => {
            let source = Editor::new_server();
            editor.request(PageRequest::Click { source, kind }, kind == ClickKind::Key);
        }
        Act::Pick(n, keys) => {
            let source = DEVICES.get(n).map_or_else(Editor::new_server, |n| {
                DragSource::Devices(vec![device(*n)])
            });
            editor.request(PageRequest::Pick(source), keys);
        }
        Act::StopPicking => editor.request(PageRequest::StopPicking, false),
        Act::Selecting(is_selecting) => editor.scene.is_selecting = is_selecting,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn no_order_of_events_breaks_the_editor(acts in prop::collection::vec(act(), 1..60)) {
        let mut editor = Editor::new();
        let mut last = (800.0, 500.0);
        for act in acts {
            perform(&mut editor, act, &mut last);
        }
        // Whatever is under way: a release ends the drag, and nothing is lifted.
        editor.release(PointerKind::Mouse, last);
        prop_assert!(editor.machine.session().is_none() && editor.machine.is_idle());
        prop_assert!(editor.page.lifted.is_empty() && editor.page.lifted_rack.is_none());
    }

    #[test]
    fn a_drag_given_up_at_any_moment_changes_nothing(
        from in spot(),
        way in prop::collection::vec((spot(), 0_u16..60), 1..12),
        kind in kind(),
        end in 0..5,
    ) {
        let mut editor = Editor::new();
        let mut last = point(&editor, from);
        editor.press(kind, last);
        if let Some(timer) = editor.timer.take() {
            editor.send(Event::Timer(timer));
        }
        let layout = editor.layout().clone();
        for (spot, after) in way {
            let to = point(&editor, spot);
            editor.drag_to(kind, last, to);
            editor.frames(f64::from(after), 16.0);
            last = to;
        }
        match end {
            0 => editor.key("Escape"),
            1 => drop(editor.send(Event::PointerLost(MOUSE))),
            2 => drop(editor.send(Event::Blur)),
            3 => drop(editor.send(Event::DialogOpened)),
            _ => editor.show_faces(Faces::Rear),
        }
        editor.release(kind, last);
        prop_assert!(editor.commands.is_empty());
        prop_assert_eq!(editor.layout(), &layout);
    }
}
