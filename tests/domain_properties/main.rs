//! Properties of every layout and every sequence of commands.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod arrange;
mod documents;
mod inspect;
mod layouts;
mod valid;
mod wishes;

use blinkenrack::domain::command::apply;
use blinkenrack::domain::io::json::{read, write};
use blinkenrack::domain::io::share::{self, Include};
use blinkenrack::domain::io::{base64url, steps};
use blinkenrack::domain::undo::{UndoHistory, UndoStep};
use documents::*;
use layouts::*;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;
use valid::*;

/// Sequential ids.
fn counting() -> impl FnMut() -> Uuid {
    let mut count = 0;
    move || {
        count += 1;
        Uuid::from_u128(count)
    }
}

/// The history as a later visit reads it, with every step in its own record.
fn stored_and_read(history: &mut UndoHistory) -> UndoHistory {
    let Some(changes) = history.take_changes() else {
        return UndoHistory::default();
    };
    let mut again = UndoHistory::continuing(changes.done);
    let read = |(number, step): &(usize, UndoStep)| {
        (
            *number,
            steps::read(&steps::write(step)).expect("what is written is read"),
        )
    };
    again.add_stored_steps(changes.steps.iter().map(read).collect());
    again
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn commands_keep_a_layout_valid_and_can_be_taken_back(commands in proptest::collection::vec(command(), 1..40)) {
        let mut layout = start();
        for command in &commands {
            let before = layout.clone();
            let _ = command.describe(&layout);
            match apply(&mut layout, command) {
                Err(_) => {
                    prop_assert_eq!(&layout, &before, "a refused command changes nothing");
                    assert_indexed(&layout);
                }
                Ok(inverse) => {
                    assert_valid(&layout);
                    assert_indexed(&layout);
                    assert_differences_are_found(&before, &layout);
                    assert_differences_are_found(&layout, &before);
                    let after = layout.clone();
                    let again = apply(&mut layout, &inverse).expect("an inverse is never refused");
                    prop_assert_eq!(&layout, &before);
                    apply(&mut layout, &again).expect("nor is the inverse of the inverse");
                    prop_assert_eq!(&layout, &after);
                }
            }
        }
        assert_indexed(&layout);
    }

    #[test]
    fn history_leads_back_to_the_start_and_forth_again(commands in proptest::collection::vec(command(), 1..30)) {
        let mut layout = start();
        let mut history = UndoHistory::default();
        for command in &commands {
            let _ = history.run(&mut layout, command);
        }
        let end = layout.clone();
        let mut history = stored_and_read(&mut history);
        while let Some(outcome) = history.undo(&mut layout) {
            prop_assert!(outcome.is_ok());
        }
        prop_assert_eq!(&layout, &start());
        while let Some(outcome) = history.redo(&mut layout) {
            prop_assert!(outcome.is_ok());
        }
        prop_assert_eq!(&layout, &end);
    }

    #[test]
    fn what_is_written_is_read_again(commands in proptest::collection::vec(command(), 0..30)) {
        let mut layout = start();
        layout.extra = extra(0);
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let loaded = read(&write(&layout)).expect("it is a layout");
        prop_assert_eq!(loaded.report, vec![]);
        prop_assert_eq!(loaded.layout, layout);
    }

    #[test]
    fn a_link_brings_back_what_it_may_hold(
        commands in proptest::collection::vec(command(), 0..30),
        notes in any::<bool>(),
        addresses in any::<bool>(),
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let include = Include { notes, addresses };
        let fragment = share::encode(&layout, None, include).expect("a small layout");
        let code = share::in_fragment(&fragment).expect("a link to a layout");
        let opened = share::decode(code, &mut counting()).expect("a sound link");
        prop_assert_eq!(&opened.report, &[]);
        assert_valid(&opened.layout);
        prop_assert_eq!(&opened.layout, &share::shared(&layout, include, &mut counting()));
        let text = write(&opened.layout);
        prop_assert!(addresses || !text.contains("wiki.example"));
        for private in ["hub-", "\"links\"", "SERIAL", "\"guests\"", "x-unknown"] {
            prop_assert!(!text.contains(private), "{} is in {}", private, text);
        }
    }

    #[test]
    fn any_link_gives_an_answer(
        code in "1\\.[A-Za-z0-9_-]{0,200}",
        text in ".{0,60}",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        commands in proptest::collection::vec(command(), 0..10),
        place in any::<prop::sample::Index>(),
        letter in "[A-Za-z0-9_-]",
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let mut damaged = share::encode(&layout, None, Include::default()).expect("a small layout");
        let at = place.index(damaged.len());
        damaged.replace_range(at..=at, &letter);
        let packed = format!("1.{}", base64url::encode(&compress_to_vec(&bytes, 6)));
        for link in [&code, &text, &damaged, &packed] {
            let code = share::in_fragment(link).unwrap_or(link);
            if let Ok(opened) = share::decode(code, &mut counting()) {
                assert_valid(&opened.layout);
            }
        }
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_json_in_the_shape_of_a_layout_gives_a_valid_one(document in document()) {
        let loaded = read(&document.to_string()).expect("it has what a layout must have");
        assert_valid(&loaded.layout);
        let again = read(&write(&loaded.layout)).expect("it is a layout");
        prop_assert_eq!(again.layout, loaded.layout);
    }

    #[test]
    fn a_damaged_layout_gives_a_valid_one(
        commands in proptest::collection::vec(command(), 0..20),
        damages in proptest::collection::vec((any::<u16>(), json()), 1..6),
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let mut value: Value = serde_json::from_str(&write(&layout)).expect("JSON");
        for (target, damage) in damages {
            let mut left = usize::from(target) % count(&value);
            replace(&mut value, &mut left, &damage);
        }
        if let Ok(loaded) = read(&value.to_string()) {
            assert_valid(&loaded.layout);
            let again = read(&write(&loaded.layout)).expect("it is a layout");
            prop_assert_eq!(again.layout, loaded.layout);
        }
    }
}
