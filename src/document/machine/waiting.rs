//! Pending requests, so that an answer finds its purpose and a late one is ignored.

use super::event::{Ask, Event, RequestToken};
use super::recovery::{CopyPlace, RecoveryCopy};
use crate::document::records::{LayoutFacts, Save, StoredLayout};
use crate::domain::layout::Layout;
use crate::domain::stored::LayoutKey;
use crate::domain::undo::StepChanges;
use crate::domain::units::Millis;

/// A save that is under way.
#[derive(Clone, Debug)]
pub(super) struct SaveUnderWay {
    pub(super) edits: u64,
    pub(super) changes: Option<StepChanges>,
    pub(super) revision: u64,
    pub(super) at: Millis,
    pub(super) facts: LayoutFacts,
}

/// What was found to be unreadable.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unreadable {
    /// The whole layout, and why.
    Layout(String),
    /// Parts of it, each in words.
    Parts(Vec<String>),
    /// A recovery copy, and where it is.
    Recovery(CopyPlace),
}

/// A recovery copy that is about to be taken up.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub(super) place: CopyPlace,
    pub(super) copy: RecoveryCopy,
    pub(super) layout: Layout,
}

/// What an answer is for.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    OpenLast(Ask),
    /// Reading the recovery copies of a layout that was never saved.
    NeverSaved(Ask),
    /// Showing what another tab has saved, unless something changes here meanwhile.
    Refresh {
        edits: u64,
        is_told: bool,
    },
    LookForOtherTabs,
    /// Nothing waits for it: if it fails, the next save makes up for it, or the hub opens with another layout.
    Nothing,
    /// Reading the recovery copies of the layout just opened.
    Recovery,
    Quarantine {
        what: Unreadable,
        name: String,
        ask: Option<Ask>,
    },
    SaveTimer,
    StepsTimer,
    Save(Box<SaveUnderWay>),
    /// A save that was under way when its layout was closed; the last one follows it.
    SaveBeforeFinal {
        under_way: Box<SaveUnderWay>,
        last: Box<Save>,
        /// Whether the last save has nothing to add.
        is_all: bool,
    },
    /// The last save of a layout that was closed; not of the one that is open.
    FinalSave(Box<Save>),
    FinalVersion(LayoutKey),
    Steps,
    StepsForRecovery(Box<Recovered>),
    RecoveryAsVersion(CopyPlace),
    /// Retrying to read what is stored.
    LookAgain {
        edits: u64,
    },
    ScreenAsVersion {
        found: Box<StoredLayout>,
        edits: u64,
    },
    ScreenAside {
        ask: Ask,
        edits: u64,
    },
    ShowOther {
        ask: Ask,
        edits: u64,
    },
    KeepMine(Ask),
    Switch {
        edits: u64,
    },
    NewLayout,
}

impl Purpose {
    /// The screen's request that waits for it.
    pub(super) fn ask(&self) -> Option<Ask> {
        match self {
            Self::OpenLast(ask) | Self::NeverSaved(ask) | Self::KeepMine(ask) => Some(*ask),
            Self::Quarantine { ask, .. } => *ask,
            Self::ScreenAside { ask, .. } | Self::ShowOther { ask, .. } => Some(*ask),
            _ => None,
        }
    }

    fn outlives_layout(&self) -> bool {
        matches!(
            self,
            Self::SaveBeforeFinal { .. } | Self::FinalSave(_) | Self::FinalVersion(_)
        )
    }

    fn is_opening(&self) -> bool {
        matches!(
            self,
            Self::OpenLast(_)
                | Self::NeverSaved(_)
                | Self::Refresh { .. }
                | Self::LookForOtherTabs
                | Self::Nothing
        )
    }
}

impl Event {
    /// The screen's request that waits for the result.
    pub(super) fn ask(&self) -> Option<Ask> {
        match self {
            Self::Open { ask }
            | Self::ShowOther { ask }
            | Self::KeepMine { ask }
            | Self::Switch { ask, .. }
            | Self::OpenNew { ask, .. } => Some(*ask),
            _ => None,
        }
    }
}

/// All pending requests. A list, as there are never many.
#[derive(Debug, Default)]
pub(super) struct Awaited {
    requests: u64,
    list: Vec<(RequestToken, Purpose)>,
}

impl Awaited {
    pub(super) fn add(&mut self, opening: u64, purpose: Purpose) -> RequestToken {
        self.requests += 1;
        let token = RequestToken {
            opening,
            request: self.requests,
        };
        self.list.push((token, purpose));
        token
    }

    pub(super) fn take(&mut self, token: RequestToken) -> Option<Purpose> {
        let index = self.list.iter().position(|(other, _)| *other == token)?;
        Some(self.list.swap_remove(index).1)
    }

    pub(super) fn contains(&self, token: RequestToken) -> bool {
        self.list.iter().any(|(other, _)| *other == token)
    }

    pub(super) fn any(&self, is_meant: impl Fn(&Purpose) -> bool) -> bool {
        self.list.iter().any(|(_, purpose)| is_meant(purpose))
    }

    /// The timer that starts reading the steps of earlier visits.
    pub(super) fn steps_timer(&self) -> Option<RequestToken> {
        let is_meant = |purpose: &Purpose| matches!(purpose, Purpose::StepsTimer);
        let found = self.list.iter().find(|(_, purpose)| is_meant(purpose));
        found.map(|(token, _)| *token)
    }

    pub(super) fn save_under_way(&self) -> Option<&SaveUnderWay> {
        self.list.iter().find_map(|(_, purpose)| match purpose {
            Purpose::Save(save) => Some(save.as_ref()),
            _ => None,
        })
    }

    /// Queues the last save behind a pending one. Returns it if none is pending.
    pub(super) fn end_with(&mut self, last: Save, edits: u64) -> Option<Save> {
        let mut list = self.list.iter_mut();
        let found = list.find_map(|(_, purpose)| match purpose {
            Purpose::Save(under_way) => Some((under_way.clone(), purpose)),
            _ => None,
        });
        let Some((under_way, purpose)) = found else {
            return Some(last);
        };
        *purpose = Purpose::SaveBeforeFinal {
            is_all: under_way.edits == edits,
            under_way,
            last: Box::new(last),
        };
        None
    }

    /// Whether the last save of that layout, closed before, is still under way.
    pub(super) fn has_final(&self, key: &LayoutKey) -> bool {
        self.any(|purpose| match purpose {
            Purpose::FinalSave(save) | Purpose::SaveBeforeFinal { last: save, .. } => {
                save.key == *key
            }
            Purpose::FinalVersion(other) => other == key,
            _ => false,
        })
    }

    /// Whether the answer is for the half of the machine that opens layouts.
    pub(super) fn is_opening(&self, token: RequestToken) -> bool {
        let mut list = self.list.iter();
        list.any(|(other, purpose)| *other == token && purpose.is_opening())
    }

    pub(super) fn drop_where(&mut self, is_meant: impl Fn(&Purpose) -> bool) {
        self.list.retain(|(_, purpose)| !is_meant(purpose));
    }

    /// Stops waiting for data of the open layout and returns the pending questions.
    pub(super) fn forget_layout(&mut self) -> Vec<Ask> {
        let asks = self.list.iter().filter_map(|(_, purpose)| purpose.ask());
        let asks = asks.collect();
        self.list.retain(|(_, purpose)| purpose.outlives_layout());
        asks
    }
}
