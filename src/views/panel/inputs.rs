//! What the tabs of the panel are made with.

use leptos::prelude::*;

use super::card::Card;
use crate::domain::health::Level;
use crate::domain::ids::{DeviceId, MonitorRef, SystemRef};
use crate::domain::preferences::Preferences;

/// What a tab is made with. It follows the device that is open.
#[derive(Clone, Copy)]
pub struct TabInputs {
    pub device: Signal<Option<DeviceId>>,
    /// The guest of the device that is looked at in its place.
    pub guest: Memo<Option<SystemRef>>,
    /// That guest, or the system that the device shows.
    pub system: Memo<Option<SystemRef>>,
    /// The monitor that it is judged by, where it shows no system.
    pub monitor: Memo<Option<MonitorRef>>,
    pub card: Memo<Option<Card>>,
    pub preferences: Memo<Preferences>,
}

/// What stands behind the name of a tab.
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
