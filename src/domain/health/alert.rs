//! Findings from the user's triggered alerts.

use super::values::{self, Finding, ValueSubject};
use super::{Criteria, LOSS_ALERT, Level};
use crate::domain::format::{self, DataUnit};
use crate::domain::system::{Metrics, TriggeredAlert};
use crate::domain::units::{BytesPerSecond, Millis};

/// The unit of bandwidth alerts, in bytes per second.
const MEGABYTE: f64 = 1_048_576.0;
/// How long an alert lasts is told from a minute on, in milliseconds.
const LEAST_LASTING: i64 = 60_000;

/// At least a warning; critical when the value itself is.
pub(super) fn finding(
    alert: &TriggeredAlert,
    metrics: &Metrics,
    criteria: &Criteria,
) -> Option<Finding> {
    // A status alert repeats the status; a loss alert is about what the system checks, not about the system.
    if alert.is_of_status() || alert.acknowledged || alert.name == LOSS_ALERT {
        return None;
    }
    let about = AlertWords::of(alert, metrics, criteria);
    let own = values::level(about.subject, metrics, criteria);
    let share = values::share_of(about.subject, metrics);
    let level = own.unwrap_or(Level::Warn).max(Level::Warn);
    Some(Finding {
        subject: about.subject,
        level,
        weight: share.map_or(0.0, |share| f64::from(share.value())),
        text: about.words(alert, criteria.now),
        brief: about.brief(),
        // A bar has the color of the thresholds, which the alert's limit may be below.
        is_in_bar: values::is_a_bar(about.subject) && own == Some(level),
    })
}

/// What an alert is about, by the hub's name for it.
struct AlertWords {
    subject: ValueSubject,
    label: String,
    /// The alert's threshold, in its unit and as text.
    limit: f64,
    limit_text: String,
    /// The current value in the alert's unit and as text, if the hub reports it with the system.
    now: Option<(f64, String)>,
}

impl AlertWords {
    fn of(alert: &TriggeredAlert, metrics: &Metrics, criteria: &Criteria) -> Self {
        // Values are kept in this precision.
        let limit = f64::from(alert.value as f32);
        let plain = |subject, label: String, unit: &str| Self {
            subject,
            label,
            limit,
            limit_text: format!("{}{unit}", format::plain(alert.value)),
            now: None,
        };
        let share = |subject| {
            let now = values::share_of(subject, metrics).map(|share| {
                let text = format::percent_beside(share, &[limit]);
                (f64::from(share.value()), text)
            });
            Self {
                now,
                ..plain(subject, values::label(subject, metrics), " %")
            }
        };
        let load = |place: usize, minutes: &str| {
            let average = metrics.load.and_then(|load| load.get(place).copied());
            let now = average.map(f64::from);
            let now = now.map(|now| (now, format::beside(now, 2, &[limit])));
            let label = format!("Load over {minutes} min");
            Self {
                now,
                ..plain(ValueSubject::Load, label, "")
            }
        };
        match alert.name.as_str() {
            "CPU" => share(ValueSubject::Cpu),
            "Memory" => share(ValueSubject::Memory),
            "Disk" => share(fullest_disk(metrics)),
            "GPU" => share(ValueSubject::Gpu),
            "Battery" => {
                let now = metrics.battery.map(|battery| {
                    let text = values::battery_text(battery, &[limit]);
                    (f64::from(battery.charge.value()), text)
                });
                Self {
                    now,
                    ..plain(ValueSubject::Battery, "Battery".to_owned(), " %")
                }
            }
            "Temperature" => Self::temperature(limit, metrics, criteria),
            "Bandwidth" => Self::bandwidth(limit, metrics, criteria.preferences.network),
            "LoadAvg1" => load(0, "1"),
            "LoadAvg5" => load(1, "5"),
            "LoadAvg15" => load(2, "15"),
            other => plain(ValueSubject::Other, other.to_owned(), ""),
        }
    }

    fn temperature(limit: f64, metrics: &Metrics, criteria: &Criteria) -> Self {
        let unit = criteria.preferences.temperature;
        let shown_limit = unit.of(limit);
        let now = metrics.temperature.map(|degrees| {
            let degrees = f64::from(degrees.0);
            let number = format::beside(unit.of(degrees), 0, &[shown_limit]);
            (degrees, format!("{number} {}", unit.symbol()))
        });
        Self {
            subject: ValueSubject::Temperature,
            label: "Temperature".to_owned(),
            limit,
            limit_text: format!("{} {}", format::plain(shown_limit), unit.symbol()),
            now,
        }
    }

    fn bandwidth(limit: f64, metrics: &Metrics, unit: DataUnit) -> Self {
        let limit_text = match unit {
            DataUnit::Bytes => format!("{} MB/s", format::plain(limit)),
            DataUnit::Bits => format::rate(BytesPerSecond(limit * MEGABYTE), unit),
        };
        Self {
            subject: ValueSubject::Network,
            label: "Bandwidth".to_owned(),
            limit,
            limit_text,
            now: metrics
                .network
                .map(|flow| (flow.0 / MEGABYTE, format::rate(flow, unit))),
        }
    }

    /// `Temperature 81 °C`, or `Bandwidth alert` where the current value is not known.
    fn brief(&self) -> String {
        match &self.now {
            Some((_, text)) => format!("{} {text}", self.label),
            None => format!("{} alert", self.label),
        }
    }

    /// `Memory 82 % is above your 80 % for 16 h`: for as long as the alert has lasted, if that is known.
    fn words(&self, alert: &TriggeredAlert, now: Option<Millis>) -> String {
        let fires_below = self.subject == ValueSubject::Battery;
        let side = if fires_below { "below" } else { "above" };
        let lasted = alert.since.zip(now).map(|(since, now)| now.since(since));
        let lasting = lasted.filter(|lasted| *lasted >= LEAST_LASTING);
        let lasting = lasting.map_or_else(String::new, |lasted| {
            format!(" for {}", format::duration(lasted))
        });
        let limit = format!("your {}", self.limit_text);
        let label = &self.label;
        match &self.now {
            Some((value, text)) => {
                let is_beyond = if fires_below {
                    *value < self.limit
                } else {
                    *value > self.limit
                };
                // An alert is about an average: the current value may already be on the other side.
                if is_beyond {
                    format!("{label} {text} is {side} {limit}{lasting}")
                } else {
                    format!("{label} was {side} {limit}, now {text}")
                }
            }
            None => format!("{label} is {side} {limit}{lasting}"),
        }
    }
}

/// The hub's disk alert watches all disks.
fn fullest_disk(metrics: &Metrics) -> ValueSubject {
    let mut fullest = (ValueSubject::Disk, metrics.disk);
    for (place, (_, share)) in metrics.extra_disks.iter().enumerate() {
        if fullest.1.is_none_or(|most| *share > most) {
            fullest = (ValueSubject::ExtraDisk(place), Some(*share));
        }
    }
    fullest.0
}
