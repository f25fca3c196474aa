//! Our verdict on a storage pool: by its own state, the errors of its members, and its last scrub. A pool that reports ONLINE while a disk
//! in it returns wrong data is not healthy.

use super::DiskLevel;
use crate::domain::inventory::{Pool, PoolMember, PoolScrub};

/// Maximum number of members to name; the others are counted.
const NAMED: usize = 3;

/// A level and the reasons as sentences, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolVerdict {
    pub level: DiskLevel,
    pub words: String,
}

/// The level of a pool.
pub fn pool_level(pool: &Pool) -> DiskLevel {
    pool_verdict(pool).level
}

/// The level of a pool, and why.
pub fn pool_verdict(pool: &Pool) -> PoolVerdict {
    let said = level_of(&pool.health);
    let mut level = said;
    let mut sentences = Vec::new();
    if said.is_trouble() {
        sentences.push(format!("The pool says {}.", pool.health.trim()));
    }
    let (groups, disks): (Vec<&PoolMember>, Vec<&PoolMember>) =
        pool.members.iter().partition(|member| member.is_group());
    let mut members = |words: &str, of: &[&PoolMember], is_bad: fn(&PoolMember) -> bool| {
        let bad = of.iter().filter(|member| is_bad(member));
        let names: Vec<&str> = bad.map(|member| member.name.as_str()).collect();
        if !names.is_empty() {
            level = level.max(DiskLevel::Watch);
            sentences.push(format!("{words} {}.", listed(&names)));
        }
        !names.is_empty()
    };
    // A problem of a group is a problem of a disk in it.
    members("Not in use:", &disks, |disk| {
        level_of(&disk.state) == DiskLevel::Failing
    });
    // Disks that are still in use, without errors: those with errors are listed below.
    members("Not well:", &disks, |disk| {
        level_of(&disk.state) == DiskLevel::Watch && disk.errors() == 0
    });
    let has_errors = |member: &PoolMember| member.errors() > 0;
    // Data that was wrong on several disks at once is counted for their group alone: no single one can be blamed.
    if !members("Errors on", &disks, has_errors) {
        members("Errors on", &groups, has_errors);
    }
    if let Some(scrub) = pool.scrub.as_ref().filter(|scrub| scrub.errors > 0) {
        level = level.max(DiskLevel::Watch);
        let errors = error_count(scrub.errors);
        sentences.push(format!("Its last check found {errors}."));
    }
    PoolVerdict {
        level,
        words: sentences.join(" "),
    }
}

/// `1 error`, `12 errors`
fn error_count(count: u64) -> String {
    match count {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}

/// `sda, sdb and 2 more`
fn listed(names: &[&str]) -> String {
    let first = names.iter().take(NAMED).copied();
    let first = first.collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(NAMED).filter(|more| *more > 0) {
        Some(more) => format!("{first} and {more} more"),
        None => first,
    }
}

/// The level for the state of a pool or of a member.
fn level_of(word: &str) -> DiskLevel {
    match word.trim().to_ascii_uppercase().as_str() {
        "ONLINE" | "HEALTHY" | "OK" => DiskLevel::Good,
        "DEGRADED" | "WARNING" => DiskLevel::Watch,
        "FAULTED" | "UNAVAIL" | "SUSPENDED" | "REMOVED" | "OFFLINE" | "FAILED" | "ERROR"
        | "MISSING" => DiskLevel::Failing,
        _ => DiskLevel::Unknown,
    }
}

impl PoolScrub {
    /// `Finished, no errors`, `Runs, 41 %, no errors so far`; `None` if there never was one.
    pub fn words(&self) -> Option<String> {
        let errors = match self.errors {
            0 => "no errors".to_owned(),
            count => error_count(count),
        };
        match self.state.trim().to_ascii_uppercase().as_str() {
            "" | "NONE" => None,
            "SCANNING" if self.progress.is_empty() => Some(format!("Runs, {errors} so far")),
            "SCANNING" => Some(format!("Runs, {}, {errors} so far", self.progress)),
            "FINISHED" => Some(format!("Finished, {errors}")),
            "CANCELED" => Some("Was stopped before its end".to_owned()),
            _ => Some(self.state.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SystemId;

    fn member(name: &str, state: &str, checksum_errors: u64) -> PoolMember {
        PoolMember {
            name: name.to_owned(),
            state: state.to_owned(),
            checksum_errors,
            ..PoolMember::default()
        }
    }

    fn pool(health: &str, members: Vec<PoolMember>, errors: u64) -> Pool {
        Pool {
            system: SystemId::new("nas"),
            name: "tank".to_owned(),
            health: health.to_owned(),
            size: None,
            allocated: None,
            free: None,
            is_raw: false,
            scrub: Some(PoolScrub {
                state: "FINISHED".to_owned(),
                progress: String::new(),
                errors,
            }),
            members,
            datasets: Vec::new(),
        }
    }

    fn judged(health: &str, members: Vec<PoolMember>, errors: u64) -> (DiskLevel, String) {
        let verdict = pool_verdict(&pool(health, members, errors));
        (verdict.level, verdict.words)
    }

    #[test]
    fn a_pool_is_well_only_while_all_of_it_is() {
        let well = || vec![member("mirror-0", "ONLINE", 0), member("sda", "ONLINE", 0)];
        assert_eq!(
            judged("ONLINE", well(), 0),
            (DiskLevel::Good, String::new())
        );
        assert_eq!(judged("", well(), 0).0, DiskLevel::Unknown);
        let words = "Its last check found 1 error.".to_owned();
        assert_eq!(judged("ONLINE", well(), 1), (DiskLevel::Watch, words));
        let lying = vec![member("sda", "ONLINE", 2), member("sdb", "ONLINE", 0)];
        let words = "Errors on sda.".to_owned();
        assert_eq!(judged("ONLINE", lying, 0), (DiskLevel::Watch, words));
    }

    #[test]
    fn disks_are_named_and_not_the_groups_that_they_are_in() {
        let degraded = vec![
            member("raidz2-0", "DEGRADED", 9),
            member("sda", "FAULTED", 5),
            member("sdb", "ONLINE", 0),
        ];
        let words = "The pool says DEGRADED. Not in use: sda. Errors on sda.".to_owned();
        assert_eq!(judged("DEGRADED", degraded, 0), (DiskLevel::Watch, words));
        let many = ["sda", "sdb", "sdc", "sdd", "sde"].map(|name| member(name, "ONLINE", 1));
        let words = "Errors on sda, sdb, sdc and 2 more.".to_owned();
        assert_eq!(judged("ONLINE", many.to_vec(), 0).1, words);
        assert_eq!(judged("FAULTED", Vec::new(), 0).0, DiskLevel::Failing);
    }

    #[test]
    fn errors_that_no_disk_can_be_blamed_for_are_those_of_the_group() {
        let disks = ["sda", "sdb", "sdc"].map(|name| member(name, "ONLINE", 0));
        let members = [vec![member("raidz1-0", "ONLINE", 2)], disks.to_vec()].concat();
        let words = "Errors on raidz1-0.".to_owned();
        assert_eq!(judged("ONLINE", members, 0), (DiskLevel::Watch, words));
    }

    #[test]
    fn a_disk_is_not_in_use_where_it_failed_and_not_where_it_only_has_errors() {
        let words_of =
            |state: &str, errors| judged("ONLINE", vec![member("sdb", state, errors)], 0);
        let watched = |words: &str| (DiskLevel::Watch, words.to_owned());
        assert_eq!(words_of("DEGRADED", 41), watched("Errors on sdb."));
        assert_eq!(words_of("DEGRADED", 0), watched("Not well: sdb."));
        for gone in ["FAULTED", "REMOVED", "MISSING"] {
            assert_eq!(words_of(gone, 0), watched("Not in use: sdb."), "{gone}");
        }
    }

    #[test]
    fn a_check_is_said_in_words() {
        let words = |state: &str, progress: &str, errors| {
            PoolScrub {
                state: state.to_owned(),
                progress: progress.to_owned(),
                errors,
            }
            .words()
        };
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(words("NONE", "", 0), None);
        assert_eq!(words("", "", 0), None);
        assert_eq!(words("FINISHED", "", 0), said("Finished, no errors"));
        assert_eq!(
            words("scanning", "41 %", 1),
            said("Runs, 41 %, 1 error so far")
        );
        assert_eq!(words("CANCELED", "", 0), said("Was stopped before its end"));
        assert_eq!(words("PAUSED", "", 0), said("PAUSED"));
    }
}
