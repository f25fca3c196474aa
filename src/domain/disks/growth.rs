//! Whether a disk has more errors than on an earlier visit. The counts are stored as text in the browser that saw them.

use std::collections::BTreeMap;

use super::ata::offline_uncorrectable;
use super::{DiskReason, verdict};
use crate::domain::format::one_line;
use crate::domain::inventory::{ErrorGrowth, SmartDisk};
use crate::domain::units::Millis;

const DAY: i64 = 24 * 3_600_000;
/// Number of days for which growth is reported.
const TOLD: i64 = 30;
/// Maximum number of disks kept: those seen last.
const MOST_DISKS: usize = 2_000;
/// Maximum number of counts kept of one disk.
const MOST_COUNTS: usize = 8;

/// A count, and the days (since 1970) on which it was first and last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SeenCount {
    first: i64,
    last: i64,
    errors: u64,
}

/// Maximum length of a serial number; a longer one is ignored.
const LONGEST_SERIAL: usize = 64;

/// Error counts of disks on earlier visits, by system and serial number: some enclosures give all disks the same serial number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenDisks(BTreeMap<String, Vec<SeenCount>>);

impl SeenDisks {
    /// Reads the stored text; skips lines that cannot be read.
    pub fn read(text: &str) -> Self {
        let line = |line: &str| {
            let (serial, counts) = line.split_once('\t')?;
            let counts: Option<Vec<SeenCount>> = counts.split(',').map(read_count).collect();
            let counts = counts.filter(|counts| counts.len() <= MOST_COUNTS)?;
            Some((serial.to_owned(), counts))
        };
        let mut read = Self(text.lines().filter_map(line).collect());
        read.forget_oldest();
        read
    }

    /// The text to store.
    pub fn text(&self) -> String {
        let lines = self.0.iter().map(|(serial, counts)| {
            let counts = counts.iter().map(|count| {
                let SeenCount {
                    first,
                    last,
                    errors,
                } = count;
                format!("{first} {last} {errors}")
            });
            format!("{serial}\t{}", counts.collect::<Vec<_>>().join(","))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Records the current errors of a disk. Returns how they have grown in the last weeks, or since the disk was last seen if that is
    /// longer ago.
    pub fn see(&mut self, disk: &SmartDisk, now: Millis) -> Option<ErrorGrowth> {
        let serial = disk.serial.trim();
        // Without values there is nothing to compare.
        let is_one = (1..=LONGEST_SERIAL).contains(&serial.len());
        if !is_one || disk.attributes.is_empty() {
            return None;
        }
        let key = one_line(&format!("{} {serial}", disk.system));
        let (today, errors) = (now.0.div_euclid(DAY), errors_of(disk));
        let counts = self.0.entry(key).or_default();
        match counts.last_mut() {
            Some(last) if last.errors == errors => last.last = last.last.max(today),
            _ => counts.push(SeenCount {
                first: today,
                last: today,
                errors,
            }),
        }
        // Growth of long ago is not reported.
        while counts.get(1).is_some_and(|next| next.first < today - TOLD) {
            counts.remove(0);
        }
        if counts.len() > MOST_COUNTS {
            counts.remove(1);
        }
        let before = counts.first().copied()?;
        self.forget_oldest();
        let by = errors.checked_sub(before.errors).filter(|by| *by > 0)?;
        Some(ErrorGrowth {
            by,
            days: u32::try_from(today - before.last).unwrap_or(0).max(1),
        })
    }

    fn forget_oldest(&mut self) {
        let Some(too_many) = self
            .0
            .len()
            .checked_sub(MOST_DISKS)
            .filter(|many| *many > 0)
        else {
            return;
        };
        let last_seen = |counts: &[SeenCount]| counts.last().map(|count| count.last);
        let mut all: Vec<_> = self
            .0
            .iter()
            .map(|(key, seen)| (last_seen(seen), key.clone()))
            .collect();
        all.sort();
        for (_, key) in all.into_iter().take(too_many) {
            self.0.remove(&key);
        }
    }
}

fn read_count(text: &str) -> Option<SeenCount> {
    let mut numbers = text.split(' ');
    let count = SeenCount {
        first: numbers.next()?.parse().ok()?,
        last: numbers.next()?.parse().ok()?,
        errors: numbers.next()?.parse().ok()?,
    };
    (numbers.next().is_none() && count.first <= count.last).then_some(count)
}

/// The sectors and reads that have failed in the drive's lifetime. A pending sector counts like a reallocated one, as it becomes one.
/// A sector that was found while the drive was idle is one of them, so only those beyond them count.
fn errors_of(disk: &SmartDisk) -> u64 {
    let findings = verdict(disk).findings;
    let sectors = findings.iter().map(|finding| match finding.reason {
        DiskReason::Pending(count) | DiskReason::Reallocated(count) => count,
        _ => 0,
    });
    let sectors = sectors
        .fold(0, u64::saturating_add)
        .max(offline_uncorrectable(disk));
    let others = findings.iter().map(|finding| match finding.reason {
        DiskReason::ReportedUncorrectable(count)
        | DiskReason::EndToEnd(count)
        | DiskReason::MediaErrors(count)
        | DiskReason::GrownDefects(count)
        | DiskReason::ReadUncorrected(count)
        | DiskReason::WriteUncorrected(count)
        | DiskReason::VerifyUncorrected(count) => count,
        _ => 0,
    });
    others.fold(sectors, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::disks::DiskLevel;
    use crate::domain::ids::SystemId;
    use crate::domain::inventory::{SmartAttribute, SmartState};

    fn on(day: i64) -> Millis {
        Millis((20_000 + day) * DAY + 5)
    }

    fn disk(reallocated: u64, pending: u64) -> SmartDisk {
        let attribute = |id, count: u64| SmartAttribute {
            id: Some(id),
            name: String::new(),
            value: None,
            worst: None,
            threshold: None,
            raw: Some(count as f64),
            raw_text: String::new(),
            when_failed: String::new(),
        };
        SmartDisk {
            system: SystemId::new("nas"),
            name: "/dev/sda".to_owned(),
            model: String::new(),
            serial: "S1".to_owned(),
            firmware: String::new(),
            kind: "sat".to_owned(),
            state: SmartState::Passed,
            capacity: None,
            temperature: None,
            hours: None,
            cycles: None,
            attributes: vec![attribute(5, reallocated), attribute(197, pending)],
            updated: None,
            growth: None,
        }
    }

    fn growth(by: u64, days: u32) -> Option<ErrorGrowth> {
        Some(ErrorGrowth { by, days })
    }

    #[test]
    fn growth_is_told_for_a_month_and_survives_a_visit() {
        let mut seen = SeenDisks::default();
        assert_eq!(seen.see(&disk(3, 0), on(0)), None);
        assert_eq!(seen.see(&disk(3, 0), on(4)), None);
        assert_eq!(seen.see(&disk(3, 2), on(6)), growth(2, 2));
        let mut seen = SeenDisks::read(&seen.text());
        // A pending sector that is reallocated is not a new error.
        assert_eq!(seen.see(&disk(5, 0), on(7)), growth(2, 3));
        assert_eq!(seen.see(&disk(6, 0), on(20)), growth(3, 16));
        assert_eq!(seen.see(&disk(6, 0), on(36)), growth(3, 32));
        assert_eq!(seen.see(&disk(6, 0), on(37)), growth(1, 30));
        assert_eq!(seen.see(&disk(6, 0), on(51)), None);
    }

    #[test]
    fn a_sector_that_a_scan_found_too_counts_once() {
        let scanned = |reallocated, pending| {
            let mut disk = disk(reallocated, pending);
            let mut found = disk.attributes[0].clone();
            found.id = Some(198);
            found.raw = Some(12.0);
            disk.attributes.push(found);
            disk
        };
        let mut seen = SeenDisks::default();
        assert_eq!(seen.see(&scanned(0, 12), on(0)), None);
        assert_eq!(seen.see(&scanned(5, 7), on(1)), None);
        assert_eq!(seen.see(&scanned(12, 0), on(2)), None);
        assert_eq!(seen.see(&scanned(13, 0), on(3)), growth(1, 1));
    }

    #[test]
    fn what_came_while_nobody_looked_is_told() {
        let mut seen = SeenDisks::default();
        seen.see(&disk(0, 0), on(0));
        assert_eq!(seen.see(&disk(4, 0), on(200)), growth(4, 200));
    }

    #[test]
    fn two_systems_may_have_disks_of_one_number() {
        let mut seen = SeenDisks::default();
        let other = |errors| SmartDisk {
            system: SystemId::new("backup"),
            ..disk(errors, 0)
        };
        for day in 0..3 {
            assert_eq!(seen.see(&disk(0, 0), on(day)), None);
            assert_eq!(seen.see(&other(12), on(day)), None);
        }
    }

    #[test]
    fn of_too_many_disks_those_are_forgotten_that_were_seen_long_ago() {
        let mut seen = SeenDisks::default();
        let numbered = |number: usize| SmartDisk {
            serial: format!("S{number}"),
            ..disk(0, 0)
        };
        for number in 0..MOST_DISKS + 20 {
            seen.see(&numbered(number), on(number as i64));
        }
        assert_eq!(seen.0.len(), MOST_DISKS);
        assert!(!seen.0.contains_key("nas S0") && seen.0.contains_key("nas S20"));
        assert_eq!(SeenDisks::read(&seen.text()), seen);
        let endless = SmartDisk {
            serial: "S".repeat(10_000),
            ..disk(0, 0)
        };
        seen.see(&endless, on(5_000));
        assert_eq!(seen.0.len(), MOST_DISKS);
    }

    #[test]
    fn a_disk_without_number_or_values_is_not_compared() {
        let mut seen = SeenDisks::default();
        let nameless = SmartDisk {
            serial: " ".to_owned(),
            ..disk(1, 0)
        };
        seen.see(&nameless, on(0));
        let silent = SmartDisk {
            attributes: Vec::new(),
            ..disk(0, 0)
        };
        seen.see(&silent, on(0));
        assert_eq!(seen, SeenDisks::default());
    }

    #[test]
    fn a_disk_that_gets_worse_is_failing_before_it_says_so() {
        let mut seen = SeenDisks::default();
        seen.see(&disk(2, 0), on(0));
        let mut worse = disk(6, 0);
        assert_eq!(verdict(&worse).level, DiskLevel::Watch);
        worse.growth = seen.see(&worse, on(3));
        let found = verdict(&worse);
        assert_eq!(found.level, DiskLevel::Watch);
        let words = found.words(Default::default());
        assert!(words.contains("4 new errors within 3 days"), "{words}");
        let mut much_worse = disk(12, 0);
        much_worse.growth = seen.see(&much_worse, on(3));
        assert_eq!(verdict(&much_worse).level, DiskLevel::Failing);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again_and_stays_small(
            visits in proptest::collection::vec((0_i64..9, 0_u64..5, 0_u64..5), 1..60),
        ) {
            let mut seen = SeenDisks::default();
            let mut day = 0;
            let mut most = 0;
            for (later, reallocated, pending) in visits {
                day += later;
                most = most.max(reallocated + pending);
                let told = seen.see(&disk(reallocated, pending), on(day));
                prop_assert!(told.is_none_or(|told| told.by <= most && told.days >= 1));
                prop_assert_eq!(&SeenDisks::read(&seen.text()), &seen);
                prop_assert!(seen.text().len() < 200);
            }
        }
    }
}
