//! What an earlier visit knew of the guests of a device.

use crate::domain::format;
use crate::domain::health::{Health, SeenSystem};
use crate::domain::units::Millis;

/// One line: `3 h ago 2 guests were up, 1 down`. `None` if there are none.
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
    // The healthy first, the worst last.
    states.sort_by_key(|(state, _)| state.severity());
    let age = past_age(seen, now);
    let (first, count, others) = match states.as_slice() {
        [(state, 1)] => return Some(format!("guest was {} {age}", word(*state))),
        [(state, count)] => return Some(format!("{count} guests were {} {age}", word(*state))),
        [(state, count), others @ ..] => (word(*state), *count, others),
        [] => return None,
    };
    let were = match count {
        1 => "guest was",
        _ => "guests were",
    };
    let others = others.iter();
    let others = others.map(|(state, count)| format!(", {count} {}", word(*state)));
    let others: String = others.collect();
    Some(format!("{age} {count} {were} {first}{others}"))
}

/// The age of something that may have changed since; never `just now`.
pub fn past_age(then: Millis, now: Millis) -> String {
    match format::age(then, now) {
        age if age == format::JUST_NOW => "a moment ago".to_owned(),
        age => age,
    }
}

/// The word after `was`.
const fn word(state: Health) -> &'static str {
    match state {
        Health::HubLost => state.brief_word(),
        _ => state.word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::{PastSystem, PastSystems};
    use crate::domain::ids::SystemId;
    use crate::domain::system::{Metrics, System, SystemStatus};

    #[test]
    fn they_are_told_as_what_was() {
        let told = |healths: &[Health], after| {
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
            past_guests(&seen, Millis(after))
        };
        let said = |healths: &[Health]| told(healths, 3 * 3_600_000);
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[Health::Ok]).as_deref(), Some("guest was up 3 h ago"));
        let several = [Health::Down, Health::Ok, Health::Critical, Health::Paused];
        assert_eq!(
            said(&several).as_deref(),
            Some("3 h ago 2 guests were up, 1 paused, 1 down")
        );
        let alike = [Health::Down, Health::Down];
        assert_eq!(said(&alike).as_deref(), Some("2 guests were down 3 h ago"));
        let mixed = [Health::Down, Health::Ok];
        assert_eq!(
            told(&mixed, 2_000).as_deref(),
            Some("a moment ago 1 guest was up, 1 down")
        );
        assert_eq!(
            told(&[Health::Warn], 0).as_deref(),
            Some("guest was up a moment ago")
        );
        assert_eq!(
            told(&[Health::HubLost], 60_000).as_deref(),
            Some("guest was unknown 1 min ago")
        );
    }
}
