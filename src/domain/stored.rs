//! Under what a layout is stored, and whether it is.

use super::ids::{HubId, LayoutId};
use super::problem::Problem;

/// What a layout is stored under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayoutKey(String);

impl LayoutKey {
    /// A hub's first layout.
    pub fn first(hub: &HubId) -> Self {
        Self(hub.as_str().to_owned())
    }

    /// A further layout of a hub.
    pub fn further(hub: &HubId, id: LayoutId) -> Self {
        Self(format!("{hub} {id}"))
    }

    /// A key as it stands in the store or in a message of another tab.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether what is on screen is also stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    /// It will be in a moment.
    Pending,
    Failed(Problem),
    /// Another tab saved the layout while this one had changes that were not. Neither is written until the user has chosen.
    Conflict,
}
