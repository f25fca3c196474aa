//! Reads the keys of one item of a document. The keys left at the end are unknown to this build.

use serde::Deserialize;
use serde::de::{self, value::StrDeserializer};
use serde_json::{Map, Value};
use thiserror::Error;
use uuid::Uuid;

use crate::domain::direction::without_turns;
use crate::domain::layout::{BadUrl, Extra, NoSuchRackSize};

/// Why an item cannot be read.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BadItem {
    #[error("it is not an object")]
    NoKeys,
    /// A required key.
    #[error("“{0}” is missing")]
    Missing(&'static str),
    #[error("“{key}” is not {expected}")]
    NotA {
        key: &'static str,
        expected: &'static str,
    },
    /// A number from 0 to `most`.
    #[error("“{key}” is not a whole number up to {most}")]
    NotWhole { key: &'static str, most: u32 },
    /// A word that is not in a fixed set.
    #[error("{0}")]
    UnknownWord(#[from] de::value::Error),
    #[error("{0}")]
    RackSize(#[from] NoSuchRackSize),
    #[error("{0}")]
    Url(#[from] BadUrl),
    #[error(
        "neither a place in a rack (rack, bottom) nor beside one (rack, side) nor in a device (parent, bay)"
    )]
    NoPlace,
}

/// A key with the value null counts as missing.
pub(super) struct JsonFields(Map<String, Value>);

impl JsonFields {
    pub(super) fn of(value: Value) -> Result<Self, BadItem> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err(BadItem::NoKeys),
        }
    }

    /// The keys that were not read.
    pub(super) fn rest(self) -> Extra {
        self.0
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<String>, BadItem> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(not_a(key, "a text")),
        }
    }

    /// The name of an item, without marks that would turn the words around it.
    pub(super) fn name(&mut self) -> Result<String, BadItem> {
        needed("name", self.text("name")?).map(without_turns)
    }

    pub(super) fn bool(&mut self, key: &'static str) -> Result<bool, BadItem> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(value),
            Some(_) => Err(not_a(key, "true or false")),
        }
    }

    pub(super) fn u32(&mut self, key: &'static str) -> Result<Option<u32>, BadItem> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u32::MAX).map(Some)
    }

    pub(super) fn u16(&mut self, key: &'static str) -> Result<Option<u16>, BadItem> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u16::MAX.into()).map(|number| Some(number as u16))
    }

    pub(super) fn u8(&mut self, key: &'static str) -> Result<Option<u8>, BadItem> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u8::MAX.into()).map(|number| Some(number as u8))
    }

    pub(super) fn list(&mut self, key: &'static str) -> Result<Vec<Value>, BadItem> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => Err(not_a(key, "a list")),
        }
    }

    /// A word from a fixed set, or the default if the key is missing.
    pub(super) fn word<T: for<'a> Deserialize<'a> + Default>(
        &mut self,
        key: &'static str,
    ) -> Result<T, BadItem> {
        Ok(self.optional_word(key)?.unwrap_or_default())
    }

    /// A word from a fixed set; `None` if the key is missing.
    pub(super) fn optional_word<T: for<'a> Deserialize<'a>>(
        &mut self,
        key: &'static str,
    ) -> Result<Option<T>, BadItem> {
        let Some(word) = self.text(key)? else {
            return Ok(None);
        };
        Ok(Some(T::deserialize(
            StrDeserializer::<de::value::Error>::new(&word),
        )?))
    }
}

/// The value of a required key.
pub(super) fn needed<T>(key: &'static str, value: Option<T>) -> Result<T, BadItem> {
    value.ok_or(BadItem::Missing(key))
}

/// A whole number from 0 to `most`.
pub(super) fn whole(key: &'static str, value: &Value, most: u32) -> Result<u32, BadItem> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    match number {
        Some(number) if number <= most => Ok(number),
        _ => Err(BadItem::NotWhole { key, most }),
    }
}

pub(super) const fn not_a(key: &'static str, expected: &'static str) -> BadItem {
    BadItem::NotA { key, expected }
}

/// A UUID in text form; `None` where the key is missing.
pub(super) fn uuid(fields: &mut JsonFields, key: &'static str) -> Result<Option<Uuid>, BadItem> {
    let Some(text) = fields.text(key)? else {
        return Ok(None);
    };
    match Uuid::try_parse(&text) {
        Ok(id) => Ok(Some(id)),
        Err(_) => Err(not_a(key, "an id")),
    }
}
