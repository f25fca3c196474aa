//! Completions at the cursor of the box.

use std::ops::Range;

use super::parse::tokens;
use super::{EXACTLY, Field, FilterMetric, FilterState};
use crate::domain::fold::fold;
use crate::domain::layout::Layout;
use crate::domain::natural;

/// Words of a layout for use in filters, without duplicates, in natural order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterWords {
    pub tags: Vec<String>,
    pub racks: Vec<String>,
    pub kinds: Vec<&'static str>,
    pub makers: Vec<String>,
    /// Names from the hubs, if these have been asked.
    pub containers: Vec<String>,
}

impl FilterWords {
    pub fn of(layout: &Layout) -> Self {
        let of_devices = layout.devices.iter().map(|device| &device.tags);
        let of_racks = layout.racks.iter().map(|rack| &rack.tags);
        let tags = of_devices.chain(of_racks).flat_map(|tags| tags.iter());
        let types = || layout.device_types.iter();
        let mut kinds: Vec<_> = types().map(|one| one.category.word()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self {
            tags: each_once(tags),
            racks: each_once(layout.racks.iter().map(|rack| rack.name.as_str())),
            kinds,
            makers: each_once(types().map(|one| one.manufacturer.as_str())),
            containers: Vec::new(),
        }
    }
}

pub(super) fn each_once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.sort_by(|a, b| natural::compare(a, b));
    words.into_iter().map(str::to_owned).collect()
}

/// One completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The byte range of the text that it replaces.
    pub replaces: Range<usize>,
    pub with: String,
    /// Description; may be empty.
    pub hint: &'static str,
}

/// Maximum number offered.
const OFFERED: usize = 8;

/// The completions at the cursor, which is a byte position in the text; the likeliest first. Also without a word at the cursor, so that the
/// box shows what it supports.
pub fn complete(text: &str, cursor: usize, vocabulary: &FilterWords) -> Vec<Completion> {
    let Some(before) = text.get(..cursor) else {
        return Vec::new();
    };
    let mut tokens = tokens(before).into_iter();
    let token = tokens.next_back().filter(|token| token.end == cursor);
    let mut start = token.map_or(cursor, |token| token.start);
    let mut word = &before[start..];
    if let Some(body) = word.strip_prefix(['-', '!']) {
        start += 1;
        word = body;
    }
    let replaces = start..cursor;
    let candidates = match word.split_once(':') {
        Some((field, value)) => values(field, value, vocabulary),
        None => starts(word),
    };
    let unchanged = |with: &str| with == word;
    candidates
        .into_iter()
        .filter(|(with, _)| !unchanged(with))
        .take(OFFERED)
        .map(|(with, hint)| Completion {
            replaces: replaces.clone(),
            with,
            hint,
        })
        .collect()
}

/// Fields, metrics and states that begin with the word.
fn starts(word: &str) -> Vec<(String, &'static str)> {
    let word = fold(word);
    let states = FilterState::WORDS
        .into_iter()
        .filter(|(_, state, hint)| !state.is_life_cycle() && !hint.is_empty())
        .map(|(state, _, hint)| (state.to_owned(), hint));
    let fields = Field::ALL
        .into_iter()
        .map(|field| (format!("{}:", field.word()), field.hint()));
    let metrics = FilterMetric::ALL.into_iter().map(|metric| {
        let sign = if metric == FilterMetric::Battery {
            '<'
        } else {
            '>'
        };
        (format!("{}{sign}", metric.word()), metric.hint())
    });
    if word.is_empty() {
        let first = |list: Vec<(String, &'static str)>, count| list.into_iter().take(count);
        let states =
            states.filter(|(state, _)| matches!(state.as_str(), "down" | "problem" | "unlinked"));
        return states
            .chain(first(fields.collect(), 2))
            .chain(first(metrics.collect(), 4))
            .collect();
    }
    let life_cycle = std::iter::once(("is:".to_owned(), "Planned, in use, spare, retired"));
    states
        .chain(fields)
        .chain(metrics)
        .chain(life_cycle)
        .filter(|(start, _)| start.starts_with(&word))
        .collect()
}

/// Values of a field that contain what is typed after the last comma.
fn values(field: &str, typed: &str, vocabulary: &FilterWords) -> Vec<(String, &'static str)> {
    let name = fold(field);
    let texts = |words: &[String]| {
        words
            .iter()
            .map(|word| (quoted(word), ""))
            .collect::<Vec<_>>()
    };
    let known: Vec<(String, &'static str)> = if name == "is" {
        let states = FilterState::WORDS
            .into_iter()
            .filter(|(.., hint)| !hint.is_empty());
        states
            .map(|(word, _, hint)| (word.to_owned(), hint))
            .collect()
    } else {
        match Field::of(&name) {
            Some(Field::Tag) => texts(&vocabulary.tags),
            Some(Field::Rack) => texts(&vocabulary.racks),
            Some(Field::Model) => texts(&vocabulary.makers),
            Some(Field::Runs) => texts(&vocabulary.containers),
            Some(Field::Kind) => vocabulary
                .kinds
                .iter()
                .map(|kind| ((*kind).to_owned(), ""))
                .collect(),
            Some(Field::Os) => ["linux", "windows", "macos", "freebsd"]
                .map(|os| (os.to_owned(), ""))
                .to_vec(),
            _ => Vec::new(),
        }
    };
    let (earlier, last) = match typed.rsplit_once(',') {
        Some((earlier, last)) => (format!("{earlier},"), last),
        None => (String::new(), typed),
    };
    // A whole name is completed as a part of one is.
    let (earlier, last) = match last.strip_prefix(EXACTLY) {
        Some(last) if Field::of(&name) == Some(Field::Runs) => {
            (format!("{earlier}{EXACTLY}"), last)
        }
        _ => (earlier, last),
    };
    let last = fold(last.trim_start_matches('"'));
    let fitting = known
        .into_iter()
        .filter(|(value, _)| fold(value).contains(&last));
    fitting
        .map(|(value, hint)| (format!("{field}:{earlier}{value}"), hint))
        .collect()
}

/// The filter that matches a tag.
pub fn of_tag(tag: &str) -> String {
    format!("tag:{}", quoted(tag))
}

/// Adds quotes where a space or comma would end the word.
pub(super) fn quoted(word: &str) -> String {
    let is_plain =
        !word.contains(|letter: char| letter.is_whitespace() || letter == ',' || letter == '"');
    if is_plain {
        word.to_owned()
    } else {
        format!("\"{}\"", word.replace('"', ""))
    }
}
