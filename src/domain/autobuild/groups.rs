//! Groups systems into racks by the locations in their names.

use std::collections::HashMap;

use super::kind::MachineKind;
use crate::domain::fold::fold;

/// Words for locations in machine names. A number may follow.
const PLACES: [&str; 30] = [
    "attic", "basement", "building", "cab", "cabinet", "cellar", "closet", "colo", "cupboard",
    "dc", "floor", "gar", "garage", "garden", "hall", "home", "house", "kitchen", "lab", "living",
    "loft", "office", "rack", "room", "row", "shed", "site", "studio", "upstairs", "workshop",
];

/// Words for the role of a machine, which say nothing about its location.
const ROLES: [&str; 34] = [
    "app", "backup", "build", "cache", "ci", "ct", "db", "dns", "docker", "git", "host", "k3s",
    "k8s", "kube", "log", "lxc", "mail", "master", "media", "monitor", "mysql", "node", "pg",
    "postgres", "proxy", "redis", "server", "sql", "srv", "system", "vm", "vps", "web", "worker",
];

/// Number of systems with the same beginning of the name that form a group.
const ENOUGH: usize = 3;

/// The rack name that each system name suggests; `None` if it suggests none.
pub(super) fn racks_by_name<'a>(names: &[&'a str]) -> Vec<Option<String>> {
    let mut beginnings: HashMap<String, usize> = HashMap::new();
    for name in names {
        if let Some(beginning) = beginning(name) {
            *beginnings.entry(fold(beginning)).or_default() += 1;
        }
    }
    let is_common = |beginning: &&'a str| {
        let count = beginnings.get(&fold(beginning)).copied();
        count.is_some_and(|count| count >= ENOUGH)
    };
    let rack_of = |name: &&'a str| {
        let by_place = place(name);
        by_place.or_else(|| beginning(name).filter(is_common).map(titled))
    };
    names.iter().map(rack_of).collect()
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    let separates = |letter: char| !letter.is_alphanumeric();
    name.split(separates).filter(|part| !part.is_empty())
}

/// Splits a part into its letters and the number at its end.
fn word_and_number(part: &str) -> (&str, &str) {
    let word = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
    (word, part.strip_prefix(word).unwrap_or_default())
}

/// The location in a name: `rack1-web`, `rack-1-web` and `web.rack1` give `Rack 1`, `nuc-garage` gives `Garage`.
fn place(name: &str) -> Option<String> {
    let mut parts = parts(name).peekable();
    while let Some(part) = parts.next() {
        let (word, number) = word_and_number(part);
        if !PLACES.contains(&fold(word).as_str()) {
            continue;
        }
        let is_number = |part: &&str| part.bytes().all(|letter| letter.is_ascii_digit());
        let number = match number {
            // A number at the end of the name counts machines, not locations: `garage-2`.
            "" => {
                let next = parts.next().filter(is_number);
                next.filter(|_| parts.peek().is_some()).unwrap_or_default()
            }
            number => number,
        };
        let word = titled(&fold(word));
        return Some(match number {
            "" => word,
            number => {
                let digits = number.trim_start_matches('0');
                format!("{word} {}", if digits.is_empty() { "0" } else { digits })
            }
        });
    }
    None
}

/// The first part of a name, if more follows and it may be a location.
fn beginning(name: &str) -> Option<&str> {
    let mut parts = parts(name);
    let first = parts.next()?;
    parts.next()?;
    let word = fold(word_and_number(first).0);
    let is_role = ROLES.contains(&word.as_str()) || MachineKind::hinted_by(&word).is_some();
    (word.chars().count() >= 2 && !is_role).then_some(first)
}

/// Capitalizes the first letter, unless the word already has a capital.
fn titled(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !word.chars().any(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rack_of(name: &str) -> Option<String> {
        racks_by_name(&[name]).pop().flatten()
    }

    #[test]
    fn a_word_for_a_place_names_the_rack() {
        for (name, rack) in [
            ("rack1-web-2", "Rack 1"),
            ("rack-01-web", "Rack 1"),
            ("web.Rack1", "Rack 1"),
            ("gar-nas", "Gar"),
            ("nuc-garage", "Garage"),
            ("garage-2", "Garage"),
            ("dc2_db", "Dc 2"),
        ] {
            assert_eq!(rack_of(name).as_deref(), Some(rack), "{name}");
        }
        for name in ["pve-node1", "garagesale", "web-1", "", "-", "x"] {
            assert_eq!(rack_of(name), None, "{name}");
        }
    }

    #[test]
    fn three_names_that_begin_alike_stand_together() {
        let names = [
            "acme-web",
            "Acme-db",
            "acme.mail",
            "beta-web",
            "web-1",
            "web-2",
            "web-3",
        ];
        let racks = racks_by_name(&names);
        assert!(racks[..3].iter().all(Option::is_some), "{racks:?}");
        assert_eq!(racks[3..], [None, None, None, None]);
    }
}
