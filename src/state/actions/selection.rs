//! Changing the selection.

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::interaction::selection::{Selection, selection_words};
use crate::state::app::App;
use crate::state::pointer::pointer_in_use;

impl App {
    /// Changes the selection, and closes the device panel unless its device is the only one selected.
    pub fn select(&self, selection: Selection) {
        self.inner().selection_state.select(selection);
    }

    /// Selects a device alone and opens its panel; `None` closes the panel and selects nothing.
    pub fn open_device(&self, device: Option<DeviceId>) {
        self.inner().selection_state.open(device);
    }

    /// Starts the mode in which a tap or click adds to or removes from the selection, until it is ended or an action is done.
    pub fn begin_selecting(&self) {
        let inner = self.inner();
        let chosen = Selection::of_devices(self.chosen_devices());
        inner.selecting.set(true);
        inner.opened.set(None);
        self.select(chosen);
        self.say(self.selecting_request());
    }

    /// What to do while taps and clicks select.
    pub fn selecting_request(&self) -> String {
        format!("{} the devices to select", pointer_in_use().click_word())
    }

    /// Ends this mode; the selection stays.
    pub fn end_selecting(&self) {
        let inner = self.inner();
        if inner.selecting.get_untracked() {
            inner.selecting.set(false);
        }
    }

    /// Says how many devices are selected.
    pub fn say_selection(&self) {
        self.say(self.inner().selection.with_untracked(selection_words));
    }

    /// The devices an action applies to: the selected ones, otherwise the focused one.
    pub fn chosen_devices(&self) -> Vec<DeviceId> {
        let inner = self.inner();
        inner.selection.with_untracked(|selection| match selection {
            Selection::Devices(devices) => devices.clone(),
            Selection::Rack(_) | Selection::Row(_) => Vec::new(),
            Selection::Nothing => inner.focus.device().into_iter().collect(),
        })
    }
}
