//! How a hub's user wants values shown and judged. They belong to the hub: each hub has the user's own.

use super::format::{DataUnit, HourFormat, TemperatureUnit};
use super::series::Range;
use super::thresholds::Thresholds;

/// The user's settings, or the hub's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Preferences {
    pub thresholds: Thresholds,
    pub temperature: TemperatureUnit,
    /// Of network rates.
    pub network: DataUnit,
    /// Of disk rates.
    pub disk: DataUnit,
    pub hours: HourFormat,
    /// The range that charts open with.
    pub range: Range,
}
