//! The distinct words of all entries.

/// Numbered words in a single text, which takes little more memory than the words themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    /// The end of each word in `text`.
    ends: Vec<u32>,
    /// The letters of each word as a bit set, in which several letters share a bit. It rules out most words without comparing them.
    letters: Vec<u32>,
    /// A hash table of word numbers plus one; 0 is a free slot. At least half of the slots are free.
    table: Vec<u32>,
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn word(&self, number: usize) -> &str {
        let start = match number.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(number).copied().unwrap_or(start);
        let range = start as usize..end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The number of a word, which is added if it is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if self.table.len() <= self.len() * 2 {
            self.grow();
        }
        let slot = self.slot(word);
        match self.table.get(slot) {
            Some(0) => {
                self.text.push_str(word);
                self.ends
                    .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                self.letters.push(letters(word));
                let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
                if let Some(free) = self.table.get_mut(slot) {
                    *free = count;
                }
                count - 1
            }
            known => known.map_or(0, |number| number - 1),
        }
    }

    /// The number of a known word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.table.get(self.slot(word))?.checked_sub(1)
    }

    /// The numbers and words whose letters include all of `wanted` except at most `missing`.
    pub(super) fn with_letters(
        &self,
        wanted: u32,
        missing: u32,
    ) -> impl Iterator<Item = (usize, &str)> {
        self.letters
            .iter()
            .enumerate()
            .filter(move |(_, letters)| (wanted & !**letters).count_ones() <= missing)
            .map(|(number, _)| (number, self.word(number)))
    }

    /// The slot of a word in the table, or the free slot where it would go.
    fn slot(&self, word: &str) -> usize {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash(word) as usize & mask;
        while let Some(number) = self.table.get(slot).filter(|number| **number > 0) {
            if self.word(*number as usize - 1) == word {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1024);
        self.table.clear();
        self.table.resize(size, 0);
        for number in 0..self.len() {
            let slot = self.slot(self.word(number));
            if let Some(free) = self.table.get_mut(slot) {
                *free = u32::try_from(number + 1).unwrap_or(u32::MAX);
            }
        }
    }
}

/// A bit set of a word's letters; several letters share a bit.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, byte| {
        let bit = match byte {
            b'0'..=b'9' => 26 + (byte - b'0') % 6,
            _ => byte & 31,
        };
        bits | 1 << bit
    })
}

/// FNV-1a.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number() {
        let mut vocabulary = Vocabulary::default();
        let words: Vec<String> = (0..5_000).map(|number| format!("w{number}")).collect();
        for round in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.number(word) as usize, number, "round {round}");
            }
        }
        assert_eq!(vocabulary.len(), 5_000);
        assert_eq!(vocabulary.word(4_321), "w4321");
        assert_eq!(vocabulary.find("w17"), Some(17));
        assert_eq!(vocabulary.find("other"), None);
        let found: Vec<_> = vocabulary.with_letters(letters("w777"), 0).collect();
        assert!(found.contains(&(777, "w777")));
        assert!(found.len() < 5_000);
    }

    #[test]
    fn an_empty_one_has_no_words() {
        let vocabulary = Vocabulary::default();
        assert_eq!(vocabulary.find("any"), None);
        assert_eq!(vocabulary.word(3), "");
    }
}
