//! The stored records of a layout.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::ids::HubId;
use crate::domain::layout::Layout;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

/// What is known of a layout without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub hub: HubId,
    pub name: String,
    pub racks: usize,
    pub devices: usize,
    pub saved_at: Millis,
    /// Counts saves from 1; 0 if only version 1 of the storage has saved the layout.
    pub revision: u64,
    /// How many steps can be undone.
    pub steps_done: usize,
    /// When it was deleted; such a layout can be restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Millis>,
}

impl Entry {
    pub fn of(
        hub: HubId,
        layout: &Layout,
        saved_at: Millis,
        revision: u64,
        steps_done: usize,
    ) -> Self {
        Self {
            hub,
            name: layout.name.clone(),
            racks: layout.racks.len(),
            devices: layout.devices.len(),
            saved_at,
            revision,
            steps_done,
            deleted_at: None,
        }
    }

    /// `None` for a record that cannot be read; the layout's text makes up for it.
    pub fn read(text: &str) -> Option<Self> {
        let record: Value = serde_json::from_str(text).ok()?;
        let text = |name: &str| record.get(name)?.as_str();
        let count = |name: &str| record.get(name)?.as_u64();
        let time = |name: &str| record.get(name)?.as_i64().map(Millis);
        Some(Self {
            hub: HubId::new(text("hub")?),
            name: text("name")?.to_owned(),
            racks: count("racks")? as usize,
            devices: count("devices")? as usize,
            saved_at: time("saved_at")?,
            revision: count("revision")?,
            steps_done: count("steps_done")? as usize,
            deleted_at: time("deleted_at"),
        })
    }

    pub fn write(&self) -> String {
        // Serializing plain numbers and strings cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn facts(&self) -> LayoutFacts {
        LayoutFacts {
            name: self.name.clone(),
            racks: self.racks,
            devices: self.devices,
        }
    }
}

/// A layout as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredLayout {
    pub key: LayoutKey,
    /// `None` if nothing is stored under that key.
    pub text: Option<String>,
    /// `None` if only version 1 of the storage has saved it.
    pub entry: Option<Entry>,
}

/// One save.
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    pub key: LayoutKey,
    /// The layout's new entry. Its revision is one higher than the one the writer has seen.
    pub entry: Entry,
    pub text: String,
    pub steps: Option<StepTexts>,
    /// Keeps the stored state as a version first.
    pub version: Option<NewVersion>,
}

/// Undo steps that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTexts {
    pub put: Vec<(usize, String)>,
    /// The new number of steps; those from this number on are removed.
    pub len: usize,
}

/// Why a version is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The state before the first change of a session.
    Session,
    /// Two tabs had changed the layout, and the user chose the other state.
    OtherChosen,
}

impl Why {
    pub const ALL: [Why; 2] = [Why::Session, Why::OtherChosen];

    /// The word used in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Why::Session => "session",
            Why::OtherChosen => "other-chosen",
        }
    }
}

/// What is listed about a layout without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutFacts {
    pub name: String,
    pub racks: usize,
    pub devices: usize,
}

impl LayoutFacts {
    pub fn of(layout: &Layout) -> Self {
        Self {
            name: layout.name.clone(),
            racks: layout.racks.len(),
            devices: layout.devices.len(),
        }
    }
}

/// A version that is about to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    pub why: Why,
    /// By the clock of this device, which may be wrong: for display, not for ordering.
    pub at: Millis,
    pub facts: LayoutFacts,
}

/// A version as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredVersion {
    pub why: Why,
    /// Rises with every version of the layout, whatever the clock says.
    pub number: i64,
    pub at: Millis,
    pub facts: LayoutFacts,
}

#[derive(Serialize, Deserialize)]
struct VersionRecord {
    name: String,
    racks: usize,
    devices: usize,
    /// Missing in records of older builds, where the number is the time.
    #[serde(default)]
    at: Option<i64>,
}

impl NewVersion {
    /// The record stored beside the version's text.
    pub fn record(&self) -> String {
        let record = VersionRecord {
            name: self.facts.name.clone(),
            racks: self.facts.racks,
            devices: self.facts.devices,
            at: Some(self.at.0),
        };
        // Serializing plain numbers and strings cannot fail.
        serde_json::to_string(&record).unwrap_or_default()
    }
}

impl StoredVersion {
    /// A version whose record cannot be read still has its text.
    pub fn read(why: Why, number: i64, record: &str) -> Self {
        let record: Option<VersionRecord> = serde_json::from_str(record).ok();
        Self {
            why,
            number,
            at: Millis(
                record
                    .as_ref()
                    .and_then(|record| record.at)
                    .unwrap_or(number),
            ),
            facts: record.map_or_else(LayoutFacts::default, |record| LayoutFacts {
                name: record.name,
                racks: record.racks,
                devices: record.devices,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_an_older_build_has_its_time_in_its_number() {
        let old = StoredVersion::read(
            Why::Session,
            5_000,
            r#"{"name":"Home","racks":1,"devices":2}"#,
        );
        assert_eq!((old.at, old.facts.devices), (Millis(5_000), 2));
        let damaged = StoredVersion::read(Why::Session, 5_000, "[]");
        assert_eq!(
            (damaged.at, damaged.facts),
            (Millis(5_000), LayoutFacts::default())
        );
        let new = NewVersion {
            why: Why::Session,
            at: Millis(7),
            facts: old.facts,
        };
        assert_eq!(
            StoredVersion::read(Why::Session, 5_001, &new.record()).at,
            Millis(7)
        );
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let entry = Entry {
            hub: HubId::new("https://hub.example/"),
            name: "Home".to_owned(),
            racks: 2,
            devices: 24,
            saved_at: Millis(1_000),
            revision: 3,
            steps_done: 4,
            deleted_at: Some(Millis(9)),
        };
        assert_eq!(Entry::read(&entry.write()), Some(entry));
        assert_eq!(Entry::read("{}"), None);
    }
}
