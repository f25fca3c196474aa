//! How a hub's user wants values shown and judged. Each hub has its own.

use super::format::{DataUnit, HourFormat, TemperatureUnit};
use super::series::Range;
use super::thresholds::Thresholds;

/// The user's settings, or the hub's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Preferences {
    pub thresholds: Thresholds,
    pub temperature: TemperatureUnit,
    /// Unit of network rates.
    pub network: DataUnit,
    /// Unit of disk rates.
    pub disk: DataUnit,
    pub hours: HourFormat,
    /// The range that charts open with.
    pub range: Range,
}
