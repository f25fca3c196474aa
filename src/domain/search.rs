//! Search by any words in the names of many things, fast enough to follow typing.
//!
//! What can be found is written once, folded, into one text with a line for each entry; a query only reads it.

use std::cmp::Ordering;

use super::{fold, natural, sorted};

/// What was typed, as folded words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        let mut folded = String::with_capacity(typed.len());
        fold_into(typed, &mut folded);
        Self {
            words: folded.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text answers; `None` when a word is missing. Nothing typed fits every text.
    pub fn rank(&self, text: &str) -> Option<Rank> {
        let mut folded = String::with_capacity(text.len());
        fold_into(text, &mut folded);
        rank(&folded, self)
    }

    /// The word that the fewest entries are likely to have.
    fn rarest(&self) -> Option<&str> {
        let longest = self.words.iter().max_by_key(|word| word.len())?;
        Some(longest)
    }
}

/// How well an entry answers a query; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The name begins with the query.
    Start,
    /// Every word of the query begins a word of the entry.
    Words,
    /// Every word is somewhere in it.
    Anywhere,
}

impl Rank {
    pub const ALL: [Rank; 3] = [Rank::Start, Rank::Words, Rank::Anywhere];
}

/// The texts of entries, prepared for searching. Entries are known by their place in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    /// A line for each entry: a line feed, its name, and after a tab whatever else it is found by.
    text: String,
    /// Where the lines begin.
    starts: Vec<u32>,
}

impl SearchIndex {
    pub fn with_capacity(entries: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            starts: Vec::with_capacity(entries),
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Adds an entry: its name, and what else it is found by.
    pub fn add(&mut self, name: &[&str], also: &[&str]) {
        self.starts
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push('\n');
        for (place, part) in name.iter().chain(also).enumerate() {
            if place > 0 {
                self.text.push(if place == name.len() { '\t' } else { ' ' });
            }
            fold_into(part, &mut self.text);
        }
    }

    /// The entries that have every word of the query, with their rank, in the order in which they were added.
    pub fn search(&self, query: &Query) -> Vec<(usize, Rank)> {
        let Some(rarest) = query.rarest() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut entry = 0;
        let mut from = 0;
        while let Some(place) = self
            .text
            .get(from..)
            .and_then(|rest| rest.find(rarest))
            .map(|place| from + place)
        {
            // Hits come in order, so the entry of this one is the last, or one further on.
            entry += self
                .starts
                .get(entry..)
                .unwrap_or_default()
                .partition_point(|start| *start as usize <= place)
                .saturating_sub(1);
            found.extend(
                self.line(entry)
                    .and_then(|line| rank(line, query))
                    .map(|rank| (entry, rank)),
            );
            match self.starts.get(entry + 1) {
                Some(next) => (entry, from) = (entry + 1, *next as usize),
                None => break,
            }
        }
        found
    }

    /// [`SearchIndex::search`] with the best first; within a rank the order stays.
    pub fn ranked(&self, query: &Query) -> Vec<usize> {
        let found = self.search(query);
        let mut ranked = Vec::with_capacity(found.len());
        for wanted in Rank::ALL {
            let of_rank = found.iter().filter(|(_, rank)| *rank == wanted);
            ranked.extend(of_rank.map(|(entry, _)| *entry));
        }
        ranked
    }

    /// The best entries, at most that many: by rank, then by group (lower first), then in the natural order of their names.
    pub fn best(&self, query: &Query, limit: usize, group: &dyn Fn(usize) -> u8) -> Vec<usize> {
        let mut best = Vec::new();
        for (entry, rank) in self.search(query) {
            let found = Found {
                entry,
                rank,
                group: group(entry),
                name: self.name(entry),
            };
            sorted::insert_within(&mut best, limit, found, Found::compare);
        }
        best.iter().map(|found| found.entry).collect()
    }

    /// The folded name of an entry.
    fn name(&self, entry: usize) -> &str {
        let line = self.line(entry).unwrap_or_default().trim_start();
        line.split('\t').next().unwrap_or_default()
    }

    fn line(&self, entry: usize) -> Option<&str> {
        let start = *self.starts.get(entry)? as usize;
        let end = match self.starts.get(entry + 1) {
            Some(next) => *next as usize,
            None => self.text.len(),
        };
        self.text.get(start..end)
    }
}

/// `None` where a word of the query is missing.
fn rank(line: &str, query: &Query) -> Option<Rank> {
    let mut begins_words = true;
    for word in &query.words {
        if !line.contains(word.as_str()) {
            return None;
        }
        begins_words = begins_words && begins_a_word(line, word);
    }
    Some(if begins_with(line, &query.words) {
        Rank::Start
    } else if begins_words {
        Rank::Words
    } else {
        Rank::Anywhere
    })
}

/// Whether the name begins with the query's words, in their order.
fn begins_with(line: &str, words: &[String]) -> bool {
    let mut rest = line.trim_start();
    words
        .iter()
        .all(|word| match rest.strip_prefix(word.as_str()) {
            Some(after) => {
                rest = after.trim_start();
                true
            }
            None => false,
        })
}

/// Whether the word stands in the line with nothing that belongs to a word before it.
fn begins_a_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(place, _)| {
        let before = line.get(..place).and_then(|text| text.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    })
}

/// An entry that fits.
struct Found<'a> {
    rank: Rank,
    group: u8,
    name: &'a str,
    entry: usize,
}

impl Found<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        let by_group = (self.rank, self.group).cmp(&(other.rank, other.group));
        by_group.then_with(|| natural::compare(self.name, other.name))
    }
}

/// Folds a text; any control character becomes a space, so that a line stays one.
fn fold_into(text: &str, folded: &mut String) {
    let without_control = |letter| match letter {
        '\u{0}'..='\u{1f}' => ' ',
        _ => letter,
    };
    folded.extend(fold::letters(text).map(without_control));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(entries: &[(&str, &str)]) -> SearchIndex {
        let mut index = SearchIndex::default();
        for (name, also) in entries {
            index.add(&[name], &[also]);
        }
        index
    }

    #[test]
    fn all_words_must_match_and_the_best_come_first() {
        let index = index(&[
            ("Dell PowerSwitch 48", "network"),
            ("Acme Desk 24", "switch-desk"),
            ("Switch, 48 ports", "network"),
            ("Switch, 24 ports", "network"),
        ]);
        assert_eq!(index.ranked(&Query::new("SWITCH")), [2, 3, 1, 0]);
        assert_eq!(index.ranked(&Query::new("48 switch")), [2, 0]);
        assert_eq!(index.ranked(&Query::new("  ")), [0_usize; 0]);
        assert_eq!(index.ranked(&Query::new("switch nothing")), [0_usize; 0]);
    }

    #[test]
    fn case_is_folded_beyond_ascii_too() {
        let index = index(&[
            ("Größe ÄÖÜ", "STRASSE"),
            ("СЕРВЕР Ё", ""),
            ("ΔΙΚΤΥΟ", ""),
            ("名前", ""),
        ]);
        for (typed, entry) in [
            ("äöü", 0),
            ("GRÖSSE straße", 0),
            ("сервер ё", 1),
            ("δικτυο", 2),
            ("名", 3),
        ] {
            assert_eq!(index.ranked(&Query::new(typed)), [entry], "{typed}");
        }
    }

    #[test]
    fn no_text_of_an_entry_reaches_into_the_next() {
        let index = index(&[("a\nb", "c\td"), ("e", "")]);
        assert_eq!(index.len(), 2);
        assert_eq!(index.ranked(&Query::new("b")), [0]);
        assert_eq!(index.ranked(&Query::new("e")), [1]);
        assert_eq!(index.ranked(&Query::new("d e")), [0_usize; 0]);
    }

    #[test]
    fn the_best_entries_are_few_and_in_order() {
        let index = index(&[
            ("web-10", "b"),
            ("old web-3", "b"),
            ("cobweb", "b"),
            ("Web-2", "b"),
            ("db-1", "web"),
            ("web-1", "a"),
            ("web-11", "b"),
        ]);
        let group = |entry: usize| u8::from(entry != 5);
        let best = |limit| index.best(&Query::new("WEB"), limit, &group);
        assert_eq!(best(10), [5, 3, 0, 6, 4, 1, 2]);
        assert_eq!(best(3), [5, 3, 0]);
        assert_eq!(best(0), [0_usize; 0]);
        assert_eq!(index.best(&Query::new(" "), 3, &group), [0_usize; 0]);
    }

    #[test]
    fn a_single_text_is_ranked_alike() {
        let query = Query::new("rack c");
        assert_eq!(query.rank("Rack C"), Some(Rank::Start));
        assert_eq!(query.rank("Office: rack, C"), Some(Rank::Words));
        assert_eq!(query.rank("Rack properties, bracket"), Some(Rank::Anywhere));
        assert_eq!(query.rank("Shelf C"), None);
        assert_eq!(Query::new(" ").rank("anything"), Some(Rank::Start));
    }
}
