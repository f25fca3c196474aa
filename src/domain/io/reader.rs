//! Reads the keys of one item of a foreign file. A value of the wrong kind is noted and counts as missing.

use serde_json::{Map, Value};

use super::reason::Reason;
use crate::domain::direction::without_turns;
use crate::domain::layout::{Extra, RackWidth};
use crate::domain::units::HalfU;

/// Maximum length of a name, in characters; longer ones are cut.
const LONGEST_NAME: usize = 200;
/// Maximum length of other texts, in characters; longer ones are cut.
const LONGEST_TEXT: usize = 10_000;

pub(super) struct Reader {
    fields: Map<String, Value>,
    /// Problems found, without duplicates.
    pub(super) notes: Vec<Reason>,
}

impl Reader {
    /// `None` for a value without keys.
    pub(super) fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self {
                fields,
                notes: Vec::new(),
            }),
            _ => None,
        }
    }

    /// The keys that were not read, to be kept with the item.
    pub(super) fn rest(self) -> Extra {
        self.fields
    }

    pub(super) fn note(&mut self, reason: Reason) {
        if !self.notes.contains(&reason) {
            self.notes.push(reason);
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.fields.remove(key).filter(|value| !value.is_null())
    }

    /// Reads a key and leaves it in place.
    pub(super) fn peek(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }

    pub(super) fn drop_all(&mut self, keys: &[&str]) -> bool {
        let mut any = false;
        for key in keys {
            any |= self
                .take(key)
                .is_some_and(|value| value != Value::Bool(false));
        }
        any
    }

    /// A single-line text, without marks that would turn the words around it. Numbers and Booleans are accepted, since YAML reads the name `42` as a number.
    pub(super) fn name(&mut self, key: &str) -> Option<String> {
        let text = without_turns(self.text_of(key, LONGEST_NAME)?);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.text_of(key, LONGEST_TEXT)
    }

    fn text_of(&mut self, key: &str, longest: usize) -> Option<String> {
        let text = match self.take(key)? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => {
                self.note(Reason::NotText(key.to_owned()));
                return None;
            }
        };
        match text.char_indices().nth(longest) {
            None => Some(text),
            Some((end, _)) => {
                self.note(Reason::Cut {
                    key: key.to_owned(),
                    letters: longest,
                });
                text.get(..end).map(str::to_owned)
            }
        }
    }

    /// A finite number, also if it is written as text.
    pub(super) fn number(&mut self, key: &str) -> Option<f64> {
        let number = match self.take(key)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            self.note(Reason::NotNumber(key.to_owned()));
        }
        number
    }

    /// A number rounded to an integer and clamped to the range.
    pub(super) fn whole(&mut self, key: &str, least: u32, most: u32) -> Option<u32> {
        let number = self.number(key)?;
        let within = number.round().clamp(f64::from(least), f64::from(most)) as u32;
        if f64::from(within) != number {
            self.note(Reason::OutOfRange {
                key: key.to_owned(),
                was: number,
                now: within,
            });
        }
        Some(within)
    }

    /// The standard width nearest to the key `width`, in inches.
    pub(super) fn rack_width(&mut self) -> RackWidth {
        let Some(inches) = self.number("width") else {
            return RackWidth::default();
        };
        let widths = [
            RackWidth::Ten,
            RackWidth::Nineteen,
            RackWidth::TwentyOne,
            RackWidth::TwentyThree,
        ];
        let distance = |width: &RackWidth| (f64::from(width.inches()) - inches).abs();
        let nearest = widths
            .into_iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let nearest = nearest.unwrap_or_default();
        if distance(&nearest) > 0.0 {
            self.note(Reason::Width {
                was: inches,
                now: nearest.inches(),
            });
        }
        nearest
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            Value::Bool(value) => Some(value),
            _ => {
                self.note(Reason::NotFlag(key.to_owned()));
                None
            }
        }
    }

    pub(super) fn list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.note(Reason::NotList(key.to_owned()));
                Vec::new()
            }
        }
    }

    pub(super) fn map(&mut self, key: &str) -> Extra {
        match self.take(key) {
            None => Extra::new(),
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.note(Reason::NotMap(key.to_owned()));
                Extra::new()
            }
        }
    }

    /// A height in units, rounded up to half-units and clamped to the range.
    pub(super) fn height(&mut self, key: &str, least: HalfU, most: HalfU) -> Option<HalfU> {
        let units = self.number(key)?;
        let half_units = (units * 2.0).ceil().clamp(least.0.into(), most.0.into()) as u16;
        if f64::from(half_units) != units * 2.0 {
            self.note(Reason::Height {
                was: units,
                now: HalfU(half_units),
            });
        }
        Some(HalfU(half_units))
    }
}
