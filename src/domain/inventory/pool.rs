//! Storage pools: ZFS and btrfs.

use crate::domain::ids::SystemId;
use crate::domain::units::Bytes;

/// A ZFS (hub 0.19) or btrfs (hub 0.20) pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    pub system: SystemId,
    pub name: String,
    /// The pool's own state: `ONLINE`, `DEGRADED` and others.
    pub health: String,
    pub size: Option<Bytes>,
    pub allocated: Option<Bytes>,
    pub free: Option<Bytes>,
    /// Whether the sizes are those of the disks, including all copies.
    pub is_raw: bool,
    pub scrub: Option<PoolScrub>,
    /// Groups of disks and the disks in them, in the pool's order. Empty if the hub does not report them.
    pub members: Vec<PoolMember>,
    pub datasets: Vec<PoolDataset>,
}

/// The running or last check of all data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolScrub {
    /// The pool's own state: `SCANNING`, `FINISHED`, `CANCELED`, `NONE`.
    pub state: String,
    /// Progress in the pool's own words; empty if it is not running.
    pub progress: String,
    pub errors: u64,
}

/// A disk of a pool, or a group of disks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolMember {
    /// `raidz2-0`, `sda`.
    pub name: String,
    pub state: String,
    pub read_errors: u64,
    pub write_errors: u64,
    pub checksum_errors: u64,
}

impl PoolMember {
    /// Whether it contains other members. Groups have ZFS's own names: `logs`, or a kind and a number, such as `raidz2-0` and
    /// `draid2:4d:11c:1s-0`. A disk may have a label that only looks like one: `cache-ssd`.
    pub fn is_group(&self) -> bool {
        const WORDS: [&str; 5] = ["logs", "cache", "special", "dedup", "spares"];
        const NUMBERED: [&str; 5] = ["mirror", "raidz", "draid", "spare", "replacing"];
        let is_digit = |letter: char| letter.is_ascii_digit();
        let Some((kind, number)) = self.name.rsplit_once('-') else {
            return WORDS.contains(&self.name.as_str());
        };
        let kind = kind.split(':').next().unwrap_or_default();
        let has_number = !number.is_empty() && number.chars().all(is_digit);
        has_number && NUMBERED.contains(&kind.trim_end_matches(is_digit))
    }

    /// Errors of all kinds.
    pub fn errors(&self) -> u64 {
        let writes = self.read_errors.saturating_add(self.write_errors);
        writes.saturating_add(self.checksum_errors)
    }
}

/// A named part of a pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolDataset {
    pub name: String,
    pub used: Option<Bytes>,
    pub available: Option<Bytes>,
    /// Mount point; may be empty.
    pub mount: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_told_from_disks() {
        let is_group = |name: &str| {
            PoolMember {
                name: name.to_owned(),
                ..PoolMember::default()
            }
            .is_group()
        };
        for name in [
            "raidz2-0",
            "mirror-11",
            "draid2:4d:11c:1s-0",
            "replacing-1",
            "spare-3",
            "logs",
            "cache",
            "special",
            "dedup",
            "spares",
        ] {
            assert!(is_group(name), "{name}");
        }
        for name in [
            "sda",
            "nvme0n1",
            "wwn-0x5000",
            "mirrorless",
            "ata-raidz-1",
            // A distributed spare of such a group.
            "draid2-0-0",
            "cache-ssd",
            "log-a",
            "mirror-old",
            "mirror-",
            "special-1",
            "mirror",
            "",
        ] {
            assert!(!is_group(name), "{name}");
        }
    }
}
