//! Saves the layout after every change. Saves run one at a time; changes made meanwhile are saved together.

use super::Out;
use crate::document::machine::event::{Announcement, Effect, ReadCall, WriteCall};
use crate::document::machine::limits;
use crate::document::machine::recovery::{CopiedSteps, RecoveryCopy, UnderWay};
use crate::document::machine::waiting::{Purpose, SaveUnderWay};
use crate::document::machine::{DocumentMachine, Lookup, SaveTrouble};
use crate::document::records::{Entry, LayoutFacts, NewVersion, Save, StepTexts, Why};
use crate::document::store::StoreError;
use crate::domain::io::{json, steps};
use crate::domain::stored::LayoutKey;
use crate::domain::undo::StepChanges;
use crate::domain::units::Millis;

/// How often the browser is asked for the remaining space, in milliseconds.
const ROOM_EVERY_MS: i64 = 60_000;

impl DocumentMachine {
    /// Saves the current layout, unless a save is under way or the user has to decide first.
    pub(super) fn save_now(&mut self, now: Millis, out: Out) {
        let is_saving = |purpose: &Purpose| matches!(purpose, Purpose::Save(_));
        if !self.is_unsaved() || !self.may_write() || self.awaited.any(is_saving) {
            return;
        }
        self.awaited
            .drop_where(|purpose| matches!(purpose, Purpose::SaveTimer));
        let Some((save, changes)) = self.next_save(now, out) else {
            return;
        };
        let under_way = SaveUnderWay {
            edits: self.edits,
            changes,
            revision: save.entry.revision,
            at: now,
            facts: save.entry.facts(),
        };
        let token = self.await_answer(Purpose::Save(Box::new(under_way)));
        out.push(Effect::Write(token, WriteCall::Save(Box::new(save))));
    }

    /// Builds the next save; `None` if the layout could not be read again.
    pub(super) fn next_save(
        &mut self,
        now: Millis,
        out: Out,
    ) -> Option<(Save, Option<StepChanges>)> {
        let (hub, stored) = (self.hub.clone()?, self.stored.clone()?);
        let layout = &self.snapshot.layout;
        let text = match limits::write(layout, &mut self.writer) {
            Ok(text) => text,
            Err(why) => {
                self.trouble = Some(SaveTrouble::TooLarge(why));
                self.stop_moving(out);
                return None;
            }
        };
        let changes = self.history.take_changes();
        let done = self.history.done();
        let save = Save {
            key: stored.key,
            entry: Entry::of(hub, layout, now, stored.revision + 1, done),
            text,
            steps: changes.as_ref().map(step_texts),
            version: self.session.version_before_save(now),
        };
        Some((save, changes))
    }

    pub(super) fn save_answered(
        &mut self,
        save: SaveUnderWay,
        result: Result<(), StoreError>,
        now: Millis,
        out: Out,
    ) {
        let Err(error) = result else {
            return self.saved(save, now, out);
        };
        if let Some(changes) = &save.changes {
            self.history.not_stored(changes);
        }
        if error != StoreError::Conflict {
            self.trouble = Some(SaveTrouble::Store(error));
            self.write_recovery(out);
        } else if save.revision == 1 && self.history.done() == 0 {
            // Two tabs built the first layout of a hub at once, and this one is unchanged.
            self.read_other_first_layout(out);
        } else {
            self.trouble = Some(SaveTrouble::Conflict);
        }
        self.stop_moving(out);
    }

    fn read_other_first_layout(&mut self, out: Out) {
        let Some(key) = self.stored.as_ref().map(|stored| stored.key.clone()) else {
            return;
        };
        let purpose = Purpose::Refresh {
            edits: self.edits,
            is_told: false,
        };
        let token = self.await_answer(purpose);
        out.push(Effect::Read(token, ReadCall::Open(key)));
    }

    fn saved(&mut self, save: SaveUnderWay, now: Millis, out: Out) {
        let Some(stored) = &mut self.stored else {
            return;
        };
        stored.revision = save.revision;
        stored.saved_at = Some(save.at);
        let key = stored.key.clone();
        self.saved_edits = save.edits;
        self.trouble = None;
        if self.session.is_first_save() {
            out.push(Effect::AskToPersist);
        }
        self.session.saved(save.at, save.facts);
        out.push(Effect::Broadcast(Announcement {
            key: key.clone(),
            revision: save.revision,
        }));
        let is_room_old = |asked: Millis| now.since(asked) >= ROOM_EVERY_MS;
        if self.room_asked.is_none_or(is_room_old) {
            self.room_asked = Some(now);
            out.push(Effect::LookAtRoom);
        }
        if self.is_unsaved() {
            self.save_soon(out);
        } else if !self.awaited.has_final(&key) {
            self.drop_recovery(&key, out);
        }
        self.go_on_moving(now, out);
    }

    /// Copies unsaved changes to where they survive the page, and begins to save them.
    pub(super) fn before_hiding(&mut self, now: Millis, out: Out) {
        self.write_recovery(out);
        self.save_now(now, out);
    }

    pub(super) fn write_recovery(&mut self, out: Out) {
        let Some(stored) = self.stored.clone().filter(|_| self.is_unsaved()) else {
            return;
        };
        let place = self.copy_place(stored.key);
        if self.recovery.edits == Some(self.edits) && self.recovery.ours.contains(&place) {
            return;
        }
        let copy = RecoveryCopy {
            revision: stored.revision,
            under_way: self.awaited.save_under_way().map(|save| UnderWay {
                revision: save.revision,
                at: save.at,
            }),
            layout: json::write_compact(&self.snapshot.layout),
            steps: self.unsaved_steps(),
        };
        out.push(Effect::WriteRecovery {
            place,
            edits: self.edits,
            texts: copy.write(),
        });
    }

    fn unsaved_steps(&mut self) -> Option<CopiedSteps> {
        let under_way = self.awaited.save_under_way();
        let under_way = under_way.and_then(|save| save.changes.clone());
        if let Some(changes) = &under_way {
            // The pending save may fail.
            self.history.not_stored(changes);
        }
        let changes = self.history.take_changes()?;
        self.history.not_stored(&changes);
        let texts = step_texts(&changes);
        Some(CopiedSteps {
            done: changes.done,
            len: texts.len,
            changed: texts.put,
        })
    }

    /// Retries the storage: opens what is stored if that failed, otherwise saves what is on screen.
    pub(super) fn save_again(&mut self, now: Millis, out: Out) {
        if let (Lookup::Failed(_), Some(hub)) = (&self.lookup, self.hub.clone()) {
            let token = self.await_answer(Purpose::LookAgain { edits: self.edits });
            return out.push(Effect::Read(token, ReadCall::OpenLast(hub)));
        }
        self.save_now(now, out);
    }

    /// Keeps what is on screen as a version of a layout.
    pub(super) fn keep_screen_as_version(
        &mut self,
        key: LayoutKey,
        purpose: Purpose,
        now: Millis,
        out: Out,
    ) {
        let layout = &self.snapshot.layout;
        let version = NewVersion {
            why: Why::OtherChosen,
            at: now,
            facts: LayoutFacts::of(layout),
        };
        let text = json::write_compact(layout);
        let token = self.await_answer(purpose);
        let call = WriteCall::KeepVersion { key, version, text };
        out.push(Effect::Write(token, call));
    }
}

fn step_texts(changes: &StepChanges) -> StepTexts {
    let write = |(number, step): &(usize, _)| (*number, steps::write(step));
    StepTexts {
        put: changes.steps.iter().map(write).collect(),
        len: changes.len,
    }
}
