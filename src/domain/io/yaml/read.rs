//! Reads YAML 1.2 as JSON values, within limits: aliases can expand a few lines into gigabytes.
//!
//! Scalars follow the core schema: `yes` and `26.6.1` are texts, `26.6` is a number, `"26.6"` is a text.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::str::Chars;

use saphyr_parser::{BufferedInput, Event, Parser, ScalarStyle, ScanError, Tag};
use serde_json::{Map, Number, Value};
use thiserror::Error;

use super::document_texts::document_texts;
use crate::domain::io::limits::{
    Budget, Excess, MAX_ANCHORS, MAX_DEPTH, MAX_FLOW_SIGNS, MAX_YAML, weight_in_list, weight_in_map,
};

/// Keys with a special meaning in JavaScript; they are skipped.
const UNSAFE_KEYS: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// The documents of a text, with notes on skipped parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yaml {
    pub documents: Vec<Value>,
    /// Why keys were skipped.
    pub notes: Vec<Oddity>,
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
pub enum Oddity {
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
                for oddity in yaml.notes {
                    note(&mut all.notes, oddity);
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
    let signs = Cell::new(0);
    let mut parser = Parser::new_from_iter(Gate {
        characters: text.chars(),
        signs: &signs,
    });
    let mut builder = Builder::new(budget);
    // The parser would repeat an error forever, so the first one ends the loop.
    while let Some(event) = next(&mut parser, &signs)? {
        signs.set(0);
        builder.take(event)?;
    }
    Ok(builder.yaml)
}

/// Feeds the text to the parser and ends it after too many signs without an event, since the parser buffers them.
struct Gate<'a> {
    characters: Chars<'a>,
    /// Signs since the last event.
    signs: &'a Cell<usize>,
}

impl Iterator for Gate<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let character = self.characters.next()?;
        if matches!(
            character,
            ',' | '[' | ']' | '{' | '}' | ':' | '?' | '&' | '*' | '!' | '"' | '\''
        ) {
            let signs = self.signs.get() + 1;
            self.signs.set(signs);
            if signs > MAX_FLOW_SIGNS {
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
    parser: &mut Parser<'a, BufferedInput<Gate<'a>>>,
    signs: &Cell<usize>,
) -> Result<Option<Located<'a>>, YamlError> {
    let event = parser.next_event();
    if signs.get() > MAX_FLOW_SIGNS {
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

/// The value of an anchor, for aliases to repeat.
struct Anchored {
    value: Value,
    weight: usize,
}

/// An open list or map.
struct OpenNode {
    kind: NodeKind,
    anchor: usize,
    /// The budget left when it was opened; what was spent since belongs to it.
    left_before: usize,
}

enum NodeKind {
    List(Vec<Value>),
    Map {
        map: Map<String, Value>,
        key: MapKey,
    },
}

/// What is expected next in a map.
enum MapKey {
    Expected,
    Read(String),
    /// The value of a skipped key.
    Dropped,
}

struct Builder<'a> {
    yaml: Yaml,
    open: Vec<OpenNode>,
    anchors: HashMap<usize, Anchored>,
    budget: &'a mut Budget,
}

impl<'a> Builder<'a> {
    fn new(budget: &'a mut Budget) -> Self {
        Self {
            yaml: Yaml::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            budget,
        }
    }

    fn take(&mut self, Located { event, line }: Located) -> Result<(), YamlError> {
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                let left = self.budget.left();
                let value = scalar(text, style, tag.as_deref());
                self.spend(self.weight_of_next(), line)?;
                self.spend(value.as_str().map_or(0, str::len), line)?;
                self.remember(anchor, &value, left - self.budget.left(), line)?;
                self.put(value);
            }
            Event::SequenceStart(anchor, _) => {
                self.open(NodeKind::List(Vec::new()), anchor, line)?;
            }
            Event::MappingStart(anchor, _) => {
                let (map, key) = (Map::new(), MapKey::Expected);
                self.open(NodeKind::Map { map, key }, anchor, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(line)?,
            Event::Alias(anchor) => self.repeat(anchor, line)?,
        }
        Ok(())
    }

    fn spend(&mut self, weight: usize, line: usize) -> Result<(), YamlError> {
        self.budget
            .spend(weight)
            .map_err(|excess| YamlError::TooMuch { line, excess })
    }

    /// The weight of the next value, which depends on the list or map it goes into.
    fn weight_of_next(&self) -> usize {
        match self.open.last().map(|open| &open.kind) {
            None => weight_in_list(self.yaml.documents.len()),
            Some(NodeKind::List(list)) => weight_in_list(list.len()),
            Some(NodeKind::Map {
                map,
                key: MapKey::Expected,
            }) => weight_in_map(map.len()),
            Some(NodeKind::Map { .. }) => 0,
        }
    }

    fn open(&mut self, kind: NodeKind, anchor: usize, line: usize) -> Result<(), YamlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(line));
        }
        let left_before = self.budget.left();
        self.spend(self.weight_of_next(), line)?;
        self.open.push(OpenNode {
            kind,
            anchor,
            left_before,
        });
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), YamlError> {
        let Some(OpenNode {
            kind,
            anchor,
            left_before,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        let value = match kind {
            NodeKind::List(list) => Value::Array(list),
            NodeKind::Map { map, .. } => Value::Object(map),
        };
        let weight = left_before - self.budget.left();
        self.remember(anchor, &value, weight, line)?;
        self.put(value);
        Ok(())
    }

    /// Keeps a copy of an anchor's value, which is charged like any other value.
    fn remember(
        &mut self,
        anchor: usize,
        value: &Value,
        weight: usize,
        line: usize,
    ) -> Result<(), YamlError> {
        if anchor > 0 {
            if self.anchors.len() >= MAX_ANCHORS {
                return Err(YamlError::TooManyAnchors { line });
            }
            self.spend(weight, line)?;
            let value = value.clone();
            self.anchors.insert(anchor, Anchored { value, weight });
        }
        Ok(())
    }

    fn repeat(&mut self, anchor: usize, line: usize) -> Result<(), YamlError> {
        let Some(weight) = self.anchors.get(&anchor).map(|anchored| anchored.weight) else {
            return Err(YamlError::Syntax {
                line,
                problem: "an alias within what it stands for".to_owned(),
            });
        };
        self.spend(self.weight_of_next().max(weight), line)?;
        let value = self.anchors.get(&anchor).map(|found| found.value.clone());
        let value = value.unwrap_or_default();
        if self.open.len() + depth_of(&value) > MAX_DEPTH {
            return Err(too_deep(line));
        }
        self.put(value);
        Ok(())
    }

    fn put(&mut self, value: Value) {
        let Some(innermost) = self.open.last_mut() else {
            self.yaml.documents.push(value);
            return;
        };
        match &mut innermost.kind {
            NodeKind::List(list) => list.push(value),
            NodeKind::Map { map, key } => match std::mem::replace(key, MapKey::Expected) {
                MapKey::Expected => *key = key_of(value, map, &mut self.yaml.notes),
                MapKey::Read(name) => {
                    map.insert(name, value);
                }
                MapKey::Dropped => {}
            },
        }
    }
}

/// Converts a value to a map key.
fn key_of(value: Value, map: &Map<String, Value>, notes: &mut Vec<Oddity>) -> MapKey {
    let name = match value {
        Value::String(text) => text,
        Value::Null => "null".to_owned(),
        Value::Bool(word) => word.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => {
            note(notes, Oddity::KeyOfManyValues);
            return MapKey::Dropped;
        }
    };
    if UNSAFE_KEYS.contains(&name.as_str()) {
        note(notes, Oddity::UnsafeKey(name));
        return MapKey::Dropped;
    }
    if map.contains_key(&name) {
        note(notes, Oddity::KeyTwice(name));
        return MapKey::Dropped;
    }
    MapKey::Read(name)
}

/// Adds a note. Only the first fifty are kept.
fn note(notes: &mut Vec<Oddity>, oddity: Oddity) {
    const MOST: usize = 50;
    if notes.len() < MOST {
        notes.push(oddity);
    }
}

fn depth_of(value: &Value) -> usize {
    let inner = match value {
        Value::Array(list) => list.iter().map(depth_of).max(),
        Value::Object(map) => map.values().map(depth_of).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or_default()
}

const fn too_deep(line: usize) -> YamlError {
    YamlError::TooMuch {
        line,
        excess: Excess::Depth,
    }
}

fn scalar(text: Cow<str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let is_text = |tag: &Tag| tag.is_yaml_core_schema() && tag.suffix == "str";
    if style != ScalarStyle::Plain || tag.is_some_and(is_text) {
        return Value::String(text.into_owned());
    }
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        plain => match number(plain) {
            Some(number) => Value::Number(number),
            None => Value::String(text.into_owned()),
        },
    }
}

/// Integers, also in base 8 and 16, and decimal fractions. Infinities and NaN stay texts.
fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return of_base(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return of_base(digits, 8);
    }
    let looks_like_one = text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if !looks_like_one {
        return None;
    }
    if let Ok(whole) = text.parse::<u64>() {
        return Some(whole.into());
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    Number::from_f64(text.parse::<f64>().ok()?)
}

fn of_base(digits: &str, base: u32) -> Option<Number> {
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let number = u64::from_str_radix(digits, base).ok()?;
    only_digits.then(|| number.into())
}

#[cfg(test)]
mod tests;
