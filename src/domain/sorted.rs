//! Inserts into sorted lists. For short lists of many types: the standard library's sort is several kilobytes of code per item type, this
//! is a few hundred bytes.

use std::cmp::Ordering;

/// Inserts an item into a list sorted by `order`, after its equals.
pub fn insert_by<T>(list: &mut Vec<T>, item: T, order: impl Fn(&T, &T) -> Ordering) {
    let place = list.partition_point(|other| order(other, &item) != Ordering::Greater);
    list.insert(place, item);
}

/// Inserts an item into a sorted list.
pub fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    insert_by(list, item, T::cmp);
}

/// Like [`insert_by`], for a list limited to its first `limit` items. Of many items, most cost one comparison, with the last.
pub fn insert_within<T>(
    list: &mut Vec<T>,
    limit: usize,
    item: T,
    order: impl Fn(&T, &T) -> Ordering,
) {
    if list.len() >= limit {
        match list.last() {
            Some(last) if order(last, &item) == Ordering::Greater => drop(list.pop()),
            _ => return,
        }
    }
    insert_by(list, item, order);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn equals_keep_the_order_in_which_they_come() {
        let mut list = Vec::new();
        for item in [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')] {
            insert_by(&mut list, item, |a, b| a.0.cmp(&b.0));
        }
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut list = Vec::new();
        for item in [3, 1, 2] {
            insert(&mut list, item);
        }
        assert_eq!(list, [1, 2, 3]);
    }

    /// The first items of a list, and the number of comparisons.
    fn first_of(limit: usize, items: impl Iterator<Item = u32>) -> (Vec<u32>, usize) {
        let comparisons = Cell::new(0);
        let mut list = Vec::new();
        for item in items {
            insert_within(&mut list, limit, item, |a, b| {
                comparisons.set(comparisons.get() + 1);
                a.cmp(b)
            });
        }
        (list, comparisons.get())
    }

    #[test]
    fn the_first_of_many_take_few_comparisons() {
        const MANY: u32 = 50_000;
        let first: Vec<u32> = (0..40).collect();
        let mixed = (0..MANY).map(|n| n * 7_919 % MANY);
        let (found, comparisons) = first_of(40, mixed);
        assert_eq!(found, first);
        assert!(comparisons < 60_000, "{comparisons}");
        let (found, comparisons) = first_of(40, (0..MANY).rev());
        assert_eq!(found, first);
        assert!(comparisons < 400_000, "at worst: {comparisons}");
        assert_eq!(first_of(0, 0..5), (vec![], 0));
        assert_eq!(first_of(9, [3, 1, 2].into_iter()).0, [1, 2, 3]);
    }
}
