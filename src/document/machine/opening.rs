//! Opens the layout stored for a hub, and quarantines what cannot be read.

use std::sync::Arc;

use super::event::{Announcement, Ask, Effect, Outcome, StoreAnswer, WriteCall};
use super::recovery::{FoundCopy, RecoveryCopy};
use super::session::EditSession;
use super::waiting::{Purpose, Unreadable};
use super::{DocumentMachine, Lookup, READ_STEPS_AFTER_MS, SaveTrouble, StoredRevision};
use crate::document::records::{Entry, LayoutFacts, StoredLayout};
use crate::document::store::StoreError;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::undo::UndoHistory;
use crate::domain::units::Millis;

impl DocumentMachine {
    pub(super) fn opening_answered(
        &mut self,
        purpose: Purpose,
        answer: StoreAnswer,
        out: &mut Vec<Effect>,
    ) {
        match (purpose, answer) {
            (Purpose::OpenLast(ask), StoreAnswer::Opened(Ok(stored))) => {
                self.take_up(ask, stored, out);
            }
            (Purpose::OpenLast(ask), StoreAnswer::Opened(Err(error))) => {
                self.lookup = Lookup::Failed(error);
                out.push(Effect::Answer(ask, Outcome::NothingStored));
            }
            (Purpose::Refresh { edits, is_told }, StoreAnswer::Opened(opened)) => {
                self.refresh(edits, is_told, opened, out);
            }
            (Purpose::LookForOtherTabs, StoreAnswer::Entry(Ok(Some(entry)))) => {
                // An error changes nothing: a save would still detect the other state.
                if let Some(stored) = &self.stored {
                    let announcement = Announcement {
                        key: stored.key.clone(),
                        revision: entry.revision,
                    };
                    self.other_tab_saved(&announcement, out);
                }
            }
            _ => {}
        }
    }

    fn take_up(&mut self, ask: Ask, stored: StoredLayout, out: &mut Vec<Effect>) {
        let Some(text) = &stored.text else {
            self.base_on(&stored);
            self.history = UndoHistory::replacing();
            let token = self.await_answer(Purpose::NeverSaved(ask));
            return out.push(Effect::ReadRecovery(token, stored.key));
        };
        match json::read(text) {
            Ok(loaded) => {
                self.lookup = Lookup::Known;
                self.show_stored(stored, loaded, out);
                out.push(Effect::Answer(ask, Outcome::Done));
            }
            Err(broken) => {
                self.base_on(&stored);
                self.history = UndoHistory::replacing();
                let what = Unreadable::Layout(broken.to_string());
                self.quarantine(what, text, Some(ask), out);
            }
        }
    }

    pub(super) fn base_on(&mut self, stored: &StoredLayout) {
        self.stored = Some(StoredRevision {
            key: stored.key.clone(),
            revision: stored.entry.as_ref().map_or(0, |entry| entry.revision),
            saved_at: stored.entry.as_ref().map(|entry| entry.saved_at),
        });
    }

    /// Restores a layout that was never saved successfully.
    ///
    /// Shows one copy; any others are examined when the layout is opened next, as it is stored by then.
    pub(super) fn take_up_never_saved(
        &mut self,
        ask: Ask,
        copies: &[FoundCopy],
        out: &mut Vec<Effect>,
    ) {
        self.lookup = Lookup::Known;
        let readable = copies.iter().find_map(|found| {
            let copy = RecoveryCopy::read(&found.text)?;
            let loaded = json::read(&copy.layout).ok()?;
            Some((found.place.clone(), loaded))
        });
        let Some((place, loaded)) = readable else {
            if let Some(FoundCopy { place, text }) = copies.first() {
                let what = Unreadable::Recovery(place.clone());
                self.quarantine(what, text, Some(ask), out);
            }
            return;
        };
        self.recovery.hold(place);
        self.show(loaded.layout, out);
        self.changed(out);
        out.push(Effect::Answer(ask, Outcome::Done));
    }

    /// Makes a generated layout the first one of a hub that has none.
    pub(super) fn adopt(&mut self, layout: Layout, out: &mut Vec<Effect>) {
        if self.is_open() || !self.is_looked_up() {
            return;
        }
        self.show(layout, out);
        self.changed(out);
    }

    /// Shows a stored layout in place of the open one.
    pub(super) fn show_stored(
        &mut self,
        stored: StoredLayout,
        loaded: json::Loaded,
        out: &mut Vec<Effect>,
    ) {
        let report = loaded.report;
        self.become_stored(&stored, loaded.layout, report.is_empty(), out);
        out.push(Effect::Show(self.snapshot.clone()));
        // The copies of this tab itself are already on screen or being saved.
        if !self.recovery.has(&stored.key) {
            let token = self.await_answer(Purpose::Recovery);
            out.push(Effect::ReadRecovery(token, stored.key));
        }
        if !report.is_empty() {
            let parts = report.iter().map(ToString::to_string);
            let what = Unreadable::Parts(parts.collect());
            let text = stored.text.as_deref().unwrap_or_default();
            self.quarantine(what, text, None, out);
        }
    }

    /// Bases the open layout on what is stored, without showing it yet.
    pub(super) fn become_stored(
        &mut self,
        stored: &StoredLayout,
        layout: Layout,
        is_whole: bool,
        out: &mut Vec<Effect>,
    ) {
        self.forget_layout(out);
        self.base_on(stored);
        self.session = EditSession::opened(LayoutFacts::of(&layout));
        match &stored.entry {
            Some(entry) if is_whole => {
                self.history = UndoHistory::continuing(entry.steps_done);
                let token = self.await_answer(Purpose::StepsTimer);
                if self.editing.is_some() {
                    out.push(Effect::StartTimer(token, READ_STEPS_AFTER_MS));
                }
            }
            // Undo steps would not fit a layout with missing parts.
            _ => self.history = UndoHistory::replacing(),
        }
        if stored.entry.is_none()
            && let Some(hub) = self.hub.clone()
        {
            self.introduce(stored, hub, &layout, out);
        }
        self.snapshot = Arc::new(Snapshot::new(layout));
    }

    /// Adds an entry for a layout saved only by version 1 of the storage, so that the list of layouts includes it.
    fn introduce(
        &mut self,
        stored: &StoredLayout,
        hub: HubId,
        layout: &Layout,
        out: &mut Vec<Effect>,
    ) {
        let entry = Entry::of(hub, layout, Millis(0), 0, 0);
        let token = self.await_answer(Purpose::Nothing);
        let call = WriteCall::Introduce(stored.key.clone(), entry);
        out.push(Effect::Write(token, call));
    }

    fn refresh(
        &mut self,
        edits: u64,
        is_told: bool,
        opened: Result<StoredLayout, StoreError>,
        out: &mut Vec<Effect>,
    ) {
        // During a switch to another layout this one is not needed anymore.
        if self.edits != edits || self.moving.is_some() {
            return;
        }
        let read = opened.ok().and_then(|stored| {
            let loaded = json::read(stored.text.as_deref()?).ok()?;
            Some((stored, loaded))
        });
        let Some((stored, loaded)) = read else {
            if !is_told {
                self.trouble = Some(SaveTrouble::Conflict);
            }
            return;
        };
        self.show_stored(stored, loaded, out);
        if is_told {
            out.push(Effect::Say("Updated from another tab".to_owned()));
        }
    }

    /// Stores a text that could not be read. The report follows once that is done.
    pub(super) fn quarantine(
        &mut self,
        what: Unreadable,
        text: &str,
        ask: Option<Ask>,
        out: &mut Vec<Effect>,
    ) {
        let hub = self.hub.as_ref().map_or("", HubId::as_str);
        let name = format!("{hub} – {:016x}", fingerprint(text));
        let purpose = Purpose::Quarantine {
            what,
            name: name.clone(),
            ask,
        };
        let token = self.await_answer(purpose);
        let text = text.to_owned();
        out.push(Effect::Write(token, WriteCall::Quarantine { name, text }));
    }
}

/// FNV-1a: enough to tell a few stored texts apart.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
