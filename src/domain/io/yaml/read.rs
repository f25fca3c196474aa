//! Reads YAML 1.2 as JSON values, within limits: aliases can expand a few lines into gigabytes.
//!
//! Scalars follow the core schema: `yes` and `26.6.1` are texts, `26.6` is a number, `"26.6"` is a text.

mod builder;
mod scalar;

use std::cell::Cell;
use std::str::Chars;

use saphyr_parser::{BufferedInput, Event, Parser, ScanError};
use serde_json::Value;
use thiserror::Error;

use super::document_texts::document_texts;
use crate::domain::io::limits::{Budget, Excess, MAX_ANCHORS, MAX_FLOW_INDICATORS, MAX_YAML};
use builder::Builder;

/// The documents of a text, with notes on skipped parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yaml {
    pub documents: Vec<Value>,
    /// Why keys were skipped.
    pub notes: Vec<YamlWarning>,
    /// Documents that are not valid YAML, if others are.
    pub skipped: Vec<BadDocument>,
}

/// A document that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDocument {
    /// Its number in the text, counted from 1.
    pub number: usize,
    pub error: YamlError,
}

/// Why a key was skipped.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum YamlWarning {
    #[error("a list or map as a key was left out")]
    KeyOfManyValues,
    #[error("the key “{0}” was left out")]
    UnsafeKey(String),
    #[error("“{0}” occurs twice; the first one is used")]
    KeyTwice(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum YamlError {
    #[error("The text is too large: {0} bytes; the limit is {MAX_YAML}")]
    TooLarge(usize),
    #[error("Line {line}: {problem}")]
    Syntax { line: usize, problem: String },
    #[error("Line {line}: {excess}")]
    TooMuch { line: usize, excess: Excess },
    #[error(
        "Line {line}: a list or map in brackets is too long; write it with a line for each item"
    )]
    LongFlow { line: usize },
    #[error("Line {line}: the text has more than {MAX_ANCHORS} anchors")]
    TooManyAnchors { line: usize },
}

impl YamlError {
    /// Moves the error down by the number of lines above the text.
    fn below(mut self, above: usize) -> Self {
        match &mut self {
            Self::TooLarge(_) => {}
            Self::Syntax { line, .. }
            | Self::TooMuch { line, .. }
            | Self::LongFlow { line }
            | Self::TooManyAnchors { line } => *line += above,
        }
        self
    }
}

/// Reads all documents of a text; bad ones are skipped if there are others. JSON is valid YAML.
pub fn parse(text: &str) -> Result<Yaml, YamlError> {
    parse_within(text, &mut Budget::of_yaml())
}

/// Like [`parse`], but charges the values to the YAML part of the budget.
pub fn parse_within(text: &str, budget: &mut Budget) -> Result<Yaml, YamlError> {
    budget.for_yaml(|part| parse_all(text, part))
}

fn parse_all(text: &str, budget: &mut Budget) -> Result<Yaml, YamlError> {
    if text.len() > MAX_YAML {
        return Err(YamlError::TooLarge(text.len()));
    }
    let before = budget.clone();
    match parse_together(text, budget) {
        // An unclosed bracket or quote may have swallowed the documents after it.
        Err(first @ (YamlError::Syntax { .. } | YamlError::LongFlow { .. })) => {
            *budget = before;
            parse_apart(text, first, budget)
        }
        read => read,
    }
}

/// Reads each document by itself and leaves out those that are not YAML. `first` is the error of the text as a whole. A document that
/// exceeds the limits has the whole text refused, since the limits guard against malicious input.
fn parse_apart(text: &str, first: YamlError, budget: &mut Budget) -> Result<Yaml, YamlError> {
    let mut all = Yaml::default();
    for (index, document) in document_texts(text).enumerate() {
        let before = budget.clone();
        match parse_together(document.text, budget) {
            Ok(yaml) => {
                all.documents.extend(yaml.documents);
                for warning in yaml.notes {
                    note(&mut all.notes, warning);
                }
            }
            Err(error @ YamlError::Syntax { .. }) => {
                *budget = before;
                let error = error.below(document.above);
                spend_on(&error, budget)?;
                let number = index + 1;
                all.skipped.push(BadDocument { number, error });
            }
            Err(refused) => return Err(refused.below(document.above)),
        }
    }
    if all.documents.is_empty() {
        return Err(first);
    }
    Ok(all)
}

/// Charges the memory of a skipped document's report to the budget.
fn spend_on(error: &YamlError, budget: &mut Budget) -> Result<(), YamlError> {
    const ROW: usize = 256;
    if let YamlError::Syntax { line, problem } = error {
        let line = *line;
        let weight = ROW + problem.len();
        budget
            .spend(weight)
            .map_err(|excess| YamlError::TooMuch { line, excess })?;
    }
    Ok(())
}

fn parse_together(text: &str, budget: &mut Budget) -> Result<Yaml, YamlError> {
    let indicators = Cell::new(0);
    let mut parser = Parser::new_from_iter(FlowLimiter {
        characters: text.chars(),
        indicators: &indicators,
    });
    let mut builder = Builder::new(budget);
    // The parser would repeat an error forever, so the first one ends the loop.
    while let Some(event) = next(&mut parser, &indicators)? {
        indicators.set(0);
        builder.take(event)?;
    }
    Ok(builder.finish())
}

/// Feeds the text to the parser and ends it after too many signs without an event, since the parser buffers them.
struct FlowLimiter<'a> {
    characters: Chars<'a>,
    /// Signs since the last event.
    indicators: &'a Cell<usize>,
}

impl Iterator for FlowLimiter<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let character = self.characters.next()?;
        if matches!(
            character,
            ',' | '[' | ']' | '{' | '}' | ':' | '?' | '&' | '*' | '!' | '"' | '\''
        ) {
            let indicators = self.indicators.get() + 1;
            self.indicators.set(indicators);
            if indicators > MAX_FLOW_INDICATORS {
                return None;
            }
        }
        Some(character)
    }
}

struct Located<'a> {
    event: Event<'a>,
    line: usize,
}

fn next<'a>(
    parser: &mut Parser<'a, BufferedInput<FlowLimiter<'a>>>,
    indicators: &Cell<usize>,
) -> Result<Option<Located<'a>>, YamlError> {
    let event = parser.next_event();
    if indicators.get() > MAX_FLOW_INDICATORS {
        let line = match &event {
            Some(Ok((_, span))) => span.start.line(),
            Some(Err(error)) => error.marker().line(),
            None => 0,
        };
        return Err(YamlError::LongFlow { line });
    }
    match event {
        None => Ok(None),
        Some(Ok((event, span))) => Ok(Some(Located {
            event,
            line: span.start.line(),
        })),
        Some(Err(error)) => Err(syntax(&error)),
    }
}

fn syntax(error: &ScanError) -> YamlError {
    YamlError::Syntax {
        line: error.marker().line(),
        problem: error.info().to_owned(),
    }
}

/// Adds a note. Only the first fifty are kept.
fn note(notes: &mut Vec<YamlWarning>, warning: YamlWarning) {
    const MOST: usize = 50;
    if notes.len() < MOST {
        notes.push(warning);
    }
}

#[cfg(test)]
mod tests;
