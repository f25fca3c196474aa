//! The last save of a layout that is being closed.

use super::Out;
use crate::document::machine::event::{Announcement, Effect, WriteCall};
use crate::document::machine::recovery::CopyPlace;
use crate::document::machine::waiting::{Purpose, SaveUnderWay};
use crate::document::machine::{DocumentMachine, Lookup, SaveTrouble};
use crate::document::records::{NewVersion, Save, Why};
use crate::document::store::StoreError;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

impl DocumentMachine {
    /// Saves what is unsaved before the open layout is closed or replaced.
    pub(super) fn last_save(&mut self, now: Millis, out: Out) {
        if !self.is_open() || !self.is_unsaved() || self.lookup != Lookup::Known {
            return;
        }
        let Some(stored) = self.stored.clone() else {
            return;
        };
        self.write_recovery(out);
        if self.trouble == Some(SaveTrouble::Conflict) {
            // Another tab's state is stored, so this one becomes a version.
            let purpose = Purpose::FinalVersion(stored.key.clone());
            return self.keep_screen_as_version(stored.key, purpose, now, out);
        }
        if let Some(changes) = self
            .awaited
            .save_under_way()
            .and_then(|save| save.changes.clone())
        {
            // The last save repeats these changes, in case the pending one fails.
            self.history.not_stored(&changes);
        }
        let Some((save, _)) = self.next_save(now, out) else {
            return;
        };
        // If a save is pending, wait for it: its answer determines the revision that the last one replaces.
        if let Some(save) = self.awaited.end_with(save, self.edits) {
            self.write_final(save, out);
        }
    }

    fn write_final(&mut self, save: Save, out: Out) {
        let token = self.await_answer(Purpose::FinalSave(Box::new(save.clone())));
        out.push(Effect::Write(token, WriteCall::Save(Box::new(save))));
    }

    /// Continues with the last save after the pending one has been answered.
    pub(super) fn write_final_after(
        &mut self,
        under_way: &SaveUnderWay,
        mut last: Save,
        is_all: bool,
        result: Result<(), StoreError>,
        now: Millis,
        out: Out,
    ) {
        match result {
            Ok(()) if is_all => {
                last.entry.revision = under_way.revision;
                self.final_save_answered(last, Ok(()), now, out);
            }
            Err(StoreError::Conflict) => {
                self.final_save_answered(last, Err(StoreError::Conflict), now, out);
            }
            Ok(()) => {
                last.entry.revision = under_way.revision + 1;
                self.write_final(last, out);
            }
            Err(_) => {
                last.entry.revision = under_way.revision;
                self.write_final(last, out);
            }
        }
    }

    pub(super) fn final_save_answered(
        &mut self,
        save: Save,
        result: Result<(), StoreError>,
        now: Millis,
        out: Out,
    ) {
        match result {
            Ok(()) => {
                self.drop_final_recovery(&save.key, out);
                let announcement = Announcement {
                    key: save.key,
                    revision: save.entry.revision,
                };
                self.other_tab_saved(&announcement, out);
                out.push(Effect::Broadcast(announcement));
            }
            Err(StoreError::Conflict) => {
                let version = NewVersion {
                    why: Why::OtherChosen,
                    at: now,
                    facts: save.entry.facts(),
                };
                let token = self.await_answer(Purpose::FinalVersion(save.key.clone()));
                let call = WriteCall::KeepVersion {
                    key: save.key,
                    version,
                    text: save.text,
                };
                out.push(Effect::Write(token, call));
            }
            Err(_) => self.final_save_failed(&save.key, out),
        }
    }

    /// Removes the copies of a closed layout that is now stored. If it is open again, the copy of that session stays.
    pub(super) fn drop_final_recovery(&mut self, key: &LayoutKey, out: Out) {
        let now_open = self.copy_place(key.clone());
        let is_of_it = |place: &mut CopyPlace| place.key == *key && *place != now_open;
        let dropped = self.recovery.ours.extract_if(.., is_of_it);
        out.extend(dropped.map(Effect::RemoveRecovery));
    }

    /// The recovery copy is taken up when the layout is opened next, or at once where it is open again.
    pub(super) fn final_save_failed(&mut self, key: &LayoutKey, out: Out) {
        let now_open = self.copy_place(key.clone());
        let before = self.recovery.ours.len();
        self.recovery
            .ours
            .retain(|place| place.key != *key || *place == now_open);
        if self.recovery.ours.len() == before {
            return;
        }
        if self.is_open()
            && self
                .stored
                .as_ref()
                .is_some_and(|stored| stored.key == *key)
        {
            let token = self.await_answer(Purpose::Recovery);
            out.push(Effect::ReadRecovery(token, key.clone()));
        }
    }
}
