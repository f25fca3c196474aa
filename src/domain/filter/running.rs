//! Where containers run, for a filter that asks for it.

use std::collections::HashMap;

use super::complete::{each_once, quoted};
use super::{DeviceFilter, Field, Test};
use crate::domain::fold::fold;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::{Container, SystemDetails};

/// What a filter looks at that the hubs are asked for only while it does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskedFacts {
    pub details: HashMap<SystemRef, SystemDetails>,
    pub running: RunningContainers,
}

/// The containers of all systems by what they are found by: name, image and project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningContainers {
    /// Of each system what its containers are found by, folded, a line for each word.
    found_by: HashMap<SystemRef, String>,
    names: Vec<String>,
}

impl RunningContainers {
    /// Of the lists of these hubs.
    pub fn of<'a>(lists: impl IntoIterator<Item = (&'a HubId, &'a [Container])>) -> Self {
        let mut found_by: HashMap<SystemRef, String> = HashMap::new();
        let mut names = Vec::new();
        for (hub, containers) in lists {
            let mut of_hub: HashMap<&SystemId, String> = HashMap::new();
            for container in containers {
                names.push(container.name.as_str());
                let found_by = of_hub.entry(&container.system).or_default();
                for word in [&container.name, &container.image, &container.project] {
                    found_by.push_str(&fold(word).replace('"', ""));
                    found_by.push('\n');
                }
            }
            let of_hub = of_hub.into_iter();
            found_by.extend(
                of_hub.map(|(system, words)| (SystemRef::new(hub.clone(), system.clone()), words)),
            );
        }
        Self {
            found_by,
            names: each_once(names.into_iter()),
        }
    }

    /// The names of all, each once, in natural order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a container that is found by the folded word runs there.
    pub(super) fn is_on(&self, system: &SystemRef, word: &str) -> bool {
        let found_by = self.found_by.get(system);
        found_by.is_some_and(|found_by| found_by.contains(word))
    }

    /// The systems on which everything runs that the filter asks for, in order.
    pub fn systems_for(&self, filter: &DeviceFilter) -> Vec<&SystemRef> {
        if !filter.points_out() {
            return Vec::new();
        }
        let runs_all = |system: &SystemRef| {
            let mut asked = filter.asked_containers();
            asked.all(|words| words.iter().any(|word| self.is_on(system, word)))
        };
        let mut systems: Vec<&SystemRef> = self.found_by.keys().collect();
        systems.retain(|system| runs_all(system));
        systems.sort();
        systems
    }
}

impl DeviceFilter {
    /// What finds the hosts of a container: `runs:postgres`.
    pub fn for_container(name: &str) -> String {
        format!("{}:{}", Field::Runs.word(), quoted(name))
    }

    /// Whether it asks for something that only the lists of containers say; also while that is still being typed.
    pub fn needs_containers(&self) -> bool {
        let mut conditions = self.conditions.iter();
        let mut unfinished = self.unfinished.iter();
        conditions.any(|condition| matches!(condition.test, Test::Field(Field::Runs, _)))
            || unfinished.any(|token| is_of_containers(token))
    }

    /// Whether it asks where something is: then what fits is marked, and not only the rest faded.
    pub fn points_out(&self) -> bool {
        self.asked_containers().next().is_some()
    }

    fn asked_containers(&self) -> impl Iterator<Item = &[String]> {
        self.conditions
            .iter()
            .filter_map(|condition| match &condition.test {
                Test::Field(Field::Runs, words) if !condition.negated => Some(&words[..]),
                _ => None,
            })
    }
}

/// Whether the token begins as a condition on containers does.
fn is_of_containers(token: &str) -> bool {
    let body = token.strip_prefix(['-', '!']).unwrap_or(token);
    let field = body.split_once(':').map(|(word, _)| fold(word));
    field.is_some_and(|word| Field::of(&word) == Some(Field::Runs))
}

/// What the hubs have said of their containers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContainerAnswers {
    /// Whether every hub has given its list, or said why not, and one at least has.
    pub is_known: bool,
    /// Whether any container is in the lists.
    pub has_any: bool,
    /// Why others have not, in sentences.
    pub faults: Vec<String>,
}

/// What is said of the hosts that were found: of `devices` in the racks, and of the systems that no device shows, by name.
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
