//! Systems of several hubs side by side: each with the hub that lists it.

use std::cmp::Ordering;

use super::format;
use super::health::Health;
use super::ids::{HubId, SystemRef};
use super::inventory::SystemDetails;
use super::natural;
use super::system::{Metrics, System};
use super::units::Percent;

/// A system with its hub.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HubSystem<'a> {
    pub hub: &'a HubId,
    pub system: &'a System,
}

impl HubSystem<'_> {
    pub fn reference(&self) -> SystemRef {
        SystemRef::new(self.hub.clone(), self.system.id.clone())
    }
}

/// A system that a device can be linked to, as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkable {
    pub system: SystemRef,
    pub name: String,
    pub host: String,
    pub health: Health,
}

impl Linkable {
    /// What its machine calls itself and is, with its current values if known: `db-1.lan · Debian 12 · Xeon E5 · CPU 12 %`.
    pub fn machine_words(&self, machine: Option<&SystemDetails>, now: Option<&Metrics>) -> String {
        let known = machine.map(|machine| {
            let named = [&machine.os_name, &machine.cpu_model];
            let hostname = Some(&machine.hostname);
            let hostname = hostname.filter(|name| **name != self.name && **name != self.host);
            hostname.into_iter().chain(named).cloned()
        });
        let share = |label: &str, share: Option<Percent>| {
            share.map(|share| format!("{label} {}", format::percent(share)))
        };
        let values = now.map(|now| [share("CPU", now.cpu), share("memory", now.memory)]);
        let known = known.into_iter().flatten();
        let all = known.chain(values.into_iter().flatten().flatten());
        let parts: Vec<String> = all.filter(|part| !part.is_empty()).collect();
        parts.join(format::BETWEEN)
    }
}

/// Compares by name in natural order, then by hub and id, so that the order is always the same.
pub fn by_name(a: (&str, &SystemRef), b: (&str, &SystemRef)) -> Ordering {
    natural::compare(a.0, b.0).then_with(|| {
        let key = |of: &SystemRef| (of.hub.as_str().to_owned(), of.system.as_str().to_owned());
        key(a.1).cmp(&key(b.1))
    })
}

/// The systems of one hub, each paired with it.
pub fn of_hub<'a>(hub: &'a HubId, systems: &'a [System]) -> Vec<HubSystem<'a>> {
    let systems = systems.iter();
    systems.map(|system| HubSystem { hub, system }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SystemId;
    use crate::domain::inventory;

    #[test]
    fn a_system_is_told_by_what_its_machine_is_and_does() {
        let system = Linkable {
            system: SystemRef::new(HubId::new("http://hub/"), SystemId::new("s")),
            name: "db-1".to_owned(),
            host: "10.0.0.5".to_owned(),
            health: Health::Ok,
        };
        let mut machine = SystemDetails {
            hostname: "db-1.lan".to_owned(),
            os_name: "Debian 12".to_owned(),
            cpu_model: "Xeon E5".to_owned(),
            ..inventory::tests::details("s")
        };
        let now = Metrics {
            cpu: Percent::new(12.4),
            ..Metrics::default()
        };
        assert_eq!(
            system.machine_words(Some(&machine), Some(&now)),
            "db-1.lan · Debian 12 · Xeon E5 · CPU 12 %"
        );
        // Nothing is said twice.
        machine.hostname = "db-1".to_owned();
        machine.cpu_model.clear();
        assert_eq!(system.machine_words(Some(&machine), None), "Debian 12");
        assert_eq!(system.machine_words(None, None), "");
    }
}
