//! The hub's records as they come, and what they mean. Every field may be missing or of an unexpected kind, whatever the
//! hub's version: it then counts as not reported, and the rest of the record is read all the same.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::domain::units::{Bytes, BytesPerSecond, Percent};

pub mod inventory;
pub mod stats;
pub mod systems;
pub mod users;

/// A field that may be missing, null or not what was expected; then it is empty.
#[derive(Clone, Debug)]
pub struct Maybe<T>(Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(T::deserialize(value).ok()))
    }
}

impl<T> Maybe<T> {
    pub fn get(self) -> Option<T> {
        self.0
    }
}

impl<T: Default> Maybe<T> {
    pub fn or_default(self) -> T {
        self.0.unwrap_or_default()
    }
}

impl Maybe<String> {
    pub fn is(&self, text: &str) -> bool {
        self.0.as_deref() == Some(text)
    }

    pub fn is_filled(&self) -> bool {
        self.0.as_deref().is_some_and(|text| !text.is_empty())
    }

    /// The text, unless it is empty.
    pub fn filled(self) -> Option<String> {
        self.0.filter(|text| !text.is_empty())
    }
}

impl Maybe<f64> {
    pub fn percent(self) -> Option<Percent> {
        self.0.and_then(Percent::new)
    }

    /// A count; negative ones are taken for 0.
    pub fn count(self) -> Option<u64> {
        self.0.map(|number| number as u64)
    }

    pub fn count32(self) -> Option<u32> {
        self.0.map(|number| number as u32)
    }

    pub fn bytes(self) -> Option<Bytes> {
        self.count().map(Bytes)
    }

    /// From MB, as containers' memory comes: 1024 × 1024 bytes.
    pub fn bytes_from_mb(self) -> Option<Bytes> {
        self.0.map(|megabytes| Bytes((megabytes * MEGABYTE) as u64))
    }

    /// From GB, as stats' memory and disks come: 1024³ bytes.
    pub fn bytes_from_gb(self) -> Option<Bytes> {
        self.0
            .map(|gigabytes| Bytes((gigabytes * MEGABYTE * 1024.0) as u64))
    }
}

const MEGABYTE: f64 = 1_048_576.0;

/// A rate that hubs give in bytes per second, and older ones in MB per second under another key.
fn rate(bytes: Option<f64>, megabytes: Option<f64>) -> Option<BytesPerSecond> {
    bytes
        .or_else(|| megabytes.map(|rate| rate * MEGABYTE))
        .map(BytesPerSecond)
}

/// One number of an array that may be shorter than expected.
fn nth(numbers: &Option<Vec<f64>>, index: usize) -> Option<f64> {
    numbers.as_ref()?.get(index).copied()
}

/// The answer to a list. Records that are no objects are left out.
#[derive(Debug, Deserialize)]
pub struct ListAnswer {
    #[serde(default, rename = "perPage")]
    pub per_page: Maybe<f64>,
    pub items: Vec<Value>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Sample {
        number: Maybe<f64>,
        text: Maybe<String>,
    }

    #[test]
    fn a_field_of_the_wrong_kind_is_not_reported_and_spoils_nothing() {
        let sample: Sample =
            serde_json::from_str(r#"{"number":"x","text":"y","more":[{}]}"#).expect("JSON");
        assert!(sample.number.get().is_none() && sample.text.is("y"));
        let sample: Sample = serde_json::from_str(r#"{"number":null}"#).expect("JSON");
        assert!(sample.number.get().is_none() && sample.text.filled().is_none());
    }

    #[test]
    fn sizes_are_counted_in_powers_of_two() {
        assert_eq!(
            Maybe(Some(23.54)).bytes_from_gb(),
            Some(Bytes(25_275_882_536))
        );
        assert_eq!(Maybe(Some(95.0)).bytes_from_mb(), Some(Bytes(99_614_720)));
        assert_eq!(Maybe(Some(-1.0)).count(), Some(0));
    }
}
