//! Opens stored layouts, damaged or not, and recovers what could not be saved.

use blinkenrack::document::machine::event::Event;
use blinkenrack::document::machine::recovery::CopyPlace;
use blinkenrack::document::store::StoreError;
use blinkenrack::domain::io::json;
use blinkenrack::domain::stored::Saving;

use crate::world::{World, first_key, layout};

#[test]
fn the_first_layout_is_saved_and_found_again() {
    let mut world = World::opened();
    assert_eq!(world.tabs[0].saving, Some(Saving::Saved));
    assert_eq!(world.stored_layout(&first_key()), Some(layout(1)));
    world.crash(0, |_| true);
    world.settle();
    assert_eq!(world.tabs[0].shown, Some(layout(1)));
    assert_eq!(
        world.store.revision(&first_key()),
        1,
        "saved without a change"
    );
}

#[test]
fn a_text_that_cannot_be_read_is_kept_before_another_takes_its_place() {
    for damaged in ["no layout", "{\"a\": [1]}", "null"] {
        let mut world = World::new(1);
        world.store.put_text(&first_key(), damaged);
        world.open(0);
        world.settle();
        assert_eq!(world.store.quarantined_now(), [damaged]);
        assert_eq!(world.stored_layout(&first_key()), Some(layout(1)));
        assert!(world.tabs[0].reports[0].quarantined.is_some());
    }
}

#[test]
fn parts_that_cannot_be_read_are_kept_as_well() {
    let text = json::write(&layout(1)).replace("\"racks\": []", "\"racks\": [5]");
    let mut world = World::new(1);
    world.store.put_text(&first_key(), &text);
    world.open(0);
    world.settle();
    assert_eq!(world.store.quarantined_now(), [text]);
    assert_eq!(world.tabs[0].layout(), &layout(1));
}

#[test]
fn what_could_not_be_saved_is_restored_with_its_undo_steps() {
    let mut world = World::opened();
    world.add_rack(0);
    world.settle();
    // Two more racks, one of them undone, and the first of the three undone and redone.
    world.add_rack(0);
    world.add_rack(0);
    world.dispatch(0, Event::Undo);
    let before = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Hidden);
    assert!(!world.tabs[0].machine.would_be_lost());
    world.crash(0, |_| false);
    world.settle();
    assert_eq!(world.tabs[0].layout(), &before);
    assert!(world.copies.is_empty(), "the copy is of no use any more");
    world.dispatch(0, Event::Redo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 3);
    for left in [2, 1, 0] {
        world.dispatch(0, Event::Undo);
        world.settle();
        assert_eq!(world.tabs[0].racks().len(), left);
    }
}

#[test]
fn a_copy_made_during_a_save_is_restored_whether_or_not_that_is_done() {
    for is_done in [false, true] {
        let mut world = World::opened();
        world.add_rack(0);
        world.fire_timer(0, 0);
        world.add_rack(0);
        let before = world.tabs[0].layout().clone();
        world.dispatch(0, Event::Hidden);
        world.crash(0, |_| is_done);
        world.settle();
        assert_eq!(world.tabs[0].layout(), &before, "save done: {is_done}");
        for left in [1, 0] {
            world.dispatch(0, Event::Undo);
            world.settle();
            assert_eq!(world.tabs[0].racks().len(), left, "save done: {is_done}");
        }
    }
}

#[test]
fn a_copy_of_an_overtaken_state_becomes_a_version() {
    let mut world = World::new(2);
    world.open(0);
    world.settle();
    world.open(1);
    world.settle();
    world.add_rack(0);
    let mine = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Hidden);
    world.add_rack(1);
    world.tabs[0].calls.clear();
    world.tabs[0].timers.clear();
    world.settle();
    let theirs = world.tabs[1].layout().clone();
    world.crash(0, |_| false);
    world.settle();
    assert_eq!(world.tabs[0].layout(), &theirs);
    assert!(world.versions(&first_key()).contains(&mine));
    assert!(world.copies.is_empty());
}

#[test]
fn each_of_two_tabs_has_a_copy_of_its_own() {
    let mut world = World::new(2);
    for tab in [0, 1] {
        world.open(tab);
        world.settle();
        world.begin_editing(tab);
    }
    let mut hidden = Vec::new();
    for tab in [0, 1] {
        world.add_rack(tab);
        world.dispatch(tab, Event::Hidden);
        hidden.push(world.tabs[tab].layout().clone());
    }
    assert_eq!(world.copies.len(), 2);
    // Both pages are closed before anything is saved.
    for tab in [0, 1] {
        world.tabs[tab].calls.clear();
        world.tabs[tab].timers.clear();
    }
    world.crash(0, |_| false);
    world.settle();
    let shown = world.tabs[0].layout().clone();
    assert!(hidden.contains(&shown));
    let versions = world.versions(&first_key());
    for layout in &hidden {
        assert!(*layout == shown || versions.contains(layout));
    }
    assert!(world.copies.is_empty(), "all of them are taken up");
}

#[test]
fn a_copy_of_an_older_build_is_taken_up() {
    let mut world = World::opened();
    world.add_rack(0);
    let before = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Hidden);
    let (place, text) = world.copies.pop_first().expect("a copy");
    let older = CopyPlace {
        session: String::new(),
        ..place
    };
    world.copies.insert(older, text);
    world.crash(0, |_| false);
    world.settle();
    assert_eq!(world.tabs[0].layout(), &before);
    assert!(world.copies.is_empty());
}

#[test]
fn a_layout_that_no_save_ever_took_is_found_again() {
    let mut world = World::new(1);
    world.open(0);
    world.execute(0, 0, None);
    world.deliver(0, 0);
    world.adopt_where_nothing_is_stored();
    let rack = world.add_rack(0);
    world.load_editing(0);
    world.fire_timer(0, 0);
    world.execute(0, 0, Some(StoreError::Full));
    world.deliver(0, 0);
    let Some(Saving::Failed(problem)) = &world.tabs[0].saving else {
        panic!("not told");
    };
    assert!(problem.sentence.contains("is full"), "{problem:?}");
    assert!(
        problem
            .way_forward
            .contains("A copy of your changes is kept")
    );
    world.crash(0, |_| false);
    world.settle();
    assert_eq!(world.tabs[0].racks(), [rack.as_str()]);
    assert_eq!(world.tabs[0].saving, Some(Saving::Saved));
}

#[test]
fn without_the_part_for_editing_nothing_is_lost_and_it_is_told() {
    let mut world = World::new(1);
    world.open(0);
    world.execute(0, 0, None);
    world.deliver(0, 0);
    world.adopt_where_nothing_is_stored();
    world.fire_timer(0, 0);
    world.tabs[0].wants_editing = false;
    world.dispatch(0, Event::EditingNotLoaded);
    assert!(matches!(world.tabs[0].saving, Some(Saving::Failed(_))));
    // The next change retries the save.
    let rack = world.add_rack(0);
    world.settle();
    assert_eq!(world.tabs[0].racks(), [rack.as_str()]);
    assert_eq!(world.tabs[0].saving, Some(Saving::Saved));
}

#[test]
fn what_was_undone_to_the_last_step_can_be_redone_by_the_next_page() {
    let mut world = World::opened();
    let rack = world.add_rack(0);
    world.settle();
    world.dispatch(0, Event::Undo);
    world.settle();
    world.crash(0, |_| true);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 0);
    world.dispatch(0, Event::Redo);
    world.settle();
    assert_eq!(world.tabs[0].racks(), [rack.as_str()]);
}

#[test]
fn a_visit_that_only_looks_does_without_the_half_that_edits() {
    let mut world = World::opened();
    world.add_rack(0);
    world.settle();
    world.crash(0, |_| true);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 1);
    assert_eq!(world.tabs[0].editing_asked, 0);
    // It brings the steps of earlier visits.
    world.begin_editing(0);
    world.settle();
    let (undo, _) = world.tabs[0].machine.next_steps();
    assert!(undo.is_some_and(|words| words.starts_with("Added")));
}
