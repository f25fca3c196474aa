//! Events and effects of the open layout's machine.

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

/// Matches an answer to its request. The machine ignores answers for an earlier opening, and those it does not wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestToken {
    /// The value of [`DocumentMachine::opening`] at the time of the request.
    pub opening: u64,
    pub request: u64,
}

/// Identifies a request of a screen. It is answered once, by [`Effect::Answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask(pub u64);

/// The result of a screen's request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Done,
    /// There is nothing to open, so a layout may be created.
    NothingStored,
    Failed(Problem),
    /// Another layout is being opened already; nothing was done.
    Busy,
    /// Canceled: another layout was opened or closed meanwhile.
    Overtaken,
}

/// The half of the machine that changes layouts, saves them and switches between them. The first frame does not need it.
pub type Editing = fn(&mut DocumentMachine, Event, Millis, &mut Vec<Effect>);

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// Close the open layout; the layouts of `next` are opened afterwards.
    Close {
        next: Option<HubId>,
    },
    /// Open the layout of the hub that was open last.
    Open {
        ask: Ask,
    },
    /// A layout was generated for a hub that has none.
    Adopt(Box<Layout>),
    Answered(RequestToken, StoreAnswer),
    /// The answer to [`Effect::ReadRecovery`].
    RecoveryRead(RequestToken, Vec<FoundCopy>),
    /// The result of [`Effect::WriteRecovery`], for its place and edits.
    RecoveryWritten {
        place: CopyPlace,
        edits: u64,
        is_written: bool,
    },
    Timer(RequestToken),
    OtherTabSaved(Announcement),
    Visible,
    /// The page is hidden or about to be unloaded.
    Hidden,
    EditingLoaded(Editing),
    EditingNotLoaded,
    Run(Command),
    /// Like `Run`, but consecutive moves of the same devices become one step.
    RunMerged(Command),
    Undo,
    Redo,
    /// The user wants to retry the storage.
    SaveAgain,
    /// The user resolves a conflict: take what the other tab saved.
    ShowOther {
        ask: Ask,
    },
    /// The user resolves a conflict: keep what is on screen here.
    KeepMine {
        ask: Ask,
    },
    Switch {
        ask: Ask,
        key: LayoutKey,
    },
    /// Add a layout with a new id to those of the hub.
    OpenNew {
        ask: Ask,
        layout: Box<Layout>,
    },
    /// Whether the browser has hardly any storage left for further saves.
    Room {
        is_short: bool,
    },
}

/// What the driver must do.
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
    /// Must be carried out synchronously, as the page may be gone afterwards. [`Event::RecoveryWritten`] follows.
    WriteRecovery {
        place: CopyPlace,
        /// The number of changes the copy includes.
        edits: u64,
        texts: RecoveryTexts,
    },
    RemoveRecovery(CopyPlace),
    /// Notifies the other tabs.
    Broadcast(Announcement),
    Show(Arc<Snapshot>),
    /// Nothing is open.
    ShowNothing,
    /// The next step to undo or redo has changed.
    StepsChanged,
    ShowSaving(Saving),
    Say(String),
    /// Describes what was done: a change that can be undone, or one that was undone or redone.
    SayStep {
        words: String,
        can_undo: bool,
    },
    Refuse(Refusal),
    Report(ShownReport),
    /// The last report does not apply anymore.
    DropReport,
    Answer(Ask, Outcome),
    /// [`Event::Room`] follows.
    LookAtRoom,
    ShowRoom {
        is_short: bool,
    },
    /// Asks the browser not to evict the storage when space runs out.
    AskToPersist,
}

/// What a tab announces to the others after a save.
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

/// A problem to show above the racks.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownReport {
    pub problem: Problem,
    /// Name under which the unreadable text in question is kept.
    pub quarantined: Option<String>,
}

/// Requests to the store for opening a layout.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadCall {
    OpenLast(HubId),
    Open(LayoutKey),
    Entry(LayoutKey),
}

/// Requests to the store for changing layouts.
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

/// Answers of the store.
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

    /// The answer to use when the request cannot even be made.
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
