//! What the dialogs that compare the layout with the hubs ask for.

use std::collections::HashMap;

use crate::domain::ids::SystemRef;
use crate::domain::layout::Layout;
use crate::domain::matching::{self, Proposal};
use crate::state::app::App;

impl App {
    /// Which open devices of the layout are probably which systems of the connected hubs. `hostnames` are what the machines call
    /// themselves.
    pub fn proposals(
        &self,
        layout: &Layout,
        hostnames: &HashMap<SystemRef, String>,
    ) -> Vec<Proposal> {
        self.with_systems(|listed| matching::propose(layout, listed, hostnames))
    }
}
