//! Reads the value of a lens from a system.

use super::{Amount, Lens, LensMark, LensScale};
use crate::domain::format;
use crate::domain::health::{Evidence, Health, values};
use crate::domain::preferences::Preferences;
use crate::domain::system::{Metrics, TriggeredAlert};
use crate::domain::units::Percent;

/// The value of a lens for one system.
#[derive(Clone, Debug, PartialEq)]
pub struct LensReading {
    /// In the unit of the lens; `None` if there is only a text.
    pub value: Option<f64>,
    /// The value as displayed.
    pub amount: Amount,
    /// In the units of the user.
    pub text: String,
    /// Additional information in a few words; may be empty.
    pub note: String,
}

/// What a device of that health shows under a lens; `None` under the status lens, and for a device without a system.
pub fn read(lens: Lens, evidence: &Evidence, health: Health) -> Option<LensMark> {
    let preferences = &evidence.criteria.preferences;
    let scale = LensScale::of(lens, preferences)?;
    let system = evidence.system?;
    let reading = reading_of(lens, &system.metrics, evidence.criteria.alerts, preferences);
    if !health.is_verified() {
        return last_seen(lens, health, reading);
    }
    let Some(reading) = reading else {
        return Some(LensMark {
            value: "–".to_owned(),
            spoken: format!("{} not reported", lens.name()),
            ..LensMark::default()
        });
    };
    Some(LensMark {
        shown: reading
            .value
            .map(|value| (scale.band(value), reading.amount)),
        spoken: spoken(lens, &reading),
        value: reading.text,
        note: reading.note,
        spark: None,
    })
}

/// A system without current reports keeps its last value, marked as such. Alerts are excepted: they are known even while it is down.
fn last_seen(lens: Lens, health: Health, reading: Option<LensReading>) -> Option<LensMark> {
    let is_kept = matches!(health, Health::Down | Health::Stale) && lens != Lens::Alerts;
    let text = reading.filter(|_| is_kept)?.text;
    Some(LensMark {
        note: format!("last seen {text}"),
        ..LensMark::default()
    })
}

fn spoken(lens: Lens, reading: &LensReading) -> String {
    match lens {
        // The accessible name contains them already.
        Lens::Status | Lens::Cpu | Lens::Memory => String::new(),
        Lens::Alerts => reading.text.clone(),
        _ => format!("{} {}", lens.name().to_lowercase(), reading.text),
    }
}

/// The value of a lens in these metrics; `None` if it is not reported.
pub fn reading_of(
    lens: Lens,
    metrics: &Metrics,
    alerts: &[TriggeredAlert],
    preferences: &Preferences,
) -> Option<LensReading> {
    match lens {
        // Not among the metrics.
        Lens::Status | Lens::Latency | Lens::Coverage => None,
        Lens::Cpu => metrics.cpu.map(|it| share(it, preferences)),
        Lens::Memory => metrics.memory.map(|it| share(it, preferences)),
        Lens::Disk => disk(metrics, preferences),
        Lens::Gpu => metrics.gpu.map(|it| share(it, preferences)),
        Lens::Battery => metrics.battery.map(|battery| LensReading {
            note: battery.state.word().unwrap_or_default().to_owned(),
            ..limited(battery.charge, &values::BATTERY_LIMITS.map(f64::from))
        }),
        Lens::Temperature => metrics.temperature.map(|degrees| {
            let shown = format::temperature(degrees, preferences.temperature);
            LensReading {
                value: Some(f64::from(degrees.0)),
                amount: Amount(f64::from(degrees.0).round() as i64 * 10),
                text: shown,
                note: String::new(),
            }
        }),
        Lens::Network => metrics.network.map(|flow| LensReading {
            value: Some(flow.0 / 1024.0),
            amount: Amount(three_figures(flow.0 * 10.0 / 1024.0)),
            text: format::rate(flow, preferences.network),
            note: String::new(),
        }),
        Lens::Load => load(metrics, preferences),
        Lens::Alerts => Some(LensReading {
            value: Some(alerts.len() as f64),
            amount: Amount(alerts.len() as i64 * 10),
            text: match alerts.len() {
                0 => "no alert".to_owned(),
                1 => "1 alert".to_owned(),
                count => format!("{count} alerts"),
            },
            note: alerts
                .first()
                .map(|alert| alert.name.clone())
                .unwrap_or_default(),
        }),
    }
}

fn share(share: Percent, preferences: &Preferences) -> LensReading {
    limited(share, &values::limits(&preferences.thresholds))
}

/// With as many decimals as it takes to show on which side of its limits it is.
fn limited(share: Percent, limits: &[f64]) -> LensReading {
    LensReading {
        value: Some(f64::from(share.value())),
        amount: Amount((f64::from(share.rounded().value()) * 10.0).round() as i64),
        text: format::percent_beside(share, limits),
        note: String::new(),
    }
}

/// The fullest of all file systems; among equals the root.
fn disk(metrics: &Metrics, preferences: &Preferences) -> Option<LensReading> {
    let root = metrics.disk.map(|full| ("", full));
    let others = metrics.extra_disks.iter();
    let all = root
        .into_iter()
        .chain(others.map(|(name, full)| (name.as_str(), *full)));
    let (name, full) = all.reduce(|fullest, other| {
        if other.1.value() > fullest.1.value() {
            other
        } else {
            fullest
        }
    })?;
    Some(LensReading {
        note: if name.is_empty() {
            String::new()
        } else {
            format!("fullest: {name}")
        },
        ..share(full, preferences)
    })
}

/// Relative to the threads, to which the limits apply; without them only the average itself is known.
fn load(metrics: &Metrics, preferences: &Preferences) -> Option<LensReading> {
    let Some(by_threads) = metrics.load_by_threads() else {
        let [one, ..] = metrics.load?;
        return Some(LensReading {
            value: None,
            amount: Amount::default(),
            text: format::load(one),
            note: "threads not known".to_owned(),
        });
    };
    let limits = values::limits(&preferences.thresholds);
    let percent = by_threads.percent;
    Some(LensReading {
        value: Some(percent),
        amount: Amount(percent.round() as i64 * 10),
        text: format!("{} %", format::beside(percent, 0, &limits)),
        note: format!(
            "load {} over {} min",
            format::load(by_threads.average),
            by_threads.minutes
        ),
    })
}

/// Reduced to the three digits with which a rate is shown.
fn three_figures(amount: f64) -> i64 {
    let mut whole = amount.round() as i64;
    let mut unit = 1;
    while whole >= 1_000 {
        whole /= 10;
        unit *= 10;
    }
    whole * unit
}
