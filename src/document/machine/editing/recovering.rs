//! Takes up what an earlier page could not save of the layout that was just opened.

use super::Out;
use super::steps::parse;
use crate::document::machine::DocumentMachine;
use crate::document::machine::event::{Effect, WriteCall};
use crate::document::machine::recovery::{CopiedSteps, RecoveryCopy};
use crate::document::machine::waiting::{Purpose, Unreadable};
use crate::document::records::{LayoutFacts, NewVersion, Why};
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::stored::LayoutKey;
use crate::domain::undo::{Changes, UndoHistory};
use crate::domain::units::Millis;

const RESTORED: &str = "Restored changes that were not saved when the page closed";

impl DocumentMachine {
    pub(super) fn recover(&mut self, key: LayoutKey, text: &str, now: Millis, out: Out) {
        self.recovery.ours = Some(key.clone());
        let read = RecoveryCopy::read(text).and_then(|copy| {
            let loaded = json::read(&copy.layout).ok()?;
            Some((copy, loaded.layout))
        });
        let Some((copy, layout)) = read else {
            return self.quarantine(Unreadable::Recovery, text, None, out);
        };
        let Some(stored) = self.stored.clone() else {
            return;
        };
        if layout == self.snapshot.layout {
            // The save was done after all.
            self.drop_recovery(&key, out);
        } else if copy.follows(stored.revision, stored.saved_at) && !self.is_unsaved() {
            let purpose = Purpose::StepsForRecovery(Box::new((copy, layout)));
            let token = self.await_answer(purpose);
            out.push(Effect::Write(token, WriteCall::Steps(key)));
        } else {
            let version = NewVersion {
                why: Why::OtherChosen,
                at: now,
                facts: LayoutFacts::of(&layout),
            };
            let text = json::write_compact(&layout);
            let token = self.await_answer(Purpose::RecoveryAsVersion(key.clone()));
            let call = WriteCall::KeepVersion { key, version, text };
            out.push(Effect::Write(token, call));
        }
    }

    /// Shows the recovered layout with its undo steps; where those do not fit, as one step.
    pub(super) fn take_up_recovery(
        &mut self,
        copy: RecoveryCopy,
        layout: Layout,
        stored_steps: Vec<(usize, String)>,
        now: Millis,
        out: Out,
    ) {
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

/// The undo history as it was when the copy was made; `None` where a step cannot be read.
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
    history.take_in(all);
    let reaches_back = steps.done == 0 || history.next_undo().is_some();
    history.not_stored(&Changes {
        steps: changed,
        len: steps.len,
        done: steps.done,
    });
    reaches_back.then_some(history)
}
