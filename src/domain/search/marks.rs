//! Finds the matching parts of a displayed text.

use std::ops::Range;

use super::cost::{self, Typo};
use super::plan::{MatchMode, Plan, PlannedWord};
use super::words::words;
use crate::domain::{fold, sorted};

impl Plan {
    /// The byte ranges of a text to highlight, in order and without overlaps.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::new(text);
        let words: Vec<Range<usize>> = words(&folded.text).collect();
        let mut marks: Vec<Range<usize>> = Vec::new();
        for typed in self.terms.iter().flat_map(|term| &term.words) {
            for (place, word) in words.iter().enumerate() {
                let next = words.get(place + 1);
                let found = typed
                    .parts_of(&folded.text, word, next)
                    .into_iter()
                    .flatten();
                for part in found {
                    let part = folded.origin(part.start, false)..folded.origin(part.end, true);
                    sorted::insert_by(&mut marks, part, |a, b| a.start.cmp(&b.start));
                }
            }
        }
        apart(marks)
    }
}

impl PlannedWord {
    /// The matching parts of a word and of the next one.
    fn parts_of(
        &self,
        text: &str,
        range: &Range<usize>,
        next: Option<&Range<usize>>,
    ) -> Option<[Range<usize>; 2]> {
        let none = range.end..range.end;
        let word = text.get(range.clone())?;
        match &self.mode {
            MatchMode::Nothing => None,
            MatchMode::Words {
                has_typo: false, ..
            } => {
                let (at, _) = cost::find(&self.typed, word, self.need)?;
                let start = range.start + at;
                Some([start..start + self.typed.len(), none])
            }
            MatchMode::Words { has_typo: true, .. } => {
                Typo::new(&self.typed)?.cost(word)?;
                Some([range.clone(), none])
            }
            MatchMode::Joined(splits) => {
                let next = next?;
                let after = text.get(next.clone())?;
                splits.iter().find_map(|parting| {
                    let (first, second) = self.typed.split_at_checked(parting.at)?;
                    let fits = word == first && after.starts_with(second);
                    fits.then(|| [range.clone(), next.start..next.start + second.len()])
                })
            }
        }
    }
}

/// Merges ranges that touch or overlap.
fn apart(marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks.into_iter().filter(|mark| !mark.is_empty()) {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

/// A folded text with the origins of its letters.
struct Folded {
    text: String,
    /// For each letter of the original text, its start in the folded and in the original text. The last entry is the end of both.
    letters: Vec<(usize, usize)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut letters = Vec::with_capacity(text.len() + 1);
        for (at, letter) in text.char_indices() {
            letters.push((folded.len(), at));
            let letter = letter.encode_utf8(&mut [0; 4]).to_owned();
            folded.extend(fold::letters(&letter));
        }
        letters.push((folded.len(), text.len()));
        Self {
            text: folded,
            letters,
        }
    }

    /// Maps a position in the folded text to the original: the start of its letter, or the end of the letter before it.
    fn origin(&self, place: usize, is_end: bool) -> usize {
        let found = self
            .letters
            .binary_search_by_key(&place, |(folded, _)| *folded);
        let letter = match found {
            Ok(exactly) => exactly,
            Err(after) if is_end => after,
            Err(after) => after.saturating_sub(1),
        };
        self.letters.get(letter).map_or(0, |(_, at)| *at)
    }
}
