//! The seven bands into which a lens divides its values, and their bounds in the user's units.

use super::{Amount, Lens};
use crate::domain::decimal::decimal;
use crate::domain::format::{self, DataUnit};
use crate::domain::health::values;
use crate::domain::monitor::Latency;
use crate::domain::preferences::Preferences;
use crate::domain::units::{BytesPerSecond, Celsius, Percent};

/// One of the colors `--heat-1` to `--heat-7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Band(u8);

impl Band {
    pub const COUNT: usize = 7;

    /// The band at that index, from 0; the last one if the index is greater.
    pub const fn at(index: usize) -> Self {
        Self(if index >= Self::COUNT {
            Self::COUNT as u8 - 1
        } else {
            index as u8
        })
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self::at)
    }

    /// 0 to 6.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number of its color, `1` to `7`.
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            0 => "1",
            1 => "2",
            2 => "3",
            3 => "4",
            4 => "5",
            5 => "6",
            _ => "7",
        }
    }
}

/// Number of bounds between bands.
const BOUNDS: usize = Band::COUNT - 1;

const KB: f64 = 1.0;
const MB: f64 = 1024.0;
/// One kilobit per second in kilobytes per second.
const KBIT: f64 = 1000.0 / 8.0 / 1024.0;

/// The bands of one lens for one user.
#[derive(Clone, Debug, PartialEq)]
pub struct LensScale {
    lens: Lens,
    /// Lower bound of each band but the first, in the unit of the lens, in ascending order. For a battery, whose low values are the bad
    /// ones, the bounds are negated.
    bounds: [f64; BOUNDS],
    preferences: Preferences,
}

/// One of the user's thresholds on a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleLimit {
    /// Index of the bound.
    pub bound: usize,
    /// `warning`, `critical`.
    pub word: &'static str,
}

impl LensScale {
    /// `None` for the status lens, which has no scale.
    pub fn of(lens: Lens, preferences: &Preferences) -> Option<Self> {
        let bounds = match lens {
            Lens::Status => return None,
            Lens::Cpu | Lens::Memory | Lens::Disk | Lens::Load | Lens::Gpu => {
                share_bounds(preferences)
            }
            Lens::Temperature => [30.0, 40.0, 50.0, 60.0, 70.0, 80.0],
            Lens::Network => match preferences.network {
                DataUnit::Bytes => [10.0 * KB, 100.0 * KB, MB, 10.0 * MB, 50.0 * MB, 100.0 * MB],
                DataUnit::Bits => [1e2, 1e3, 1e4, 1e5, 5e5, 1e6].map(|kilobits| kilobits * KBIT),
            },
            Lens::Alerts => [1.0, 1.0, 1.0, 1.0, 2.0, 3.0],
            Lens::Latency => [1.0, 5.0, 20.0, 50.0, 100.0, 250.0],
            // Alerts set, quiet, no alert: the bands in between are empty.
            Lens::Coverage => [1.0, 1.0, 1.0, 1.0, 2.0, 2.0],
            Lens::Battery => {
                let [warn, critical] = values::BATTERY_LIMITS.map(f64::from);
                [95.0, 80.0, 60.0, 40.0, warn, critical].map(|bound: f64| -bound)
            }
        };
        Some(Self {
            lens,
            bounds,
            preferences: *preferences,
        })
    }

    pub fn lens(&self) -> Lens {
        self.lens
    }

    /// The band of a value in the unit of the lens, by the exact value.
    pub fn band(&self, value: f64) -> Band {
        let reached = |bound: &&f64| match self.lens {
            // A battery is low below its limits, not at them.
            Lens::Battery => value < -**bound,
            _ => value >= **bound,
        };
        Band::at(self.bounds.iter().filter(reached).count())
    }

    /// The bands that are not empty.
    pub fn bands(&self) -> impl Iterator<Item = Band> {
        Band::all().filter(|band| {
            let (from, to) = self.edges(*band);
            from < to
        })
    }

    /// Position of a value on the scale when all its bands are drawn with equal width: 0 to 1.
    pub fn place(&self, amount: Amount) -> f64 {
        let value = match self.lens {
            Lens::Battery => -amount.value(),
            _ => amount.value(),
        };
        let bands: Vec<Band> = self.bands().collect();
        let count = bands.len().max(1) as f64;
        let at = bands
            .iter()
            .rposition(|band| self.edges(*band).0 <= value)
            .unwrap_or_default();
        let Some((from, to)) = bands.get(at).map(|band| self.edges(*band)) else {
            return 0.0;
        };
        let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
        ((at as f64 + share) / count).clamp(0.0, 1.0)
    }

    /// The label of the lower bound of a band, in the units of the user; `None` for the first band.
    pub fn label(&self, band: Band) -> Option<String> {
        let index = band.index().checked_sub(1)?;
        let bound = *self.bounds.get(index)?;
        Some(match self.lens {
            Lens::Temperature => decimal(self.preferences.temperature.of(bound), 0),
            Lens::Network => {
                let labels = match self.preferences.network {
                    DataUnit::Bytes => ["10 K", "100 K", "1 M", "10 M", "50 M", "100 M"],
                    DataUnit::Bits => ["100 K", "1 M", "10 M", "100 M", "500 M", "1 G"],
                };
                labels.get(index).copied().unwrap_or_default().to_owned()
            }
            _ => format::plain(bound.abs()),
        })
    }

    /// The name of a band, on a scale that is not numeric.
    pub fn band_name(&self, band: Band) -> Option<&'static str> {
        (self.lens == Lens::Coverage).then(|| match band.index() {
            0..=3 => "Alerts set",
            4..=5 => "Quiet now",
            _ => "No alert",
        })
    }

    /// The short name of such a band, after a count: `3 quiet`.
    pub fn short_band_name(&self, band: Band) -> Option<&'static str> {
        self.band_name(band).map(|_| match band.index() {
            0..=3 => "set",
            4..=5 => "quiet",
            _ => "none",
        })
    }

    /// The name of a value on such a scale.
    pub fn name_of(&self, amount: Amount) -> Option<&'static str> {
        self.band_name(self.band(amount.value()))
    }

    /// A difference of two values: `+12 °C`, `−5 points`. `None` if it is too small or meaningless for the lens.
    pub fn change_words(&self, change: f64) -> Option<String> {
        let (change, unit) = match self.lens {
            Lens::Temperature => {
                let unit = self.preferences.temperature;
                (unit.of(change) - unit.of(0.0), unit.symbol())
            }
            Lens::Network | Lens::Latency | Lens::Alerts | Lens::Coverage | Lens::Status => {
                return None;
            }
            _ => (change, "points"),
        };
        let whole = change.round();
        let sign = if whole < 0.0 { "−" } else { "+" };
        (whole != 0.0).then(|| format!("{sign}{} {unit}", decimal(whole.abs(), 0)))
    }

    /// A value in the units of the user: `63 °C`.
    pub fn value_words(&self, value: f64) -> String {
        match self.lens {
            Lens::Temperature => {
                format::temperature(Celsius(value as f32), self.preferences.temperature)
            }
            Lens::Network => format::rate(BytesPerSecond(value * 1024.0), self.preferences.network),
            Lens::Alerts | Lens::Coverage | Lens::Status => format::plain(value),
            Lens::Latency => {
                Latency::measured(value * 1_000.0).map_or_else(String::new, Latency::text)
            }
            Lens::Cpu | Lens::Memory | Lens::Disk | Lens::Load | Lens::Gpu | Lens::Battery => {
                match Percent::new(value) {
                    // A load may be more than all threads can do.
                    Some(share) if value <= 100.0 => format::percent(share),
                    _ => format!("{} %", decimal(value, 0)),
                }
            }
        }
    }

    /// The user's thresholds that are bounds of bands.
    pub fn limits(&self) -> Vec<ScaleLimit> {
        let warning = match self.lens {
            Lens::Cpu | Lens::Memory | Lens::Disk | Lens::Load | Lens::Gpu => 3,
            Lens::Battery => 4,
            _ => return Vec::new(),
        };
        let limit = |bound, word| ScaleLimit { bound, word };
        vec![limit(warning, "warning"), limit(BOUNDS - 1, "critical")]
    }

    /// `°C`, `%`, `bits a second`.
    pub fn unit(&self) -> &'static str {
        match self.lens {
            Lens::Temperature => self.preferences.temperature.symbol(),
            Lens::Network => match self.preferences.network {
                DataUnit::Bytes => "bytes a second",
                DataUnit::Bits => "bits a second",
            },
            Lens::Load => "% of threads",
            Lens::Latency => "ms",
            Lens::Alerts | Lens::Coverage | Lens::Status => "",
            _ => "%",
        }
    }

    /// `Temperature, °C`.
    pub fn title(&self) -> String {
        match self.unit() {
            "" => self.lens.name().to_owned(),
            unit => format!("{}, {unit}", self.lens.name()),
        }
    }

    /// The bounds of a band as drawn; the outer ones end at a sensible value.
    fn edges(&self, band: Band) -> (f64, f64) {
        let index = band.index();
        let (lowest, highest) = match self.lens {
            Lens::Temperature => (20.0, 90.0),
            Lens::Network => (0.0, self.bounds[BOUNDS - 1] * 2.0),
            Lens::Alerts => (0.0, 4.0),
            Lens::Coverage => (0.0, 3.0),
            Lens::Latency => (0.0, self.bounds[BOUNDS - 1] * 2.0),
            Lens::Battery => (-100.0, 0.0),
            _ => (0.0, 100.0),
        };
        let from = match index.checked_sub(1) {
            Some(below) => self.bounds.get(below).copied().unwrap_or(highest),
            None => lowest,
        };
        (from, self.bounds.get(index).copied().unwrap_or(highest))
    }
}

/// Bounds for percentages: the bands from the fifth on need a look, the last one urgently. Rounded to multiples of 5 if possible.
fn share_bounds(preferences: &Preferences) -> [f64; BOUNDS] {
    let [warn, critical] = values::limits(&preferences.thresholds);
    let warn = warn.min(critical);
    let exact = [
        warn * 0.25,
        warn * 0.5,
        warn * 0.75,
        warn,
        (warn + critical) / 2.0,
        critical,
    ];
    let mut rounded = exact.map(|bound| (bound / 5.0).round() * 5.0);
    (rounded[3], rounded[5]) = (warn, critical);
    let is_rising = rounded[0] > 0.0 && rounded.windows(2).all(|two| two[0] < two[1]);
    if is_rising { rounded } else { exact }
}
