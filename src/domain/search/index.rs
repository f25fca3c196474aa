//! The search index: entries with the words of their names and the other words they are found by.

use std::cmp::Ordering;

use super::features::TypeFeature;
use super::plan::{Plan, PlannedWord};
use super::query::Query;
use super::vocabulary::Vocabulary;
use super::words::{fold_into, words};
use crate::domain::{natural, sorted};

/// Maximum number of indexed words of an entry; a long note has more.
const MOST_WORDS: usize = 250;
/// The part of an entry that a word belongs to, in the two lowest bits beside the word's number.
const NAME: u32 = 0;
const KIND: u32 = 1;
const ALSO: u32 = 2;
/// Additional cost of a match, by part.
const COSTS: [u16; 4] = [0, 1, 4, 4];

/// How well an entry matches; smaller is better. Compares the cost of the words first, then the number of unmatched words in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u32);

/// An entry that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub entry: usize,
    pub score: Score,
}

/// A search index. Entries are identified by their position, in the order of addition.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    vocabulary: Vocabulary,
    /// The words of all entries: the number in the vocabulary, with the part in the two lowest bits.
    words: Vec<u32>,
    /// The end of each entry in `words`.
    ends: Vec<u32>,
    folded: String,
}

impl SearchIndex {
    /// Number of entries.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds an entry: its name, words for its kind, and other words it is found by.
    pub fn add(&mut self, name: &[&str], kind: &[&str], also: &[&str]) {
        let start = self.words.len();
        for (part, texts) in [(NAME, name), (KIND, kind), (ALSO, also)] {
            for text in texts {
                self.add_words(start, part, text);
            }
        }
        self.ends
            .push(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
    }

    fn add_words(&mut self, start: usize, part: u32, text: &str) {
        self.folded.clear();
        fold_into(text, &mut self.folded);
        for range in words(&self.folded) {
            if self.words.len() - start >= MOST_WORDS {
                return;
            }
            let word = self.folded.get(range).unwrap_or_default();
            let number = self.vocabulary.number(word);
            let mut known = self.words.get(start..).unwrap_or_default().iter();
            // Words of the name are repeated, as their order counts.
            if part == NAME || !known.any(|known| known >> 2 == number) {
                self.words.push(number << 2 | part);
            }
        }
    }

    /// Looks up the words of a query.
    pub fn plan(&self, query: &Query) -> Plan {
        Plan::new(query, &self.vocabulary)
    }

    /// All matching entries, in the order of addition. `has` returns whether an entry has a fact.
    pub fn search(&self, plan: &Plan, has: &dyn Fn(usize, TypeFeature) -> bool) -> Vec<Found> {
        let mut found = Vec::new();
        self.each(plan, has, &mut |one| found.push(one));
        found
    }

    /// All matching entries, best first; equal ones in the order of addition.
    pub fn ranked(&self, plan: &Plan, has: &dyn Fn(usize, TypeFeature) -> bool) -> Vec<Found> {
        let mut found = self.search(plan, has);
        found.sort_unstable_by_key(|found| (found.score, found.entry));
        found
    }

    /// The best entries, at most `limit`: by cost, then by group (lower first), then by the number of unmatched words in the name, then in
    /// natural order of the names.
    pub fn best(
        &self,
        plan: &Plan,
        limit: usize,
        group: &dyn Fn(usize) -> u8,
        has: &dyn Fn(usize, TypeFeature) -> bool,
    ) -> Vec<Found> {
        let mut best: Vec<(Found, u8)> = Vec::new();
        self.each(plan, has, &mut |found| {
            sorted::insert_within(&mut best, limit, (found, group(found.entry)), |a, b| {
                let key = |(found, group): &(Found, u8)| (found.score.cost(), *group, found.score);
                let by_name = || self.compare_names(a.0.entry, b.0.entry);
                key(a).cmp(&key(b)).then_with(by_name)
            });
        });
        best.into_iter().map(|(found, _)| found).collect()
    }

    fn each(
        &self,
        plan: &Plan,
        has: &dyn Fn(usize, TypeFeature) -> bool,
        take: &mut dyn FnMut(Found),
    ) {
        if plan.is_empty() {
            return;
        }
        let mut start = 0;
        for (entry, end) in self.ends.iter().enumerate() {
            let words = self.words.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            if let Some(score) = score(words, plan, &|feature| has(entry, feature)) {
                take(Found { entry, score });
            }
        }
    }

    fn name_of(&self, entry: usize) -> impl Iterator<Item = u32> + '_ {
        let start = match entry.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(entry).copied().unwrap_or(start);
        let words = self.words.get(start as usize..end as usize);
        let words = words.unwrap_or_default().iter();
        words
            .take_while(|word| *word & 3 == NAME)
            .map(|word| word >> 2)
    }

    /// Compares two names in natural order, word by word.
    fn compare_names(&self, a: usize, b: usize) -> Ordering {
        let (mut left, mut right) = (self.name_of(a), self.name_of(b));
        loop {
            match (left.next(), right.next()) {
                (None, None) => return Ordering::Equal,
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
                (Some(one), Some(other)) if one == other => {}
                (Some(one), Some(other)) => {
                    let [one, other] = [one, other].map(|word| self.vocabulary.word(word as usize));
                    return natural::compare_folded(one, other);
                }
            }
        }
    }
}

impl Score {
    fn new(cost: u16, left_over: u32) -> Self {
        Self(u32::from(cost) << 8 | left_over.min(255))
    }

    /// The cost of the words: 0 if all are words of the name, in the same order from the beginning.
    pub fn cost(self) -> u16 {
        u16::try_from(self.0 >> 8).unwrap_or(u16::MAX)
    }
}

/// The score of an entry; `None` if a term does not match.
fn score(words: &[u32], plan: &Plan, has: &dyn Fn(TypeFeature) -> bool) -> Option<Score> {
    let mut cost: u16 = 0;
    // The positions of matched words: the last one, and a bit set of those among the first 32.
    let mut last: Option<usize> = None;
    let mut matched: u32 = 0;
    for term in &plan.terms {
        let (mut sum, mut at, mut places, mut is_whole) = (0, last, 0, !term.words.is_empty());
        for word in &term.words {
            let Some((more, place)) = place_of(word, words, at) else {
                is_whole = false;
                break;
            };
            sum += more;
            at = Some(place);
            places |= 1_u32
                .checked_shl(u32::try_from(place).unwrap_or(32))
                .unwrap_or(0);
        }
        let is_fact = term.feature.is_some_and(has);
        match (is_fact, is_whole) {
            (false, false) => return None,
            (true, false) => continue,
            (true, true) => {}
            (false, true) => cost = cost.saturating_add(sum),
        }
        if last.is_none() && !is_fact && places & 1 == 0 {
            cost = cost.saturating_add(1);
        }
        last = at;
        matched |= places;
    }
    let name = words.iter().take_while(|word| *word & 3 == NAME).count();
    let names = 1_u32
        .checked_shl(u32::try_from(name).unwrap_or(32))
        .map_or(u32::MAX, |bit| bit - 1);
    let left_over = u32::try_from(name)
        .unwrap_or(255)
        .saturating_sub((matched & names).count_ones());
    Some(Score::new(cost, left_over))
}

/// The position in an entry where a typed word matches best, and the cost; a position directly after the previous match is preferred.
fn place_of(typed: &PlannedWord, words: &[u32], last: Option<usize>) -> Option<(u16, usize)> {
    let mut best: Option<(u16, usize)> = None;
    for (place, word) in words.iter().enumerate() {
        let part = COSTS.get(*word as usize & 3).copied().unwrap_or(0);
        // Words are ordered by part, so no later word costs less than its part does.
        if best.is_some_and(|(least, _)| least <= part) {
            break;
        }
        let Some(cost) = typed.cost_at(words, place) else {
            continue;
        };
        let order = match last {
            Some(last) if place <= last => 2,
            Some(last) if place > last + 1 => 1,
            _ => 0,
        };
        let cost = cost + part + order;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, place));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tries every position, whereas [`place_of`] stops as soon as none can be better.
    fn slowly(typed: &PlannedWord, words: &[u32], last: Option<usize>) -> Option<(u16, usize)> {
        let cost = |place: usize| {
            let order = match last {
                Some(last) if place <= last => 2,
                Some(last) if place > last + 1 => 1,
                _ => 0,
            };
            let part = COSTS[words[place] as usize & 3];
            Some((typed.cost_at(words, place)? + part + order, place))
        };
        (0..words.len()).filter_map(cost).min()
    }

    fn entries() -> impl Strategy<Value = Vec<[String; 3]>> {
        let text = "([ab1]{1,3}[- ]?){0,4}";
        prop::collection::vec([text, text, text], 1..12)
    }

    proptest! {
        #[test]
        fn the_best_are_those_of_the_slow_form(entries in entries(), typed in "([ab1]{1,4} ?){1,3}", limit in 1_usize..6) {
            let mut index = SearchIndex::default();
            for [name, kind, also] in &entries {
                index.add(&[name], &[kind], &[also]);
            }
            let plan = index.plan(&Query::new(&typed));
            for word in plan.terms.iter().flat_map(|term| &term.words) {
                let mut start = 0;
                for end in index.ends.iter().map(|end| *end as usize) {
                    let words = &index.words[start..end];
                    start = end;
                    for last in [None, Some(0), Some(2), Some(4)] {
                        prop_assert_eq!(place_of(word, words, last), slowly(word, words, last));
                    }
                }
            }
            let words = |entry: usize| index.name_of(entry).map(|word| index.vocabulary.word(word as usize)).collect::<Vec<_>>();
            let mut all = index.search(&plan, &|_, _| false);
            all.sort_by(|a, b| {
                let differ = |(one, other): &(&&str, &&str)| one != other;
                let (left, right) = (words(a.entry), words(b.entry));
                let by_word = left.iter().zip(&right).find(differ).map(|(one, other)| natural::compare(one, other));
                a.score.cmp(&b.score).then(by_word.unwrap_or_else(|| left.len().cmp(&right.len())))
            });
            all.truncate(limit);
            prop_assert_eq!(index.best(&plan, limit, &|_| 0, &|_, _| false), all);
        }
    }
}
