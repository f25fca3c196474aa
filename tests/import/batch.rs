//! The files of a batch are each answered once, whatever the reader does and in whatever order its messages arrive.

use blinkenrack::domain::io::import::batch::{Batch, Effect, Event, NotRead};
use blinkenrack::domain::units::Millis;
use proptest::prelude::*;

fn events() -> impl Strategy<Value = Vec<(Event, i64)>> {
    let event = prop_oneof![
        3 => Just(Event::Listening),
        2 => Just(Event::Progress),
        4 => Just(Event::Answered),
        1 => Just(Event::Broken),
        2 => Just(Event::Time),
        1 => Just(Event::Begin),
        1 => Just(Event::Cancel),
    ];
    prop::collection::vec((event, prop_oneof![0_i64..2_000, 0_i64..70_000]), 0..60)
}

/// Carries out the effects: it knows whether a reader runs and which files have an answer.
struct Driver {
    batch: Batch,
    running: bool,
    listening: bool,
    posted: Option<usize>,
    outcomes: Vec<Option<Result<(), NotRead>>>,
    done: bool,
}

impl Driver {
    fn new(files: usize) -> Self {
        Self {
            batch: Batch::new(files),
            running: false,
            listening: false,
            posted: None,
            outcomes: vec![None; files],
            done: false,
        }
    }

    /// As in the browser: a reader that does not run, or has no file, sends nothing.
    fn hears(&self, event: Event) -> bool {
        match event {
            Event::Listening => self.running && !self.listening,
            Event::Progress | Event::Answered => self.posted.is_some(),
            Event::Broken => self.running,
            Event::Begin | Event::Time | Event::Cancel => true,
        }
    }

    fn step(&mut self, event: Event, now: i64) {
        if !self.hears(event) {
            return;
        }
        match event {
            Event::Listening => self.listening = true,
            Event::Answered => {
                if let Some(file) = self.posted.take() {
                    self.decide(file, Ok(()));
                }
            }
            _ => {}
        }
        for effect in self.batch.step(event, Millis(now)) {
            assert!(!self.done, "nothing follows the end");
            match effect {
                Effect::Start => {
                    assert!(!self.running, "one reader at a time");
                    (self.running, self.listening) = (true, false);
                }
                Effect::Post(file) => {
                    assert!(self.listening && self.posted.is_none());
                    self.posted = Some(file);
                }
                Effect::Stop => {
                    assert!(self.running);
                    (self.running, self.listening, self.posted) = (false, false, None);
                }
                Effect::WakeAt(at) => assert!(at.0 > now, "a time to come"),
                Effect::NotRead(file, why) => self.decide(file, Err(why)),
                Effect::Done => self.done = true,
            }
        }
    }

    fn decide(&mut self, file: usize, outcome: Result<(), NotRead>) {
        let earlier = self.outcomes[file].replace(outcome);
        assert_eq!(earlier, None, "file {file} is answered twice");
    }

    fn why(&self, file: usize) -> Option<NotRead> {
        self.outcomes[file].and_then(Result::err)
    }
}

proptest! {
    #[test]
    fn each_file_is_answered_once_and_the_reader_ends(files in 0_usize..6, events in events()) {
        let mut driver = Driver::new(files);
        let mut now = 0;
        driver.step(Event::Begin, now);
        for (event, later) in events {
            now += later;
            driver.step(event, now);
        }
        // No further messages: time alone brings it to its end.
        for _ in 0..=files {
            now += 60_000;
            driver.step(Event::Time, now);
        }
        prop_assert!(driver.done);
        prop_assert!(!driver.running);
        prop_assert!(driver.outcomes.iter().all(Option::is_some));
    }
}

#[test]
fn a_file_that_breaks_the_reader_leaves_the_next_ones_alone() {
    let mut driver = Driver::new(3);
    let events = [
        Event::Begin,
        Event::Listening,
        Event::Answered,
        Event::Broken,
        Event::Listening,
        Event::Answered,
    ];
    for event in events {
        driver.step(event, 0);
    }
    assert!(driver.done);
    let outcomes = [0, 1, 2].map(|file| driver.why(file));
    assert_eq!(outcomes, [None, Some(NotRead::Broken), None]);
}

#[test]
fn progress_gives_a_file_more_time() {
    let mut driver = Driver::new(1);
    driver.step(Event::Begin, 0);
    driver.step(Event::Listening, 0);
    driver.step(Event::Progress, 50_000);
    driver.step(Event::Time, 60_000);
    assert!(driver.running);
    driver.step(Event::Time, 110_000);
    assert_eq!(driver.why(0), Some(NotRead::TimedOut));
}

#[test]
fn no_file_is_tried_with_a_reader_that_does_not_load() {
    let mut driver = Driver::new(2);
    driver.step(Event::Begin, 0);
    driver.step(Event::Broken, 10);
    assert!(driver.done);
    assert_eq!(
        [driver.why(0), driver.why(1)],
        [Some(NotRead::NotLoaded); 2]
    );
}

#[test]
fn canceling_keeps_what_was_read() {
    let mut driver = Driver::new(3);
    driver.step(Event::Begin, 0);
    driver.step(Event::Listening, 0);
    driver.step(Event::Answered, 0);
    driver.step(Event::Cancel, 0);
    assert!(driver.done && !driver.running);
    let outcomes = [0, 1, 2].map(|file| driver.why(file));
    let canceled = Some(NotRead::Canceled);
    assert_eq!(outcomes, [None, canceled, canceled]);
}
