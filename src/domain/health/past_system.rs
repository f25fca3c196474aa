//! The systems of a hub as stored at an earlier visit. Each is shown with its age until the hub has reported something newer, or has listed
//! its systems.

use super::Health;
use crate::domain::format;
use crate::domain::ids::SystemId;
use crate::domain::system::{System, SystemStatus};
use crate::domain::units::Millis;

/// What was last known of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSystem {
    system: System,
    /// Its health at that time.
    health: Health,
    /// The health in words, with what else was known: `up, CPU 12 %`. Composed once, and not in the first load.
    told: String,
}

impl PastSystem {
    /// Drops the status of the system, so that no code mistakes it for one that is up.
    pub fn new(system: System, health: Health) -> Self {
        let system = System {
            status: SystemStatus::Pending,
            updated: None,
            ..system
        };
        let cpu = system.metrics.cpu.filter(|_| health.is_verified());
        let cpu = cpu.map(|cpu| format!(", CPU {}", format::percent(cpu)));
        Self {
            told: format!("{}{}", health.word(), cpu.unwrap_or_default()),
            system,
            health,
        }
    }

    pub const fn id(&self) -> &SystemId {
        &self.system.id
    }

    /// Its name, address and values at that time, as if pending.
    pub const fn system(&self) -> &System {
        &self.system
    }
}

/// What was last known of all systems of a hub, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSystems {
    seen: Millis,
    /// Sorted by id.
    systems: Vec<PastSystem>,
}

impl PastSystems {
    /// Keeps one of two with the same id.
    pub fn new(seen: Millis, mut systems: Vec<PastSystem>) -> Self {
        systems.sort_by(|a, b| a.id().cmp(b.id()));
        systems.dedup_by(|a, b| a.id() == b.id());
        Self { seen, systems }
    }

    /// By the browser's clock.
    pub const fn seen(&self) -> Millis {
        self.seen
    }

    /// In the order of their ids.
    pub fn systems(&self) -> &[PastSystem] {
        &self.systems
    }

    /// The system with this id.
    pub fn get(&self, id: &SystemId) -> Option<SeenSystem<'_>> {
        let past = self.systems.get(self.place_of(id)?)?;
        let seen = self.seen;
        Some(SeenSystem { past, seen })
    }

    /// Removes a system; returns whether it was there.
    pub fn forget(&mut self, id: &SystemId) -> bool {
        let place = self.place_of(id);
        place.map(|place| self.systems.remove(place)).is_some()
    }

    fn place_of(&self, id: &SystemId) -> Option<usize> {
        self.systems.binary_search_by(|past| past.id().cmp(id)).ok()
    }
}

/// A system as of an earlier visit, with the time of that visit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeenSystem<'a> {
    past: &'a PastSystem,
    /// By the browser's clock.
    pub seen: Millis,
}

impl<'a> SeenSystem<'a> {
    /// As it was known.
    pub const fn past(self) -> &'a PastSystem {
        self.past
    }

    /// One line: `Last seen 3 h ago: up, CPU 12 %`.
    pub fn words(self, now: Millis) -> String {
        format!(
            "Last seen {}: {}",
            format::age(self.seen, now),
            self.past.told
        )
    }

    /// Its health at that time.
    pub const fn health(self) -> Health {
        self.past.health
    }

    /// For the right end of a device: `was up`.
    pub fn brief(self) -> String {
        let state = if self.past.health.is_verified() {
            Health::Ok
        } else {
            self.past.health
        };
        format!("was {}", state.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::system::Metrics;
    use crate::domain::units::Percent;

    #[test]
    fn it_tells_what_was_and_how_long_ago() {
        let of = |health| {
            let system = System {
                id: SystemId::new("s"),
                name: "pve".to_owned(),
                host: String::new(),
                status: SystemStatus::Up,
                metrics: Metrics {
                    cpu: Percent::new(12.0),
                    ..Metrics::default()
                },
                updated: Some(Millis(5)),
            };
            PastSystems::new(Millis(0), vec![PastSystem::new(system, health)])
        };
        let now = Millis(3 * 3_600_000);
        let said = |health| {
            let all = of(health);
            let past = all.get(&SystemId::new("s")).expect("it is known");
            (past.words(now), past.brief())
        };
        let pair = |words: &str, brief: &str| (words.to_owned(), brief.to_owned());
        assert_eq!(
            said(Health::Ok),
            pair("Last seen 3 h ago: up, CPU 12 %", "was up")
        );
        assert_eq!(
            said(Health::Critical),
            pair("Last seen 3 h ago: up, critical, CPU 12 %", "was up")
        );
        assert_eq!(
            said(Health::Down),
            pair("Last seen 3 h ago: down", "was down")
        );
        let all = of(Health::Ok);
        assert_eq!(all.get(&SystemId::new("t")), None);
        let past = &all.systems()[0];
        assert_eq!(past.system().status, SystemStatus::Pending);
        assert_eq!(past.system().updated, None);
    }
}
