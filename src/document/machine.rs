//! The open layout as a state machine: takes events and the time, returns effects.
//!
//! This half opens layouts and shows them, which is all the first frame needs. The other half ([`editing`]) changes, saves and
//! switches layouts; it arrives as a function with [`Event::EditingLoaded`], and events that need it wait until then.

pub mod editing;
pub mod event;
mod limits;
mod opening;
pub mod recovery;
mod session;
mod waiting;
mod words;

use crate::domain::stored::{LayoutKey, Saving};
use std::sync::Arc;

use event::{Announcement, Ask, Editing, Effect, Event, Outcome, ReadCall, RequestToken};

use super::store::StoreError;
use crate::domain::ids::HubId;
use crate::domain::io::json::LayoutWriter;
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::undo::UndoHistory;
use crate::domain::units::Millis;
use recovery::CopyPlace;
use session::EditSession;
use waiting::{Awaited, Purpose};

/// Delay between a change and its save, in milliseconds: lets the change reach the screen, and batches it with those that follow.
pub const SAVE_AFTER_MS: u32 = 60;

/// Delay before the steps of earlier visits are read, once the first frame is drawn and the editing half is loaded: a visit that
/// only looks needs neither. In milliseconds.
const READ_STEPS_AFTER_MS: u32 = 400;

/// The stored revision that the open layout is based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRevision {
    pub key: LayoutKey,
    /// 0 while nothing is saved.
    pub revision: u64,
    /// When that revision was saved; `None` if there is no entry for it.
    pub saved_at: Option<Millis>,
}

/// Whether it is known what is stored for the hub.
#[derive(Clone, Debug, Default, PartialEq)]
enum Lookup {
    #[default]
    NotYet,
    Known,
    /// There may well be a layout, so nothing is written over it.
    Failed(StoreError),
}

/// Why changes are on screen only.
#[derive(Clone, Debug, PartialEq)]
enum SaveTrouble {
    Store(StoreError),
    /// The layout is larger than the reader accepts.
    TooLarge(String),
    NotLoaded,
    Conflict,
}

/// The recovery copies of this tab.
#[derive(Clone, Debug, Default)]
struct Recovery {
    /// The copies this tab has written or taken up: what they hold is on screen, or on its way to the store.
    ours: Vec<CopyPlace>,
    /// The value of `edits` that the copy holds.
    edits: Option<u64>,
}

impl Recovery {
    fn has(&self, key: &LayoutKey) -> bool {
        self.ours.iter().any(|place| place.key == *key)
    }

    fn hold(&mut self, place: CopyPlace) {
        if !self.ours.contains(&place) {
            self.ours.push(place);
        }
    }
}

/// The open layout.
#[derive(Debug, Default)]
pub struct DocumentMachine {
    /// Distinguishes this page's recovery copies from those of other pages.
    page: String,
    /// The hub whose layouts these are.
    hub: Option<HubId>,
    opening: u64,
    lookup: Lookup,
    stored: Option<StoredRevision>,
    snapshot: Arc<Snapshot>,
    /// Reused between saves: it wrote the layout last time.
    writer: LayoutWriter,
    history: UndoHistory,
    /// Counts changes on screen; `saved_edits` is the count that is stored.
    edits: u64,
    saved_edits: u64,
    trouble: Option<SaveTrouble>,
    session: EditSession,
    recovery: Recovery,
    awaited: Awaited,
    /// Edits that wait for undo steps of earlier visits.
    held: Vec<Event>,
    moving: Option<editing::moving::Moving>,
    room_asked: Option<Millis>,
    room_is_short: bool,
    shown_saving: Option<Saving>,
    editing: Option<Editing>,
    is_loading_editing: bool,
    /// Events that wait for the editing half.
    waiting: Vec<Event>,
}

impl DocumentMachine {
    /// `page` is an id that no other page has or has had.
    pub fn new(page: String) -> Self {
        Self {
            page,
            ..Self::default()
        }
    }

    pub fn step(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        let mut out = Vec::new();
        self.take(event, now, &mut out);
        let saving = self.saving();
        if self.shown_saving.as_ref() != Some(&saving) {
            self.shown_saving = Some(saving.clone());
            out.push(Effect::ShowSaving(saving));
        }
        out
    }

    fn take(&mut self, event: Event, now: Millis, out: &mut Vec<Effect>) {
        match event {
            Event::Close { next } => self.close_for(next, now, out),
            Event::Open { ask } => self.look_up(ask, out),
            Event::Adopt(layout) => self.adopt(*layout, out),
            Event::OtherTabSaved(announcement) => self.other_tab_saved(&announcement, out),
            Event::Visible => self.look_for_other_tabs(out),
            Event::Room { is_short } => {
                if std::mem::replace(&mut self.room_is_short, is_short) != is_short {
                    out.push(Effect::ShowRoom { is_short });
                }
            }
            Event::RecoveryWritten {
                place,
                edits,
                is_written: true,
            } => {
                self.recovery.hold(place);
                self.recovery.edits = Some(edits);
            }
            Event::RecoveryWritten { .. } => self.recovery.edits = None,
            Event::EditingLoaded(editing) => self.editing_loaded(editing, now, out),
            Event::EditingNotLoaded => self.editing_not_loaded(out),
            // An unchanged first layout was generated and would be generated again.
            Event::Hidden if self.editing.is_none() => {}
            Event::Answered(token, answer) if self.awaited.is_opening(token) => {
                if let Some(purpose) = self.awaited.take(token) {
                    self.opening_answered(purpose, answer, out);
                }
            }
            Event::RecoveryRead(token, copies) if copies.is_empty() => {
                if let Some(Purpose::NeverSaved(ask)) = self.awaited.take(token) {
                    self.lookup = Lookup::Known;
                    out.push(Effect::Answer(ask, Outcome::NothingStored));
                }
            }
            Event::RecoveryRead(token, copies) if self.awaited.is_opening(token) => {
                if let Some(Purpose::NeverSaved(ask)) = self.awaited.take(token) {
                    self.take_up_never_saved(ask, &copies, out);
                }
            }
            Event::Answered(token, _) | Event::RecoveryRead(token, _) | Event::Timer(token)
                if !self.awaited.contains(token) => {}
            other => self.edit(other, now, out),
        }
    }

    /// Passes an event to the editing half, or queues it until that is loaded.
    fn edit(&mut self, event: Event, now: Millis, out: &mut Vec<Effect>) {
        if let Some(editing) = self.editing {
            return editing(self, event, now, out);
        }
        self.waiting.push(event);
        if !std::mem::replace(&mut self.is_loading_editing, true) {
            out.push(Effect::LoadEditing);
        }
    }

    fn editing_loaded(&mut self, editing: Editing, now: Millis, out: &mut Vec<Effect>) {
        if self.editing.replace(editing).is_none()
            && let Some(token) = self.awaited.steps_timer()
        {
            out.push(Effect::StartTimer(token, READ_STEPS_AFTER_MS));
        }
        for event in std::mem::take(&mut self.waiting) {
            self.take(event, now, out);
        }
    }

    fn editing_not_loaded(&mut self, out: &mut Vec<Effect>) {
        self.is_loading_editing = false;
        let mut is_wanted_by_user = false;
        for event in std::mem::take(&mut self.waiting) {
            match event {
                Event::Timer(token) => {
                    if let Some(Purpose::SaveTimer) = self.awaited.take(token) {
                        self.trouble = Some(SaveTrouble::NotLoaded);
                    }
                }
                Event::Answered(token, _) | Event::RecoveryRead(token, _) => {
                    if let Some(ask) = self.awaited.take(token).and_then(|purpose| purpose.ask()) {
                        self.lookup = Lookup::Known;
                        out.push(Effect::Answer(ask, Outcome::NothingStored));
                    }
                }
                Event::ShowOther { ask }
                | Event::KeepMine { ask }
                | Event::Switch { ask, .. }
                | Event::OpenNew { ask, .. } => {
                    let problem = words::part_not_loaded();
                    out.push(Effect::Answer(ask, Outcome::Failed(problem)));
                }
                _ => is_wanted_by_user = true,
            }
        }
        if is_wanted_by_user {
            let problem = words::part_not_loaded();
            out.push(Effect::Say(format!(
                "{} {}",
                problem.sentence, problem.way_forward
            )));
        }
    }

    /// Whether what is on screen is stored.
    pub fn saving(&self) -> Saving {
        match (&self.trouble, &self.lookup) {
            (Some(SaveTrouble::Conflict), _) => Saving::Conflict,
            (Some(trouble), _) => {
                let key = self.stored.as_ref().map(|stored| &stored.key);
                let has_copy = key.is_some_and(|key| self.recovery.has(key));
                Saving::Failed(words::not_saved(trouble, has_copy))
            }
            (None, Lookup::Failed(error)) => {
                let trouble = SaveTrouble::Store(error.clone());
                Saving::Failed(words::not_saved(&trouble, false))
            }
            (None, _) if self.is_open() && self.is_unsaved() => Saving::Pending,
            (None, _) => Saving::Saved,
        }
    }

    /// Whether there are changes that are only on screen.
    pub fn is_unsaved(&self) -> bool {
        self.edits != self.saved_edits
    }

    /// Whether closing the page now would lose changes. An unchanged first layout would be generated again.
    pub fn would_be_lost(&self) -> bool {
        let is_saved_once = self.stored.as_ref().is_some_and(|it| it.revision > 0);
        self.is_open()
            && self.is_unsaved()
            && self.recovery.edits != Some(self.edits)
            && (is_saved_once || self.history.done() > 0)
    }

    /// Whether a layout is open, even an empty one.
    pub fn is_open(&self) -> bool {
        self.snapshot.is_open()
    }

    /// Whether the search for a stored layout is over.
    pub fn is_looked_up(&self) -> bool {
        self.lookup != Lookup::NotYet
    }

    /// A number that changes whenever a layout is opened or closed.
    pub fn opening(&self) -> u64 {
        self.opening
    }

    pub fn hub(&self) -> Option<&HubId> {
        self.hub.as_ref()
    }

    /// Which record the open layout belongs to, and which revision of it was last read or written here.
    pub fn stored(&self) -> Option<&StoredRevision> {
        self.stored.as_ref()
    }

    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Descriptions of the next steps to undo and to redo.
    pub fn next_steps(&self) -> (Option<String>, Option<String>) {
        let history = &self.history;
        let earlier = || history.has_unread().then(|| "an earlier change".to_owned());
        (
            history.next_undo().map(str::to_owned).or_else(earlier),
            history.next_redo().map(str::to_owned),
        )
    }

    /// The place of the recovery copies of a layout for this edit session.
    fn copy_place(&self, key: LayoutKey) -> CopyPlace {
        CopyPlace {
            key,
            session: format!("{}.{}", self.page, self.opening),
        }
    }

    fn await_answer(&mut self, purpose: Purpose) -> RequestToken {
        self.awaited.add(self.opening, purpose)
    }

    fn show(&mut self, layout: Layout, out: &mut Vec<Effect>) {
        self.snapshot = Arc::new(Snapshot::new(layout));
        out.push(Effect::Show(self.snapshot.clone()));
    }

    /// Counts a change on screen and schedules a save.
    fn changed(&mut self, out: &mut Vec<Effect>) {
        self.edits += 1;
        self.save_soon(out);
    }

    fn save_soon(&mut self, out: &mut Vec<Effect>) {
        let is_under_way =
            |purpose: &Purpose| matches!(purpose, Purpose::SaveTimer | Purpose::Save(_));
        if self.may_write() && self.is_unsaved() && !self.awaited.any(is_under_way) {
            let token = self.await_answer(Purpose::SaveTimer);
            out.push(Effect::StartTimer(token, SAVE_AFTER_MS));
        }
    }

    /// Whether the destination is known and no decision of the user is pending.
    fn may_write(&self) -> bool {
        self.stored.is_some()
            && self.lookup == Lookup::Known
            && self.trouble != Some(SaveTrouble::Conflict)
    }

    /// Resets what belongs to one layout. Pending questions about it are answered as overtaken.
    fn forget_layout(&mut self, out: &mut Vec<Effect>) {
        self.opening += 1;
        if let Some(moving) = self.moving.take() {
            out.push(Effect::Answer(moving.ask, Outcome::Overtaken));
        }
        for ask in self.awaited.forget_layout() {
            out.push(Effect::Answer(ask, Outcome::Overtaken));
        }
        let waiting = std::mem::take(&mut self.waiting);
        for event in waiting.into_iter().chain(std::mem::take(&mut self.held)) {
            if let Some(ask) = event.ask() {
                out.push(Effect::Answer(ask, Outcome::Overtaken));
            }
        }
        out.push(Effect::DropReport);
        self.stored = None;
        self.history = UndoHistory::default();
        self.saved_edits = self.edits;
        self.trouble = None;
        self.recovery.edits = None;
        self.session = EditSession::default();
    }

    fn close_for(&mut self, next: Option<HubId>, now: Millis, out: &mut Vec<Effect>) {
        if let Some(editing) = self.editing {
            // The last chance to store unsaved changes.
            editing(self, Event::Close { next: next.clone() }, now, out);
        }
        self.forget_layout(out);
        self.hub = next;
        self.lookup = Lookup::NotYet;
        self.snapshot = Arc::default();
        out.push(Effect::ShowNothing);
    }

    fn look_up(&mut self, ask: Ask, out: &mut Vec<Effect>) {
        let Some(hub) = self.hub.clone() else {
            return out.push(Effect::Answer(ask, Outcome::Overtaken));
        };
        let token = self.await_answer(Purpose::OpenLast(ask));
        out.push(Effect::Read(token, ReadCall::OpenLast(hub)));
    }

    fn other_tab_saved(&mut self, announcement: &Announcement, out: &mut Vec<Effect>) {
        let is_newer = self.stored.as_ref().is_some_and(|stored| {
            stored.key == announcement.key && stored.revision < announcement.revision
        });
        // Unsaved changes run into the other revision when they are saved, and the user decides then.
        if is_newer && !self.is_unsaved() && self.moving.is_none() {
            let purpose = Purpose::Refresh {
                edits: self.edits,
                is_told: true,
            };
            let token = self.await_answer(purpose);
            out.push(Effect::Read(
                token,
                ReadCall::Open(announcement.key.clone()),
            ));
        }
    }

    /// Checks whether another tab has saved without its announcement being received here.
    fn look_for_other_tabs(&mut self, out: &mut Vec<Effect>) {
        if let Some(key) = self.stored.as_ref().map(|stored| stored.key.clone())
            && self.is_open()
        {
            let token = self.await_answer(Purpose::LookForOtherTabs);
            out.push(Effect::Read(token, ReadCall::Entry(key)));
        }
    }
}
