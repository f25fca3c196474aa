//! The coverage lens: which systems have alerts set, and which are in quiet hours. It shows what the user has set; triggered alerts are
//! another lens.

use std::collections::HashMap;

use super::{Amount, Band, Lens, LensMark, LensScale};
use crate::domain::alert_rules::{self, AlertSetting};
use crate::domain::format::BETWEEN;
use crate::domain::health::{Evidence, Health, findings};
use crate::domain::ids::SystemId;
use crate::domain::inventory::QuietHours;
use crate::domain::inventory::lists::AlertList;
use crate::domain::preferences::Preferences;
use crate::domain::quiet_hours::quiet_until;
use crate::domain::units::Millis;

/// Coverage of a system, as values of the lens: the greater the worse.
const SET: i64 = 0;
const QUIET: i64 = 1;
const NO_ALERT: i64 = 2;

/// The parts of one hub's alerts that determine coverage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubCoverage {
    rules: HashMap<SystemId, SystemRules>,
    quiet: Vec<QuietHours>,
}

/// The alert rules of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SystemRules {
    count: usize,
    /// Recommended rules that are missing: `lacks Memory, Disk`. May be empty.
    lacks: String,
}

impl HubCoverage {
    pub fn of(list: &AlertList) -> Self {
        let mut of_systems: HashMap<&SystemId, Vec<AlertSetting>> = HashMap::new();
        for rule in &list.rules {
            let rules = of_systems.entry(&rule.system).or_default();
            rules.push(rule.clone());
        }
        let rules = of_systems.into_iter().map(|(system, rules)| {
            let missing = alert_rules::missing(&rules).into_iter();
            let missing: Vec<&str> = missing.map(|(name, _)| alert_rules::label(name)).collect();
            let lacks = match missing.is_empty() {
                true => String::new(),
                false => format!("lacks {}", missing.join(", ")),
            };
            let count = rules.len();
            (system.clone(), SystemRules { count, lacks })
        });
        Self {
            rules: rules.collect(),
            quiet: list.quiet.clone().unwrap_or_default(),
        }
    }

    /// The mark of a system's device; the reasons why it needs a look come before what it lacks. `now` is by the hub's clock, `say`
    /// formats a time.
    pub fn mark(
        &self,
        system: &SystemId,
        (health, reasons): (Health, &[String]),
        now: Millis,
        say: &dyn Fn(Millis) -> String,
    ) -> LensMark {
        let (value, text, lacks) = match self.rules.get(system) {
            None => (NO_ALERT, "No alert".to_owned(), String::new()),
            Some(rules) => match self.quiet_until(system, now) {
                Some(until) => {
                    let text = format!("Quiet until {}", say(until));
                    (QUIET, text, count_words(rules.count))
                }
                None => (SET, count_words(rules.count), rules.lacks.clone()),
            },
        };
        if !health.is_verified() {
            // The state takes the place of the value.
            return LensMark {
                spoken: format!("coverage: {text}"),
                note: text,
                ..LensMark::default()
            };
        }
        let band = LensScale::of(Lens::Coverage, &Preferences::default())
            .map_or(Band::at(0), |scale| scale.band(value as f64));
        LensMark {
            shown: Some((band, Amount(value * 10))),
            spoken: format!("coverage: {text}"),
            value: text,
            note: note(reasons, &lacks),
            spark: None,
        }
    }

    /// When the current quiet hours of a system end.
    fn quiet_until(&self, system: &SystemId, now: Millis) -> Option<Millis> {
        let about = self
            .quiet
            .iter()
            .filter(|quiet| quiet.system.as_ref().is_none_or(|of| of == system));
        about.filter_map(|quiet| quiet_until(quiet, now)).max()
    }
}

/// Why a system needs a look, in a few words each. The lens replaces the bars, so what these would show is included.
pub fn reasons(evidence: &Evidence) -> Vec<String> {
    let Some(system) = evidence.system else {
        return Vec::new();
    };
    let all = findings(&system.metrics, &evidence.criteria).into_iter();
    all.map(|finding| finding.brief).collect()
}

/// The reasons come first, so that no note hides why a device needs a look.
fn note(reasons: &[String], lacks: &str) -> String {
    let parts = reasons.iter().map(String::as_str).chain([lacks]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(BETWEEN)
}

fn count_words(count: usize) -> String {
    match count {
        1 => "1 alert".to_owned(),
        count => format!("{count} alerts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::Contact;
    use crate::domain::health::{Criteria, HubConnection};
    use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
    use crate::domain::units::Percent;

    const HOUR: i64 = 3_600_000;
    /// Noon UTC.
    const NOW: Millis = Millis(500 * 24 * HOUR + 12 * HOUR);

    fn say(at: Millis) -> String {
        format!("{}:00", at.0.rem_euclid(24 * HOUR) / HOUR)
    }

    fn rule(system: &str, name: &str) -> AlertSetting {
        AlertSetting {
            system: SystemId::new(system),
            name: name.to_owned(),
            value: 80.0,
            minutes: 10,
            triggered: false,
            updated: None,
        }
    }

    fn quiet(system: Option<&str>, from: i64, to: i64) -> QuietHours {
        QuietHours {
            id: String::new(),
            system: system.map(SystemId::new),
            daily: true,
            start: Some(Millis(from * HOUR)),
            end: Some(Millis(to * HOUR)),
        }
    }

    fn told(list: &AlertList, system: &str, health: Health) -> (Option<i64>, String, String) {
        let coverage = HubCoverage::of(list);
        let mark = coverage.mark(&SystemId::new(system), (health, &[]), NOW, &say);
        let amount = mark.shown.map(|(_, amount)| amount.0);
        (amount, mark.value, mark.note)
    }

    fn told_of(amount: i64, value: &str, note: &str) -> (Option<i64>, String, String) {
        (Some(amount), value.to_owned(), note.to_owned())
    }

    #[test]
    fn a_system_says_its_alerts_its_quiet_or_that_it_has_none() {
        let mut list = AlertList {
            rules: vec![
                rule("a", "CPU"),
                rule("a", "Status"),
                rule("a", "Disk"),
                rule("b", "CPU"),
            ],
            quiet: Some(vec![quiet(Some("b"), 10, 18)]),
            ..AlertList::default()
        };
        let up = Health::Ok;
        assert_eq!(told(&list, "a", up), told_of(0, "3 alerts", "lacks Memory"));
        assert_eq!(
            told(&list, "b", up),
            told_of(10, "Quiet until 18:00", "1 alert")
        );
        assert_eq!(told(&list, "c", up), told_of(20, "No alert", ""));
        // Quiet hours for all systems; a system without alerts is not quiet but not covered.
        list.quiet = Some(vec![quiet(None, 11, 14)]);
        assert_eq!(told(&list, "a", up).1, "Quiet until 14:00");
        assert_eq!(told(&list, "c", up).1, "No alert");
        // Over already.
        list.quiet = Some(vec![quiet(None, 1, 12)]);
        assert_eq!(told(&list, "a", up).1, "3 alerts");
    }

    #[test]
    fn why_a_device_needs_a_look_comes_before_what_it_lacks() {
        let list = AlertList {
            rules: vec![rule("a", "CPU"), rule("a", "Status"), rule("a", "Disk")],
            ..AlertList::default()
        };
        let note = |list: &AlertList, reasons: &[&str]| {
            let reasons: Vec<String> = reasons.iter().map(|it| (*it).to_owned()).collect();
            let critical = (Health::Critical, reasons.as_slice());
            HubCoverage::of(list)
                .mark(&SystemId::new("a"), critical, NOW, &say)
                .note
        };
        assert_eq!(
            note(&list, &["Disk media 97 %", "load 9.1"]),
            "Disk media 97 % · load 9.1 · lacks Memory"
        );
        assert_eq!(note(&AlertList::default(), &["load 9.1"]), "load 9.1");
    }

    #[test]
    fn what_bars_would_show_is_a_reason_under_a_lens_that_has_their_place() {
        let system = System {
            id: SystemId::new("a"),
            name: "nas".to_owned(),
            host: String::new(),
            status: SystemStatus::Up,
            metrics: Metrics {
                cpu: Percent::new(12.0),
                memory: Percent::new(93.0),
                disk: Percent::new(20.0),
                extra_disks: vec![("media".to_owned(), Percent::new(83.0).expect("a share"))],
                ..Metrics::default()
            },
            updated: Some(NOW),
        };
        let alerts = [TriggeredAlert {
            system: SystemId::new("a"),
            name: "CPU".to_owned(),
            value: 10.0,
            minutes: 10,
            since: None,
            acknowledged: false,
        }];
        let evidence = |system| Evidence {
            linked: true,
            connection: HubConnection::Live,
            system,
            last_seen: None,
            contact: Contact::default(),
            criteria: Criteria {
                alerts: &alerts,
                ..Criteria::default()
            },
            hub_now: NOW,
        };
        let told = reasons(&evidence(Some(&system)));
        assert_eq!(told, ["Memory 93 %", "Disk media 83 %", "CPU 12 %"]);
        // The brief of an alert without a value names the alert itself.
        let silent = System {
            metrics: Metrics {
                cpu: None,
                memory: Percent::new(20.0),
                extra_disks: Vec::new(),
                ..system.metrics.clone()
            },
            ..system.clone()
        };
        assert_eq!(reasons(&evidence(Some(&silent))), ["CPU alert"]);
        assert!(reasons(&evidence(None)).is_empty());
    }

    #[test]
    fn what_is_down_keeps_its_state_before_its_coverage() {
        let list = AlertList::default();
        for health in [Health::Down, Health::Stale, Health::Paused, Health::HubLost] {
            assert_eq!(
                told(&list, "a", health),
                (None, String::new(), "No alert".to_owned())
            );
        }
    }

    #[test]
    fn each_of_the_three_has_a_band_of_its_own() {
        let scale = LensScale::of(Lens::Coverage, &Preferences::default()).expect("a scale");
        let names: Vec<_> = scale.bands().map(|band| scale.band_name(band)).collect();
        let expected = ["Alerts set", "Quiet now", "No alert"].map(Some);
        assert_eq!(names, expected);
        let bands = [SET, QUIET, NO_ALERT].map(|value| scale.band(value as f64));
        assert_eq!(bands.to_vec(), scale.bands().collect::<Vec<_>>());
    }
}
