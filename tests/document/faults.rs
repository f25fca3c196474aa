//! Regression tests: each failed on the code that the machine replaced.

use blinkenrack::document::machine::event::{Event, Outcome};
use blinkenrack::domain::stored::{LayoutKey, Saving};

use blinkenrack::document::store::StoreError;
use blinkenrack::domain::ids::LayoutId;
use uuid::Uuid;

use crate::world::{World, first_key, hub, layout};

fn failed() -> Option<StoreError> {
    Some(StoreError::Failed("Unknown".to_owned()))
}

/// A layout with two racks, opened by a page that has not read its undo steps yet.
fn with_unread_steps() -> World {
    let mut world = World::opened();
    world.add_rack(0);
    world.add_rack(0);
    world.settle();
    world.crash(0, |_| true);
    // The layout and the recovery copy are read, but not the steps.
    world.execute(0, 0, None);
    world.deliver(0, 0);
    assert_eq!(world.tabs[0].racks().len(), 2);
    world
}

#[test]
fn an_undo_that_waits_for_steps_never_acts_on_another_layout() {
    let mut world = with_unread_steps();
    let other = LayoutKey::further(&hub(), LayoutId::new(Uuid::from_u128(77)));
    let other_text = blinkenrack::domain::io::json::write(&layout(77));
    world.store.put_text(&other, &other_text);

    world.dispatch(0, Event::Undo);
    world.load_editing(0);
    // The steps are requested, and another layout is opened before they arrive.
    let steps = world.tabs[0].calls.len() - 1;
    world.switch(0, other.clone());
    let switch = world.tabs[0].calls.len() - 1;
    world.execute(0, switch, None);
    world.deliver(0, switch);
    assert_eq!(world.tabs[0].layout().name, "L77");
    world.execute(0, steps, None);
    world.deliver(0, steps);
    world.settle();
    assert_eq!(world.tabs[0].layout(), &layout(77));
    assert_eq!(
        world.stored_layout(&first_key()).map(|it| it.racks.len()),
        Some(2)
    );
    assert_eq!(world.stored_layout(&other), Some(layout(77)));
}

#[test]
fn steps_that_the_store_does_not_give_are_not_gone() {
    let mut world = with_unread_steps();
    world.dispatch(0, Event::Undo);
    world.load_editing(0);
    let steps = world.tabs[0].calls.len() - 1;
    world.execute(0, steps, failed());
    world.deliver(0, steps);
    assert_eq!(world.tabs[0].racks().len(), 2);
    let said = world.tabs[0].said.last().expect("it is said");
    assert!(said.contains("could not be read"), "{said}");
    assert!(
        world.tabs[0].machine.next_steps().0.is_some(),
        "undo is offered no more"
    );
    // The next undo reads them again.
    world.dispatch(0, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 1);
    world.dispatch(0, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 0);
}

#[test]
fn commands_wait_behind_an_undo_that_waits() {
    let mut world = with_unread_steps();
    let before = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Undo);
    let new = world.add_rack(0);
    world.settle();
    // The undo removed one of two racks first, then one was added.
    assert_eq!(world.tabs[0].racks(), [before.racks[0].name.as_str(), &new]);
    world.dispatch(0, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks(), [before.racks[0].name.as_str()]);
}

#[test]
fn what_was_cleared_under_an_open_tab_is_saved_again() {
    let mut world = World::opened();
    world.add_rack(0);
    world.settle();
    world.store.clear();
    world.add_rack(0);
    world.settle();
    assert_eq!(world.tabs[0].machine.saving(), Saving::Saved);
    assert_eq!(
        world.stored_layout(&first_key()).map(|it| it.racks.len()),
        Some(2)
    );
    // The remaining steps fit the stored layout.
    world.crash(0, |_| true);
    world.settle();
    world.dispatch(0, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 1);
}

#[test]
fn a_layout_that_could_not_be_read_again_is_not_stored() {
    let mut world = World::opened();
    let rack = world.add_rack(0);
    world.settle();
    let mut large = layout(5);
    let long = "x".repeat(40 << 20);
    large.extra.insert("foreign".to_owned(), long.into());
    let ask = world.ask(0);
    world.dispatch(
        0,
        Event::OpenNew {
            ask,
            layout: Box::new(large),
        },
    );
    world.settle();
    let Some(Outcome::Failed(problem)) = world.tabs[0].answers.get(&ask) else {
        panic!("it was opened");
    };
    assert!(
        problem.sentence.contains("could not be kept"),
        "{problem:?}"
    );
    assert_eq!(world.tabs[0].racks(), [rack.as_str()]);
    assert_eq!(world.store.keys(), [first_key()]);
}

#[test]
fn what_was_drawn_while_the_store_did_not_answer_is_not_lost_when_it_does() {
    let mut world = World::opened();
    let stored = world.add_rack(0);
    world.settle();
    world.crash(0, |_| true);
    world.execute(0, 0, failed());
    world.deliver(0, 0);
    world.adopt_where_nothing_is_stored();
    assert!(matches!(world.tabs[0].machine.saving(), Saving::Failed(_)));
    world.add_rack(0);
    world.load_editing(0);
    assert_eq!(world.tabs[0].racks().len(), 1);
    let drawn = world.tabs[0].layout().clone();
    world.dispatch(0, Event::SaveAgain);
    world.settle();
    assert_eq!(world.tabs[0].racks(), [stored.as_str()]);
    assert_eq!(world.versions(&first_key()).last(), Some(&drawn));
}
