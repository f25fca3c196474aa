//! The services of a system as a table: failed ones first.

mod line;

pub use self::line::ServiceLine;

use std::cmp::Ordering;

use super::fold::fold;
use super::inventory::{Service, ServiceState, ServiceSubState};
use super::natural;
use super::sorting::{Sorting, by_number};

/// What the table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceColumn {
    State,
    Name,
    Cpu,
    Memory,
}

/// Indexes of the services to show, in order: those whose name or state contains every word of the filter.
pub fn arranged(services: &[Service], filter: &str, sorting: Sorting<ServiceColumn>) -> Vec<usize> {
    let words: Vec<String> = filter.split_whitespace().map(fold).collect();
    let mut places: Vec<usize> = services
        .iter()
        .enumerate()
        .filter(|(_, service)| {
            let text = fold(&format!("{} {}", service.name, state_words(service)));
            words.iter().all(|word| text.contains(word.as_str()))
        })
        .map(|(place, _)| place)
        .collect();
    places.sort_by(|a, b| match (services.get(*a), services.get(*b)) {
        (Some(a), Some(b)) => compare(a, b, sorting),
        _ => Ordering::Equal,
    });
    places
}

fn compare(a: &Service, b: &Service, sorting: Sorting<ServiceColumn>) -> Ordering {
    let first = match sorting.column {
        ServiceColumn::State => sorting.turned(urgency(a).cmp(&urgency(b))),
        ServiceColumn::Name => sorting.turned(natural::compare(&a.name, &b.name)),
        ServiceColumn::Cpu => by_number(a.cpu, b.cpu, sorting.descending),
        ServiceColumn::Memory => by_number(a.memory, b.memory, sorting.descending),
    };
    first.then_with(|| natural::compare(&a.name, &b.name))
}

/// Sort key of the state: what needs a look comes first.
pub const fn urgency(service: &Service) -> u8 {
    match service.state {
        ServiceState::Failed => 0,
        ServiceState::Activating | ServiceState::Deactivating | ServiceState::Reloading => 1,
        ServiceState::Other(_) => 2,
        ServiceState::Active => 3,
        ServiceState::Inactive => 4,
    }
}

/// Number of failed services.
pub fn failed(services: &[Service]) -> usize {
    let failed = |service: &&Service| service.state == ServiceState::Failed;
    services.iter().filter(failed).count()
}

/// systemd's own words: `active (running)`.
pub fn state_words(service: &Service) -> String {
    let state = match service.state {
        ServiceState::Active => "active".to_owned(),
        ServiceState::Inactive => "inactive".to_owned(),
        ServiceState::Failed => "failed".to_owned(),
        ServiceState::Activating => "activating".to_owned(),
        ServiceState::Deactivating => "deactivating".to_owned(),
        ServiceState::Reloading => "reloading".to_owned(),
        ServiceState::Other(number) => format!("state {number}"),
    };
    let sub = match service.sub_state {
        ServiceSubState::Dead => "dead",
        ServiceSubState::Running => "running",
        ServiceSubState::Exited => "exited",
        ServiceSubState::Failed => "failed",
        ServiceSubState::Unknown | ServiceSubState::Other(_) => return state,
    };
    if sub == state {
        state
    } else {
        format!("{state} ({sub})")
    }
}

/// The name of the color and shape that show a service's state.
pub const fn state_tone(service: &Service) -> &'static str {
    match service.state {
        ServiceState::Failed => "critical",
        ServiceState::Activating | ServiceState::Deactivating | ServiceState::Reloading => {
            "pending"
        }
        ServiceState::Active => "ok",
        ServiceState::Inactive => "paused",
        ServiceState::Other(_) => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SystemId;
    use crate::domain::units::{Bytes, Percent};

    fn service(name: &str, state: ServiceState, cpu: Option<f64>) -> Service {
        Service {
            system: SystemId::new("s"),
            name: name.to_owned(),
            state,
            sub_state: match state {
                ServiceState::Failed => ServiceSubState::Failed,
                _ => ServiceSubState::Running,
            },
            cpu: cpu.and_then(Percent::new),
            cpu_peak: None,
            memory: cpu.map(|cpu| Bytes(cpu as u64)),
            memory_peak: None,
            updated: None,
        }
    }

    fn some() -> Vec<Service> {
        vec![
            service("ssh", ServiceState::Active, Some(1.0)),
            service("cron", ServiceState::Inactive, None),
            service("zfs-scrub", ServiceState::Failed, Some(0.0)),
            service("k3s", ServiceState::Activating, Some(9.0)),
            service("backup", ServiceState::Failed, None),
        ]
    }

    fn names(filter: &str, column: ServiceColumn, descending: bool) -> Vec<String> {
        let services = some();
        let sorting = Sorting { column, descending };
        arranged(&services, filter, sorting)
            .into_iter()
            .map(|place| services[place].name.clone())
            .collect()
    }

    #[test]
    fn failed_ones_come_first() {
        assert_eq!(
            names("", ServiceColumn::State, false),
            ["backup", "zfs-scrub", "k3s", "ssh", "cron"]
        );
        assert_eq!(failed(&some()), 2);
    }

    #[test]
    fn what_is_not_reported_comes_last_either_way() {
        assert_eq!(
            names("", ServiceColumn::Cpu, true),
            ["k3s", "ssh", "zfs-scrub", "backup", "cron"]
        );
        assert_eq!(
            names("", ServiceColumn::Cpu, false),
            ["zfs-scrub", "ssh", "k3s", "backup", "cron"]
        );
    }

    #[test]
    fn the_filter_looks_at_names_and_states() {
        assert_eq!(
            names("FAILED", ServiceColumn::Name, false),
            ["backup", "zfs-scrub"]
        );
        assert_eq!(
            names("failed zfs", ServiceColumn::Name, false),
            ["zfs-scrub"]
        );
        assert!(names("nothing", ServiceColumn::Name, false).is_empty());
    }

    #[test]
    fn states_are_systemds_words() {
        let some = some();
        assert_eq!(state_words(&some[0]), "active (running)");
        assert_eq!(state_words(&some[2]), "failed");
    }
}
