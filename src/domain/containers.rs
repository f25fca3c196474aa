//! The containers of a system as a table: sorted, filtered, in groups.

mod counts;
mod line;

pub use self::counts::{ContainerCounts, containers_listed};
pub use self::line::{ContainerColumn, ContainerLine, GroupLine, container_facts};

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::num::NonZero;

use super::fold::fold;
use super::inventory::{Container, ContainerHealth};
use super::natural;
use super::sorting::{Sorting, by_number};
use super::units::{Bytes, Percent};

/// Containers that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerGroup {
    /// `None` for containers without a project.
    pub name: Option<String>,
    /// Indexes into the list.
    pub places: Vec<usize>,
    /// Sum over the group, as is `memory`.
    pub cpu: Option<Percent>,
    pub memory: Option<Bytes>,
}

/// How well a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerLevel {
    /// Its health check fails, or it is dead.
    Bad,
    /// It restarts, starts, or exited with an error.
    Watch,
    Good,
    /// It is paused, not started, or exited without an error.
    Idle,
    /// The hub's words for its state are not recognized.
    Unknown,
}

impl ContainerLevel {
    /// The name of the color and shape that show it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bad => "critical",
            Self::Watch => "warn",
            Self::Good => "ok",
            Self::Idle => "paused",
            Self::Unknown => "unknown",
        }
    }
}

/// Derived from the health check and the container engine's own words.
pub fn level(container: &Container) -> ContainerLevel {
    let status = fold(&container.status);
    match container.health {
        ContainerHealth::Unhealthy => return ContainerLevel::Bad,
        ContainerHealth::Starting => return ContainerLevel::Watch,
        _ => {}
    }
    if status.starts_with("dead") || status.contains("(unhealthy)") {
        ContainerLevel::Bad
    } else if status.starts_with("restarting") {
        ContainerLevel::Watch
    } else if status.starts_with("exited") {
        if status.starts_with("exited (0)") || status == "exited" {
            ContainerLevel::Idle
        } else {
            ContainerLevel::Watch
        }
    } else if status.starts_with("created") || status.contains("(paused)") {
        ContainerLevel::Idle
    } else if container.health == ContainerHealth::Healthy
        || (container.health == ContainerHealth::Unchecked && status.starts_with("up"))
    {
        ContainerLevel::Good
    } else {
        ContainerLevel::Unknown
    }
}

/// How many containers a system runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContainerCount {
    pub all: NonZero<usize>,
    pub has_bad: bool,
}

impl ContainerCount {
    /// `None` for a system without any.
    pub fn of(containers: &[Container]) -> Option<Self> {
        Some(Self {
            all: NonZero::new(containers.len())?,
            has_bad: containers
                .iter()
                .any(|container| level(container) == ContainerLevel::Bad),
        })
    }
}

/// The health in a word; `None` where the image has no health check.
pub fn health_word(health: ContainerHealth) -> Option<&'static str> {
    match health {
        ContainerHealth::Unchecked => None,
        ContainerHealth::Starting => Some("starting"),
        ContainerHealth::Healthy => Some("healthy"),
        ContainerHealth::Unhealthy => Some("unhealthy"),
        ContainerHealth::Other(_) => Some("unknown"),
    }
}

/// Arranges the containers for the table, keeping those with every word of the filter in their name, project, image, state or ports. Groups
/// come in the order of their first containers.
pub fn arranged(
    containers: &[Container],
    filter: &str,
    sorting: Sorting<ContainerColumn>,
    grouped: bool,
) -> Vec<ContainerGroup> {
    let words: Vec<String> = filter.split_whitespace().map(fold).collect();
    let mut shown: Vec<(usize, &Container)> = containers
        .iter()
        .enumerate()
        .filter(|(_, container)| has_words(container, &words))
        .collect();
    shown.sort_by(|(_, a), (_, b)| compare(a, b, sorting));
    let projects = if grouped {
        projects(containers)
    } else {
        Vec::new()
    };
    let mut groups: Vec<ContainerGroup> = Vec::new();
    for (place, container) in shown {
        let name = projects.get(place).cloned().flatten();
        let group = match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group,
            None => {
                groups.push(ContainerGroup {
                    name,
                    places: Vec::new(),
                    cpu: None,
                    memory: None,
                });
                let Some(new) = groups.last_mut() else {
                    continue;
                };
                new
            }
        };
        group.places.push(place);
        group.cpu = added(group.cpu, container.cpu, |a, b| {
            Percent::new(f64::from(a.value()) + f64::from(b.value())).unwrap_or(a)
        });
        group.memory = added(group.memory, container.memory, |a, b| {
            Bytes(a.0.saturating_add(b.0))
        });
    }
    groups
}

fn added<T>(sum: Option<T>, more: Option<T>, add: impl Fn(T, T) -> T) -> Option<T> {
    match (sum, more) {
        (Some(sum), Some(more)) => Some(add(sum, more)),
        (one, other) => one.or(other),
    }
}

fn has_words(container: &Container, words: &[String]) -> bool {
    let health = health_word(container.health).unwrap_or_default();
    let updatable = if container.updatable == Some(true) {
        "updatable"
    } else {
        ""
    };
    let parts = [
        container.name.as_str(),
        &container.project,
        &container.image,
        &container.status,
        &container.ports,
        health,
        updatable,
    ];
    let text = fold(&parts.join(" "));
    words.iter().all(|word| text.contains(word.as_str()))
}

fn compare(a: &Container, b: &Container, sorting: Sorting<ContainerColumn>) -> Ordering {
    let first = match sorting.column {
        ContainerColumn::Name => sorting.turned(natural::compare(&a.name, &b.name)),
        ContainerColumn::Cpu => by_number(a.cpu, b.cpu, sorting.descending),
        ContainerColumn::Memory => by_number(a.memory, b.memory, sorting.descending),
        ContainerColumn::Network => by_number(a.network, b.network, sorting.descending),
        ContainerColumn::Status => sorting.turned(level(a).cmp(&level(b))),
        ContainerColumn::Health => by_number(health_rank(a), health_rank(b), sorting.descending),
        ContainerColumn::Image => by_text(&a.image, &b.image, sorting),
        ContainerColumn::Ports => by_text(&a.ports, &b.ports, sorting),
        ContainerColumn::Updatable => {
            let rank = |container: &Container| container.updatable.map(|is| u8::from(!is));
            by_number(rank(a), rank(b), sorting.descending)
        }
    };
    first.then_with(|| natural::compare(&a.name, &b.name))
}

/// In natural order; empty texts come last in either direction.
fn by_text(a: &str, b: &str, sorting: Sorting<ContainerColumn>) -> Ordering {
    if a.is_empty() || b.is_empty() {
        return a.is_empty().cmp(&b.is_empty());
    }
    sorting.turned(natural::compare(a, b))
}

/// What needs a look comes first; `None` without a check.
const fn health_rank(container: &Container) -> Option<u8> {
    Some(match container.health {
        ContainerHealth::Unhealthy => 0,
        ContainerHealth::Starting => 1,
        ContainerHealth::Other(_) => 2,
        ContainerHealth::Healthy => 3,
        ContainerHealth::Unchecked => return None,
    })
}

/// The project of each container: as the hub names it, else the prefix of its name if another container shares it.
fn projects(containers: &[Container]) -> Vec<Option<String>> {
    let guesses: Vec<Option<&str>> = containers.iter().map(guess).collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for guess in guesses.iter().flatten() {
        *shared.entry(guess).or_default() += 1;
    }
    guesses
        .into_iter()
        .map(|guess| guess.filter(|name| shared.get(name).is_some_and(|count| *count > 1)))
        .map(|guess| guess.map(str::to_owned))
        .collect()
}

fn guess(container: &Container) -> Option<&str> {
    if !container.project.is_empty() {
        return Some(&container.project);
    }
    // Kubernetes names containers `k8s_CONTAINER_POD_NAMESPACE_…`.
    if container.name.starts_with("k8s_") {
        return container.name.split('_').nth(3);
    }
    let (first, _) = container.name.split_once(['-', '_'])?;
    (!first.is_empty()).then_some(first)
}

#[cfg(test)]
mod tests;
