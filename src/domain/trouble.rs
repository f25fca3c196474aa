//! What needs a look: the systems and monitored devices that are not plainly up, worst first.

use super::health::Health;
use super::ids::{DeviceId, HubId, MonitorRef, SystemRef};
use super::natural;

/// Something watched by an agent on it, or by a monitor from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TroubleSubject {
    System(SystemRef),
    Monitor(MonitorRef),
}

impl TroubleSubject {
    /// The hub that knows it.
    pub fn hub(&self) -> &HubId {
        match self {
            Self::System(of) => &of.hub,
            Self::Monitor(of) => &of.hub,
        }
    }

    /// A key that is unique in a list.
    pub fn key(&self) -> String {
        match self {
            Self::System(of) => format!("{} {}", of.hub, of.system),
            Self::Monitor(of) => format!("{} {}", of.hub, of.monitor),
        }
    }
}

/// Something that is not plainly up.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub of: TroubleSubject,
    /// Name of the system, or of the device that the monitor checks.
    pub name: String,
    /// `None` for a system that no device shows.
    pub place: Option<TroublePlace>,
    pub health: Health,
    /// One line.
    pub reason: String,
}

/// Where to find it.
#[derive(Clone, Debug, PartialEq)]
pub struct TroublePlace {
    pub device: DeviceId,
    /// `Rack A unit 9`; of a guest `on pve-node1, Rack A unit 20`.
    pub words: String,
}

/// Those reported by monitors, for a list with room for some of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonitorTroubles {
    /// Number of all of them.
    pub count: usize,
    pub first: Vec<Trouble>,
}

impl MonitorTroubles {
    /// From all troubles, in their order; keeps at most `most`.
    pub fn of(mut troubles: Vec<Trouble>, most: usize) -> Self {
        troubles.retain(|trouble| matches!(trouble.of, TroubleSubject::Monitor(_)));
        let count = troubles.len();
        troubles.truncate(most);
        Self {
            count,
            first: troubles,
        }
    }
}

/// Sorts by severity, worst first, then by name.
pub fn sort(troubles: &mut [Trouble]) {
    troubles.sort_by(|a, b| {
        let by_severity = b.health.severity().cmp(&a.health.severity());
        by_severity
            .then_with(|| natural::compare(&a.name, &b.name))
            .then_with(|| a.of.cmp(&b.of))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{MonitorId, SystemId};

    fn system(name: &str) -> TroubleSubject {
        TroubleSubject::System(SystemRef::new(HubId::new("hub"), SystemId::new(name)))
    }

    fn monitor(name: &str) -> TroubleSubject {
        TroubleSubject::Monitor(MonitorRef::new(HubId::new("hub"), MonitorId::new(name)))
    }

    fn down(of: TroubleSubject) -> Trouble {
        Trouble {
            name: of.key(),
            of,
            place: None,
            health: Health::Down,
            reason: String::new(),
        }
    }

    #[test]
    fn monitors_without_room_in_the_list_count_all_the_same() {
        let all = [monitor("a"), system("b"), monitor("c"), monitor("d")];
        let seen = MonitorTroubles::of(all.map(down).to_vec(), 2);
        assert_eq!(seen.count, 3);
        assert_eq!(seen.first, [monitor("a"), monitor("c")].map(down));
        assert_eq!(
            MonitorTroubles::of(vec![down(system("b"))], 2),
            MonitorTroubles::default()
        );
    }

    #[test]
    fn a_subject_is_named_by_its_hub_and_its_id() {
        assert_eq!(system("a").key(), "hub a");
        assert_eq!(monitor("b").key(), "hub b");
    }
}
