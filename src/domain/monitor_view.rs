//! What a device checked by a monitor shows.

use super::format;
use super::health::{Health, MonitorEvidence, Verdict, judge_monitor};
use super::layout::Device;
use super::lens::LensMark;
use super::monitor::{Latency, Monitor};
use super::summary::Totals;
use super::units::{Millis, Percent};
use super::view::{ContextLine, DeviceView, FrontLights};

/// State of the monitor linked to a device, shown beside it whatever the device itself is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastCheck {
    pub health: Health,
    pub latency: Option<Latency>,
    pub loss: Option<Percent>,
}

impl LastCheck {
    pub fn of(evidence: &MonitorEvidence) -> Self {
        let monitor = evidence.monitor;
        Self {
            health: judge_monitor(evidence).health,
            latency: monitor.and_then(Monitor::latency),
            loss: monitor.and_then(|monitor| monitor.loss),
        }
    }
}

/// The view of a device judged by a monitor. `place` is the spoken form of the device's place.
pub fn monitor_view(device: &Device, place: &str, evidence: &MonitorEvidence) -> DeviceView {
    let verdict = judge_monitor(evidence);
    let current = evidence.monitor.filter(|_| verdict.health.is_verified());
    let past = evidence.last_seen.and(verdict.reason.clone());
    let spoken = [
        device.name.clone(),
        place.to_owned(),
        verdict.health.word().to_owned(),
        current
            .map(spoken)
            .or_else(|| past.clone())
            .unwrap_or_default(),
    ];
    let spoken: Vec<String> = spoken.into_iter().filter(|part| !part.is_empty()).collect();
    // A healthy one needs no explanation.
    let (explaining, other) = match current.map(context).or(past) {
        Some(all) if verdict.health == Health::Ok => (None, Some(all)),
        all => (all, None),
    };
    DeviceView {
        value: value(&verdict, evidence),
        context: ContextLine::led_by(
            explaining.as_deref().into_iter().collect(),
            other.into_iter(),
        ),
        accessible_name: spoken.join(", "),
        bars: None,
        lights: FrontLights::default(),
        health: verdict.health,
        reason: verdict.reason,
        name: device.name.clone(),
        guests: Totals::default(),
        lens: None,
    }
}

fn value(verdict: &Verdict, evidence: &MonitorEvidence) -> String {
    let since = |word: &str, since: Option<Millis>| match since {
        Some(since) => {
            let span = format::duration(evidence.hub_now.since(since));
            format!("{word} · {span}")
        }
        None => word.to_owned(),
    };
    if let Some(past) = evidence.last_seen {
        return since(&past.brief(), Some(past.seen));
    }
    let monitor = evidence.monitor;
    match verdict.health {
        Health::Ok | Health::Warn | Health::Critical => monitor
            .and_then(Monitor::latency)
            .map_or_else(String::new, |latency| latency.text()),
        Health::Down => since("DOWN", evidence.down_since),
        Health::Stale => since("stale", monitor.and_then(|monitor| monitor.checked)),
        Health::Paused => "paused".to_owned(),
        Health::Pending => "pending".to_owned(),
        Health::Missing => "no access".to_owned(),
        Health::Unlinked => "not on this hub".to_owned(),
        Health::HubLost => "hub lost".to_owned(),
    }
}

/// `up · 12 ms · loss 0 %`.
fn context(monitor: &Monitor) -> String {
    let parts = [
        Some("up".to_owned()),
        monitor.latency().map(|latency| latency.text()),
        loss_words(monitor),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(format::BETWEEN)
}

/// `loss 0 %`.
pub fn loss_words(monitor: &Monitor) -> Option<String> {
    Some(format!("loss {}", format::percent(monitor.loss?)))
}

fn spoken(monitor: &Monitor) -> String {
    let latency = monitor.latency();
    let parts = [
        latency.map(|latency| format!("latency {}", latency.text())),
        loss_words(monitor),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What card and panel show of a monitor: labels and texts. Measured values only while they are verified.
pub fn monitor_values(
    monitor: &Monitor,
    health: Health,
    checker: Option<&str>,
    now: Millis,
) -> Vec<(&'static str, String)> {
    let text = |latency: Option<Latency>| latency.map(Latency::text);
    let values = [
        ("Latency", text(monitor.latency())),
        ("Loss, 1 h", monitor.loss.map(format::percent)),
        ("Mean, 1 h", text(monitor.mean)),
        ("Slowest, 1 h", text(monitor.slowest)),
    ];
    let is_current = health.is_verified();
    let checked = monitor.checked.map(|checked| format::age(checked, now));
    let facts = [
        ("Last check", checked),
        ("Target", Some(monitor.target.clone())),
        ("Check", Some(monitor.kind())),
        ("Checked by", checker.map(str::to_owned)),
    ];
    let values = values.into_iter().filter(|_| is_current);
    let all = values.chain(facts);
    all.filter_map(|(label, text)| Some((label, text?)))
        .collect()
}

/// What a device judged by a monitor shows under a lens that reads latencies.
pub fn latency_mark(
    monitor: &Monitor,
    health: Health,
    mark: impl FnOnce(f64) -> LensMark,
) -> Option<LensMark> {
    let latency = monitor.latency()?;
    if health.is_verified() {
        return Some(LensMark {
            value: latency.text(),
            note: loss_words(monitor).unwrap_or_default(),
            ..mark(latency.milliseconds())
        });
    }
    // A monitor without an answer has no last value to show; one that is not being checked has.
    (health == Health::Stale).then(|| LensMark {
        note: format!("last seen {}", latency.text()),
        ..LensMark::default()
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::health::{HubConnection, MonitorsKnown};
    use crate::domain::ids::{DeviceId, RackId, TypeSlug};
    use crate::domain::layout::{Face, Place};
    use crate::domain::monitor::CheckResult;
    use crate::domain::monitor::tests::monitor;
    use crate::domain::units::HalfU;

    const NOW: Millis = Millis(1_790_000_000_000);

    fn view(monitor: &Monitor, down_since: Option<Millis>) -> DeviceView {
        let place = Place::Rack {
            rack: RackId::new(Uuid::from_u128(1)),
            bottom: HalfU::from_units(3),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(2));
        let device = Device::new(id, TypeSlug::new("switch"), "core-sw", place);
        let evidence = MonitorEvidence {
            last_seen: None,
            connection: Some(HubConnection::Live),
            known: MonitorsKnown::Listed,
            monitor: Some(monitor),
            down_since,
            checker: None,
            alerts: &[],
            hub_now: NOW,
        };
        monitor_view(&device, "Rack A unit 4", &evidence)
    }

    #[test]
    fn the_latency_is_the_value_and_the_line_below_says_the_rest() {
        let shown = view(&monitor(NOW), None);
        assert_eq!(shown.value, "12 ms");
        assert_eq!(&*shown.context, "up · 12 ms · loss 0 %");
        assert_eq!(
            shown.accessible_name,
            "core-sw, Rack A unit 4, up, latency 12 ms, loss 0 %"
        );
        assert_eq!((shown.bars, shown.reason), (None, None));
    }

    #[test]
    fn what_is_not_vouched_for_shows_no_value() {
        let silent = Monitor {
            result: Some(CheckResult::Silent),
            ..monitor(NOW)
        };
        let shown = view(&silent, Some(NOW.plus(-240_000)));
        assert_eq!(
            (shown.value.as_str(), &*shown.context),
            ("DOWN · 4 min", "")
        );
        let stale = view(&monitor(NOW.plus(-3_600_000)), None);
        assert_eq!(stale.value, "stale · 1 h");
        let values = monitor_values(&monitor(NOW), Health::Stale, None, NOW);
        assert!(values.iter().all(|(label, _)| *label != "Latency"));
    }

    #[test]
    fn a_lens_keeps_the_last_value_of_what_is_stale_only() {
        let mark = |health| latency_mark(&monitor(NOW), health, |_| LensMark::default());
        let shown = mark(Health::Ok).map(|mark| (mark.value, mark.note));
        assert_eq!(shown, Some(("12 ms".to_owned(), "loss 0 %".to_owned())));
        let last = mark(Health::Stale).map(|mark| (mark.value, mark.note));
        assert_eq!(last, Some((String::new(), "last seen 12 ms".to_owned())));
        assert_eq!(mark(Health::Paused), None);
    }
}
