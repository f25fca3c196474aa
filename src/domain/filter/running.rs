//! Where containers run, for a filter that asks for it.

use std::collections::HashMap;

use super::complete::{each_once, quoted};
use super::{DeviceFilter, EXACTLY, Field, Test};
use crate::domain::fold::fold;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::{Container, SystemDetails};

/// What the hubs are asked for only while a filter needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilterFacts {
    pub details: HashMap<SystemRef, SystemDetails>,
    pub running: RunningContainers,
}

/// The containers of all systems by their searchable words: name, image and project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningContainers {
    found_by: HashMap<SystemRef, FoundBy>,
    names: Vec<String>,
}

/// The searchable words of a system's containers, case-folded. Each word is on a line of its own, with a line feed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FoundBy {
    names: String,
    images_and_projects: String,
}

impl Default for FoundBy {
    fn default() -> Self {
        Self {
            names: "\n".to_owned(),
            images_and_projects: "\n".to_owned(),
        }
    }
}

impl FoundBy {
    fn add(&mut self, container: &Container) {
        add_line(&mut self.names, &container.name);
        add_line(&mut self.images_and_projects, &container.image);
        add_line(&mut self.images_and_projects, &container.project);
    }

    /// Whether a container has the word in its name, image or project, or after `=` has just that name.
    fn has(&self, word: &str) -> bool {
        match word.strip_prefix(EXACTLY) {
            Some(name) => self.names.contains(&format!("\n{}\n", name.trim())),
            None => self.names.contains(word) || self.images_and_projects.contains(word),
        }
    }
}

fn add_line(lines: &mut String, word: &str) {
    lines.push_str(fold(word).replace('"', "").trim());
    lines.push('\n');
}

impl RunningContainers {
    /// From the lists of these hubs.
    pub fn of<'a>(lists: impl IntoIterator<Item = (&'a HubId, &'a [Container])>) -> Self {
        let mut found_by: HashMap<SystemRef, FoundBy> = HashMap::new();
        let mut names = Vec::new();
        for (hub, containers) in lists {
            let mut of_hub: HashMap<&SystemId, FoundBy> = HashMap::new();
            for container in containers {
                names.push(container.name.as_str());
                of_hub.entry(&container.system).or_default().add(container);
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

    /// All names without duplicates, in natural order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a container that matches the case-folded word runs on the system.
    pub(super) fn is_on(&self, system: &SystemRef, word: &str) -> bool {
        let found_by = self.found_by.get(system);
        found_by.is_some_and(|found_by| found_by.has(word))
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
    /// The filter that finds the hosts of containers with exactly that name: `runs:=postgres`.
    pub fn for_container(name: &str) -> String {
        format!("{}:{EXACTLY}{}", Field::Runs.word(), quoted(name))
    }

    /// Whether it tests something that only the lists of containers contain; also while that is still being typed.
    pub fn needs_containers(&self) -> bool {
        let mut conditions = self.conditions.iter();
        let mut unfinished = self.unfinished.iter();
        conditions.any(|condition| matches!(condition.test, Test::Field(Field::Runs, _)))
            || unfinished.any(|token| is_of_containers(token))
    }

    /// Whether it asks where something runs: then matches are marked, in addition to fading the rest.
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

/// Whether the token starts like a condition on containers.
fn is_of_containers(token: &str) -> bool {
    let body = token.strip_prefix(['-', '!']).unwrap_or(token);
    let field = body.split_once(':').map(|(word, _)| fold(word));
    field.is_some_and(|word| Field::of(&word) == Some(Field::Runs))
}
