//! What happened during the time of a chart: alerts and reboots.

use std::collections::HashMap;

use crate::domain::ids::SystemId;
use crate::domain::inventory::PastAlert;
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
