//! How many containers the systems of a hub run.

use std::collections::HashMap;

use super::ContainerCount;
use crate::domain::ids::SystemId;
use crate::domain::inventory::Container;
use crate::domain::units::Millis;
use crate::domain::version::Version;

/// Age from which rows are outdated, in milliseconds: they are renewed every minute while containers run, but where Docker was stopped, the
/// hub keeps them for an hour.
const LASTS: i64 = 5 * 60_000;
/// The first agent version that reports containers to a hub that lists them.
const FIRST_THAT_TELLS: Version = Version::new(0, 14, 0);

/// The counts of a whole hub, from one list of all its containers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerCounts(HashMap<SystemId, (ContainerCount, Option<Millis>)>);

impl ContainerCounts {
    /// From the present containers, in any order.
    pub fn of(containers: Vec<Container>) -> Self {
        let mut of_systems: HashMap<SystemId, Vec<Container>> = HashMap::new();
        for container in containers {
            let own = of_systems.entry(container.system.clone()).or_default();
            own.push(container);
        }
        let counted = of_systems.into_iter();
        let counted = counted.filter_map(|(system, own)| {
            let newest = own.iter().filter_map(|container| container.updated).max();
            Some((system, (ContainerCount::of(&own)?, newest)))
        });
        Self(counted.collect())
    }

    /// `Some(None)` for a system without listed containers, `None` if all that are listed are outdated. `asked` is when the hub was asked,
    /// by its clock.
    pub fn get(&self, system: &SystemId, asked: Millis) -> Option<Option<ContainerCount>> {
        let Some((count, newest)) = self.0.get(system) else {
            return Some(None);
        };
        let is_over = newest.is_some_and(|newest| asked.since(newest) > LASTS);
        (!is_over).then_some(Some(*count))
    }
}

/// Number of containers that a system runs according to its hub; `None` if unknown, as an old agent does not report containers.
pub fn containers_listed(listed: Option<ContainerCount>, agent: &str) -> Option<usize> {
    if let Some(count) = listed {
        return Some(count.all.get());
    }
    let agent = Version::parse(agent)?;
    (agent >= FIRST_THAT_TELLS).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::inventory::tests::container;

    const NOW: Millis = Millis(1_800_000_000_000);

    fn counts(updated: Option<Millis>) -> ContainerCounts {
        ContainerCounts::of(vec![Container {
            updated,
            ..container("a", "1")
        }])
    }

    #[test]
    fn of_rows_that_are_renewed_no_more_nobody_knows_what_runs() {
        let system = SystemId::new("a");
        let counted = |updated| counts(updated).get(&system, NOW).is_some();
        assert!(counted(Some(NOW)) && counted(Some(NOW.plus(-LASTS))));
        assert!(!counted(Some(NOW.plus(-LASTS - 1))));
        assert!(counted(None), "nobody knows how old it is");
        assert!(counted(Some(NOW.plus(LASTS * 9))), "a clock set back");
        let other = SystemId::new("b");
        assert_eq!(counts(None).get(&other, NOW), Some(None));
    }

    #[test]
    fn none_is_told_of_agents_alone_that_could_tell_of_some() {
        for agent in ["0.14.0", "0.18.8", "1.0"] {
            assert_eq!(containers_listed(None, agent), Some(0), "{agent}");
        }
        for agent in ["0.13.9", "", "next"] {
            assert_eq!(containers_listed(None, agent), None, "{agent}");
        }
        let one = counts(None).get(&SystemId::new("a"), NOW).flatten();
        assert_eq!(containers_listed(one, ""), Some(1));
    }
}
