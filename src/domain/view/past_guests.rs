//! What an earlier visit knew of the guests of a device.

use crate::domain::format;
use crate::domain::health::{Health, SeenSystem};
use crate::domain::units::Millis;

/// One line: `guests 3 h ago: 2 up, 1 down`. `None` where none of them is of an earlier visit alone.
pub fn past_guests(guests: &[SeenSystem], now: Millis) -> Option<String> {
    let seen = guests.iter().map(|guest| guest.seen).min()?;
    let mut states: Vec<(Health, usize)> = Vec::new();
    for guest in guests {
        let state = match guest.health() {
            health if health.is_verified() => Health::Ok,
            other => other,
        };
        match states.iter_mut().find(|(known, _)| *known == state) {
            Some((_, count)) => *count += 1,
            None => states.push((state, 1)),
        }
    }
    // What was well first, what was worst last.
    states.sort_by_key(|(state, _)| state.severity());
    let age = format::age(seen, now);
    if let [(state, 1)] = states.as_slice() {
        return Some(format!("guest {age}: {}", state.word()));
    }
    let counts = states.iter();
    let counts = counts.map(|(state, count)| format!("{count} {}", state.word()));
    let counts: Vec<String> = counts.collect();
    Some(format!("guests {age}: {}", counts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::{PastSystem, PastSystems};
    use crate::domain::ids::SystemId;
    use crate::domain::system::{Metrics, System, SystemStatus};

    #[test]
    fn they_are_told_as_what_was() {
        let said = |healths: &[Health]| {
            let systems = (0..).zip(healths).map(|(number, health)| {
                let system = System {
                    id: SystemId::new(number.to_string()),
                    name: "guest".to_owned(),
                    host: String::new(),
                    status: SystemStatus::Up,
                    metrics: Metrics::default(),
                    updated: None,
                };
                PastSystem::new(system, *health)
            });
            let past = PastSystems::new(Millis(0), systems.collect());
            let all = past.systems().iter();
            let seen: Vec<_> = all.filter_map(|one| past.get(one.id())).collect();
            past_guests(&seen, Millis(3 * 3_600_000))
        };
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[Health::Ok]).as_deref(), Some("guest 3 h ago: up"));
        let several = [Health::Down, Health::Ok, Health::Critical, Health::Paused];
        assert_eq!(
            said(&several).as_deref(),
            Some("guests 3 h ago: 2 up, 1 paused, 1 down")
        );
    }
}
