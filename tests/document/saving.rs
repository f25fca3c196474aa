//! Saving after changes, leaving a layout, and a hub's other layouts.

use blinkenrack::document::machine::event::{Event, Outcome};
use blinkenrack::document::records::Why;
use blinkenrack::document::store::StoreError;
use blinkenrack::domain::stored::Saving;

use crate::world::{World, first_key, hub};

#[test]
fn changes_that_follow_at_once_are_one_save() {
    let mut world = World::opened();
    let before = world.store.revision(&first_key());
    for _ in 0..5 {
        world.add_rack(0);
    }
    assert_eq!(world.tabs[0].saving, Some(Saving::Pending));
    assert!(
        world.tabs[0].calls.is_empty(),
        "written within the interaction"
    );
    world.settle();
    assert_eq!(world.store.revision(&first_key()), before + 1);
    assert_eq!(world.tabs[0].saving, Some(Saving::Saved));
}

#[test]
fn what_is_stored_is_compact() {
    let mut world = World::opened();
    world.add_rack(0);
    world.settle();
    let text = world.store.record(&first_key()).text.expect("it is saved");
    assert!(!text.contains('\n'));
}

#[test]
fn a_failed_save_is_told_until_one_succeeds() {
    let mut world = World::opened();
    world.add_rack(0);
    world.fire_timer(0, 0);
    world.execute(0, 0, Some(StoreError::Full));
    world.deliver(0, 0);
    assert!(matches!(world.tabs[0].saving, Some(Saving::Failed(_))));
    assert!(!world.tabs[0].machine.would_be_lost(), "a copy is kept");
    world.dispatch(0, Event::SaveAgain);
    assert!(matches!(world.tabs[0].saving, Some(Saving::Failed(_))));
    world.settle();
    assert_eq!(world.tabs[0].saving, Some(Saving::Saved));
    assert!(world.copies.is_empty());
}

#[test]
fn where_not_even_a_copy_can_be_kept_leaving_would_lose_something() {
    let mut world = World::opened();
    world.tabs[0].takes_copies = false;
    world.add_rack(0);
    world.dispatch(0, Event::Hidden);
    assert!(world.tabs[0].machine.would_be_lost());
    world.settle();
    assert!(!world.tabs[0].machine.would_be_lost());
}

#[test]
fn each_session_leaves_one_version() {
    let mut world = World::opened();
    // There was nothing before the first one.
    for count in 0..3 {
        world.add_rack(0);
        world.settle();
        world.add_rack(0);
        world.settle();
        world.crash(0, |_| true);
        world.settle();
        let versions = world.store.record(&first_key()).versions;
        let of_sessions = versions.keys().filter(|(why, _)| *why == Why::Session);
        assert_eq!(of_sessions.count(), count);
    }
}

#[test]
fn what_is_closed_is_saved_to_the_end() {
    let mut world = World::opened();
    world.add_rack(0);
    world.fire_timer(0, 0);
    world.add_rack(0);
    let before = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Close { next: None });
    assert_eq!(world.tabs[0].shown, None);
    world.settle();
    assert_eq!(world.stored_layout(&first_key()), Some(before));
    assert!(world.copies.is_empty());
}

#[test]
fn what_is_closed_and_cannot_be_saved_is_there_again() {
    let mut world = World::opened();
    world.add_rack(0);
    let before = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Close { next: None });
    world.execute(0, 0, Some(StoreError::Full));
    world.deliver(0, 0);
    world.open(0);
    world.settle();
    assert_eq!(world.tabs[0].layout(), &before);
    assert_eq!(world.stored_layout(&first_key()), Some(before));
}

#[test]
fn a_new_layout_takes_the_place_of_one_that_is_saved() {
    let mut world = World::opened();
    world.add_rack(0);
    let ask = world.open_new(0);
    let again = world.open_new(0);
    assert_eq!(world.tabs[0].answers.get(&again), Some(&Outcome::Busy));
    world.settle();
    assert_eq!(world.tabs[0].answers.get(&ask), Some(&Outcome::Done));
    assert_eq!(world.store.keys().len(), 2);
    assert_eq!(
        world.stored_layout(&first_key()).map(|it| it.racks.len()),
        Some(1)
    );
    // The hub opens with this layout from then on.
    let name = world.tabs[0].layout().name.clone();
    assert!(world.tabs[0].said.contains(&format!("Created {name}")));
    world.crash(0, |_| true);
    world.settle();
    assert_eq!(world.tabs[0].layout().name, name);
    world.switch(0, first_key());
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 1);
    // Undo belongs to the layout.
    world.dispatch(0, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 0);
}

#[test]
fn a_layout_that_is_not_saved_stays_open() {
    let mut world = World::opened();
    let rack = world.add_rack(0);
    let ask = world.open_new(0);
    world.execute(0, 0, Some(StoreError::Full));
    world.deliver(0, 0);
    assert!(matches!(
        world.tabs[0].answers.get(&ask),
        Some(Outcome::Failed(_))
    ));
    world.settle();
    assert_eq!(world.tabs[0].racks(), [rack.as_str()]);
}

#[test]
fn a_change_during_a_switch_has_the_first_claim() {
    let mut world = World::opened();
    world.open_new(0);
    world.settle();
    let name = world.tabs[0].layout().name.clone();
    let ask = world.switch(0, first_key());
    world.add_rack(0);
    world.settle();
    assert!(matches!(
        world.tabs[0].answers.get(&ask),
        Some(Outcome::Failed(_))
    ));
    assert_eq!(world.tabs[0].layout().name, name);
}

#[test]
fn what_is_done_is_said_and_so_is_what_is_undone() {
    let mut world = World::opened();
    let rack = world.add_rack(0);
    world.dispatch(0, Event::Undo);
    world.dispatch(0, Event::Redo);
    world.settle();
    let said = [
        format!("Added {rack}"),
        format!("Undid: add {rack}"),
        format!("Redid: add {rack}"),
    ];
    assert_eq!(world.tabs[0].said, said);
}

#[test]
fn signing_out_answers_whoever_waits() {
    let mut world = World::opened();
    let ask = world.open_new(0);
    world.dispatch(0, Event::Close { next: Some(hub()) });
    world.settle();
    assert_eq!(world.tabs[0].answers.get(&ask), Some(&Outcome::Overtaken));
}
