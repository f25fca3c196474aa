//! Undo and redo, without limit.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::command::{Command, apply};
use super::layout::Layout;
use super::placement::Refusal;
use super::units::Millis;

/// Moves of the same devices that follow each other within this time are one step.
pub const MERGE_WITHIN_MS: i64 = 1_000;

/// What was done to one layout and can be taken back. Belongs to that layout as it is now.
///
/// Steps are numbered from the first one ever done, so that each can be stored in a record of its own. Those of earlier visits
/// may still be unread: [`UndoHistory::continuing`] knows only how many there are, and [`UndoHistory::take_in`] adds them later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoHistory {
    /// The number of the first of `steps`; all before it are unread, or lost.
    first: usize,
    /// Whether `first` steps may yet be read.
    has_unread: bool,
    /// Those done, and after them those taken back.
    steps: Vec<UndoStep>,
    /// How many of `steps` are done.
    done: usize,
    /// The numbers of the steps that differ from what was handed out for storing.
    changed: Option<Range<usize>>,
    /// When the last step was done, while a move that follows may still join it.
    open_move: Option<Millis>,
}

/// Something done or taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoStep {
    /// What was done, for a toast.
    pub words: String,
    /// The command that goes the other way: takes a done step back, does again one that was taken back.
    pub back: Command,
}

/// What to store of a history so that it is whole again. Everything from `len` on is to be dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct StepChanges {
    /// Each under its number.
    pub steps: Vec<(usize, UndoStep)>,
    /// How many steps there are, and how many of them are done.
    pub len: usize,
    pub done: usize,
}

impl UndoHistory {
    /// The history of a layout that was opened again, of which `done` steps can be taken back.
    pub fn continuing(done: usize) -> Self {
        Self {
            first: done,
            has_unread: done > 0,
            ..Self::default()
        }
    }

    /// The history of a layout that takes the place of another: stored steps of that one are of no use any more.
    pub fn replacing() -> Self {
        Self {
            changed: Some(0..0),
            ..Self::default()
        }
    }

    /// Whether there are steps of earlier visits that [`UndoHistory::take_in`] has not brought yet.
    pub fn has_unread(&self) -> bool {
        self.has_unread
    }

    /// Takes in the stored steps, given by rising number. Those that do not reach up to the ones here in an unbroken row stay
    /// out, and so do steps to do again once something else was done.
    pub fn take_in(&mut self, stored: Vec<(usize, UndoStep)>) {
        self.has_unread = false;
        let takes_later = self.steps.is_empty();
        let mut row: Vec<UndoStep> = Vec::new();
        let mut row_end = 0;
        for (number, step) in stored {
            let is_later = number >= self.first;
            if is_later && !takes_later {
                break;
            }
            if number != row_end {
                row.clear();
            }
            row_end = number + 1;
            row.push(step);
        }
        let row_start = row_end - row.len();
        if row_start > self.first || row_end < self.first {
            return;
        }
        let earlier = self.first - row_start;
        self.first = row_start;
        self.done += earlier;
        row.append(&mut self.steps);
        self.steps = row;
    }

    /// Does a command and remembers how to take it back. Returns what was done, in words.
    pub fn run(&mut self, layout: &mut Layout, command: &Command) -> Result<String, Refusal> {
        let words = command.describe(layout);
        let back = apply(layout, command)?;
        self.open_move = None;
        self.push(UndoStep {
            words: words.clone(),
            back,
        });
        Ok(words)
    }

    /// As [`UndoHistory::run`], but a move that follows another of the same devices at once (an arrow key held down) joins its step.
    pub fn run_merged(
        &mut self,
        layout: &mut Layout,
        command: &Command,
        now: Millis,
    ) -> Result<String, Refusal> {
        let words = command.describe(layout);
        let back = apply(layout, command)?;
        let joins = self
            .open_move
            .is_some_and(|before| (0..=MERGE_WITHIN_MS).contains(&now.since(before)));
        match self.last_done() {
            // The way back of the first of them leads back over all of them.
            Some((number, last)) if joins && moves_the_same(&last.back, &back) => {
                last.words.clone_from(&words);
                self.mark(number);
            }
            _ => self.push(UndoStep {
                words: words.clone(),
                back,
            }),
        }
        self.open_move = Some(now);
        Ok(words)
    }

    fn last_done(&mut self) -> Option<(usize, &mut UndoStep)> {
        let index = self.done.checked_sub(1)?;
        let step = self.steps.get_mut(index)?;
        Some((self.first + index, step))
    }

    fn push(&mut self, step: UndoStep) {
        self.steps.truncate(self.done);
        self.steps.push(step);
        self.done += 1;
        self.mark(self.first + self.done - 1);
    }

    /// Takes the last step back and says which; `None` when there is none. A refusal, which only a layout changed by other
    /// means can give, leaves all as it was.
    pub fn undo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        let index = self.done.checked_sub(1)?;
        let outcome = self.turn(index, layout)?;
        if outcome.is_ok() {
            self.done = index;
        }
        Some(outcome)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        let outcome = self.turn(self.done, layout)?;
        if outcome.is_ok() {
            self.done += 1;
        }
        Some(outcome)
    }

    /// Goes a step's way, after which the step leads the other way.
    fn turn(&mut self, index: usize, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        let step = self.steps.get_mut(index)?;
        self.open_move = None;
        match apply(layout, &step.back) {
            Ok(back) => {
                step.back = back;
                let words = step.words.clone();
                self.mark(self.first + index);
                Some(Ok(words))
            }
            Err(refusal) => Some(Err(refusal)),
        }
    }

    /// What [`UndoHistory::undo`] would take back.
    pub fn next_undo(&self) -> Option<&str> {
        let index = self.done.checked_sub(1)?;
        self.steps.get(index).map(|step| step.words.as_str())
    }

    /// What [`UndoHistory::redo`] would do again.
    pub fn next_redo(&self) -> Option<&str> {
        self.steps.get(self.done).map(|step| step.words.as_str())
    }

    /// How many steps can be taken back, unread ones included.
    pub fn done(&self) -> usize {
        self.first + self.done
    }

    /// What changed since this was asked last; `None` if nothing did.
    pub fn take_changes(&mut self) -> Option<StepChanges> {
        let changed = self.changed.take()?;
        let steps = changed
            .filter_map(|number| {
                let step = self.steps.get(number.checked_sub(self.first)?)?;
                Some((number, step.clone()))
            })
            .collect();
        Some(StepChanges {
            steps,
            len: self.first + self.steps.len(),
            done: self.done(),
        })
    }

    /// Takes changes back that could not be stored: they are handed out again next time.
    pub fn not_stored(&mut self, changes: &StepChanges) {
        self.changed.get_or_insert(changes.len..changes.len);
        for (number, _) in &changes.steps {
            self.mark(*number);
        }
    }

    fn mark(&mut self, number: usize) {
        let both = match self.changed.take() {
            Some(range) => range.start.min(number)..range.end.max(number + 1),
            None => number..number + 1,
        };
        self.changed = Some(both);
    }
}

fn moves_the_same(one: &Command, other: &Command) -> bool {
    match (one, other) {
        (Command::MoveDevices(one), Command::MoveDevices(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|a| other.iter().any(|b| a.device == b.device))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
