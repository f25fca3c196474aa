//! Restores what an earlier page could not save of the layout just opened.

use super::Out;
use super::steps::parse;
use crate::document::machine::DocumentMachine;
use crate::document::machine::event::{Effect, WriteCall};
use crate::document::machine::recovery::{CopiedSteps, FoundCopy, RecoveryCopy};
use crate::document::machine::waiting::{Purpose, Recovered, Unreadable};
use crate::document::records::{LayoutFacts, NewVersion, Why};
use crate::domain::io::json;
use crate::domain::undo::{StepChanges, UndoHistory};
use crate::domain::units::Millis;

const RESTORED: &str = "Restored changes that were not saved when the page closed";

impl DocumentMachine {
    /// Takes up the copies of pages that are gone. At most one is shown; the others become versions.
    pub(super) fn recover(&mut self, copies: Vec<FoundCopy>, now: Millis, out: Out) {
        for found in copies {
            self.recover_one(found, now, out);
        }
    }

    fn recover_one(&mut self, found: FoundCopy, now: Millis, out: Out) {
        let FoundCopy { place, text } = found;
        let read = RecoveryCopy::read(&text).and_then(|copy| {
            let loaded = json::read(&copy.layout).ok()?;
            Some((copy, loaded.layout))
        });
        let Some((copy, layout)) = read else {
            return self.quarantine(Unreadable::Recovery(place), &text, None, out);
        };
        let Some(stored) = self.stored.clone() else {
            return;
        };
        let is_recovering = |purpose: &Purpose| matches!(purpose, Purpose::StepsForRecovery(_));
        let is_taken = self.is_unsaved() || self.awaited.any(is_recovering);
        if layout == self.snapshot.layout && !self.is_unsaved() {
            // The save was done after all.
            out.push(Effect::RemoveRecovery(place));
        } else if copy.follows(stored.revision, stored.saved_at) && !is_taken {
            let recovered = Recovered {
                place,
                copy,
                layout,
            };
            let purpose = Purpose::StepsForRecovery(Box::new(recovered));
            let token = self.await_answer(purpose);
            out.push(Effect::Write(token, WriteCall::Steps(stored.key)));
        } else {
            let version = NewVersion {
                why: Why::OtherChosen,
                at: now,
                facts: LayoutFacts::of(&layout),
            };
            let key = place.key.clone();
            let text = json::write_compact(&layout);
            let token = self.await_answer(Purpose::RecoveryAsVersion(place));
            let call = WriteCall::KeepVersion { key, version, text };
            out.push(Effect::Write(token, call));
        }
    }

    /// Shows the recovered layout with its undo steps; if those do not fit, as a single step.
    pub(super) fn take_up_recovery(
        &mut self,
        recovered: Recovered,
        stored_steps: Vec<(usize, String)>,
        now: Millis,
        out: Out,
    ) {
        let Recovered {
            place,
            copy,
            layout,
        } = recovered;
        self.recovery.hold(place);
        let history = copy
            .steps
            .as_ref()
            .and_then(|steps| whole_history(steps, &stored_steps));
        match history {
            Some(history) => {
                self.history = history;
                self.show(layout, out);
                self.changed(out);
                out.push(Effect::StepsChanged);
                out.push(Effect::Say(RESTORED.to_owned()));
            }
            None => self.restore(RESTORED, layout, now, out),
        }
        self.release(now, out);
    }
}

/// The undo history at the time of the copy; `None` if a step cannot be read.
fn whole_history(steps: &CopiedSteps, stored: &[(usize, String)]) -> Option<UndoHistory> {
    let changed = parse(&steps.changed);
    if changed.len() != steps.changed.len() {
        return None;
    }
    let is_changed = |number: usize| changed.iter().any(|(other, _)| *other == number);
    let mut all = parse(stored);
    all.retain(|(number, _)| *number < steps.len && !is_changed(*number));
    all.extend(changed.iter().cloned());
    all.sort_by_key(|(number, _)| *number);
    let mut history = UndoHistory::continuing(steps.done);
    history.add_stored_steps(all);
    let reaches_back = steps.done == 0 || history.next_undo().is_some();
    history.not_stored(&StepChanges {
        steps: changed,
        len: steps.len,
        done: steps.done,
    });
    reaches_back.then_some(history)
}
