//! Edit sessions: they decide when a state about to be overwritten is kept as a version.

use crate::document::records::{LayoutFacts, NewVersion, Why};
use crate::domain::units::Millis;

/// On a page that is never closed, the first change after a pause this long begins a new session.
const SESSION_ENDS_AFTER_MS: i64 = 4 * 3_600_000;

/// The changes since the layout was opened here.
#[derive(Clone, Debug, Default)]
pub(super) struct EditSession {
    last_save: Option<Millis>,
    /// Facts about the layout when it was last opened or saved.
    facts: LayoutFacts,
    /// Whether what is stored now is a state that the user did not choose.
    writes_over_other: bool,
}

impl EditSession {
    pub(super) fn opened(facts: LayoutFacts) -> Self {
        Self {
            facts,
            ..Self::default()
        }
    }

    pub(super) fn is_first_save(&self) -> bool {
        self.last_save.is_none()
    }

    pub(super) fn saved(&mut self, at: Millis, facts: LayoutFacts) {
        *self = Self {
            last_save: Some(at),
            facts,
            writes_over_other: false,
        };
    }

    /// Notes that the next save overwrites a state that the user did not choose.
    pub(super) fn write_over_other(&mut self) {
        self.writes_over_other = true;
    }

    /// The version to keep of the state that a save at that time overwrites.
    pub(super) fn version_before_save(&self, now: Millis) -> Option<NewVersion> {
        let is_new_session = self
            .last_save
            .is_none_or(|last| now.since(last) >= SESSION_ENDS_AFTER_MS);
        let why = match (self.writes_over_other, is_new_session) {
            (true, _) => Why::OtherChosen,
            (false, true) => Why::Session,
            (false, false) => return None,
        };
        Some(NewVersion {
            why,
            at: now,
            facts: self.facts.clone(),
        })
    }
}
