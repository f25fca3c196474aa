//! Texts of the table of a system's disks, row by row, and the details below a row.

use super::{DiskKind, DiskLevel, DiskVerdict, verdict};
use crate::domain::format::{self, TemperatureUnit};
use crate::domain::inventory::{SmartAttribute, SmartDisk, SmartState};
use crate::domain::natural;
use crate::domain::units::{Bytes, Millis};

/// A disk with our verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedDisk {
    pub disk: SmartDisk,
    pub verdict: DiskVerdict,
}

impl JudgedDisk {
    /// All these disks, judged: the worst first, then by name.
    pub fn all(disks: &[SmartDisk]) -> Vec<Self> {
        let judged = disks.iter().map(|disk| Self {
            verdict: verdict(disk),
            disk: disk.clone(),
        });
        let mut judged: Vec<Self> = judged.collect();
        judged.sort_by(|a, b| {
            let by_level = b.verdict.level.cmp(&a.verdict.level);
            by_level.then_with(|| natural::compare(&a.disk.name, &b.disk.name))
        });
        judged
    }

    /// Why it needs a look; may be empty.
    fn why(&self, unit: TemperatureUnit) -> String {
        let mut words = self.verdict.words(unit);
        if self.verdict.contradicts(&self.disk) {
            words.push_str(" The drive itself reports that it is healthy.");
        }
        words
    }
}

/// Texts of the row of a disk; empty where unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskLine {
    pub name: String,
    pub model: String,
    pub level: DiskLevel,
    pub verdict: &'static str,
    pub temperature: String,
    /// Total power-on time.
    pub age: String,
    pub size: String,
    pub why: String,
}

impl DiskLine {
    pub fn of(judged: &JudgedDisk, unit: TemperatureUnit) -> Self {
        let disk = &judged.disk;
        let degrees = disk
            .temperature
            .map(|degrees| format::temperature(degrees, unit));
        let hours = disk.hours.filter(|hours| *hours > 0);
        Self {
            name: disk.name.clone(),
            model: disk.model.clone(),
            level: judged.verdict.level,
            verdict: judged.verdict.level.word(),
            temperature: degrees.unwrap_or_default(),
            age: hours
                .map(|hours| format::uptime(hours * 3_600))
                .unwrap_or_default(),
            size: size_words(disk.capacity),
            why: judged.why(unit),
        }
    }
}

/// Empty if unknown.
pub(super) fn size_words(size: Option<Bytes>) -> String {
    let size = size.filter(|size| size.0 > 0);
    size.map(|size| format::bytes(size.0 as f64))
        .unwrap_or_default()
}

/// Details of a disk below its row: labels and texts. Unknown ones are left out.
pub fn disk_facts(disk: &SmartDisk, say: &dyn Fn(Millis) -> String) -> Vec<(&'static str, String)> {
    let own_word = match &disk.state {
        SmartState::Passed => "passed",
        SmartState::Warning => "warning",
        SmartState::Failed => "failed",
        SmartState::Unknown => "",
        SmartState::Other(word) => word,
    };
    let count = |number: Option<u64>| {
        let number = number.filter(|number| *number > 0);
        number.map(|number| number.to_string()).unwrap_or_default()
    };
    let facts = [
        ("Kind", DiskKind::of(disk).word().to_owned()),
        ("The drive says", own_word.to_owned()),
        ("Model", disk.model.clone()),
        ("Serial", disk.serial.clone()),
        ("Firmware", disk.firmware.clone()),
        ("Hours on", count(disk.hours)),
        ("Times on", count(disk.cycles)),
        ("Last checked", disk.updated.map(say).unwrap_or_default()),
    ];
    let known = facts.into_iter().filter(|(_, words)| !words.is_empty());
    known.collect()
}

/// Texts of the row of a SMART attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeLine {
    pub name: String,
    /// Id, then the normalized value, its worst and its threshold; `None` on drives that do not number their attributes.
    pub numbered: Option<[String; 4]>,
    pub raw: String,
    pub has_failed: bool,
}

impl AttributeLine {
    /// All attributes of a disk.
    pub fn all(disk: &SmartDisk) -> Vec<Self> {
        // Only drives with numbered attributes have normalized values and thresholds.
        let is_numbered = disk.attributes.iter().any(|known| known.id.is_some());
        let lines = disk.attributes.iter();
        lines.map(|known| Self::of(known, is_numbered)).collect()
    }

    fn of(known: &SmartAttribute, is_numbered: bool) -> Self {
        let number = |number: Option<f64>| number.map(format::plain).unwrap_or_default();
        let id = known.id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            name: known.name.replace('_', " "),
            numbered: is_numbered.then(|| {
                let [value, worst, limit] = [known.value, known.worst, known.threshold].map(number);
                [id, value, worst, limit]
            }),
            raw: match known.raw_text.as_str() {
                "" => number(known.raw),
                text => text.to_owned(),
            },
            has_failed: !known.when_failed.is_empty(),
        }
    }
}
