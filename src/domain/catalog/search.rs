//! Search by any words in the names of many things, fast enough to follow typing.
//!
//! What can be found is written once, in lower case, into one text with a line for each entry; a query only reads it.

/// What was typed, as words in lower case.
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

/// Lower case for the letters of Latin, Greek and Cyrillic; any control character is a space, so that a line stays one.
fn fold_into(text: &str, folded: &mut String) {
    for letter in text.chars() {
        folded.push(match letter {
            'A'..='Z' => letter.to_ascii_lowercase(),
            '\u{0}'..='\u{1f}' => ' ',
            'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => shifted(letter, 0x20),
            'Ѐ'..='Џ' => shifted(letter, 0x50),
            _ => letter,
        });
    }
}

fn shifted(letter: char, by: u32) -> char {
    char::from_u32(letter as u32 + by).unwrap_or(letter)
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
            ("Größe ÄÖÜ", ""),
            ("СЕРВЕР Ё", ""),
            ("ΔΙΚΤΥΟ", ""),
            ("名前", ""),
        ]);
        for (typed, entry) in [("äöü", 0), ("сервер ё", 1), ("δικτυο", 2), ("名", 3)]
        {
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
}
