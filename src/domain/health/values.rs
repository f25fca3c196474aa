//! Health by the values of a system that is up and was heard of in time.

use super::{Health, Level, Thresholds, Verdict};
use crate::domain::format;
use crate::domain::sorted;
use crate::domain::system::{Metrics, TriggeredAlert};
use crate::domain::units::Percent;

/// One thing that is not as it should be.
struct Finding {
    level: Level,
    /// For order among findings of one level; greater first.
    weight: f32,
    text: String,
    /// Two or three words, for what the bars of a device do not show by themselves.
    brief: Option<String>,
}

pub(super) fn judge(
    metrics: &Metrics,
    alerts: &[TriggeredAlert],
    thresholds: &Thresholds,
) -> Verdict {
    let told_by_alert = |name: &str| alerts.iter().any(|alert| alert.name == name);
    let by_alert = alerts
        .iter()
        .filter_map(|alert| alert_finding(alert, metrics, thresholds));
    let by_share = shares(metrics)
        .into_iter()
        // The alert's own text says more than the threshold's.
        .filter(|(alert_name, ..)| !told_by_alert(alert_name))
        .filter_map(|(_, label, share)| share_finding(&label, share?, thresholds));
    let mut findings: Vec<Finding> = Vec::new();
    by_alert.chain(by_share).for_each(|finding| {
        sorted::insert_by(&mut findings, finding, |a, b| {
            b.level.cmp(&a.level).then(b.weight.total_cmp(&a.weight))
        });
    });
    let health = match findings.first().map(|worst| worst.level) {
        None => {
            return Verdict {
                health: Health::Ok,
                reason: None,
                brief: None,
            };
        }
        Some(Level::Critical) => Health::Critical,
        Some(Level::Warn | Level::Ok) => Health::Warn,
    };
    let texts: Vec<&str> = findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect();
    Verdict {
        brief: findings.iter().find_map(|finding| finding.brief.clone()),
        ..Verdict::because(health, texts.join("; "))
    }
}

/// What the thresholds look at: the hub's name for an alert on it, our label, and the share.
fn shares(metrics: &Metrics) -> [(&'static str, String, Option<Percent>); 4] {
    let extra = metrics.fullest_extra_disk.as_ref();
    [
        ("CPU", "CPU".to_owned(), metrics.cpu),
        ("Memory", "Memory".to_owned(), metrics.memory),
        ("Disk", "Disk".to_owned(), metrics.disk),
        (
            "Disk",
            extra.map_or_else(String::new, |(name, _)| format!("Disk {name}")),
            extra.map(|&(_, share)| share),
        ),
    ]
}

fn share_finding(label: &str, share: Percent, thresholds: &Thresholds) -> Option<Finding> {
    let level = thresholds.level(share);
    let (word, from) = match level {
        Level::Ok => return None,
        Level::Warn => ("warning", thresholds.warn),
        Level::Critical => ("critical", thresholds.critical),
    };
    let text = format!(
        "{label} {} ({word} from {})",
        format::percent(share),
        format::percent(from)
    );
    let is_a_bar = matches!(label, "CPU" | "Memory" | "Disk");
    Some(Finding {
        level,
        weight: share.value(),
        text,
        brief: (!is_a_bar).then(|| format!("{label} {}", format::percent(share))),
    })
}

/// What an alert of the user's says: at least a warning, critical when the thresholds call the value critical.
fn alert_finding(
    alert: &TriggeredAlert,
    metrics: &Metrics,
    thresholds: &Thresholds,
) -> Option<Finding> {
    if alert.name == "Status" {
        // It says what the status itself already says.
        return None;
    }
    let subject = ValueSubject::of(alert, metrics);
    let judged = subject.share.filter(|_| subject.has_thresholds);
    Some(Finding {
        level: judged.map_or(Level::Warn, |share| {
            thresholds.level(share).max(Level::Warn)
        }),
        weight: subject.share.map_or(0.0, Percent::value),
        text: subject.words(alert),
        brief: (!subject.has_thresholds).then(|| subject.brief()),
    })
}

/// What an alert is about, by the hub's name for it.
struct ValueSubject<'a> {
    label: &'a str,
    unit: &'static str,
    share: Option<Percent>,
    /// The value of the moment, as a number in the alert's unit and as text, where the hub reports it with the system.
    now: Option<(f64, String)>,
    has_thresholds: bool,
}

impl<'a> ValueSubject<'a> {
    fn of(alert: &'a TriggeredAlert, metrics: &Metrics) -> Self {
        let plain = |label, unit| Self {
            label,
            unit,
            share: None,
            now: None,
            has_thresholds: false,
        };
        let shared = |label, share: Option<Percent>, has_thresholds| {
            let now = share.map(|share| (f64::from(share.whole()), format::percent(share)));
            Self {
                label,
                unit: " %",
                share,
                now,
                has_thresholds,
            }
        };
        match alert.name.as_str() {
            "CPU" => shared("CPU", metrics.cpu, true),
            "Memory" => shared("Memory", metrics.memory, true),
            "Disk" => shared("Disk", fullest_disk(metrics), true),
            "GPU" => shared("GPU", metrics.gpu, false),
            "Battery" => shared("Battery", metrics.battery, false),
            "Temperature" => {
                let now = metrics.temperature.map(|degrees| {
                    (
                        f64::from(degrees.0),
                        format::temperature(degrees, format::TemperatureUnit::Celsius),
                    )
                });
                Self {
                    now,
                    ..plain("Temperature", " °C")
                }
            }
            "Bandwidth" => plain("Bandwidth", " MB/s"),
            "LoadAvg1" => plain("Load over 1 min", ""),
            "LoadAvg5" => plain("Load over 5 min", ""),
            "LoadAvg15" => plain("Load over 15 min", ""),
            other => plain(other, ""),
        }
    }

    /// `Temperature 81 °C`, or `Bandwidth alert` where the current value is not known.
    fn brief(&self) -> String {
        match &self.now {
            Some((_, text)) => format!("{} {text}", self.label),
            None => format!("{} alert", self.label),
        }
    }

    /// `Memory 82 % is above your 80 % for 10 min`.
    fn words(&self, alert: &TriggeredAlert) -> String {
        let fires_below = alert.name == "Battery";
        let side = if fires_below { "below" } else { "above" };
        let limit = format!(
            "your {}{} for {} min",
            format::plain(alert.value),
            self.unit,
            alert.minutes
        );
        let label = self.label;
        match &self.now {
            // An alert looks at an average: the value of the moment may already be on the other side.
            Some((value, text)) if (*value < alert.value) != fires_below => {
                format!("{label} was {side} {limit}, now {text}")
            }
            Some((_, text)) => format!("{label} {text} is {side} {limit}"),
            None => format!("{label} is {side} {limit}"),
        }
    }
}

/// The hub's disk alert looks at all disks.
fn fullest_disk(metrics: &Metrics) -> Option<Percent> {
    let extra = metrics.fullest_extra_disk.as_ref().map(|&(_, share)| share);
    [metrics.disk, extra]
        .into_iter()
        .flatten()
        .max_by(|a, b| a.value().total_cmp(&b.value()))
}
