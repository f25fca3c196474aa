//! The keys of one item of a document, taken one after the other. What is left in the end is unknown to this build.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use serde_json::{Map, Value};

use crate::domain::layout::Extra;

/// Errors say what is wrong with the item, for people. A key whose value is null counts as missing.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err("invalid type, it has no keys".to_owned()),
        }
    }

    /// The keys that nothing has taken.
    pub(super) fn rest(self) -> Extra {
        self.0
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, String> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(invalid(key, "a text")),
        }
    }

    pub(super) fn bool(&mut self, key: &str) -> Result<bool, String> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(value),
            Some(_) => Err(invalid(key, "true or false")),
        }
    }

    pub(super) fn u32(&mut self, key: &str) -> Result<Option<u32>, String> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u32::MAX).map(Some)
    }

    pub(super) fn u16(&mut self, key: &str) -> Result<Option<u16>, String> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u16::MAX.into()).map(|number| Some(number as u16))
    }

    pub(super) fn u8(&mut self, key: &str) -> Result<Option<u8>, String> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        whole(key, &value, u8::MAX.into()).map(|number| Some(number as u8))
    }

    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Value>, String> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => Err(invalid(key, "a list")),
        }
    }

    /// One word of a fixed set, the default where there is none.
    pub(super) fn word<T: for<'a> Deserialize<'a> + Default>(
        &mut self,
        key: &str,
    ) -> Result<T, String> {
        Ok(self.optional_word(key)?.unwrap_or_default())
    }

    /// One word of a fixed set, if there is any.
    pub(super) fn optional_word<T: for<'a> Deserialize<'a>>(
        &mut self,
        key: &str,
    ) -> Result<Option<T>, String> {
        let Some(word) = self.text(key)? else {
            return Ok(None);
        };
        T::deserialize(StrDeserializer::<Error>::new(&word))
            .map(Some)
            .map_err(|error| error.to_string())
    }
}

/// What a key must have that the item cannot be without.
pub(super) fn needed<T>(key: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| missing(key))
}

fn missing(key: &str) -> String {
    format!("“{key}” is missing")
}

/// A whole number from 0 to `most`.
pub(super) fn whole(key: &str, value: &Value, most: u32) -> Result<u32, String> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    match number {
        Some(number) if number <= most => Ok(number),
        _ => Err(invalid(key, &format!("a whole number up to {most}"))),
    }
}

pub(super) fn invalid(key: &str, expected: &str) -> String {
    format!("“{key}” is not {expected}")
}
