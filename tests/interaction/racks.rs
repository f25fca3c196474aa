//! Moving racks by their headers and resizing them by their edges.

use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::thresholds::PointerKind::{Mouse, Touch};

use crate::editor::{Editor, OTHER, RACKS, rack};

const A: u128 = RACKS[0];
const B: u128 = RACKS[1];
const C: u128 = RACKS[2];

fn order(editor: &Editor) -> Vec<blinkenrack::domain::ids::RackId> {
    editor.layout().racks.iter().map(|rack| rack.id).collect()
}

#[test]
fn a_rack_is_moved_by_its_header() {
    let mut editor = Editor::new();
    let from = editor.header(A);
    let mut to = editor.unit(B, 6);
    to.0 += 300.0;
    editor.press(Mouse, from);
    editor.drag_to(Mouse, from, to);
    assert_eq!(editor.page.lifted_rack, Some(rack(A)));
    editor.release(Mouse, to);
    assert_eq!(order(&editor), [rack(B), rack(A), rack(C)]);
    assert_eq!(editor.commands.len(), 1);
    // To its current place: no command.
    let from = editor.header(C);
    editor.drag(from, (from.0 + 20.0, from.1 + 20.0));
    assert_eq!(editor.commands.len(), 1);
}

#[test]
fn a_finger_held_still_on_a_header_lifts_the_rack_or_opens_its_menu() {
    let mut editor = Editor::new();
    let from = editor.header(A);
    editor.hold(from);
    assert_eq!(editor.page.lifted_rack, Some(rack(A)));
    editor.release(Touch, from);
    assert_eq!(editor.menus, [from]);
    assert!(editor.commands.is_empty());
}

#[test]
fn the_edge_resizes_the_rack_but_cuts_nothing_off() {
    for kind in [Mouse, Touch] {
        let mut editor = Editor::new();
        editor.scene.selection = Selection::Rack(rack(B));
        editor.change_elsewhere();
        assert_eq!(editor.edge, Some(rack(B)));
        let from = editor.edge_of(B);
        let unit = editor.unit(B, 1).1 - editor.unit(B, 2).1;
        let up = (from.0, from.1 - 3.0 * unit);
        editor.press(kind, from);
        assert!(editor.is_consumed, "nobody else gets it");
        editor.drag_to(kind, from, up);
        assert_eq!(editor.page.label, Some(("15U".to_owned(), false)));
        editor.release(kind, up);
        let height = |editor: &Editor| editor.layout().rack(rack(B)).unwrap().height.units();
        assert_eq!(height(&editor), 15);
        assert_eq!(editor.commands.len(), 1);

        let from = editor.edge_of(B);
        let down = (from.0, from.1 + 14.0 * unit);
        editor.press(kind, from);
        editor.drag_to(kind, from, down);
        let (words, is_blocked) = editor.page.label.clone().unwrap();
        assert!(is_blocked && words.contains("holds"), "{words}");
        editor.release(kind, down);
        assert_eq!(height(&editor), 15);
        assert_eq!(editor.said, [words]);
    }
}

#[test]
fn the_handle_follows_the_pointer_from_rack_to_rack() {
    let mut editor = Editor::new();
    editor.move_to(Mouse, editor.unit(C, 4));
    assert_eq!(editor.edge, Some(rack(C)));
    editor.move_to(Mouse, editor.center(OTHER));
    assert_eq!(editor.edge, Some(rack(B)));
    editor.move_to(Mouse, editor.background());
    assert_eq!(editor.edge, None);
}
