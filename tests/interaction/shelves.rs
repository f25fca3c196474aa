//! Dropping on shelves, and beside what takes only a part of its unit.

use blinkenrack::domain::layout::{Category, DeviceType, Place, Width};
use blinkenrack::domain::units::HalfU;
use blinkenrack::interaction::source::DragSource;

use crate::editor::{Editor, IN_SHELF, NARROW, SHELF, device};

fn new_device(height: u16, width: Width) -> DragSource {
    DragSource::NewDevice(Box::new(DeviceType {
        width,
        ..DeviceType::new("new", "New", Category::Server, HalfU(height))
    }))
}

/// Drops it on a device, from the palette. Returns what the label said, and whether the place was refused.
fn drop_on(editor: &mut Editor, source: DragSource, on: u128) -> Option<(String, bool)> {
    let to = editor.center(on);
    editor.drag_onto(source, to)
}

#[test]
fn what_does_not_fit_on_a_shelf_does_not_take_its_place() {
    for (height, width, on, words) in [
        (2, Width::Full, SHELF, "New is too wide for Bay"),
        (8, Width::Half, SHELF, "New is too tall for Bay"),
        // The same on what the shelf holds, whose model it would change.
        (
            2,
            Width::Full,
            IN_SHELF,
            "New is too wide for Bay 1 of box-3",
        ),
    ] {
        let mut editor = Editor::new();
        let (label, is_blocked) = drop_on(&mut editor, new_device(height, width), on).unwrap();
        assert!(label.contains(words), "{label}");
        assert!(is_blocked && editor.commands.is_empty());
        assert_eq!(editor.said, [label]);
        let shelf = editor.layout().devices.get(&device(SHELF)).unwrap();
        assert_eq!(shelf.device_type.as_str(), "shelf");
    }
}

#[test]
fn another_shelf_still_changes_the_model_of_a_shelf() {
    let mut editor = Editor::new();
    let shelf = editor.layout().devices.get(&device(SHELF)).unwrap();
    let mut other = editor.layout().type_of(shelf).unwrap().clone();
    (other.slug, other.model) = (
        blinkenrack::domain::ids::TypeSlug::new("other-shelf"),
        "Other shelf".to_owned(),
    );
    let label = drop_on(&mut editor, DragSource::NewDevice(Box::new(other)), SHELF);
    assert_eq!(
        label,
        Some(("Change box-3 to Other shelf".to_owned(), false))
    );
    assert_eq!(editor.commands.len(), 1);
}

#[test]
fn a_half_dropped_on_a_half_changes_it_or_stands_beside_it() {
    // Another model is meant for the device pointed at.
    let mut editor = Editor::new();
    let label = drop_on(&mut editor, new_device(2, Width::Half), NARROW);
    assert_eq!(label, Some(("Change box-2 to New".to_owned(), false)));
    // The same model is another one of it.
    let mut editor = Editor::new();
    let narrow = editor.layout().devices.get(&device(NARROW)).unwrap();
    let same = editor.layout().type_of(narrow).unwrap().clone();
    let label = drop_on(&mut editor, DragSource::NewDevice(Box::new(same)), NARROW);
    assert_eq!(label, Some(("Rack A unit 9 right".to_owned(), false)));
    let added = editor.scene.selection.devices().first().copied().unwrap();
    let place = editor.layout().devices.get(&added).unwrap().place;
    assert!(matches!(
        place,
        Place::Rack {
            bottom: HalfU(16),
            column: 1,
            ..
        }
    ));
}
