//! A layout with its index.

use uuid::Uuid;

use super::{Layout, LayoutIndex};
use crate::domain::ids::LayoutId;

/// A layout at one moment, with its index. Cheap to make and to copy: the table of devices maintains the index, and copies share unchanged
/// parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub layout: Layout,
    pub index: LayoutIndex,
}

impl Snapshot {
    pub fn new(layout: Layout) -> Self {
        let index = LayoutIndex::new(&layout);
        Self { layout, index }
    }

    /// Whether this is a user's layout, even an empty one. `false` for the placeholder before a layout is open.
    pub fn is_open(&self) -> bool {
        self.layout.id != LayoutId::new(Uuid::nil())
    }
}

impl Default for Snapshot {
    fn default() -> Self {
        Self::new(Layout::new(LayoutId::new(Uuid::nil()), ""))
    }
}
