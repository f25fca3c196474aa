//! Which dialog is open. One at a time.

use leptos::prelude::*;

use super::app::App;
use crate::domain::ids::{DeviceId, RackId, RowId, TypeSlug};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Everything that can be done or gone to, found by typing.
    Commands,
    /// The keys and what they do.
    Help,
    /// A rack's properties.
    Rack(RackId),
    /// A new rack, in that row or in none.
    NewRack(Option<RowId>),
    /// A row's name; `None` makes a new one.
    Row(Option<RowId>),
    /// A device type's properties; `None` makes a new one.
    DeviceType(Option<TypeSlug>),
    /// A device's properties and the systems it shows.
    Device(DeviceId),
    /// What the selected devices share.
    Devices,
    /// Opening a file.
    Import,
    Export,
    Share,
    /// The hub's layouts.
    Layouts,
    /// Earlier states of the layout.
    Versions,
}

impl App {
    /// Opens a dialog, in the place of any that is open.
    pub fn open_dialog(&self, dialog: Dialog) {
        self.inner().dialog.set(Some(dialog));
    }

    pub fn has_open(&self, dialog: &Dialog) -> bool {
        let open = &self.inner().dialog;
        open.with_untracked(|open| open.as_ref() == Some(dialog))
    }

    pub fn close_dialog(&self) {
        let open = &self.inner().dialog;
        if open.with_untracked(Option::is_some) {
            open.set(None);
        }
    }
}
