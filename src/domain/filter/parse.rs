//! Parses the text of the box.

use std::ops::Range;

use super::{Comparison, Condition, DeviceFilter, EXACTLY, Field, FilterMetric, FilterState, Test};
use crate::domain::fold::fold;
use crate::domain::format::TemperatureUnit;

impl DeviceFilter {
    /// Parses a text. Anything that is not a condition and cannot become one is a word to search for.
    pub fn parse(text: &str) -> Self {
        let mut filter = Self::default();
        let end = text.char_indices().nth(Self::LONGEST).map(|(at, _)| at);
        let text = &text[..end.unwrap_or(text.len())];
        for token in tokens(text) {
            match read(&text[token.clone()]) {
                ReadToken::Condition(condition) => filter.conditions.push(condition),
                ReadToken::Misread(condition) => {
                    filter.conditions.push(condition);
                    filter.misread.push(text[token].to_owned());
                }
                ReadToken::Unfinished => filter.unfinished.push(text[token].to_owned()),
                ReadToken::Nothing => {}
            }
        }
        filter
    }
}

/// The ranges of the words of a text. A space between quotes belongs to its word.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match (letter.is_whitespace() && !quoted, start) {
            (true, Some(from)) => {
                tokens.push(from..at);
                start = None;
            }
            (true, None) => {}
            (false, _) => {
                start.get_or_insert(at);
                quoted ^= letter == '"';
            }
        }
    }
    if let Some(from) = start {
        tokens.push(from..text.len());
    }
    tokens
}

enum ReadToken {
    Condition(Condition),
    /// A word to look for that was meant as something else.
    Misread(Condition),
    Unfinished,
    Nothing,
}

fn read(token: &str) -> ReadToken {
    let (negated, body) = match token.strip_prefix(['-', '!']) {
        Some(body) => (true, body),
        None => (false, token),
    };
    let condition = |test| ReadToken::Condition(Condition { negated, test });
    let mut is_misread = false;
    if let Some((word, comparison, number)) = comparison(body)
        && let Some(metric) = FilterMetric::of(&fold(word))
    {
        match value(metric, number) {
            Some(limit) => return condition(Test::Value(metric, comparison, limit)),
            None if is_begun(metric, number) => return ReadToken::Unfinished,
            // It will never be a condition: `cpu>>60`.
            None => is_misread = true,
        }
    }
    if let Some((word, values)) = body.split_once(':') {
        let word = fold(word);
        let values = values_of(values);
        if word == "is" {
            let states: Option<Vec<FilterState>> =
                values.iter().map(|word| FilterState::of(word)).collect();
            match states {
                Some(states) if !states.is_empty() => return condition(Test::State(states)),
                _ if values.iter().all(|word| FilterState::is_begun(word)) => {
                    return ReadToken::Unfinished;
                }
                // No state is called so: `is:broken`.
                _ => is_misread = true,
            }
        }
        if let Some(field) = Field::of(&word) {
            let is_begun = |value: &String| field == Field::Runs && value.chars().eq([EXACTLY]);
            let told = values.into_iter().filter(|value| !is_begun(value));
            let told: Vec<String> = told.collect();
            return if told.is_empty() {
                ReadToken::Unfinished
            } else {
                condition(Test::Field(field, told))
            };
        }
    }
    // A word in quotes is always searched for literally.
    let folded = fold(body);
    let state = FilterState::of(&folded).filter(|state| !state.is_life_cycle());
    if let Some(state) = state {
        return condition(Test::State(vec![state]));
    }
    let word = folded.replace('"', "");
    if word.is_empty() {
        return ReadToken::Nothing;
    }
    let test = Test::Word(word);
    if is_misread {
        ReadToken::Misread(Condition { negated, test })
    } else {
        condition(test)
    }
}

/// Splits `cpu>=80` into word, comparison and number; a colon may precede the comparison.
fn comparison(body: &str) -> Option<(&str, Comparison, &str)> {
    let at = body.find(['<', '>', '='])?;
    let word = body[..at].strip_suffix(':').unwrap_or(&body[..at]);
    let signs = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];
    let rest = &body[at..];
    signs
        .into_iter()
        .find_map(|(sign, comparison)| Some((word, comparison, rest.strip_prefix(sign)?)))
}

/// Bytes of a megabyte, as everywhere on screen.
const MB: f64 = 1_048_576.0;

/// The number in the metric's own unit. `None` if it is not a number or its unit does not belong to the metric.
fn value(metric: FilterMetric, text: &str) -> Option<f64> {
    let text = fold(text).replace(',', ".");
    let at = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != '-')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let number: f64 = number
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    let unit = unit.trim_start_matches('°').trim_end_matches("/s");
    let value = match (metric, unit) {
        (FilterMetric::Network, "") | (FilterMetric::Network, "m" | "mb") => number * MB,
        (FilterMetric::Network, "b") => number,
        (FilterMetric::Network, "k" | "kb") => number * 1024.0,
        (FilterMetric::Network, "g" | "gb") => number * 1024.0 * MB,
        (FilterMetric::Uptime, "" | "d") => number * 86_400.0,
        (FilterMetric::Uptime, "w") => number * 604_800.0,
        (FilterMetric::Uptime, "h") => number * 3_600.0,
        (FilterMetric::Uptime, "m" | "min") => number * 60.0,
        (FilterMetric::Uptime, "s") => number,
        (FilterMetric::Temperature, "" | "c") => number,
        (FilterMetric::Temperature, "f") => TemperatureUnit::Fahrenheit.to_celsius(number),
        (FilterMetric::Load, "") => number,
        (
            FilterMetric::Cpu
            | FilterMetric::Memory
            | FilterMetric::Disk
            | FilterMetric::Gpu
            | FilterMetric::Battery,
            "" | "%",
        ) => number,
        _ => return None,
    };
    Some(value)
}

/// Whether more typing can make it a number: `cpu>`, `temp>-`, `uptime>5mi`.
fn is_begun(metric: FilterMetric, text: &str) -> bool {
    let ends = ["0", "n", "s"];
    ends.iter()
        .any(|end| value(metric, &format!("{text}{end}")).is_some())
}

/// The values after a colon, case-folded. Commas separate them, except in quotes.
fn values_of(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(String::new()),
            _ => {
                if let Some(last) = values.last_mut() {
                    last.push(letter);
                }
            }
        }
    }
    let folded = values.into_iter().map(|value| fold(value.trim()));
    folded.filter(|value| !value.is_empty()).collect()
}
