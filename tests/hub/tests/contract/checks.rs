//! Named checks: a test continues after a failed check, and reports all at its end.

use std::fmt::Debug;

use serde_json::Value;
use test_hub::Reply;

/// Number of characters shown of an unexpected value.
const SHOWN: usize = 400;

#[derive(Default)]
pub struct Checks {
    held: usize,
    failed: Vec<String>,
}

impl Checks {
    /// `seen` is shown when the check fails.
    pub fn check(&mut self, name: &str, holds: bool, seen: impl Debug) {
        if holds {
            self.held += 1;
            return;
        }
        let seen: String = format!("{seen:?}").chars().take(SHOWN).collect();
        self.failed.push(format!("{name}\n    saw: {seen}"));
    }

    /// Checks for an error of this status, in PocketBase's format.
    pub fn error(&mut self, name: &str, reply: &Reply, status: u16) {
        let json = reply.json();
        let shape = json.as_object().is_some_and(|error| error.len() == 3)
            && has(&json, &["data", "message", "status"]);
        self.check(
            name,
            reply.status == status && shape && json["status"] == status,
            (reply.status, &reply.body),
        );
    }

    pub fn finish(self) {
        assert!(self.held + self.failed.len() > 0, "nothing was checked");
        assert!(
            self.failed.is_empty(),
            "{} held, {} did not:\n{}",
            self.held,
            self.failed.len(),
            self.failed.join("\n")
        );
    }
}

/// Whether it is an object with all these keys.
pub fn has(value: &Value, keys: &[&str]) -> bool {
    keys.iter().all(|key| value.get(key).is_some())
}

/// Whether it is an object with none of these keys.
pub fn lacks(value: &Value, keys: &[&str]) -> bool {
    value.is_object() && keys.iter().all(|key| value.get(key).is_none())
}

/// `YYYY-MM-DD HH:MM:SS.mmmZ`.
pub fn is_date(value: &Value) -> bool {
    let shape = |text: &str| {
        text.chars()
            .map(|char| if char.is_ascii_digit() { '0' } else { char })
            .collect::<String>()
    };
    value.as_str().map(shape).as_deref() == Some("0000-00-00 00:00:00.000Z")
}
