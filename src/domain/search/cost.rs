//! How well a typed word matches a word of an entry, as a cost: 0 is best.
//!
//! | the typed word is | cost |
//! |---|---|
//! | the word itself | 0 |
//! | its beginning, up to the end of a number: `60` in `60f` | 1 |
//! | its beginning: `pow` in `poweredge` | 2 |
//! | its beginning, within a number: `60` in `600e` | 4 |
//! | a part after a digit, a letter or a mark: `650` in `r650` | the same, plus 2 |
//! | any other part: `edge` in `poweredge` | the same, plus 4 |
//! | two words of the entry, written as one: `patchpanel` | 3, plus the cost of the second |
//! | one edit away from the word or its beginning: `swich` | 8 |
//! | two edits away: `suprmcro` | 11 |
//! | found in the words for its kind, not in its name | the same, plus 1 |
//! | found in its other words | the same, plus 4 |
//! | not directly after the match of the previous typed word; for the first typed word, not at the beginning | the same, plus 1 |
//! | before the match of the previous typed word | the same, plus 2 |
//!
//! The costs of all typed words are added.

/// No match.
pub(super) const NONE: u8 = u8::MAX;
/// Two words of the entry, written as one.
pub(super) const JOINED: u8 = 3;

const WHOLE_NUMBER: u8 = 1;
const CUT: u8 = 2;
const CUT_NUMBER: u8 = 4;
const BEHIND_A_JOINT: u8 = 2;
const INSIDE: u8 = 4;
const ONE_EDIT: u8 = 8;
const TWO_EDITS: u8 = 11;

/// Maximum length of a word, in letters, for which typing errors are considered.
const LONGEST: usize = 32;

/// What a typed word must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Any part of a word, or a word with a typing error.
    Part,
    /// A whole number at the beginning of a word.
    Number,
    /// The whole word.
    Word,
}

/// The position of the typed word in `word`, and the cost.
pub(super) fn find(typed: &str, word: &str, need: Need) -> Option<(usize, u8)> {
    if let Some(rest) = word.strip_prefix(typed) {
        let cost = cost_of_end(typed, rest);
        let is_enough = match need {
            Need::Part => true,
            Need::Number => cost <= WHOLE_NUMBER,
            Need::Word => cost == 0,
        };
        return is_enough.then_some((0, cost));
    }
    if need != Need::Part {
        return None;
    }
    find_inside(typed, word)
}

/// Single letters only match at the beginning, as they are inside nearly every word.
fn find_inside(typed: &str, word: &str) -> Option<(usize, u8)> {
    if typed.len() < 2 || typed.len() >= word.len() {
        return None;
    }
    let starts_with_digit = typed.as_bytes().first()?.is_ascii_digit();
    let mut best = None;
    for (at, _) in word.match_indices(typed) {
        let before = word.get(..at)?.chars().next_back()?;
        let is_joint = !before.is_alphanumeric() || before.is_ascii_digit() != starts_with_digit;
        let place = match (is_joint, starts_with_digit) {
            (true, _) => BEHIND_A_JOINT,
            // Within a number: `60` is not a part of `2600`.
            (false, true) => continue,
            (false, false) if typed.len() == 2 => continue,
            (false, false) => INSIDE,
        };
        let cost = place + cost_of_end(typed, word.get(at + typed.len()..)?);
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((at, cost));
        }
    }
    best
}

fn cost_of_end(typed: &str, rest: &str) -> u8 {
    let ends_with_digit = typed.as_bytes().last().is_some_and(u8::is_ascii_digit);
    match (rest.as_bytes().first(), ends_with_digit) {
        (None, _) => 0,
        (Some(next), true) if next.is_ascii_digit() => CUT_NUMBER,
        (Some(_), true) => WHOLE_NUMBER,
        (Some(_), false) => CUT,
    }
}

/// A typed word with possible typing errors: one in 4 to 7 letters, two in longer words. Digits must match: `r640` and `r650` are different
/// products.
pub(super) struct Typo {
    letters: Vec<char>,
    most: usize,
}

impl Typo {
    /// `None` if the word is too short or too long.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let letters: Vec<char> = typed.chars().collect();
        let most = match letters.len() {
            4..=7 => 1,
            8..=LONGEST => 2,
            _ => return None,
        };
        Some(Self { letters, most })
    }

    /// The cost if the word, or a beginning of it, is close enough. The first letter must be right, or swapped with the second.
    pub(super) fn cost(&self, word: &str) -> Option<u8> {
        let mut letters = ['\0'; LONGEST + 2];
        let mut count = 0;
        for letter in word.chars().take(self.letters.len() + self.most) {
            *letters.get_mut(count)? = letter;
            count += 1;
        }
        if count + self.most < self.letters.len() {
            return None;
        }
        let word = letters.get(..count)?;
        let is_alike = match (self.letters.as_slice(), word) {
            ([a, ..], [x, ..]) if a == x => true,
            ([a, b, ..], [x, y, ..]) => a == y && b == x,
            _ => false,
        };
        if !is_alike {
            return None;
        }
        match edits(&self.letters, word, self.most)? {
            0 | 1 => Some(ONE_EDIT),
            _ => Some(TWO_EDITS),
        }
    }
}

/// The number of letters that must be inserted, deleted, replaced or swapped with the next one until `typed` is a beginning of `word`;
/// `None` if there are more than `most`, or if a digit is affected.
fn edits(typed: &[char], word: &[char], most: usize) -> Option<usize> {
    const MANY: usize = 99;
    let cost_of = |letter: char| if letter.is_ascii_digit() { MANY } else { 1 };
    // Three rows of the edit distance table: the one before the previous, the previous, and the current.
    let mut rows = [[MANY; LONGEST + 3]; 3];
    let mut above = 0;
    for (column, cell) in rows.get_mut(1)?.iter_mut().enumerate().take(word.len() + 1) {
        *cell = above;
        above = (above + word.get(column).map_or(MANY, |letter| cost_of(*letter))).min(MANY);
    }
    for (row, letter) in typed.iter().enumerate() {
        let [before_last, last, this] = &mut rows;
        let first = (*last.first()? + cost_of(*letter)).min(MANY);
        *this.first_mut()? = first;
        let mut least = first;
        for (column, other) in word.iter().enumerate() {
            let replace = match (letter == other, cost_of(*letter).max(cost_of(*other))) {
                (true, _) => 0,
                (false, cost) => cost,
            };
            let mut cell = (*last.get(column)? + replace)
                .min(*last.get(column + 1)? + cost_of(*letter))
                .min(*this.get(column)? + cost_of(*other));
            let swapped = row.checked_sub(1).zip(column.checked_sub(1));
            if let Some((row, column)) = swapped
                && typed.get(row) == Some(other)
                && word.get(column) == Some(letter)
                && cost_of(*letter).max(cost_of(*other)) == 1
            {
                cell = cell.min(*before_last.get(column)? + 1);
            }
            *this.get_mut(column + 1)? = cell.min(MANY);
            least = least.min(cell);
        }
        if least > most {
            return None;
        }
        rows.rotate_left(1);
    }
    // The rotation has moved the last row to the middle.
    let found = rows.get(1)?.get(..=word.len())?.iter().min()?;
    (*found <= most).then_some(*found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(typed: &str, word: &str) -> Option<u8> {
        find(typed, word, Need::Part).map(|(_, cost)| cost)
    }

    #[test]
    fn the_table_holds() {
        for (typed, word, wanted) in [
            ("60f", "60f", Some(0)),
            ("60", "60f", Some(1)),
            ("pow", "poweredge", Some(2)),
            ("60", "600e", Some(4)),
            ("650", "r650", Some(2)),
            ("650", "r650xs", Some(3)),
            ("lan", "nas.lan", Some(2)),
            ("edge", "poweredge", Some(4)),
            ("ere", "poweredge", Some(6)),
            ("60", "2600f", None),
            ("er", "poweredge", None),
            ("e", "edge", Some(2)),
            ("d", "edge", None),
            ("前", "名前", Some(4)),
        ] {
            assert_eq!(cost(typed, word), wanted, "{typed} in {word}");
        }
        assert_eq!(find("48", "48g", Need::Number), Some((0, 1)));
        assert_eq!(find("48", "480g", Need::Number), None);
        assert_eq!(find("4u", "4u", Need::Word), Some((0, 0)));
        assert_eq!(find("1u", "431u", Need::Word), None);
    }

    #[test]
    fn typing_errors_are_bounded() {
        let typo = |typed: &str, word: &str| Typo::new(typed).and_then(|typo| typo.cost(word));
        for (typed, word, wanted) in [
            ("swich", "switch", Some(ONE_EDIT)),
            ("siwtch", "switch", Some(ONE_EDIT)),
            ("wsitch", "switch", Some(ONE_EDIT)),
            ("ubiquity", "ubiquiti", Some(ONE_EDIT)),
            ("servers", "server", Some(ONE_EDIT)),
            ("suprmcro", "supermicro", Some(TWO_EDITS)),
            ("switches", "switch", Some(TWO_EDITS)),
            ("supermc", "supermicro", Some(ONE_EDIT)),
            ("swh", "switch", None),
            ("swtihc", "switch", None),
            ("xwitch", "switch", None),
            ("r6400", "r640", None),
            ("dl390", "dl380", None),
            ("rs122", "rs1221", Some(ONE_EDIT)),
        ] {
            assert_eq!(typo(typed, word), wanted, "{typed} for {word}");
        }
    }

    proptest! {
        #[test]
        fn one_letter_less_or_more_is_one_edit(word in "[a-z]{5,7}", at in 1_usize..4, letter in "[a-z]") {
            let mut less = word.clone();
            less.remove(at);
            let mut more = word.clone();
            more.insert_str(at, &letter);
            for typed in [less, more] {
                if let Some(typo) = Typo::new(&typed) {
                    prop_assert_eq!(typo.cost(&word), Some(ONE_EDIT));
                }
            }
        }

        #[test]
        fn no_words_panic(typed in "\\PC{0,40}", word in "\\PC{0,40}") {
            let _ = find(&typed, &word, Need::Part);
            let _ = Typo::new(&typed).and_then(|typo| typo.cost(&word));
        }
    }
}
