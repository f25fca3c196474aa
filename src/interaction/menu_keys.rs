//! The keys of an open menu.

/// What a key does in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuStep {
    /// Focus the entry with this index.
    Focus(usize),
    /// Close the menu; the focus returns to what opened it.
    Leave,
}

/// The focused entry of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuEntry {
    /// A button or a link.
    Item(usize),
    /// A check box.
    Check(usize),
    /// A field that uses the arrow keys itself.
    Field(usize),
}

/// What a key does in a menu with this many entries; `None` leaves the key to the browser. Without a focused entry, arrow keys go to the
/// first or last one. Tab goes from field to field.
pub fn menu_step(key: &str, at: Option<MenuEntry>, count: usize) -> Option<MenuStep> {
    let index = match at {
        Some(MenuEntry::Field(_)) if key != "Escape" => return None,
        Some(MenuEntry::Check(_)) if key == "Tab" => return None,
        Some(MenuEntry::Item(at) | MenuEntry::Check(at) | MenuEntry::Field(at)) => Some(at),
        None => None,
    };
    let last = count.checked_sub(1);
    let next = match key {
        "Escape" | "Tab" => return Some(MenuStep::Leave),
        "ArrowDown" => index.map_or(0, |at| if Some(at) == last { 0 } else { at + 1 }),
        "ArrowUp" => index.and_then(|at| at.checked_sub(1)).or(last)?,
        "Home" => 0,
        "End" => last?,
        _ => return None,
    };
    last.map(|last| MenuStep::Focus(next.min(last)))
}

#[cfg(test)]
mod tests {
    use super::MenuEntry::{Check, Field, Item};
    use super::MenuStep::{Focus, Leave};
    use super::*;

    #[test]
    fn arrows_go_through_the_entries_and_around() {
        assert_eq!(menu_step("ArrowDown", None, 3), Some(Focus(0)));
        assert_eq!(menu_step("ArrowDown", Some(Item(0)), 3), Some(Focus(1)));
        assert_eq!(menu_step("ArrowDown", Some(Check(2)), 3), Some(Focus(0)));
        assert_eq!(menu_step("ArrowUp", None, 3), Some(Focus(2)));
        assert_eq!(menu_step("ArrowUp", Some(Item(0)), 3), Some(Focus(2)));
        assert_eq!(menu_step("ArrowUp", Some(Item(2)), 3), Some(Focus(1)));
        assert_eq!(menu_step("Home", Some(Item(2)), 3), Some(Focus(0)));
        assert_eq!(menu_step("End", Some(Item(0)), 3), Some(Focus(2)));
    }

    #[test]
    fn a_menu_is_left_by_escape_and_tab() {
        for at in [None, Some(Item(1))] {
            assert_eq!(menu_step("Escape", at, 3), Some(Leave));
            assert_eq!(menu_step("Tab", at, 3), Some(Leave));
        }
        assert_eq!(menu_step("Escape", None, 0), Some(Leave));
    }

    #[test]
    fn fields_keep_their_keys() {
        assert_eq!(menu_step("Tab", Some(Check(0)), 3), None);
        for key in ["Tab", "ArrowDown", "ArrowUp", "Home", "End"] {
            assert_eq!(menu_step(key, Some(Field(1)), 3), None, "{key}");
        }
        assert_eq!(menu_step("Escape", Some(Field(1)), 3), Some(Leave));
    }

    #[test]
    fn other_keys_and_empty_menus_do_nothing() {
        assert_eq!(menu_step("a", Some(Item(0)), 3), None);
        assert_eq!(menu_step("Enter", Some(Item(0)), 3), None);
        for key in ["ArrowDown", "ArrowUp", "Home", "End"] {
            assert_eq!(menu_step(key, None, 0), None, "{key}");
        }
    }

    #[test]
    fn no_step_leads_out_of_the_menu() {
        for count in 1..4 {
            for at in (0..count + 2).map(Item).map(Some).chain([None]) {
                for key in ["ArrowDown", "ArrowUp", "Home", "End"] {
                    let Some(Focus(next)) = menu_step(key, at, count) else {
                        panic!("{key} goes nowhere");
                    };
                    assert!(next < count, "{key} from {at:?} of {count}");
                }
            }
        }
    }
}
