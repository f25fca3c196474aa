//! A system as it was known at an earlier visit. It is shown with its age until its hub has listed what is true now.

use super::Health;
use crate::domain::format;
use crate::domain::ids::SystemId;
use crate::domain::system::{System, SystemStatus};
use crate::domain::units::Millis;

/// What was last known of a system, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSystem {
    system: System,
    /// How it was judged then.
    health: Health,
    /// The same in words, with what was known besides: `up, CPU 12 %`. Made once, and not in the first load.
    told: String,
    /// By the browser's clock.
    pub seen: Millis,
}

impl PastSystem {
    /// Of what is passed in, the status is dropped: nothing that reads such a system may take it for one that is up.
    pub fn new(system: System, health: Health, seen: Millis) -> Self {
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
            seen,
        }
    }

    pub const fn id(&self) -> &SystemId {
        &self.system.id
    }

    /// Its name, its address and its values of then, as one that waits for its first report.
    pub const fn system(&self) -> &System {
        &self.system
    }

    pub const fn health(&self) -> Health {
        self.health
    }

    /// One line: `Last seen 3 h ago: up, CPU 12 %`.
    pub fn words(&self, now: Millis) -> String {
        format!("Last seen {}: {}", format::age(self.seen, now), self.told)
    }

    /// For the right end of a device: `was up`.
    pub fn brief(&self) -> String {
        let state = if self.health.is_verified() {
            Health::Ok
        } else {
            self.health
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
            PastSystem::new(system, health, Millis(0))
        };
        let now = Millis(3 * 3_600_000);
        let said = |health| (of(health).words(now), of(health).brief());
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
        let past = of(Health::Ok);
        assert_eq!(past.system().status, SystemStatus::Pending);
        assert_eq!(past.system().updated, None);
    }
}
