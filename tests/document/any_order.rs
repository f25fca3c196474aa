//! Events in any order, any failure of the store, two tabs: the invariants that the world checks after every event hold, and nothing saved
//! or copied is lost in the end.

use blinkenrack::document::machine::event::Event;
use blinkenrack::document::store::StoreError;
use blinkenrack::domain::stored::Saving;
use proptest::prelude::*;

use crate::world::World;

#[derive(Clone, Copy, Debug)]
enum Action {
    AddRack,
    Undo,
    Redo,
    Execute,
    Fail,
    Deliver,
    FireTimer,
    Hear,
    Hide,
    Show,
    LoadEditing,
    LoadNoEditing,
    ShowOther,
    KeepMine,
    SaveAgain,
    OpenNew,
    Switch,
    Reenter,
    Crash,
    Adopt,
    RefuseCopies,
}

const ACTIONS: [(u32, Action); 21] = [
    (12, Action::AddRack),
    (6, Action::Undo),
    (4, Action::Redo),
    (20, Action::Execute),
    (3, Action::Fail),
    (20, Action::Deliver),
    (12, Action::FireTimer),
    (6, Action::Hear),
    (2, Action::Hide),
    (2, Action::Show),
    (6, Action::LoadEditing),
    (1, Action::LoadNoEditing),
    (2, Action::ShowOther),
    (2, Action::KeepMine),
    (2, Action::SaveAgain),
    (1, Action::OpenNew),
    (2, Action::Switch),
    (1, Action::Reenter),
    (1, Action::Crash),
    (4, Action::Adopt),
    (1, Action::RefuseCopies),
];

fn actions(tabs: usize) -> impl Strategy<Value = Vec<(Action, usize, usize)>> {
    let action = prop::strategy::Union::new_weighted(
        ACTIONS
            .iter()
            .map(|&(weight, action)| (weight, Just(action)))
            .collect(),
    );
    prop::collection::vec((action, 0..tabs, 0..6_usize), 1..120)
}

fn act(world: &mut World, action: Action, tab: usize, n: usize) {
    match action {
        Action::AddRack if world.tabs[tab].machine.is_open() => drop(world.add_rack(tab)),
        Action::AddRack => {}
        Action::Undo => world.dispatch(tab, Event::Undo),
        Action::Redo => world.dispatch(tab, Event::Redo),
        Action::Execute => world.execute(tab, n, None),
        Action::Fail => {
            let errors = [
                StoreError::Full,
                StoreError::Failed("x".to_owned()),
                StoreError::Blocked,
            ];
            world.execute(tab, n, errors.get(n % 3).cloned());
        }
        Action::Deliver => world.deliver(tab, n),
        Action::FireTimer => world.fire_timer(tab, n),
        Action::Hear => world.hear(tab, n),
        Action::Hide => world.dispatch(tab, Event::Hidden),
        Action::Show => world.dispatch(tab, Event::Visible),
        Action::LoadEditing => world.load_editing(tab),
        Action::LoadNoEditing => {
            if std::mem::take(&mut world.tabs[tab].wants_editing) {
                world.dispatch(tab, Event::EditingNotLoaded);
            }
        }
        Action::ShowOther => {
            let ask = world.ask(tab);
            world.dispatch(tab, Event::ShowOther { ask });
        }
        Action::KeepMine => {
            let ask = world.ask(tab);
            world.dispatch(tab, Event::KeepMine { ask });
        }
        Action::SaveAgain => world.dispatch(tab, Event::SaveAgain),
        Action::OpenNew => {
            world.open_new(tab);
        }
        Action::Switch => {
            if let Some(key) = world.store.keys().get(n).cloned() {
                world.switch(tab, key);
            }
        }
        Action::Reenter => world.open(tab),
        Action::Crash => world.crash(tab, |index| (index + n).is_multiple_of(2)),
        Action::Adopt => world.adopt_where_nothing_is_stored(),
        Action::RefuseCopies => {
            let takes = world.tabs[tab].takes_copies;
            world.tabs[tab].takes_copies = !takes;
        }
    }
}

/// Plays the actions on tabs that have just opened the hub's layout.
fn played(tabs: usize, actions: &[(Action, usize, usize)]) -> World {
    let mut world = World::new(tabs);
    for tab in 0..tabs {
        world.open(tab);
    }
    play(&mut world, actions);
    world
}

fn play(world: &mut World, actions: &[(Action, usize, usize)]) {
    for &(action, tab, n) in actions {
        act(world, action, tab, n);
    }
}

/// Lets everything settle, with conflicts resolved by the user.
fn to_rest(world: &mut World) {
    world.settle();
    for _ in 0..8 {
        for tab in 0..world.tabs.len() {
            match world.tabs[tab].machine.saving() {
                Saving::Conflict => act(world, Action::KeepMine, tab, 0),
                Saving::Failed(_) => act(world, Action::SaveAgain, tab, 0),
                Saving::Saved | Saving::Pending => {}
            }
            world.settle();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    /// After every event the world checks: no rack of another layout, nothing shown as saved that is not, nothing overwritten unseen, no
    /// late answer with an effect, no duplicate answer.
    #[test]
    fn whatever_happens_all_is_saved_and_answered_in_the_end(actions in actions(2)) {
        let mut world = played(2, &actions);
        to_rest(&mut world);
        for tab in &world.tabs {
            prop_assert_eq!(tab.machine.saving(), Saving::Saved);
            for ask in &tab.asked {
                prop_assert!(tab.answers.contains_key(ask), "{ask:?} is never answered");
            }
        }
    }

    #[test]
    fn what_a_hidden_page_kept_is_there_after_it_is_gone(
        actions in actions(1),
        done in prop::collection::vec(any::<bool>(), 8),
    ) {
        let mut world = World::opened();
        play(&mut world, &actions);
        if world.tabs[0].machine.is_open() {
            world.add_rack(0);
        }
        world.dispatch(0, Event::Hidden);
        let tab = &world.tabs[0];
        prop_assume!(tab.machine.is_open() && !tab.machine.would_be_lost());
        // Saved changes are checked after every event.
        prop_assume!(tab.machine.is_unsaved());
        prop_assume!(tab.machine.stored().is_some());
        let stored = tab.machine.stored().cloned().expect("it is stored");
        let key = stored.key;
        let layout = tab.layout().clone();
        world.crash(0, |index| done.get(index).copied().unwrap_or(true));
        world.settle();
        if world.tabs[0].machine.stored().map(|stored| &stored.key) != Some(&key) {
            world.switch(0, key.clone());
            world.settle();
        }
        let is_kept = world.tabs[0].layout() == &layout || world.versions(&key).contains(&layout);
        prop_assert!(is_kept, "gone: {layout:?}");
    }

    #[test]
    fn undo_and_redo_lead_back(actions in actions(2)) {
        let mut world = played(2, &actions);
        to_rest(&mut world);
        for tab in 0..2 {
            let before = world.tabs[tab].layout().clone();
            world.dispatch(tab, Event::Undo);
            world.settle();
            let is_undone = world.tabs[tab].layout() != &before;
            if is_undone {
                world.dispatch(tab, Event::Redo);
                world.settle();
            }
            prop_assert_eq!(world.tabs[tab].layout(), &before);
        }
    }
}
