//! A layout together with its look-ups.

use uuid::Uuid;

use super::{Layout, LayoutIndex};
use crate::domain::ids::LayoutId;

/// A layout as it was at one moment, with its look-ups. Costs little to make and to copy: the table of devices keeps the look-ups,
/// and copies share what they have in common.
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

    /// Whether it is a person's layout, even an empty one. `false` for the placeholder before anything is open.
    pub fn is_open(&self) -> bool {
        self.layout.id != LayoutId::new(Uuid::nil())
    }
}

impl Default for Snapshot {
    fn default() -> Self {
        Self::new(Layout::new(LayoutId::new(Uuid::nil()), ""))
    }
}
