//! What is selected, and the one device whose panel is open.

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::domain::layout::Layout;
use crate::interaction::selection::Selection;

/// Clones share the selection.
#[derive(Clone)]
pub struct SelectionState {
    selection: ArcReadSignal<Selection>,
    set_selection: ArcWriteSignal<Selection>,
    opened: ArcRwSignal<Option<DeviceId>>,
}

impl SelectionState {
    pub(super) fn new() -> Self {
        let (selection, set_selection) = arc_signal(Selection::Nothing);
        Self {
            selection,
            set_selection,
            opened: ArcRwSignal::new(None),
        }
    }

    pub(super) fn selection(&self) -> ArcReadSignal<Selection> {
        self.selection.clone()
    }

    pub(super) fn opened(&self) -> ArcRwSignal<Option<DeviceId>> {
        self.opened.clone()
    }

    /// Changes the selection, and closes the device panel unless its device is the only one selected.
    pub(super) fn select(&self, selection: Selection) {
        let opened = self.opened.get_untracked();
        if opened.is_some() && selection.single_device() != opened {
            self.opened.set(None);
        }
        if self.selection.with_untracked(|old| *old != selection) {
            self.set_selection.set(selection);
        }
    }

    /// Selects a device alone and opens its panel; `None` closes the panel and selects nothing.
    pub(super) fn open(&self, device: Option<DeviceId>) {
        let before = self.opened.get_untracked();
        let is_selected_otherwise = device.is_none()
            && (before.is_none()
                || self
                    .selection
                    .with_untracked(|selection| selection.single_device() != before));
        if before != device {
            self.opened.set(device);
        }
        if !is_selected_otherwise {
            self.select(Selection::of_devices(device.into_iter().collect()));
        }
    }

    /// Removes from the selection what the layout does not contain.
    pub(super) fn prune(&self, layout: &Layout) {
        let kept = self
            .selection
            .with_untracked(|selection| selection.kept_in(layout));
        if self.selection.with_untracked(|old| *old != kept) {
            self.select(kept);
        }
    }
}
