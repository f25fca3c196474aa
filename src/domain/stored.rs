//! The key under which a layout is stored, and whether it is stored.

use super::ids::{HubId, LayoutId};
use super::problem::Problem;

/// The key of a layout in the store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayoutKey(String);

impl LayoutKey {
    /// A hub's first layout.
    pub fn first(hub: &HubId) -> Self {
        Self(hub.as_str().to_owned())
    }

    /// An additional layout of a hub.
    pub fn further(hub: &HubId, id: LayoutId) -> Self {
        Self(format!("{hub} {id}"))
    }

    /// A key read from the store or from a message of another tab.
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
    /// It is about to be stored.
    Pending,
    Failed(Problem),
    /// Another tab saved the layout while this one had unsaved changes. Neither is written until the user has chosen.
    Conflict,
}
