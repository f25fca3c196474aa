//! The inputs of the panel's tabs.

use leptos::prelude::*;

use super::card::Card;
use crate::domain::health::Level;
use crate::domain::ids::{DeviceId, MonitorRef, SystemRef};
use crate::domain::preferences::Preferences;

/// The inputs of a tab, which follow the open device.
#[derive(Clone, Copy)]
pub struct TabInputs {
    pub device: Signal<Option<DeviceId>>,
    /// The chosen guest of the device, shown in its place.
    pub guest: Memo<Option<SystemRef>>,
    /// The chosen guest, otherwise the system that the device shows.
    pub system: Memo<Option<SystemRef>>,
    /// The monitor that judges the device, if it shows no system.
    pub monitor: Memo<Option<MonitorRef>>,
    pub card: Memo<Option<Card>>,
    pub preferences: Memo<Preferences>,
}

/// A badge after the name of a tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    pub text: String,
    /// Its color; without one it is only a number.
    pub level: Option<Level>,
}

/// For tabs about the system of a device.
pub fn has_system(inputs: TabInputs) -> bool {
    inputs.system.with(Option::is_some)
}

/// For tabs about the values over time of a system or a monitor.
pub fn has_rows(inputs: TabInputs) -> bool {
    has_system(inputs) || inputs.monitor.with(Option::is_some)
}
