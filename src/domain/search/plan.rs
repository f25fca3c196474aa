//! How the words of a query match, after they were looked up in the vocabulary.

use super::cost::{self, JOINED, NONE, Need, Typo};
use super::features::TypeFeature;
use super::query::{Query, Term};
use super::vocabulary::{Vocabulary, letters};

/// Maximum number of positions where a compound word is split.
const MOST_SPLITS: usize = 3;

/// A query looked up in an index. It is only valid for that state of the index.
#[derive(Debug, Default)]
pub struct Plan {
    pub(super) terms: Vec<PlannedTerm>,
}

#[derive(Debug)]
pub(super) struct PlannedTerm {
    pub(super) feature: Option<TypeFeature>,
    pub(super) words: Vec<PlannedWord>,
}

/// A typed word with its cost for each word of the vocabulary.
#[derive(Debug)]
pub(super) struct PlannedWord {
    pub(super) typed: String,
    pub(super) need: Need,
    pub(super) mode: MatchMode,
}

#[derive(Debug)]
pub(super) enum MatchMode {
    /// No word matches.
    Nothing,
    /// The cost of each word of the vocabulary, matched as typed or with typing errors.
    Words { costs: Vec<u8>, has_typo: bool },
    /// Two words, written as one.
    Joined(Vec<CompoundSplit>),
}

/// A typed word split in two: the number of the first word, and the cost of each word as the second.
#[derive(Debug)]
pub(super) struct CompoundSplit {
    pub(super) at: usize,
    pub(super) first: u32,
    pub(super) second: Vec<u8>,
}

impl Plan {
    pub(super) fn new(query: &Query, vocabulary: &Vocabulary) -> Self {
        let term = |term: &Term| PlannedTerm {
            feature: term.feature,
            words: term
                .words
                .iter()
                .map(|word| PlannedWord::new(word, term, vocabulary))
                .collect(),
        };
        Self {
            terms: query.terms.iter().map(term).collect(),
        }
    }

    /// Whether the query is empty.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether the query asks for a fact that meets the condition.
    pub fn asks_for(&self, is_it: impl Fn(TypeFeature) -> bool) -> bool {
        self.terms.iter().filter_map(|term| term.feature).any(is_it)
    }
}

impl PlannedWord {
    /// Matches as typed if any word does; otherwise as two words or with typing errors, but only if the term is not a fact.
    fn new(typed: &str, term: &Term, vocabulary: &Vocabulary) -> Self {
        let mode = match as_typed(typed, term.need, vocabulary) {
            Some(costs) => MatchMode::Words {
                costs,
                has_typo: false,
            },
            None if term.feature.is_some() => MatchMode::Nothing,
            None => match splits(typed, vocabulary) {
                found if !found.is_empty() => MatchMode::Joined(found),
                _ => match with_typos(typed, vocabulary) {
                    Some(costs) => MatchMode::Words {
                        costs,
                        has_typo: true,
                    },
                    None => MatchMode::Nothing,
                },
            },
        };
        Self {
            typed: typed.to_owned(),
            need: term.need,
            mode,
        }
    }

    /// The cost of matching the word at a position, regardless of the rest of the entry.
    pub(super) fn cost_at(&self, words: &[u32], place: usize) -> Option<u16> {
        let cost_in = |costs: &[u8], word: u32| {
            let cost = costs.get(word as usize).copied()?;
            (cost != NONE).then_some(u16::from(cost))
        };
        let word = *words.get(place)? >> 2;
        match &self.mode {
            MatchMode::Nothing => None,
            MatchMode::Words { costs, .. } => cost_in(costs, word),
            MatchMode::Joined(splits) => {
                let next = *words.get(place + 1)? >> 2;
                let fitting = splits.iter().filter(|parting| parting.first == word);
                let costs = fitting.filter_map(|parting| cost_in(&parting.second, next));
                costs.min().map(|cost| cost + u16::from(JOINED))
            }
        }
    }
}

fn as_typed(typed: &str, need: Need, vocabulary: &Vocabulary) -> Option<Vec<u8>> {
    costs(vocabulary, letters(typed), 0, |word| {
        cost::find(typed, word, need).map(|(_, cost)| cost)
    })
}

fn with_typos(typed: &str, vocabulary: &Vocabulary) -> Option<Vec<u8>> {
    let typo = Typo::new(typed)?;
    // A letter beyond ASCII has several bytes and so several bits.
    let missing = if typed.is_ascii() { 2 } else { 32 };
    costs(vocabulary, letters(typed), missing, |word| typo.cost(word))
}

/// The cost of each word of the vocabulary; `None` if no word matches.
fn costs(
    vocabulary: &Vocabulary,
    wanted: u32,
    missing: u32,
    cost: impl Fn(&str) -> Option<u8>,
) -> Option<Vec<u8>> {
    let mut costs = Vec::new();
    for (number, word) in vocabulary.with_letters(wanted, missing) {
        if let Some(cost) = cost(word) {
            if costs.is_empty() {
                costs.resize(vocabulary.len(), NONE);
            }
            if let Some(kept) = costs.get_mut(number) {
                *kept = cost;
            }
        }
    }
    (!costs.is_empty()).then_some(costs)
}

/// The ways to split a word in two of at least two letters each: the first a whole word, the second the beginning of one.
fn splits(typed: &str, vocabulary: &Vocabulary) -> Vec<CompoundSplit> {
    let places = typed.char_indices().map(|(at, _)| at).skip(2);
    let parting = |at: usize| {
        let (first, second) = typed.split_at_checked(at)?;
        let first = vocabulary.find(first)?;
        let is_long = second.chars().nth(1).is_some();
        let second = as_typed_at_start(second, vocabulary).filter(|_| is_long)?;
        Some(CompoundSplit { at, first, second })
    };
    places.filter_map(parting).take(MOST_SPLITS).collect()
}

fn as_typed_at_start(typed: &str, vocabulary: &Vocabulary) -> Option<Vec<u8>> {
    costs(vocabulary, letters(typed), 0, |word| {
        let (at, cost) = cost::find(typed, word, Need::Part)?;
        (at == 0).then_some(cost)
    })
}
