//! The combined answers of the hubs about their containers: where they run, and which hubs did not answer.

use super::RunningContainers;
use crate::domain::host::hosts;
use crate::domain::ids::HubId;
use crate::domain::inventory::lists::ContainerList;
use crate::domain::inventory::loading::{Fault, ListState};

/// Which hubs have answered with their lists of containers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContainerAnswers {
    /// Whether every hub has answered, with its list or a fault, and at least one with its list.
    pub is_known: bool,
    /// Whether any container is in the lists.
    pub has_any: bool,
    /// Why other hubs did not answer, as sentences without duplicates.
    pub faults: Vec<String>,
}

impl ContainerAnswers {
    /// From the current lists of all connected hubs. A list that could not be refreshed still counts, and its fault is shown too.
    pub fn of(lists: &[(HubId, ListState<ContainerList>)]) -> (RunningContainers, Self) {
        let known = lists
            .iter()
            .filter_map(|(hub, state)| Some((hub, &state.list.as_ref()?.0.0[..])));
        let is_silent = |state: &ListState<_>| state.list.is_none() && state.fault.is_none();
        let mut answers = Self {
            is_known: known.clone().next().is_some()
                && !lists.iter().any(|(_, state)| is_silent(state)),
            has_any: known.clone().any(|(_, containers)| !containers.is_empty()),
            faults: Vec::new(),
        };
        if lists.is_empty() {
            answers.faults.push("No hub is connected.".to_owned());
        }
        for (hub, state) in lists {
            let Some(fault) = &state.fault else {
                continue;
            };
            let mut words = fault.words("containers");
            // A lost connection names its hub in its words.
            let is_unnamed = lists.len() > 1 && !matches!(fault, Fault::Lost(_));
            if let Some(host) = hosts(hub.as_str()).pop().filter(|_| is_unnamed) {
                words = format!("{host}: {words}");
            }
            if !answers.faults.contains(&words) {
                answers.faults.push(words);
            }
        }
        (RunningContainers::of(known), answers)
    }
}

/// The text about the hosts found: `devices` in the racks, and the names of the systems that no device shows.
pub fn hosts_words(answers: &ContainerAnswers, devices: usize, elsewhere: &[String]) -> String {
    const NAMED: usize = 3;
    let mut sentences = Vec::new();
    match (answers.is_known, devices, elsewhere.len()) {
        (false, ..) if answers.faults.is_empty() => {
            sentences.push("Asking for the containers…".to_owned());
        }
        (false, ..) => {}
        (true, ..) if !answers.has_any => {
            sentences.push("No system reports containers here.".to_owned());
        }
        (true, 0, 0) => sentences.push("It runs on none of them.".to_owned()),
        (true, 0, _) => {}
        (true, 1, _) => sentences.push("It runs on 1 device.".to_owned()),
        (true, count, _) => sentences.push(format!("It runs on {count} devices.")),
    }
    if answers.is_known && !elsewhere.is_empty() {
        let named: Vec<&str> = elsewhere.iter().take(NAMED).map(String::as_str).collect();
        let more = elsewhere.len().saturating_sub(NAMED);
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        sentences.push(format!(
            "In no rack, but running it: {}{more}.",
            named.join(", ")
        ));
    }
    sentences.extend(answers.faults.iter().cloned());
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::DeviceFilter;
    use crate::domain::inventory::tests::container;
    use crate::domain::problem::Problem;
    use crate::domain::units::Millis;

    fn said(names: Option<&[&str]>, fault: Option<Fault>) -> ListState<ContainerList> {
        let list = names.map(|names| names.iter().map(|name| container("s1", name)).collect());
        ListState {
            list: list.map(|list| (ContainerList(list), Millis(0))),
            fault,
            is_loading: false,
        }
    }

    fn combined(states: Vec<ListState<ContainerList>>) -> (RunningContainers, ContainerAnswers) {
        let hubs = (1..).map(|number| HubId::new(format!("https://hub{number}.lan")));
        ContainerAnswers::of(&hubs.zip(states).collect::<Vec<_>>())
    }

    #[test]
    fn it_is_known_once_every_hub_has_said_something_and_one_gave_its_list() {
        let known = |states| combined(states).1.is_known;
        let old = || Some(Fault::HubTooOld);
        assert!(known(vec![said(Some(&["db"]), None)]));
        assert!(known(vec![said(Some(&[]), None), said(None, old())]));
        assert!(!known(vec![said(Some(&["db"]), None), said(None, None)]));
        assert!(!known(vec![said(None, old()), said(None, old())]));
        assert!(!known(vec![said(None, None)]));
    }

    #[test]
    fn lists_of_all_hubs_are_looked_through_and_a_fault_is_told_beside_them() {
        let lost = || Some(Fault::Lost(Problem::new("No answer.", "Wait.")));
        let (running, answers) = combined(vec![
            said(Some(&["web"]), lost()),
            said(None, Some(Fault::HubTooOld)),
            said(Some(&["db"]), None),
            said(None, lost()),
        ]);
        // A list that could not be refreshed still counts.
        assert_eq!(running.names(), ["db", "web"]);
        let systems = running.systems_for(&DeviceFilter::parse("runs:=web")).len();
        assert_eq!(systems, 1);
        assert!(answers.is_known && answers.has_any);
        let told = [
            "No answer. Wait.",
            "hub2.lan: This hub is too old for containers.",
        ];
        assert_eq!(answers.faults, told, "each once");
    }

    #[test]
    fn one_hub_needs_no_name_and_without_one_nobody_is_waited_for() {
        let alone = combined(vec![said(None, Some(Fault::HubTooOld))]).1;
        let words = "This hub is too old for containers.";
        assert_eq!(hosts_words(&alone, 0, &[]), words);
        let (_, answers) = combined(Vec::new());
        assert_eq!(hosts_words(&answers, 0, &[]), "No hub is connected.");
        let silent = combined(vec![said(Some(&[]), None)]).1;
        assert!(!silent.has_any);
        let words = "No system reports containers here.";
        assert_eq!(hosts_words(&silent, 0, &[]), words);
    }

    #[test]
    fn hosts_are_told_in_words_or_why_they_are_not_known() {
        let known = ContainerAnswers {
            is_known: true,
            has_any: true,
            faults: Vec::new(),
        };
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let told = |answers: &ContainerAnswers, devices, elsewhere: &[&str]| {
            hosts_words(answers, devices, &names(elsewhere))
        };
        assert_eq!(told(&known, 2, &[]), "It runs on 2 devices.");
        assert_eq!(told(&known, 0, &[]), "It runs on none of them.");
        assert_eq!(
            told(&known, 1, &["a", "b", "c", "d"]),
            "It runs on 1 device. In no rack, but running it: a, b, c and 1 more."
        );
        let none = ContainerAnswers {
            has_any: false,
            ..known.clone()
        };
        assert_eq!(told(&none, 0, &[]), "No system reports containers here.");
        let asking = ContainerAnswers::default();
        assert_eq!(told(&asking, 0, &[]), "Asking for the containers…");
        let refused = ContainerAnswers {
            faults: names(&["This hub is too old for containers."]),
            ..asking
        };
        assert_eq!(
            told(&refused, 0, &[]),
            "This hub is too old for containers."
        );
    }
}
