//! Runs, undoes and redoes commands.

use super::Out;
use crate::document::machine::DocumentMachine;
use crate::document::machine::event::{Effect, Event, WriteCall};
use crate::document::machine::waiting::Purpose;
use crate::document::store::StoreError;
use crate::domain::arrange::without_empty_carriers;
use crate::domain::io::steps;
use crate::domain::layout::Layout;
use crate::domain::past_tense::to_imperative;
use crate::domain::placement::Refusal;
use crate::domain::undo::{UndoHistory, UndoStep};
use crate::domain::units::Millis;

/// The result of an edit, with a description of it; `None` if there was nothing to do.
type Edited = Option<Result<String, Refusal>>;

impl DocumentMachine {
    /// Edits at once, or queues behind edits that wait for the undo steps of earlier visits.
    pub(super) fn edit_or_hold(&mut self, event: Event, now: Millis, out: Out) {
        let needs_steps = self.needs_steps(&event);
        let recovers = |purpose: &Purpose| matches!(purpose, Purpose::StepsForRecovery(_));
        if !needs_steps && self.held.is_empty() && !self.awaited.any(recovers) {
            return self.edit_now(event, now, out);
        }
        self.held.push(event);
        if needs_steps {
            self.read_steps(out);
        }
    }

    fn needs_steps(&self, event: &Event) -> bool {
        match event {
            Event::Undo => self.history.next_undo().is_none() && self.history.has_unread(),
            // Even with nothing to undo there may be stored steps to redo: only reading them tells.
            Event::Redo => {
                let is_unread = self.history.has_unread() || self.awaited.steps_timer().is_some();
                self.history.next_redo().is_none() && is_unread
            }
            _ => false,
        }
    }

    pub(super) fn edit_now(&mut self, event: Event, now: Millis, out: Out) {
        if !self.is_open() {
            return;
        }
        match event {
            Event::Run(command) => {
                let tidied = without_empty_carriers(&self.snapshot.layout, &command);
                let command = tidied.unwrap_or(command);
                let run = |history: &mut UndoHistory, layout: &mut Layout| {
                    Some(history.run(layout, &command))
                };
                self.apply(&run, true, &|words| words, out);
            }
            Event::RunMerged(command) => {
                // A move that empties a carrier is a step of its own.
                if let Some(tidied) = without_empty_carriers(&self.snapshot.layout, &command) {
                    return self.edit_now(Event::Run(tidied), now, out);
                }
                let run = |history: &mut UndoHistory, layout: &mut Layout| {
                    Some(history.run_merged(layout, &command, now))
                };
                self.apply(&run, true, &|words| words, out);
            }
            Event::Undo => self.apply(
                &UndoHistory::undo,
                false,
                &|words| format!("Undid: {}", to_imperative(&words)),
                out,
            ),
            Event::Redo => self.apply(
                &UndoHistory::redo,
                false,
                &|words| format!("Redid: {}", to_imperative(&words)),
                out,
            ),
            _ => {}
        }
    }

    fn apply(
        &mut self,
        edit: &dyn Fn(&mut UndoHistory, &mut Layout) -> Edited,
        can_undo: bool,
        say: &dyn Fn(String) -> String,
        out: Out,
    ) {
        let mut layout = self.snapshot.layout.clone();
        match edit(&mut self.history, &mut layout) {
            Some(Ok(words)) => {
                self.show(layout, out);
                self.changed(out);
                let words = say(words);
                out.push(Effect::SayStep { words, can_undo });
            }
            Some(Err(refusal)) => out.push(Effect::Refuse(refusal)),
            None => {}
        }
    }

    /// Reads the steps of earlier visits, unless that is under way.
    pub(super) fn read_steps(&mut self, out: Out) {
        let is_reading =
            |purpose: &Purpose| matches!(purpose, Purpose::Steps | Purpose::StepsForRecovery(_));
        if self.awaited.any(is_reading) {
            return;
        }
        self.awaited
            .drop_where(|purpose| matches!(purpose, Purpose::StepsTimer));
        if let Some(key) = self.stored.as_ref().map(|stored| stored.key.clone()) {
            let token = self.await_answer(Purpose::Steps);
            out.push(Effect::Write(token, WriteCall::Steps(key)));
        }
    }

    pub(super) fn steps_read(
        &mut self,
        result: Result<Vec<(usize, String)>, StoreError>,
        now: Millis,
        out: Out,
    ) {
        match result {
            Ok(texts) => {
                self.history.add_stored_steps(parse(&texts));
                // The layout is unchanged, but what can be undone is not.
                out.push(Effect::StepsChanged);
            }
            // They are still there: the next undo asks for them again.
            Err(error) if self.held.iter().any(|event| self.needs_steps(event)) => {
                self.held
                    .retain(|event| !matches!(event, Event::Undo | Event::Redo));
                out.push(Effect::Say(format!(
                    "The earlier changes could not be read: {error}. Try again."
                )));
            }
            Err(_) => {}
        }
        self.release(now, out);
    }

    /// Runs the edits that had to wait.
    pub(super) fn release(&mut self, now: Millis, out: Out) {
        for event in std::mem::take(&mut self.held) {
            self.edit_or_hold(event, now, out);
        }
    }
}

/// Skips steps that cannot be read, such as those of another build. The steps before such a gap cannot be undone.
pub(super) fn parse(texts: &[(usize, String)]) -> Vec<(usize, UndoStep)> {
    texts
        .iter()
        .filter_map(|(number, text)| Some((*number, steps::read(text)?)))
        .collect()
}
