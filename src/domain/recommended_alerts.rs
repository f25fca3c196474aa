//! Setting the recommended alerts on systems that lack them, and taking back just what was set.

use std::collections::BTreeSet;

use super::alert_rules::{AlertSetting, RECOMMENDED};
use super::format::counted;
use super::ids::{HubId, SystemId};
use super::inventory::loading::Fault;

/// A recommended alert, and the systems that have none of its name.
#[derive(Clone, Debug, PartialEq)]
pub struct LackedAlert {
    pub name: &'static str,
    pub value: f64,
    pub systems: Vec<SystemId>,
}

impl LackedAlert {
    /// The recommended alerts that any of these systems lacks. Alerts that are set stay as the user has set them.
    pub fn all(systems: &[SystemId], rules: &[AlertSetting]) -> Vec<Self> {
        let set: BTreeSet<(&SystemId, &str)> = rules
            .iter()
            .map(|rule| (&rule.system, rule.name.as_str()))
            .collect();
        let lacked = RECOMMENDED.map(|(name, value)| {
            let lacking = systems.iter().filter(|of| !set.contains(&(*of, name)));
            let systems = lacking.cloned().collect();
            Self {
                name,
                value,
                systems,
            }
        });
        let mut lacked = Vec::from(lacked);
        lacked.retain(|alert| !alert.systems.is_empty());
        lacked
    }
}

/// What one hub has done: the alerts that were set, and why not all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct RecommendedAnswer {
    pub hub: HubId,
    /// The number of systems that were asked for.
    pub systems: usize,
    pub added: Vec<LackedAlert>,
    pub fault: Option<Fault>,
}

/// Sets the recommended alerts on systems of several hubs, separately for each hub.
#[derive(Clone, Debug)]
pub struct RecommendedBatch {
    count: usize,
    waits_for: usize,
    answers: Vec<RecommendedAnswer>,
}

/// What all hubs have done.
#[derive(Clone, Debug, PartialEq)]
pub struct RecommendedResult {
    pub words: String,
    /// To be removed when it is taken back; empty where all had them before.
    pub added: Vec<(HubId, Vec<LackedAlert>)>,
}

impl RecommendedBatch {
    /// Waits for the answers of `hubs` hubs, about `systems` systems in all.
    pub const fn new(hubs: usize, systems: usize) -> Self {
        Self {
            count: systems,
            waits_for: hubs,
            answers: Vec::new(),
        }
    }

    /// Records the answer of one hub. The last one gives the result.
    pub fn answer(&mut self, answer: RecommendedAnswer) -> Option<RecommendedResult> {
        self.answers.push(answer);
        self.waits_for = self.waits_for.saturating_sub(1);
        (self.waits_for == 0).then(|| RecommendedResult {
            words: self.words(),
            added: self.added(),
        })
    }

    fn added(&self) -> Vec<(HubId, Vec<LackedAlert>)> {
        let added = self.answers.iter();
        let added = added.filter(|answer| !answer.added.is_empty());
        added
            .map(|answer| (answer.hub.clone(), answer.added.clone()))
            .collect()
    }

    /// `Set the recommended alerts on 3 systems, where they had none.`
    fn words(&self) -> String {
        let systems = counted(self.count, "system");
        let fault = self.answers.iter().rev().find_map(|one| one.fault.as_ref());
        let Some(fault) = fault else {
            if self.added().is_empty() {
                let have = if self.count == 1 { "has" } else { "have" };
                return format!("{systems} {have} the recommended alerts already.");
            }
            return format!("Set the recommended alerts on {systems}, where they had none.");
        };
        let good = self.answers.iter().filter(|one| one.fault.is_none());
        let done: usize = good.map(|one| one.systems).sum();
        let why = fault.words("to set alerts");
        format!("Set the recommended alerts on {done} of {systems}. {why}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn systems(names: &[&str]) -> Vec<SystemId> {
        names.iter().map(|name| SystemId::new(*name)).collect()
    }

    fn rule(system: &str, name: &str) -> AlertSetting {
        AlertSetting {
            system: SystemId::new(system),
            name: name.to_owned(),
            value: 50.0,
            minutes: 10,
            triggered: false,
            updated: None,
        }
    }

    fn lacked(name: &'static str, value: f64, of: &[&str]) -> LackedAlert {
        LackedAlert {
            name,
            value,
            systems: systems(of),
        }
    }

    fn answer(hub: &str, count: usize, fault: Option<Fault>) -> RecommendedAnswer {
        RecommendedAnswer {
            hub: HubId::new(hub),
            systems: count,
            added: vec![lacked("CPU", 80.0, &["a"])],
            fault,
        }
    }

    #[test]
    fn only_what_a_system_lacks_is_set() {
        let rules = [
            rule("a", "CPU"),
            rule("a", "Status"),
            rule("b", "Status"),
            rule("c", "Disk"),
        ];
        let expected = [
            lacked("CPU", 80.0, &["b"]),
            lacked("Memory", 90.0, &["a", "b"]),
            lacked("Disk", 85.0, &["a", "b"]),
        ];
        assert_eq!(LackedAlert::all(&systems(&["a", "b"]), &rules), expected);
        let names = RECOMMENDED.map(|(name, _)| name);
        let all: Vec<AlertSetting> = names.iter().map(|name| rule("a", name)).collect();
        assert_eq!(LackedAlert::all(&systems(&["a"]), &all), []);
    }

    #[test]
    fn they_are_told_of_once_all_hubs_have_answered_and_taken_back_from_each() {
        let mut both = RecommendedBatch::new(2, 5);
        assert_eq!(both.answer(answer("one", 3, None)), None);
        let result = both.answer(answer("other", 2, None)).expect("a result");
        let words = "Set the recommended alerts on 5 systems, where they had none.";
        assert_eq!(result.words, words);
        let added = vec![lacked("CPU", 80.0, &["a"])];
        let of = |hub: &str| (HubId::new(hub), added.clone());
        assert_eq!(result.added, [of("one"), of("other")]);
    }

    #[test]
    fn what_was_set_before_a_failure_is_taken_back_as_well() {
        let mut one = RecommendedBatch::new(2, 5);
        assert_eq!(one.answer(answer("one", 2, Some(Fault::NotAllowed))), None);
        let result = one.answer(answer("other", 3, None)).expect("a result");
        let words = "Set the recommended alerts on 3 of 5 systems. Your account is not allowed to set alerts, or it is gone.";
        assert_eq!(result.words, words);
        assert_eq!(result.added.len(), 2);
    }

    #[test]
    fn where_nothing_was_lacking_there_is_nothing_to_take_back() {
        for (count, words) in [
            (1, "1 system has the recommended alerts already."),
            (4, "4 systems have the recommended alerts already."),
        ] {
            let mut batch = RecommendedBatch::new(1, count);
            let none = RecommendedAnswer {
                added: Vec::new(),
                ..answer("one", count, None)
            };
            let result = batch.answer(none).expect("a result");
            assert_eq!((result.words.as_str(), result.added), (words, Vec::new()));
        }
    }
}
