//! Texts of the table of a system's pools, row by row, and of the tables of their members and datasets.

use super::line::size_words;
use super::{DiskLevel, pool_verdict};
use crate::domain::inventory::{Pool, PoolDataset, PoolMember, PoolScrub};

/// Texts of the row of a pool; empty where unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolLine {
    pub name: String,
    pub level: DiskLevel,
    pub health: String,
    pub used: String,
    pub free: String,
    pub size: String,
    pub why: String,
}

impl PoolLine {
    pub fn of(pool: &Pool) -> Self {
        let verdict = pool_verdict(pool);
        Self {
            name: pool.name.clone(),
            level: verdict.level,
            health: pool.health.clone(),
            used: size_words(pool.allocated),
            free: size_words(pool.free),
            size: size_words(pool.size),
            why: verdict.words,
        }
    }

    /// Details of a pool below its row: labels and texts.
    pub fn facts(pool: &Pool) -> Vec<(&'static str, String)> {
        let scrub = pool.scrub.as_ref().and_then(PoolScrub::words);
        let scrub = scrub.unwrap_or_else(|| "Never, as far as the hub knows".to_owned());
        let mut facts = vec![("Last check", scrub)];
        if pool.is_raw {
            let raw = "Of the disks themselves, with all copies";
            facts.push(("Sizes", raw.to_owned()));
        }
        facts
    }
}

/// Texts of the row of a disk of a pool, or of a group of disks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    pub name: String,
    /// Whether it is indented below a group.
    pub is_in_group: bool,
    pub state: String,
    /// Read, write and checksum errors.
    pub errors: [String; 3],
    pub has_errors: bool,
}

impl MemberLine {
    /// Of all members of a pool, in its order.
    pub fn all(pool: &Pool) -> Vec<Self> {
        let has_groups = pool.members.iter().any(PoolMember::is_group);
        let lines = pool.members.iter().map(|member| Self {
            name: member.name.clone(),
            is_in_group: has_groups && !member.is_group(),
            state: member.state.clone(),
            errors: [
                member.read_errors,
                member.write_errors,
                member.checksum_errors,
            ]
            .map(|count| count.to_string()),
            has_errors: member.errors() > 0,
        });
        lines.collect()
    }
}

/// Texts of the row of a dataset of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetLine {
    pub name: String,
    pub used: String,
    pub free: String,
    pub mount: String,
}

impl DatasetLine {
    pub fn of(dataset: &PoolDataset) -> Self {
        Self {
            name: dataset.name.clone(),
            used: size_words(dataset.used),
            free: size_words(dataset.available),
            mount: dataset.mount.clone(),
        }
    }
}
