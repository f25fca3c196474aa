//! Sorting of a table by one of its columns.

use std::cmp::Ordering;

/// The column that a table is sorted by, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting<C> {
    pub column: C,
    pub descending: bool,
}

impl<C: Copy + PartialEq> Sorting<C> {
    /// The sorting after a header is pressed: reversed, or by another column in its usual direction.
    pub fn pressed(self, column: C, usually_descending: bool) -> Self {
        if self.column == column {
            Self {
                column,
                descending: !self.descending,
            }
        } else {
            Self {
                column,
                descending: usually_descending,
            }
        }
    }

    /// The value of `aria-sort` of a column.
    pub fn aria_sort(self, column: C) -> &'static str {
        match (self.column == column, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// Reverses an ascending order if the table is descending.
    pub fn turned(self, order: Ordering) -> Ordering {
        if self.descending {
            order.reverse()
        } else {
            order
        }
    }
}

/// Compares two values of which either may be unknown: unknown ones come last in either direction.
pub fn by_number<T: PartialOrd>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
            if descending { order.reverse() } else { order }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_turns_the_order_around() {
        let by_name = Sorting {
            column: 'n',
            descending: false,
        };
        assert!(by_name.pressed('n', false).descending);
        assert_eq!(
            by_name.pressed('c', true),
            Sorting {
                column: 'c',
                descending: true
            }
        );
        assert_eq!(by_name.aria_sort('n'), "ascending");
        assert_eq!(by_name.aria_sort('c'), "none");
    }
}
