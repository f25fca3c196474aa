//! Rows of a table in order, indexed by key.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::line::GridRow;

/// Rows by index and by key.
#[derive(Debug)]
pub struct KeyedRows<T> {
    all: Vec<Arc<T>>,
    places: HashMap<String, usize>,
}

/// The indexes follow from the rows.
impl<T: PartialEq> PartialEq for KeyedRows<T> {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl<T: GridRow> KeyedRows<T> {
    /// The rows in this order. Of rows with the same key, the last is found.
    pub fn new(all: Vec<Arc<T>>) -> Self {
        let places = all.iter().enumerate();
        Self {
            places: places.map(|(place, row)| (row.key(), place)).collect(),
            all,
        }
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Index of the row with this key, from 0.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The row with this key.
    pub fn get(&self, key: &str) -> Option<&Arc<T>> {
        self.all.get(self.place(key)?)
    }

    /// The rows in that range of indexes, as far as they exist.
    pub fn within(&self, places: Range<usize>) -> &[Arc<T>] {
        let end = places.end.min(self.all.len());
        self.all.get(places.start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::FleetLine;
    use crate::domain::health::Health;
    use crate::domain::ids::{DeviceId, HubId, SystemId, SystemRef};

    #[derive(Debug, PartialEq)]
    struct Item(SystemRef, u8);

    impl GridRow for Item {
        fn key(&self) -> String {
            self.0.system.to_string()
        }

        fn system(&self) -> &SystemRef {
            &self.0
        }

        fn device(&self) -> Option<DeviceId> {
            None
        }

        fn card(&self) -> FleetLine {
            FleetLine {
                key: self.key(),
                health: Health::Ok,
                cells: Vec::new(),
            }
        }
    }

    fn rows(names: &[(&str, u8)]) -> KeyedRows<Item> {
        let item = |(name, value): &(&str, u8)| {
            let system = SystemRef::new(HubId::new("hub"), SystemId::new(*name));
            Arc::new(Item(system, *value))
        };
        KeyedRows::new(names.iter().map(item).collect())
    }

    fn values(rows: &[Arc<Item>]) -> Vec<u8> {
        rows.iter().map(|row| row.1).collect()
    }

    #[test]
    fn rows_are_found_by_their_keys() {
        let rows = rows(&[("b", 1), ("a", 2), ("c", 3)]);
        assert_eq!(rows.count(), 3);
        assert_eq!((rows.place("a"), rows.place("c")), (Some(1), Some(2)));
        assert_eq!(rows.get("b").map(|row| row.1), Some(1));
        assert_eq!((rows.place("d"), rows.get("d")), (None, None));
    }

    #[test]
    fn of_rows_with_one_key_the_last_is_found() {
        let rows = rows(&[("a", 1), ("b", 2), ("a", 3)]);
        assert_eq!((rows.count(), rows.place("a")), (3, Some(2)));
    }

    #[test]
    fn places_beyond_the_end_have_no_rows() {
        let rows = rows(&[("a", 1), ("b", 2), ("c", 3)]);
        assert_eq!(values(rows.within(1..2)), [2]);
        assert_eq!(values(rows.within(1..9)), [2, 3]);
        assert!(rows.within(3..9).is_empty() && rows.within(7..9).is_empty());
    }

    #[test]
    fn rows_that_differ_in_values_or_order_are_not_equal() {
        let same = || rows(&[("a", 1), ("b", 2)]);
        assert_eq!(same(), same());
        assert_ne!(same(), rows(&[("b", 2), ("a", 1)]));
        assert_ne!(same(), rows(&[("a", 1), ("b", 3)]));
    }
}
