//! Unlimited undo and redo.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::command::{Command, apply};
use super::layout::Layout;
use super::placement::Refusal;
use super::units::Millis;

/// Moves of the same devices within this time of each other form one step.
pub const MERGE_WITHIN_MS: i64 = 1_000;

/// The undo and redo steps of one layout, valid for its current state.
///
/// Steps are numbered from the first one ever made, so that each can be stored in its own record. Those of earlier visits may still be
/// unread: [`UndoHistory::continuing`] knows only their number, and [`UndoHistory::add_stored_steps`] adds them later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoHistory {
    /// The number of the first of `steps`; earlier ones are unread or lost.
    first: usize,
    /// Whether the steps before `first` can still be read.
    has_unread: bool,
    /// The steps that can be undone, followed by those that can be redone.
    steps: Vec<UndoStep>,
    /// How many of `steps` can be undone.
    done: usize,
    /// The numbers of the steps that differ from what was handed out for storage.
    changed: Option<Range<usize>>,
    /// The time of the last step if a following move may still join it.
    open_move: Option<Millis>,
}

/// A step that can be undone or redone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoStep {
    /// Its description, for a toast.
    pub words: String,
    /// The command in the other direction: undoes the step, or redoes it if it was undone.
    pub back: Command,
}

/// Changes to the stored history. Records from `len` on must be deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct StepChanges {
    /// The changed steps with their numbers.
    pub steps: Vec<(usize, UndoStep)>,
    /// Number of steps, and how many of them can be undone.
    pub len: usize,
    pub done: usize,
}

impl UndoHistory {
    /// The history of a reopened layout with `done` steps that can be undone.
    pub fn continuing(done: usize) -> Self {
        Self {
            first: done,
            has_unread: done > 0,
            ..Self::default()
        }
    }

    /// The history of a layout that replaces another one, whose stored steps become useless.
    pub fn replacing() -> Self {
        Self {
            changed: Some(0..0),
            ..Self::default()
        }
    }

    /// Whether steps of earlier visits are still missing because [`UndoHistory::add_stored_steps`] was not called yet.
    pub fn has_unread(&self) -> bool {
        self.has_unread
    }

    /// Adds the stored steps, in ascending order. Those that do not join the present ones without a gap are dropped, as are redo steps once
    /// something else was done.
    pub fn add_stored_steps(&mut self, stored: Vec<(usize, UndoStep)>) {
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

    /// Applies a command and records its inverse. Returns the description.
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

    /// Like [`UndoHistory::run`], but a move that shortly follows another of the same devices (an arrow key held down) joins its step.
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
            // The inverse of the first move undoes all of them.
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

    /// Undoes the last step and returns its description; `None` if there is none. A refusal, which is only possible if the layout was
    /// changed by other means, changes nothing.
    pub fn undo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        let index = self.done.checked_sub(1)?;
        let outcome = self.turn(index, layout)?;
        if outcome.is_ok() {
            self.done = index;
        }
        Some(outcome)
    }

    /// Redoes the step undone last.
    pub fn redo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        let outcome = self.turn(self.done, layout)?;
        if outcome.is_ok() {
            self.done += 1;
        }
        Some(outcome)
    }

    /// Applies a step's command and stores its inverse in the step.
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

    /// The description of the step that [`UndoHistory::undo`] would undo.
    pub fn next_undo(&self) -> Option<&str> {
        let index = self.done.checked_sub(1)?;
        self.steps.get(index).map(|step| step.words.as_str())
    }

    /// The description of the step that [`UndoHistory::redo`] would redo.
    pub fn next_redo(&self) -> Option<&str> {
        self.steps.get(self.done).map(|step| step.words.as_str())
    }

    /// Number of steps that can be undone, including unread ones.
    pub fn done(&self) -> usize {
        self.first + self.done
    }

    /// The changes since the last call; `None` if there are none.
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

    /// Returns changes that could not be stored; they are handed out again next time.
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
