//! Natural order of names: `node2` before `node10`, case-insensitive.

use std::cmp::Ordering;
use std::iter::Peekable;

use super::fold;

/// Compares two names; equal only when they are the same text.
pub fn compare(a: &str, b: &str) -> Ordering {
    let mut left = fold::letters(a).peekable();
    let mut right = fold::letters(b).peekable();
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                compare_numbers(&mut left, &mut right)
            }
            (Some(_), Some(_)) => left.next().cmp(&right.next()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Like [`compare`], for texts that are case-folded already. Faster, as it compares bytes.
pub fn compare_folded(a: &str, b: &str) -> Ordering {
    // In UTF-8, the order of bytes is that of characters.
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left, right) {
            ([], []) => return a.cmp(b),
            ([], _) => return Ordering::Less,
            (_, []) => return Ordering::Greater,
            ([x, ..], [y, ..]) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (one, other);
                (one, left) = split_number(left);
                (other, right) = split_number(right);
                let order = one.len().cmp(&other.len()).then_with(|| one.cmp(other));
                if order != Ordering::Equal {
                    return order;
                }
            }
            ([x, after @ ..], [y, rest @ ..]) => {
                if x != y {
                    return x.cmp(y);
                }
                (left, right) = (after, rest);
            }
        }
    }
}

/// Splits off the leading digits, without leading zeros.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    (digits.get(zeros..).unwrap_or_default(), rest)
}

/// Consumes a number from both and compares them. Leading zeros do not count, so the number with more digits is greater; with equal
/// lengths, the first difference decides.
fn compare_numbers<I: Iterator<Item = char>>(
    left: &mut Peekable<I>,
    right: &mut Peekable<I>,
) -> Ordering {
    for side in [&mut *left, &mut *right] {
        while side.next_if(|digit| *digit == '0').is_some() {}
    }
    let mut first_difference = Ordering::Equal;
    loop {
        let [x, y] = [&mut *left, &mut *right].map(|side| side.next_if(char::is_ascii_digit));
        match (x, y) {
            (None, None) => return first_difference,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => first_difference = first_difference.then(x.cmp(&y)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_within_names_count_as_numbers() {
        let mut names = [
            "pve-10", "PVE-2", "pve-1", "nas", "pve-002b", "pve", "7", "070", "é1", "Ärger",
            "ärger-2",
        ];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            [
                "7", "070", "nas", "pve", "pve-1", "PVE-2", "pve-002b", "pve-10", "Ärger",
                "ärger-2", "é1"
            ]
        );
    }

    #[test]
    fn huge_numbers_do_not_overflow() {
        assert_eq!(
            compare(
                "n99999999999999999999999999",
                "n100000000000000000000000000"
            ),
            Ordering::Less
        );
        assert_eq!(compare("n1", "n01"), "n1".cmp("n01"));
    }

    proptest! {
        #[test]
        fn folded_texts_are_in_the_same_order(a in "[aäßΣ0-2.]{0,6}", b in "[aäßΣ0-2.]{0,6}") {
            let [a, b] = [a, b].map(|text| fold::fold(&text));
            prop_assert_eq!(compare_folded(&a, &b), compare(&a, &b), "{} {}", a, b);
        }

        #[test]
        fn it_is_an_order(names in proptest::collection::vec("[aAäÄßs0-2]{0,5}", 3)) {
            let [a, b, c] = [&names[0], &names[1], &names[2]];
            prop_assert_eq!(compare(a, b), compare(b, a).reverse());
            prop_assert_eq!(compare(a, b) == Ordering::Equal, a == b);
            if compare(a, b).is_le() && compare(b, c).is_le() {
                prop_assert!(compare(a, c).is_le());
            }
        }
    }
}
