//! What the machine of the open layout is told, and what it asks for.

use crate::domain::stored::{LayoutKey, Saving};
use std::sync::Arc;

use super::DocumentMachine;
use super::recovery::{CopyPlace, FoundCopy, RecoveryTexts};
use crate::document::records::{Entry, NewVersion, Save, StoredLayout};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::command::Command;
use crate::domain::ids::HubId;
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::placement::Refusal;
use crate::domain::problem::Problem;
use crate::domain::units::Millis;

/// What an answer belongs to. The machine ignores one of an earlier opening, or that it does not wait for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestToken {
    /// Counts what was opened and closed.
    pub opening: u64,
    pub request: u64,
}

/// A question of a screen. [`Effect::Answer`] comes for it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask(pub u64);

/// What came of what a screen asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Done,
    /// There is nothing that could be opened, so a layout may be made.
    NothingStored,
    Failed(Problem),
    /// Another layout is being opened already; nothing was done.
    Busy,
    /// Canceled: another layout was opened or closed meanwhile.
    Overtaken,
}

/// The half of the machine that changes layouts, saves them and opens others. The first picture does not need it.
pub type Editing = fn(&mut DocumentMachine, Event, Millis, &mut Vec<Effect>);

/// What happens.
#[derive(Clone, Debug)]
pub enum Event {
    /// What is open is closed; the layouts of that hub come next.
    Close {
        next: Option<HubId>,
    },
    /// The hub's layout that was open last is wanted.
    Open {
        ask: Ask,
    },
    /// A layout was made for a hub that has none.
    Adopt(Box<Layout>),
    Answered(RequestToken, StoreAnswer),
    /// The answer to [`Effect::ReadRecovery`].
    RecoveryRead(RequestToken, Vec<FoundCopy>),
    /// Whether [`Effect::WriteRecovery`] was carried out, for its place and its edits.
    RecoveryWritten {
        place: CopyPlace,
        edits: u64,
        is_written: bool,
    },
    Timer(RequestToken),
    OtherTabSaved(Announcement),
    Visible,
    /// The page is hidden or goes away.
    Hidden,
    EditingLoaded(Editing),
    EditingNotLoaded,
    Run(Command),
    /// As `Run`, but moves of the same devices that follow each other at once are one step.
    RunMerged(Command),
    Undo,
    Redo,
    /// The user wants the storage tried once more.
    SaveAgain,
    /// The user's choice in a conflict: what the other tab saved.
    ShowOther {
        ask: Ask,
    },
    /// The user's choice in a conflict: what is on screen here.
    KeepMine {
        ask: Ask,
    },
    Switch {
        ask: Ask,
        key: LayoutKey,
    },
    /// A layout with an id that no other has becomes one more of the hub's.
    OpenNew {
        ask: Ask,
        layout: Box<Layout>,
    },
    /// Whether the browser has hardly any room left for further saves.
    Room {
        is_short: bool,
    },
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// [`Event::EditingLoaded`] or [`Event::EditingNotLoaded`] follows.
    LoadEditing,
    /// [`Event::Answered`] follows.
    Read(RequestToken, ReadCall),
    /// [`Event::Answered`] follows.
    Write(RequestToken, WriteCall),
    /// [`Event::Timer`] follows after this many milliseconds.
    StartTimer(RequestToken, u32),
    /// [`Event::RecoveryRead`] follows, with the layout's copies of all sessions.
    ReadRecovery(RequestToken, LayoutKey),
    /// Is carried out at once, as the page may be gone afterwards. [`Event::RecoveryWritten`] follows.
    WriteRecovery {
        place: CopyPlace,
        /// Counts changes: which state it is.
        edits: u64,
        texts: RecoveryTexts,
    },
    RemoveRecovery(CopyPlace),
    /// Tells the other tabs.
    Broadcast(Announcement),
    Show(Arc<Snapshot>),
    /// Nothing is open any more.
    ShowNothing,
    /// What can be undone or redone is another.
    StepsChanged,
    ShowSaving(Saving),
    Say(String),
    /// What was done: a change that can be undone, or one that was undone or redone.
    SayStep {
        words: String,
        can_undo: bool,
    },
    Refuse(Refusal),
    Report(ShownReport),
    /// What was reported is of no interest any more.
    DropReport,
    Answer(Ask, Outcome),
    /// [`Event::Room`] follows.
    LookAtRoom,
    ShowRoom {
        is_short: bool,
    },
    /// Asks the browser not to clear the storage when it runs out of space.
    AskToPersist,
}

/// What one tab tells the others after a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub key: LayoutKey,
    pub revision: u64,
}

impl Announcement {
    pub fn write(&self) -> String {
        format!("{} {}", self.revision, self.key.as_str())
    }

    pub fn read(text: &str) -> Option<Self> {
        let (revision, key) = text.split_once(' ')?;
        Some(Self {
            key: LayoutKey::from_text(key),
            revision: revision.parse().ok()?,
        })
    }
}

/// Something to show above the racks.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownReport {
    pub problem: Problem,
    /// Under what name the text is kept that the problem is about, where it could not be read.
    pub quarantined: Option<String>,
}

/// What opening a layout asks of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadCall {
    OpenLast(HubId),
    Open(LayoutKey),
    Entry(LayoutKey),
}

/// What changing layouts asks of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteCall {
    Steps(LayoutKey),
    Save(Box<Save>),
    Introduce(LayoutKey, Entry),
    Choose(HubId, LayoutKey),
    KeepVersion {
        key: LayoutKey,
        version: NewVersion,
        text: String,
    },
    Quarantine {
        name: String,
        text: String,
    },
}

/// What the store answers.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreAnswer {
    Opened(Result<StoredLayout, StoreError>),
    Entry(Result<Option<Entry>, StoreError>),
    Steps(Result<Vec<(usize, String)>, StoreError>),
    Done(Result<(), StoreError>),
}

impl ReadCall {
    pub async fn perform(self, store: &impl DocumentStore) -> StoreAnswer {
        match self {
            Self::OpenLast(hub) => StoreAnswer::Opened(open_last(store, &hub).await),
            Self::Open(key) => StoreAnswer::Opened(store.open(&key).await),
            Self::Entry(key) => StoreAnswer::Entry(store.entry(&key).await),
        }
    }
}

impl WriteCall {
    pub async fn perform(self, store: &impl DocumentStore) -> StoreAnswer {
        StoreAnswer::Done(match self {
            Self::Steps(key) => return StoreAnswer::Steps(store.steps(&key).await),
            Self::Save(save) => store.save(&save).await,
            Self::Introduce(key, entry) => store.introduce(&key, &entry).await,
            Self::Choose(hub, key) => store.choose(&hub, &key).await,
            Self::KeepVersion { key, version, text } => {
                store.keep_version(&key, &version, &text).await
            }
            Self::Quarantine { name, text } => store.quarantine(&name, &text).await,
        })
    }

    /// What it comes to when it cannot even be tried.
    pub fn not_tried(&self, why: &str) -> StoreAnswer {
        let error = StoreError::Failed(why.to_owned());
        match self {
            Self::Steps(_) => StoreAnswer::Steps(Err(error)),
            _ => StoreAnswer::Done(Err(error)),
        }
    }
}

/// The layout that was open last; where that is gone or deleted, the one that was saved last.
async fn open_last(store: &impl DocumentStore, hub: &HubId) -> Result<StoredLayout, StoreError> {
    let chosen = store.open_chosen(hub).await?;
    let is_deleted = chosen
        .entry
        .as_ref()
        .is_some_and(|entry| entry.deleted_at.is_some());
    if chosen.text.is_some() && !is_deleted {
        return Ok(chosen);
    }
    let newest = store
        .entries()
        .await?
        .into_iter()
        .filter(|(_, entry)| entry.hub == *hub && entry.deleted_at.is_none())
        .max_by_key(|(_, entry)| entry.saved_at);
    match newest {
        Some((key, _)) => store.open(&key).await,
        None => Ok(chosen),
    }
}
