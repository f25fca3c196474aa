//! What happened during the time of a chart: alerts and reboots.

use std::collections::HashMap;

use crate::domain::alert_rules;
use crate::domain::ids::SystemId;
use crate::domain::inventory::PastAlert;
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// The hub's name for the alert that a system is down; it concerns all charts.
const STATUS: &str = "Status";

/// The times during which alerts of these names lasted, cut to the window.
pub fn alert_spans(
    alerts: &[PastAlert],
    system: &SystemId,
    names: &[&str],
    window: Window,
) -> Vec<Window> {
    let mut spans = Vec::new();
    for alert in alerts {
        let is_meant = names.contains(&alert.name.as_str()) || alert.name == STATUS;
        if alert.system == *system && is_meant {
            spans.extend(span_of(alert, window));
        }
    }
    spans.sort_by_key(|span| span.from);
    spans
}

/// The outages of each system, in any order, cut to the window.
pub fn outages_of_systems(alerts: &[PastAlert], window: Window) -> HashMap<&SystemId, Vec<Window>> {
    let mut outages: HashMap<&SystemId, Vec<Window>> = HashMap::new();
    for alert in alerts.iter().filter(|alert| alert.name == STATUS) {
        if let Some(span) = span_of(alert, window) {
            outages.entry(&alert.system).or_default().push(span);
        }
    }
    outages
}

/// The time during which it lasted, cut to the window.
fn span_of(alert: &PastAlert, window: Window) -> Option<Window> {
    let span = Window {
        from: alert.triggered?,
        until: alert.resolved.unwrap_or(window.until),
    };
    span.cut(window)
}

/// The last start of the machine, from its uptime in seconds at a report; `None` if it is outside the window.
pub fn reboot(reported: Option<Millis>, uptime: Option<u64>, window: Window) -> Option<Millis> {
    let uptime = i64::try_from(uptime?).ok()?.checked_mul(1_000)?;
    let started = reported?.plus(-uptime);
    window.contains(started).then_some(started)
}

/// Something that happened, with the moment at which it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartMoment {
    pub at: Millis,
    /// `CPU above 80 %`, `The machine started`, `No data from then on`.
    pub words: String,
    /// The hub's name for the alert that began.
    pub alert: Option<String>,
}

/// What happened to a system in the time that is shown.
pub struct ChartEvents<'a> {
    pub alerts: &'a [PastAlert],
    pub system: &'a SystemId,
    pub reboot: Option<Millis>,
    pub gaps: &'a [Window],
    pub window: Window,
}

impl ChartEvents<'_> {
    /// Oldest first. What began before the window is not there; of what began together, one is.
    pub fn moments(&self, preferences: &Preferences) -> Vec<ChartMoment> {
        let alerts = self
            .alerts
            .iter()
            .filter(|alert| alert.system == *self.system);
        let mut all: Vec<ChartMoment> = alerts
            .filter_map(|alert| {
                let words = alert.value.map_or_else(
                    || alert_rules::label(&alert.name).to_owned(),
                    |value| alert_rules::words(&alert.name, value, 0, preferences),
                );
                Some(ChartMoment {
                    at: alert.triggered?,
                    words,
                    alert: Some(alert.name.clone()),
                })
            })
            .collect();
        let other = |at, words: &str| ChartMoment {
            at,
            words: words.to_owned(),
            alert: None,
        };
        all.extend(self.reboot.map(|at| other(at, "The machine started")));
        let gaps = self.gaps.iter().filter(|gap| gap.from > self.window.from);
        all.extend(gaps.map(|gap| other(gap.from, "No data from then on")));
        all.retain(|moment| self.window.contains(moment.at));
        all.sort_by_key(|moment| moment.at);
        all.dedup_by_key(|moment| moment.at);
        all
    }
}

/// The next moment after `from`, or the last one before it. Without a crosshair, the search goes from the end of the window.
pub fn step_to(
    moments: &[ChartMoment],
    from: Option<Millis>,
    is_later: bool,
) -> Option<&ChartMoment> {
    match (from, is_later) {
        (None, true) => None,
        (None, false) => moments.last(),
        (Some(from), true) => moments.iter().find(|moment| moment.at > from),
        (Some(from), false) => moments.iter().rfind(|moment| moment.at < from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(system: &str, name: &str, from: i64, until: Option<i64>) -> PastAlert {
        PastAlert {
            system: SystemId::new(system),
            name: name.to_owned(),
            value: None,
            triggered: Some(Millis(from)),
            resolved: until.map(Millis),
        }
    }

    #[test]
    fn spans_are_of_the_system_and_the_chart_and_within_the_window() {
        let alerts = [
            alert("a", "CPU", 50, Some(150)),
            alert("a", "Memory", 100, Some(200)),
            alert("b", "CPU", 100, Some(200)),
            alert("a", "Status", 300, None),
            alert("a", "CPU", 0, Some(90)),
        ];
        let window = Window {
            from: Millis(100),
            until: Millis(400),
        };
        let spans = alert_spans(&alerts, &SystemId::new("a"), &["CPU"], window);
        let shown: Vec<(i64, i64)> = spans
            .iter()
            .map(|span| (span.from.0, span.until.0))
            .collect();
        assert_eq!(shown, [(100, 150), (300, 400)]);
    }

    #[test]
    fn keys_step_from_event_to_event() {
        let alerts = [
            alert("a", "CPU", 150, Some(180)),
            alert("a", "Memory", 50, Some(110)),
            alert("b", "CPU", 160, None),
        ];
        let window = |from, until| Window {
            from: Millis(from),
            until: Millis(until),
        };
        let events = ChartEvents {
            alerts: &alerts,
            system: &SystemId::new("a"),
            reboot: Some(Millis(300)),
            gaps: &[window(100, 120), window(250, 300)],
            window: window(100, 400),
        };
        let moments = events.moments(&Preferences::default());
        let words = moments.iter().map(|one| (one.at.0, one.words.as_str()));
        let expected = [
            (150, "CPU"),
            (250, "No data from then on"),
            (300, "The machine started"),
        ];
        assert_eq!(words.collect::<Vec<_>>(), expected);
        let step = |from: Option<i64>, is_later| {
            step_to(&moments, from.map(Millis), is_later).map(|one| one.at.0)
        };
        assert_eq!(step(None, false), Some(300));
        assert_eq!(step(None, true), None);
        assert_eq!(step(Some(300), false), Some(250));
        assert_eq!(step(Some(150), false), None);
        assert_eq!(step(Some(150), true), Some(250));
        assert_eq!(step(Some(390), true), None);
    }

    #[test]
    fn a_reboot_is_where_the_uptime_began() {
        let window = Window {
            from: Millis(0),
            until: Millis(100_000),
        };
        assert_eq!(
            reboot(Some(Millis(90_000)), Some(60), window),
            Some(Millis(30_000))
        );
        assert_eq!(reboot(Some(Millis(90_000)), Some(600), window), None);
        assert_eq!(reboot(Some(Millis(90_000)), Some(u64::MAX), window), None);
        assert_eq!(reboot(None, Some(1), window), None);
    }
}
