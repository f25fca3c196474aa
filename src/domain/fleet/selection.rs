//! The selected rows of a table, and the effect of clicks and keys on the selection.

use std::collections::BTreeSet;

use super::keyed::KeyedRows;
use super::line::GridRow;

/// The selected rows, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSelection {
    keys: BTreeSet<String>,
    /// The row that was clicked last: a range begins there.
    anchor: Option<String>,
    /// The rows that the last range added. The next range from the same row replaces them.
    stretched: BTreeSet<String>,
}

/// The effect of a click or key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectionStep {
    Toggle(String),
    /// Selects all rows from the last clicked one to this one; from `from` if there is none.
    Stretch {
        from: Option<String>,
        to: String,
    },
    All,
    Nothing,
}

/// How many of the rows are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectedShare {
    None,
    Some,
    All,
}

impl SelectedShare {
    /// The value of `aria-checked`.
    pub const fn checked(self) -> &'static str {
        match self {
            Self::None => "false",
            Self::Some => "mixed",
            Self::All => "true",
        }
    }
}

impl RowSelection {
    pub fn count(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// How many of `rows` rows are selected; the selection contains no others.
    pub fn share_of(&self, rows: usize) -> SelectedShare {
        match self.count() {
            0 => SelectedShare::None,
            count if count >= rows => SelectedShare::All,
            _ => SelectedShare::Some,
        }
    }

    /// `3 systems selected`. `one` and `many` are the noun for a row.
    pub fn words(&self, one: &str, many: &str) -> String {
        match self.count() {
            0 => format!("No {one} selected"),
            1 => format!("1 {one} selected"),
            count => format!("{count} {many} selected"),
        }
    }

    /// `rows` are those of the table in their order.
    pub fn step<T: GridRow>(&mut self, step: SelectionStep, rows: &KeyedRows<T>) {
        match step {
            SelectionStep::Toggle(key) => {
                if !self.keys.remove(&key) {
                    self.keys.insert(key.clone());
                }
                self.anchor = Some(key);
                self.stretched.clear();
            }
            SelectionStep::Stretch { from, to } => self.stretch(from, &to, rows),
            SelectionStep::All => {
                let all = rows.within(0..rows.count()).iter();
                self.keys = all.map(|row| row.key()).collect();
                self.stretched.clear();
            }
            SelectionStep::Nothing => *self = Self::default(),
        }
    }

    fn stretch<T: GridRow>(&mut self, from: Option<String>, to: &str, rows: &KeyedRows<T>) {
        let Some(end) = rows.place(to) else {
            return;
        };
        let anchor = self.anchor.take().or(from);
        let begin = anchor.as_deref().and_then(|key| rows.place(key));
        for key in std::mem::take(&mut self.stretched) {
            self.keys.remove(&key);
        }
        self.anchor = match begin {
            Some(_) => anchor,
            None => Some(to.to_owned()),
        };
        let begin = begin.unwrap_or(end);
        for row in rows.within(begin.min(end)..begin.max(end) + 1) {
            let key = row.key();
            if self.keys.insert(key.clone()) {
                self.stretched.insert(key);
            }
        }
    }

    /// The selection without rows that are not in the table: actions must not affect what is not visible.
    pub fn kept_in<T: GridRow>(&self, rows: &KeyedRows<T>) -> Self {
        let has = |key: &String| rows.place(key).is_some();
        Self {
            keys: self.keys.iter().filter(|key| has(key)).cloned().collect(),
            anchor: self.anchor.clone().filter(has),
            stretched: self
                .stretched
                .iter()
                .filter(|key| has(key))
                .cloned()
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fleet::FleetRow;
    use crate::domain::fleet::tests::row_of;
    use crate::domain::system::SystemStatus;

    fn rows(names: &[&str]) -> KeyedRows<FleetRow> {
        let row = |name: &&str| row_of(name, SystemStatus::Up, 5.0, None);
        KeyedRows::new(names.iter().map(row).collect())
    }

    fn key(name: &str) -> String {
        format!("demo {name}")
    }

    fn toggle(name: &str) -> SelectionStep {
        SelectionStep::Toggle(key(name))
    }

    fn stretch(to: &str) -> SelectionStep {
        SelectionStep::Stretch {
            from: None,
            to: key(to),
        }
    }

    fn selected(selection: &RowSelection) -> Vec<&str> {
        let names = selection.keys.iter();
        names.map(|key| key.trim_start_matches("demo ")).collect()
    }

    fn after(rows: &KeyedRows<FleetRow>, steps: Vec<SelectionStep>) -> RowSelection {
        let mut selection = RowSelection::default();
        for step in steps {
            selection.step(step, rows);
        }
        selection
    }

    #[test]
    fn a_range_goes_from_the_row_clicked_last_and_can_become_shorter() {
        let rows = rows(&["a", "b", "c", "d", "e"]);
        let mut selection = after(&rows, vec![toggle("e"), toggle("b"), stretch("d")]);
        assert_eq!(selected(&selection), ["b", "c", "d", "e"]);
        selection.step(stretch("c"), &rows);
        assert_eq!(selected(&selection), ["b", "c", "e"]);
        selection.step(stretch("a"), &rows);
        assert_eq!(selected(&selection), ["a", "b", "e"]);
    }

    #[test]
    fn a_range_without_a_click_begins_at_the_current_row() {
        let rows = rows(&["a", "b", "c"]);
        let step = SelectionStep::Stretch {
            from: Some(key("b")),
            to: key("c"),
        };
        assert_eq!(selected(&after(&rows, vec![step])), ["b", "c"]);
        assert_eq!(selected(&after(&rows, vec![stretch("c")])), ["c"]);
        assert!(after(&rows, vec![stretch("gone")]).is_empty());
    }

    #[test]
    fn all_none_and_some_are_told_apart() {
        let rows = rows(&["a", "b"]);
        let share = |steps| after(&rows, steps).share_of(rows.count()).checked();
        assert_eq!(share(vec![SelectionStep::All]), "true");
        assert_eq!(share(vec![toggle("a")]), "mixed");
        assert_eq!(share(vec![toggle("a"), toggle("a")]), "false");
        let none = vec![SelectionStep::All, SelectionStep::Nothing];
        assert_eq!(share(none), "false");
    }

    #[test]
    fn rows_that_go_are_selected_no_more() {
        let before = rows(&["a", "b", "c"]);
        let selection = after(&before, vec![toggle("a"), stretch("c")]);
        let left = rows(&["c", "d"]);
        let kept = selection.kept_in(&left);
        assert_eq!(selected(&kept), ["c"]);
        assert_eq!(kept.words("system", "systems"), "1 system selected");
    }

    proptest! {
        /// After any selection, only rows of the table are selected, and a range taken back to its own start leaves what was selected
        /// before, plus that row.
        #[test]
        fn a_range_taken_back_leaves_what_was_there(
            clicks in prop::collection::vec(0_usize..6, 0..8), begin in 0_usize..6, ends in prop::collection::vec(0_usize..6, 1..5),
        ) {
            let names = ["a", "b", "c", "d", "e", "f"];
            let rows = rows(&names);
            let mut steps: Vec<_> = clicks.iter().map(|at| toggle(names[*at])).collect();
            steps.push(toggle(names[begin]));
            let before = after(&rows, steps.clone());
            steps.extend(ends.iter().map(|at| stretch(names[*at])));
            steps.push(stretch(names[begin]));
            let now = after(&rows, steps);
            let mut wanted = before.keys.clone();
            wanted.insert(key(names[begin]));
            prop_assert_eq!(&now.keys, &wanted);
            prop_assert_eq!(now.kept_in(&rows), now);
        }
    }
}
