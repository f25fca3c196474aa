//! Lists kept in order. For short lists of many kinds: the general sort of the standard library is several kilobytes of code
//! for every kind of item, and this is a few hundred bytes.

use std::cmp::Ordering;

/// Puts an item in its place in a list that is in that order, behind those that are its equals.
pub fn insert_by<T>(list: &mut Vec<T>, item: T, order: impl Fn(&T, &T) -> Ordering) {
    let place = list.partition_point(|other| order(other, &item) != Ordering::Greater);
    list.insert(place, item);
}

/// Puts an item in its place in a list that is in order.
pub fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    insert_by(list, item, T::cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
