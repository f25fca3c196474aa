//! One session of edits: when a state that a save writes over becomes a version.

use crate::document::records::{LayoutFacts, NewVersion, Why};
use crate::domain::units::Millis;

/// On a page that is never closed, a change after such a pause begins another session.
const SESSION_ENDS_AFTER_MS: i64 = 4 * 3_600_000;

/// The changes since the layout was opened here.
#[derive(Clone, Debug, Default)]
pub(super) struct EditSession {
    last_save: Option<Millis>,
    /// What the layout held when it was opened or saved last.
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

    /// The next save writes over a state that was not chosen.
    pub(super) fn write_over_other(&mut self) {
        self.writes_over_other = true;
    }

    /// What has to be kept of the state that a save at that time writes over.
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
