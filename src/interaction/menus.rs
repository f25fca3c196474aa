//! Contents of the menus: actions in groups, at most eight entries at the top level and the others in submenus.

/// One entry of a menu.
#[derive(Clone, Copy, Debug)]
pub enum MenuLine {
    /// The action with that id.
    Do(&'static str),
    /// The first of these actions that is available.
    FirstOf(&'static [&'static str]),
    /// A submenu, with its title and actions.
    Fold(&'static str, &'static [&'static str]),
    /// A separator between groups.
    Rule,
}

use MenuLine::{Do, FirstOf, Fold, Rule};

/// Menu of the selected devices.
pub const DEVICES: &[MenuLine] = &[
    Do("open-device"),
    FirstOf(&["edit-device", "edit-devices"]),
    Do("change-model"),
    Rule,
    Do("move-to"),
    Do("duplicate"),
    Fold(
        "Arrange",
        &[
            "flip",
            "move-up",
            "move-down",
            "stack-up",
            "stack-down",
            "distribute",
            "align",
        ],
    ),
    Fold(
        "Select",
        &["select-several", "select-all", "select-nothing"],
    ),
    Rule,
    Do("delete-devices"),
];

/// Menu of the device whose panel is open.
pub const OPEN_DEVICE: &[MenuLine] = &[
    Do("edit-device"),
    Do("change-model"),
    FirstOf(&["pause-system", "resume-system"]),
    Rule,
    Do("move-to"),
    Do("duplicate"),
    Fold(
        "Arrange",
        &["flip", "move-up", "move-down", "stack-up", "stack-down"],
    ),
    Fold("Select", &["select-several", "select-all"]),
    Rule,
    Do("delete-devices"),
];

/// Menu of the selected rack.
pub const RACK: &[MenuLine] = &[
    Do("edit-rack"),
    Do("largest-gap"),
    Rule,
    Do("rack-left"),
    Do("rack-right"),
    Do("duplicate-rack"),
    Do("new-rack"),
    Rule,
    Do("delete-rack"),
];

/// Menu of the selected row.
pub const ROW: &[MenuLine] = &[
    Do("edit-row"),
    Do("rack-in-row"),
    Do("new-row"),
    Rule,
    Do("row-up"),
    Do("row-down"),
    Rule,
    Do("delete-row"),
];

/// Menu of the background.
pub const BACKGROUND: &[MenuLine] = &[
    Do("new-rack"),
    Do("templates"),
    Do("new-row"),
    Do("palette"),
    Rule,
    Do("fit-all"),
    Do("faces"),
    Fold(
        "View",
        &[
            "fit-selection",
            "actual-size",
            "zoom-in",
            "zoom-out",
            "column",
            "pictures",
            "filter",
            "fold-palette",
        ],
    ),
];

/// Menu of the layout and the app.
pub const MORE: &[MenuLine] = &[
    Fold(
        "Pages",
        &[
            "page-racks",
            "page-overview",
            "page-systems",
            "page-containers",
            "page-disks",
            "page-services",
            "page-alerts",
        ],
    ),
    Rule,
    Do("open-file"),
    Do("save"),
    Do("export"),
    Do("share"),
    Rule,
    Fold("Layouts", &["layouts", "duplicate-layout", "versions"]),
    Fold("Devices", &["palette", "new-type", "link-by-name", "label"]),
    Rule,
    Do("help"),
];

/// The same on phones: starts with the pages that do not fit into the bar, and includes what the bar of wide screens has.
pub const PHONE_MORE: &[MenuLine] = &[
    Do("page-containers"),
    Do("page-disks"),
    Do("page-services"),
    Rule,
    Fold(
        "Edit",
        &["redo", "palette", "new-type", "link-by-name", "label"],
    ),
    Fold("File", &["open-file", "save", "export", "share"]),
    Fold("Layouts", &["layouts", "duplicate-layout", "versions"]),
    Rule,
    Do("help"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The most entries that can be taken in at a glance.
    const MOST: usize = 8;

    const ALL: [(&str, &[MenuLine]); 7] = [
        ("devices", DEVICES),
        ("open device", OPEN_DEVICE),
        ("rack", RACK),
        ("row", ROW),
        ("background", BACKGROUND),
        ("more", MORE),
        ("more on phones", PHONE_MORE),
    ];

    #[test]
    fn no_menu_has_more_than_eight_entries() {
        for (name, menu) in ALL {
            let entries = menu.iter().filter(|line| !matches!(line, Rule)).count();
            assert!((1..=MOST).contains(&entries), "{name} has {entries}");
        }
    }

    #[test]
    fn no_fold_has_more_than_eight_entries_either_and_none_is_for_one_alone() {
        for (name, menu) in ALL {
            for line in menu {
                if let Fold(word, ids) = line {
                    assert!((2..=MOST).contains(&ids.len()), "{word} in {name}");
                }
            }
        }
    }

    #[test]
    fn rules_stand_between_groups() {
        for (name, menu) in ALL {
            let rules: Vec<bool> = menu.iter().map(|line| matches!(line, Rule)).collect();
            let ends = [rules.first(), rules.last()];
            assert_eq!(ends, [Some(&false), Some(&false)], "{name}");
            assert!(!rules.windows(2).any(|two| two == [true, true]), "{name}");
        }
    }

    #[test]
    fn a_phone_leaves_nothing_out_but_what_its_bar_has() {
        let ids = |menu: &[MenuLine]| -> Vec<&str> {
            let of_line = |line: &MenuLine| match line {
                Do(id) => vec![*id],
                FirstOf(ids) | Fold(_, ids) => ids.to_vec(),
                Rule => Vec::new(),
            };
            menu.iter().flat_map(of_line).collect()
        };
        let bar = ["page-racks", "page-overview", "page-systems", "page-alerts"];
        let on_phone = ids(PHONE_MORE);
        for id in ids(MORE) {
            assert!(on_phone.contains(&id) || bar.contains(&id), "{id}");
        }
    }

    #[test]
    fn no_menu_offers_an_action_twice() {
        for (name, menu) in ALL {
            let ids = menu.iter().flat_map(|line| match line {
                Do(id) => vec![*id],
                FirstOf(ids) | Fold(_, ids) => ids.to_vec(),
                Rule => Vec::new(),
            });
            let mut ids: Vec<_> = ids.collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{name}");
        }
    }
}
