//! The hub's records and how they are read. Any field may be missing or of an unexpected type, whatever the hub's version: it
//! then counts as not reported, and the rest of the record is read all the same.

use serde_json::{Map, Value};

use crate::domain::direction::without_turns;
use crate::domain::ids::SystemId;
use crate::domain::plausible::Plausible;
use crate::domain::system::Metrics;
use crate::domain::units::{Bytes, BytesPerSecond, Celsius, Millis, Percent};
use crate::hub::date;

pub mod inventory;
pub mod stats;
pub mod systems;
pub mod tree;
pub mod users;

/// The fields of one record. A record that is not an object has none.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(Option<&'a Map<String, Value>>);

impl<'a> Fields<'a> {
    pub fn of(record: &'a Value) -> Self {
        Self(record.as_object())
    }

    pub fn get(self, key: &str) -> Option<&'a Value> {
        self.0?.get(key)
    }

    /// A record within the record.
    pub fn object(self, key: &str) -> Fields<'a> {
        Fields(self.get(key).and_then(Value::as_object))
    }

    /// Whether there is a record at all.
    pub const fn is_object(self) -> bool {
        self.0.is_some()
    }

    /// The entries of a record that is a map.
    pub fn entries(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.0.into_iter().flatten()
    }

    pub fn list(self, key: &str) -> &'a [Value] {
        match self.get(key) {
            Some(Value::Array(list)) => list,
            _ => &[],
        }
    }

    pub fn bool(self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// Whether it is there and true.
    pub fn is_true(self, key: &str) -> bool {
        self.bool(key) == Some(true)
    }

    /// The text, even if it is empty.
    pub fn str(self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_str()
    }

    /// The text; empty when there is none.
    pub fn text(self, key: &str) -> String {
        self.str(key).unwrap_or_default().to_owned()
    }

    /// The text, cut to the longest plausible name or address, without marks that would turn the words around it.
    pub fn line(self, key: &str) -> String {
        without_turns(cut(self.str(key).unwrap_or_default()).to_owned())
    }

    /// The text, unless it is empty.
    pub fn filled(self, key: &str) -> Option<String> {
        let text = self.text(key);
        (!text.is_empty()).then_some(text)
    }

    /// The text, cut like [`Self::line`], unless it is empty.
    pub fn filled_line(self, key: &str) -> Option<String> {
        let line = self.line(key);
        (!line.is_empty()).then_some(line)
    }

    /// The system that the record is about.
    pub fn system(self) -> Option<SystemId> {
        self.filled("system").map(SystemId::new)
    }

    /// A point in time as the hub's database writes it.
    pub fn time(self, key: &str) -> Option<Millis> {
        date::parse(self.str(key)?)
    }

    /// A point in time that comes as milliseconds since 1970.
    pub fn millis(self, key: &str) -> Option<Millis> {
        self.number(key).map(|time| Millis(time as i64))
    }

    pub fn number(self, key: &str) -> Option<f64> {
        self.get(key)?.as_f64()
    }

    /// The number, if it is plausible for that quantity.
    pub fn within(self, key: &str, range: Plausible) -> Option<f64> {
        range.check(self.number(key)?)
    }

    pub fn percent(self, key: &str) -> Option<Percent> {
        Percent::measured(self.number(key)?)
    }

    pub fn celsius(self, key: &str) -> Option<Celsius> {
        Celsius::measured(self.number(key)?)
    }

    /// A count; a negative one is read as 0.
    pub fn count(self, key: &str) -> Option<u64> {
        self.number(key).map(|number| number as u64)
    }

    /// A count of at least 1; the hub writes 0 for unknown.
    pub fn some_of(self, key: &str) -> Option<u32> {
        let count = self.number(key)? as u32;
        (count > 0).then_some(count)
    }

    /// A count of cores or hardware threads.
    pub fn threads(self, key: &str) -> Option<u32> {
        self.within(key, Metrics::THREADS).map(|count| count as u32)
    }

    /// A number that encodes a word; 0 when it is missing.
    pub fn code(self, key: &str) -> u8 {
        self.number(key).unwrap_or_default() as u8
    }

    pub fn bytes(self, key: &str) -> Option<Bytes> {
        self.scaled(key, 1.0)
    }

    /// Bytes from MB (1024 × 1024 bytes), the unit of containers' memory.
    pub fn bytes_from_mb(self, key: &str) -> Option<Bytes> {
        self.scaled(key, MEGABYTE)
    }

    /// Bytes from GB (1024³ bytes), the unit of memory and disks in stats.
    pub fn bytes_from_gb(self, key: &str) -> Option<Bytes> {
        self.scaled(key, MEGABYTE * 1024.0)
    }

    fn scaled(self, key: &str, unit: f64) -> Option<Bytes> {
        Bytes::measured(self.number(key)? * unit)
    }

    /// One number of a list. A list with anything else in it counts as not reported.
    pub fn nth(self, key: &str, index: usize) -> Option<f64> {
        let list = self.list(key);
        if !list.iter().all(Value::is_number) {
            return None;
        }
        list.get(index)?.as_f64()
    }

    /// The load averages of 1, 5 and 15 minutes: a list of just these three.
    pub fn loads(self, key: &str) -> Option<[f32; 3]> {
        let [one, five, fifteen] = self.list(key) else {
            return None;
        };
        loads([one.as_f64()?, five.as_f64()?, fifteen.as_f64()?])
    }
}

/// The most characters of a name, an address or a word. Beszel's own form takes 255.
const LONGEST_LINE: usize = 1_000;

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST_LINE);
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

const MEGABYTE: f64 = 1_048_576.0;

/// A rate given in bytes per second, or by older hubs in MB per second under another key.
fn rate(bytes: Option<f64>, megabytes: Option<f64>) -> Option<BytesPerSecond> {
    bytes
        .or_else(|| megabytes.map(|rate| rate * MEGABYTE))
        .and_then(BytesPerSecond::measured)
}

/// Three load averages; `None` if one of them is implausible.
fn loads(averages: [f64; 3]) -> Option<[f32; 3]> {
    let [one, five, fifteen] = averages.map(|average| Metrics::LOAD.check(average));
    Some([one? as f32, five? as f32, fifteen? as f32])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_the_wrong_kind_is_not_reported_and_spoils_nothing() {
        let sample =
            serde_json::json!({"number": "x", "text": "y", "more": [{}], "list": [1, "2"]});
        let fields = Fields::of(&sample);
        assert!(fields.number("number").is_none() && fields.str("text") == Some("y"));
        assert!(fields.nth("list", 0).is_none() && fields.loads("more").is_none());
        let sample = serde_json::json!({ "number": null });
        let fields = Fields::of(&sample);
        assert!(fields.number("number").is_none() && fields.filled("text").is_none());
        assert!(!Fields::of(&Value::from(7)).is_object());
    }

    #[test]
    fn sizes_are_counted_in_powers_of_two() {
        let sample = serde_json::json!({"gb": 23.54, "mb": 95, "less": -1, "huge": 1e30});
        let fields = Fields::of(&sample);
        assert_eq!(fields.bytes_from_gb("gb"), Some(Bytes(25_275_882_536)));
        assert_eq!(fields.bytes_from_mb("mb"), Some(Bytes(99_614_720)));
        assert_eq!(fields.count("less"), Some(0));
        assert_eq!(
            (fields.bytes("less"), fields.bytes_from_mb("huge")),
            (None, None)
        );
    }
}
