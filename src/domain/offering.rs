//! The candidates that a device can be linked to, as a list offers them: their order, and which one Enter picks.

/// A system or a monitor that is offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offered<'a> {
    pub name: &'a str,
    /// Whether a device is linked to it already.
    pub is_linked: bool,
}

/// Orders all matches: those with exactly the typed name first, then those without a device, each in the order in which they were found.
/// Rows already `shown` for the same words keep their position, as one of them may have the focus; others come after them.
pub fn in_order<'a>(
    typed: &str,
    mut found: Vec<usize>,
    shown: &[usize],
    offered: impl Fn(usize) -> Option<Offered<'a>>,
) -> Vec<usize> {
    found.retain(|at| !shown.contains(at));
    found.sort_by_key(|at| {
        let offered = offered(*at);
        offered.map(|offered| (!is_named(offered.name, typed), offered.is_linked))
    });
    [shown, &found].concat()
}

/// The row that Enter picks for the typed text: one of exactly that name, else the first.
pub fn taken<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> usize {
    let mut names = names.into_iter();
    names.position(|name| is_named(name, typed)).unwrap_or(0)
}

fn is_named(name: &str, typed: &str) -> bool {
    name.trim().to_lowercase() == typed.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEMS: [(&str, bool); 4] = [
        ("nas-backup", false),
        ("nas", true),
        ("web", true),
        ("db", false),
    ];

    fn names(typed: &str, found: &[usize], shown: &[usize]) -> Vec<&'static str> {
        let offered = |at: usize| {
            let (name, is_linked) = *SYSTEMS.get(at)?;
            Some(Offered { name, is_linked })
        };
        let order = in_order(typed, found.to_vec(), shown, offered);
        order.into_iter().map(|at| SYSTEMS[at].0).collect()
    }

    #[test]
    fn what_has_no_device_comes_first_but_for_the_very_name() {
        assert_eq!(
            names("", &[0, 1, 2, 3], &[]),
            ["nas-backup", "db", "nas", "web"]
        );
        assert_eq!(names("na", &[1, 0], &[]), ["nas-backup", "nas"]);
        assert_eq!(names(" NAS ", &[0, 1], &[]), ["nas", "nas-backup"]);
    }

    #[test]
    fn what_is_shown_keeps_its_place() {
        assert_eq!(
            names("debian", &[3, 0, 2], &[2]),
            ["web", "db", "nas-backup"]
        );
        assert_eq!(names("debian", &[], &[2]), ["web"]);
    }

    #[test]
    fn enter_takes_the_very_name_else_the_first() {
        assert_eq!(taken("nas", ["nas-backup", "nas"]), 1);
        assert_eq!(taken("Nas ", ["nas-backup", "nas", "nas"]), 1);
        assert_eq!(taken("na", ["nas-backup", "nas"]), 0);
    }
}
