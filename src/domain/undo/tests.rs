use uuid::Uuid;

use super::*;
use crate::domain::command::{Command, Move, Restored};
use crate::domain::ids::{DeviceId, LayoutId, RackId, TypeSlug};
use crate::domain::io::steps;
use crate::domain::layout::{Category, Device, DeviceType, Face, Layout, Place, Rack, RackHeight};
use crate::domain::units::HalfU;

fn device_id(n: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(n))
}

fn at(unit: u16) -> Place {
    Place::Rack {
        rack: RackId::new(Uuid::from_u128(1)),
        bottom: HalfU::from_units(unit),
        face: Face::Front,
        column: 0,
    }
}

/// Two devices, in the first and the second unit.
fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    let rack = Rack::new(
        RackId::new(Uuid::from_u128(1)),
        "Rack A",
        RackHeight::clamped(12),
    );
    layout.racks.push(rack);
    let slug = TypeSlug::new("one");
    layout.device_types = [DeviceType::new("one", "one", Category::Server, HalfU(2))]
        .into_iter()
        .collect();
    for (n, name) in [(1, "nas"), (2, "ups")] {
        let device = Device::new(device_id(n), slug.clone(), name, at(n as u16 - 1));
        layout.devices.insert(device);
    }
    layout
}

fn move_to(device: u128, unit: u16) -> Command {
    Command::move_device(device_id(device), at(unit))
}

fn rename(name: &str) -> Command {
    Command::RenameLayout(name.to_owned())
}

#[test]
fn moves_that_follow_at_once_are_one_step() {
    let (mut layout, mut history) = (layout(), UndoHistory::default());
    let before = layout.clone();
    for (unit, time) in [(2, 0), (3, 900), (4, 1_900)] {
        let moved = history.run_merged(&mut layout, &move_to(1, unit), Millis(time));
        assert_eq!(moved, Ok(format!("Moved nas to unit {}", unit + 1)));
    }
    assert_eq!(history.done(), 1);
    assert_eq!(history.next_undo(), Some("Moved nas to unit 5"));
    let after = layout.clone();
    assert!(matches!(history.undo(&mut layout), Some(Ok(_))));
    assert_eq!(layout, before);
    assert!(matches!(history.redo(&mut layout), Some(Ok(_))));
    assert_eq!(layout, after);
}

#[test]
fn moves_that_have_nothing_to_do_with_each_other_stay_apart() {
    let (mut layout, mut history) = (layout(), UndoHistory::default());
    let mut run = |command: Command, time, steps| {
        history
            .run_merged(&mut layout, &command, Millis(time))
            .expect("it fits");
        assert_eq!(history.done(), steps, "{command:?}");
    };
    run(move_to(1, 4), 0, 1);
    run(move_to(2, 6), 10, 2);
    run(move_to(2, 7), 20, 2);
    run(move_to(2, 8), 1_021, 3);
    run(rename("Lab"), 1_022, 4);
    run(rename("Lab 2"), 1_023, 5);
    run(move_to(2, 9), 1_024, 6);
    let both = [(1, 2), (2, 5)].map(|(device, unit)| Move {
        device: device_id(device),
        to: at(unit),
    });
    run(Command::MoveDevices(both.to_vec()), 1_025, 7);
    // The clock was set back.
    run(move_to(1, 3), 2_000, 8);
    run(move_to(1, 4), 1_500, 9);
}

#[test]
fn what_was_undone_or_simply_run_is_not_joined() {
    let (mut layout, mut history) = (layout(), UndoHistory::default());
    let now = Millis(5);
    history
        .run_merged(&mut layout, &move_to(1, 4), now)
        .expect("it fits");
    history.undo(&mut layout);
    history.redo(&mut layout);
    history
        .run_merged(&mut layout, &move_to(1, 5), now)
        .expect("it fits");
    assert_eq!(history.done(), 2);
    history.run(&mut layout, &move_to(1, 6)).expect("it fits");
    history
        .run_merged(&mut layout, &move_to(1, 7), now)
        .expect("it fits");
    assert_eq!(history.done(), 4);
}

#[test]
fn only_what_changed_is_handed_out_for_storing() {
    let (mut layout, mut history) = (layout(), UndoHistory::default());
    assert_eq!(history.take_changes(), None);
    for name in ["a", "b", "c"] {
        history.run(&mut layout, &rename(name)).expect("renamed");
    }
    let numbers = |changes: &StepChanges| {
        let numbers: Vec<usize> = changes.steps.iter().map(|(number, _)| *number).collect();
        (numbers, changes.done, changes.len)
    };
    let all = history.take_changes().expect("three steps");
    assert_eq!(numbers(&all), (vec![0, 1, 2], 3, 3));
    history.undo(&mut layout);
    let turned = history.take_changes().expect("one that leads forth now");
    assert_eq!(numbers(&turned), (vec![2], 2, 3));
    history.undo(&mut layout);
    history.run(&mut layout, &rename("d")).expect("renamed");
    let branched = history.take_changes().expect("another way");
    assert_eq!(numbers(&branched), (vec![1], 2, 2));
    assert_eq!(history.take_changes(), None);
    history.not_stored(&branched);
    history.run(&mut layout, &rename("e")).expect("renamed");
    let again = history.take_changes().expect("those of before too");
    assert_eq!(numbers(&again), (vec![1, 2], 3, 3));
}

#[test]
fn steps_of_a_layout_that_is_gone_are_dropped() {
    let (mut layout, mut history) = (layout(), UndoHistory::replacing());
    let dropped = history.take_changes().expect("what was there goes");
    assert_eq!((dropped.steps.len(), dropped.len, dropped.done), (0, 0, 0));
    history.not_stored(&dropped);
    history.run(&mut layout, &rename("a")).expect("renamed");
    assert_eq!(history.take_changes().map(|all| all.len), Some(1));
}

/// Three stored steps, the last of which was undone.
fn stored(layout: &mut Layout) -> Vec<(usize, UndoStep)> {
    let mut history = UndoHistory::default();
    for name in ["a", "b", "c"] {
        history.run(layout, &rename(name)).expect("renamed");
    }
    history.undo(layout);
    let steps = history.take_changes().expect("steps").steps;
    steps
        .into_iter()
        .map(|(number, step)| (number, steps::read(&steps::write(&step)).expect("a step")))
        .collect()
}

#[test]
fn steps_of_an_earlier_visit_can_be_taken_back() {
    let mut layout = layout();
    let steps = stored(&mut layout);
    let mut history = UndoHistory::continuing(2);
    assert!(history.has_unread());
    assert_eq!((history.next_undo(), history.done()), (None, 2));
    history.add_stored_steps(steps);
    assert!(!history.has_unread());
    history.redo(&mut layout);
    assert_eq!(layout.name, "c");
    for name in ["b", "a", "Home"] {
        history.undo(&mut layout);
        assert_eq!(layout.name, name);
    }
    assert_eq!(history.undo(&mut layout), None);
}

#[test]
fn steps_read_late_come_before_those_done_meanwhile() {
    let mut layout = layout();
    let steps = stored(&mut layout);
    let mut history = UndoHistory::continuing(2);
    history.run(&mut layout, &rename("new")).expect("renamed");
    assert_eq!(history.done(), 3);
    let changes = history.take_changes().expect("one step");
    assert_eq!((changes.steps[0].0, changes.len), (2, 3));
    history.add_stored_steps(steps);
    assert_eq!(history.next_redo(), None);
    for name in ["b", "a", "Home"] {
        history.undo(&mut layout);
        assert_eq!(layout.name, name);
    }
    assert_eq!(history.undo(&mut layout), None);
}

#[test]
fn a_step_that_cannot_be_read_cuts_off_what_lies_before_it() {
    let mut layout = layout();
    let mut steps = stored(&mut layout);
    steps.remove(0);
    let mut history = UndoHistory::continuing(2);
    history.add_stored_steps(steps);
    history.undo(&mut layout);
    assert_eq!(layout.name, "a");
    assert_eq!((history.undo(&mut layout), history.done()), (None, 1));
    let mut history = UndoHistory::continuing(5);
    history.add_stored_steps(stored(&mut layout));
    assert_eq!((history.next_undo(), history.done()), (None, 5));
    assert_eq!(
        steps::read("{\"words\": \"x\", \"back\": \"paint-it\"}"),
        None
    );
}

#[test]
fn a_whole_layout_is_one_step_that_keeps_the_id() {
    let (mut layout, mut history) = (layout(), UndoHistory::default());
    let before = layout.clone();
    let other = Layout::new(LayoutId::new(Uuid::from_u128(9)), "Older");
    let restored = Restored {
        words: "Went back".to_owned(),
        layout: other,
    };
    let command = Command::Restore(Box::new(restored));
    assert_eq!(
        history.run(&mut layout, &command).as_deref(),
        Ok("Went back")
    );
    assert_eq!((layout.name.as_str(), layout.id), ("Older", before.id));
    let stored = history.take_changes().expect("a step").steps;
    let read = steps::read(&steps::write(&stored[0].1));
    assert_eq!(read.as_ref(), Some(&stored[0].1));
    history.undo(&mut layout);
    assert_eq!(layout, before);
}
