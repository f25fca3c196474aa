//! Two tabs on one layout.

use blinkenrack::document::machine::event::{Event, Outcome};
use blinkenrack::domain::stored::Saving;

use crate::world::{World, first_key};

fn two_tabs() -> World {
    let mut world = World::new(2);
    world.open(0);
    world.settle();
    world.open(1);
    world.begin_editing(1);
    world.settle();
    world
}

/// Both tabs have changed the layout, and the first tab's change is stored.
fn conflict() -> World {
    let mut world = two_tabs();
    world.add_rack(0);
    world.add_rack(0);
    world.add_rack(1);
    world.fire_timer(0, 0);
    world.execute(0, 0, None);
    world.deliver(0, 0);
    world.settle();
    assert_eq!(world.tabs[1].saving, Some(Saving::Conflict));
    assert_eq!(
        world.stored_layout(&first_key()).as_ref(),
        Some(world.tabs[0].layout())
    );
    world
}

#[test]
fn a_change_in_one_tab_is_shown_in_the_other() {
    let mut world = two_tabs();
    world.add_rack(0);
    world.settle();
    assert_eq!(world.tabs[1].layout(), world.tabs[0].layout());
    assert_eq!(world.tabs[1].said, ["Updated from another tab"]);
    world.dispatch(1, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[0].racks().len(), 0);
}

#[test]
fn a_tab_that_heard_nothing_looks_when_it_is_shown() {
    let mut world = two_tabs();
    world.add_rack(0);
    world.fire_timer(0, 0);
    world.execute(0, 0, None);
    world.deliver(0, 0);
    world.tabs[1].inbox.clear();
    world.dispatch(1, Event::Visible);
    world.settle();
    assert_eq!(world.tabs[1].racks().len(), 1);
}

#[test]
fn two_tabs_that_make_the_first_layout_at_once_agree() {
    let mut world = World::new(2);
    world.open(0);
    world.open(1);
    world.settle();
    assert_eq!(world.tabs[0].layout(), world.tabs[1].layout());
    for tab in &world.tabs {
        assert_eq!(tab.saving, Some(Saving::Saved));
    }
}

#[test]
fn of_two_changes_the_other_can_be_shown() {
    let mut world = conflict();
    let mine = world.tabs[1].layout().clone();
    let ask = world.ask(1);
    world.dispatch(1, Event::ShowOther { ask });
    world.settle();
    assert_eq!(world.tabs[1].answers.get(&ask), Some(&Outcome::Done));
    assert_eq!(world.tabs[1].racks().len(), 2);
    assert!(world.versions(&first_key()).contains(&mine));
}

#[test]
fn of_two_changes_mine_can_be_kept_and_undo_leads_back() {
    let mut world = conflict();
    let theirs = world.tabs[0].layout().clone();
    let ask = world.ask(1);
    world.dispatch(1, Event::KeepMine { ask });
    world.settle();
    assert_eq!(world.tabs[1].answers.get(&ask), Some(&Outcome::Done));
    assert_eq!(world.tabs[0].racks().len(), 1);
    assert!(world.versions(&first_key()).contains(&theirs));
    world.dispatch(1, Event::Undo);
    world.settle();
    assert_eq!(world.tabs[1].layout(), &theirs);
}

#[test]
fn a_second_click_on_a_choice_does_nothing() {
    let mut world = conflict();
    let (first, second) = (world.ask(1), world.ask(1));
    world.dispatch(1, Event::KeepMine { ask: first });
    world.settle();
    world.dispatch(1, Event::KeepMine { ask: second });
    world.settle();
    assert_eq!(
        world.tabs[1].answers.get(&second),
        Some(&Outcome::Overtaken)
    );
    assert_eq!(world.tabs[1].racks().len(), 1);
}

#[test]
fn a_conflict_with_what_was_cleared_since_ends_by_itself() {
    for is_mine in [true, false] {
        let mut world = conflict();
        world.store.clear();
        let ask = world.ask(1);
        let event = match is_mine {
            true => Event::KeepMine { ask },
            false => Event::ShowOther { ask },
        };
        world.dispatch(1, event);
        world.settle();
        assert_eq!(world.tabs[1].saving, Some(Saving::Saved));
        assert_eq!(
            world.stored_layout(&first_key()).as_ref(),
            Some(world.tabs[1].layout())
        );
    }
}

#[test]
fn a_tab_that_is_closed_in_a_conflict_leaves_a_version() {
    let mut world = conflict();
    let mine = world.tabs[1].layout().clone();
    world.dispatch(1, Event::Close { next: None });
    world.settle();
    assert!(world.versions(&first_key()).contains(&mine));
}

#[test]
fn the_last_save_of_a_tab_never_writes_over_what_another_one_saved_meanwhile() {
    let mut world = two_tabs();
    world.add_rack(0);
    world.fire_timer(0, 0);
    world.add_rack(0);
    let mine = world.tabs[0].layout().clone();
    world.dispatch(0, Event::Close { next: None });
    // The other tab's save finishes before the first tab's pending one.
    world.add_rack(1);
    let theirs = world.tabs[1].layout().clone();
    world.fire_timer(1, 0);
    world.execute(1, 0, None);
    world.settle();
    assert_eq!(world.stored_layout(&first_key()), Some(theirs));
    assert!(world.versions(&first_key()).contains(&mine));
}
