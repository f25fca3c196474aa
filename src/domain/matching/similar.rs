//! Compares names by similarity.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;

use crate::domain::fold::letters;

/// The similarity of two names, in percent: 100 if they differ only in separators, case, leading zeros or domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness(u8);

impl Likeness {
    /// Minimum similarity; names below it have little in common.
    const LEAST: u8 = 60;
    /// Similarity if all words of one name are in the other: `nas` and `nas office`.
    const SAME_WORDS: u8 = 72;

    /// 60 to 100.
    pub const fn percent(self) -> u8 {
        self.0
    }
}

/// Maximum number of systems returned for a device.
const MOST: usize = 3;

/// A name split into parts. Names with different numbers are never similar: `web-1` is not `web-2`.
struct NameParts {
    words: BTreeSet<String>,
    /// The pairs of adjacent letters, ignoring separators.
    pairs: BTreeSet<(char, char)>,
    /// Without leading zeros.
    numbers: Vec<String>,
    /// Letters and numbers without separators.
    plain: String,
}

impl NameParts {
    /// `None` for an address, and for a name with fewer than two letters.
    fn of(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.parse::<IpAddr>().is_ok() {
            return None;
        }
        let without_domain = name.split('.').next().unwrap_or(name);
        let mut words = BTreeSet::new();
        let mut numbers = Vec::new();
        let mut plain = String::new();
        let mut word = String::new();
        let mut was_digit = false;
        let mut finish = |word: &mut String, is_number: bool| {
            let text = std::mem::take(word);
            if is_number {
                let short = text.trim_start_matches('0').to_owned();
                plain.push_str(&short);
                numbers.push(short);
            } else if !text.is_empty() {
                plain.push_str(&text);
                words.insert(text);
            }
        };
        for letter in letters(without_domain) {
            let is_digit = letter.is_ascii_digit();
            if !letter.is_alphanumeric() {
                finish(&mut word, was_digit);
                was_digit = false;
                continue;
            }
            if is_digit != was_digit {
                finish(&mut word, was_digit);
            }
            was_digit = is_digit;
            word.push(letter);
        }
        finish(&mut word, was_digit);
        let count = words.iter().map(|word| word.chars().count()).sum::<usize>();
        let pairs = plain.chars().zip(plain.chars().skip(1)).collect();
        (count >= 2).then_some(Self {
            words,
            pairs,
            numbers,
            plain,
        })
    }

    fn likeness(&self, other: &Self, shared: usize) -> Option<Likeness> {
        if self.numbers != other.numbers {
            return None;
        }
        if self.plain == other.plain {
            return Some(Likeness(100));
        }
        let all = self.pairs.len() + other.pairs.len();
        // Capped, as the shared pairs counted twice cannot exceed all pairs.
        let percent = u8::try_from(200 * shared / all.max(1)).unwrap_or(100);
        // Only names that are equal letter by letter get 100.
        let percent = percent.min(95);
        let (few, many) = match self.words.len() <= other.words.len() {
            true => (&self.words, &other.words),
            false => (&other.words, &self.words),
        };
        let long: usize = few.iter().map(|word| word.chars().count()).sum();
        let percent = match few.is_subset(many) && long >= 3 {
            true => percent.max(Likeness::SAME_WORDS),
            false => percent,
        };
        (percent >= Likeness::LEAST).then_some(Likeness(percent))
    }
}

/// Names to compare others with. The cost of a comparison depends on how many names share letters with it, not on the number of names.
#[derive(Default)]
pub(super) struct SimilarNames {
    /// Each name with the position it was added for.
    names: Vec<(usize, NameParts)>,
    /// The names that have a pair of letters.
    by_pair: HashMap<(char, char), Vec<usize>>,
}

impl SimilarNames {
    pub(super) fn add(&mut self, position: usize, name: &str) {
        let Some(parts) = NameParts::of(name) else {
            return;
        };
        for pair in &parts.pairs {
            let known = self.by_pair.entry(*pair).or_default();
            known.push(self.names.len());
        }
        self.names.push((position, parts));
    }

    /// The positions of the most similar names, best first.
    pub(super) fn like(&self, name: &str) -> Vec<(usize, Likeness)> {
        let Some(parts) = NameParts::of(name) else {
            return Vec::new();
        };
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for pair in &parts.pairs {
            for at in self.by_pair.get(pair).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mut best: HashMap<usize, Likeness> = HashMap::new();
        for (at, shared) in shared {
            let Some((position, other)) = self.names.get(at) else {
                continue;
            };
            if let Some(likeness) = parts.likeness(other, shared) {
                let known = best.entry(*position).or_insert(likeness);
                *known = likeness.max(*known);
            }
        }
        let mut best: Vec<(usize, Likeness)> = best.into_iter().collect();
        best.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        best.truncate(MOST);
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> u8 {
        let mut names = SimilarNames::default();
        names.add(0, b);
        let found = names.like(a);
        found.first().map_or(0, |(_, likeness)| likeness.percent())
    }

    #[test]
    fn separators_case_zeros_and_domain_do_not_count() {
        for (a, b) in [
            ("NAS_01", "nas-1"),
            ("nas1.lan", "Nas 01"),
            ("pve.node.3", "pve"),
        ] {
            assert_eq!(likeness(a, b), 100, "{a} {b}");
        }
    }

    #[test]
    fn machines_with_other_numbers_are_others() {
        for (a, b) in [
            ("web-1", "web-2"),
            ("web", "web-2"),
            ("10.0.0.1", "10.0.0.11"),
            ("rack1-web", "rack2-web"),
        ] {
            assert_eq!(likeness(a, b), 0, "{a} {b}");
        }
    }

    #[test]
    fn a_slip_or_one_more_word_is_similar() {
        assert_eq!(likeness("the old nas", "nas"), 72);
        let slip = likeness("postgress-1", "postgres-1");
        assert!((80..=95).contains(&slip), "{slip}");
        assert_eq!(likeness("printer", "postgres"), 0);
        assert_eq!(likeness("", "x"), 0);
    }
}
