//! Our verdict on a disk, beside its own: a drive that reports PASSED while it has unreadable sectors is not healthy.

mod array;
mod ata;
mod flash;
mod growth;
mod line;
mod pool;
mod pool_line;
mod reason;
mod scsi;
mod values;

use std::cmp::Reverse;

pub use self::growth::SeenDisks;
pub use self::line::{AttributeLine, DiskLine, JudgedDisk, disk_facts};
pub use self::pool::{PoolVerdict, pool_level, pool_verdict};
pub use self::pool_line::{DatasetLine, MemberLine, PoolLine};
pub use self::reason::{DiskFinding, DiskReason};
use super::format::TemperatureUnit;
use super::inventory::{ErrorGrowth, Pool, SmartDisk, SmartState};
use super::units::Celsius;

/// Health of a disk, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiskLevel {
    /// It reports that it is healthy, and nothing contradicts that.
    Good,
    /// Too little is known for a verdict.
    Unknown,
    /// It has lost data or is wearing out: watch it, have a spare.
    Watch,
    /// Replace it.
    Failing,
}

impl DiskLevel {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Unknown => "Unknown",
            Self::Watch => "Watch",
            Self::Failing => "Failing",
        }
    }

    /// The name of the color and shape that show it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Unknown => "unknown",
            Self::Watch => "warn",
            Self::Failing => "critical",
        }
    }

    /// Whether it needs a look.
    pub fn is_trouble(self) -> bool {
        self >= Self::Watch
    }
}

/// A level and its reasons, worst first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskVerdict {
    pub level: DiskLevel,
    pub findings: Vec<DiskFinding>,
}

impl DiskVerdict {
    fn of(said: DiskLevel, mut findings: Vec<DiskFinding>) -> Self {
        findings.sort_by_key(|finding| Reverse(finding.level));
        let worst = findings.first().map_or(said, |worst| worst.level.max(said));
        Self {
            level: worst,
            findings,
        }
    }

    /// The reasons as sentences, temperatures in the user's unit; may be empty.
    pub fn words(&self, unit: TemperatureUnit) -> String {
        let sentences: Vec<String> = self
            .findings
            .iter()
            .map(|finding| finding.reason.words(unit))
            .collect();
        sentences.join(" ")
    }

    /// Whether the disk reports that it is healthy although it is not.
    pub fn contradicts(&self, disk: &SmartDisk) -> bool {
        disk.state == SmartState::Passed && self.level.is_trouble()
    }
}

/// The kind of disk, as far as the meaning of its attributes depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskKind {
    Ata,
    Nvme,
    Scsi,
    Emmc,
    MdRaid,
    Other,
}

impl DiskKind {
    /// From the type that the hub reports, else from the attributes and the name.
    pub fn of(disk: &SmartDisk) -> Self {
        let has = |name: &str| disk.attributes.iter().any(|known| known.name == name);
        let kind = disk.kind.to_ascii_lowercase();
        if kind.contains("nvme") || has("PercentageUsed") || has("AvailableSpare") {
            Self::Nvme
        } else if kind.contains("mdraid") || has("ArrayState") {
            Self::MdRaid
        } else if kind.contains("mmc") || has("PreEOLInfo") {
            Self::Emmc
        } else if disk.attributes.iter().any(|known| known.id.is_some())
            || matches!(kind.as_str(), "sat" | "ata")
        {
            // Behind a controller the type names the controller, and the values tell what the drive is.
            Self::Ata
        } else if kind == "scsi" || kind == "sas" || has("GrownDefectList") {
            Self::Scsi
        } else {
            Self::Other
        }
    }

    /// Its common name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ata => "SATA",
            Self::Nvme => "NVMe",
            Self::Scsi => "SAS",
            Self::Emmc => "eMMC",
            Self::MdRaid => "MD RAID",
            Self::Other => "Disk",
        }
    }
}

/// The verdict on a disk or on an array of Linux MD RAID.
pub fn verdict(disk: &SmartDisk) -> DiskVerdict {
    let kind = DiskKind::of(disk);
    let mut findings = match kind {
        DiskKind::Ata => ata::findings(disk),
        DiskKind::Nvme => flash::nvme_findings(disk),
        DiskKind::Emmc => flash::emmc_findings(disk),
        DiskKind::Scsi => scsi::findings(disk),
        DiskKind::MdRaid => array::findings(disk),
        DiskKind::Other => Vec::new(),
    };
    if kind != DiskKind::MdRaid {
        findings.extend(heat(disk, kind));
    }
    findings.extend(disk.growth.map(growing));
    let said = match &disk.state {
        SmartState::Failed => {
            findings.push(DiskFinding::failing(DiskReason::SaysFailed));
            DiskLevel::Failing
        }
        // An array's own state is among its attributes.
        SmartState::Warning if kind == DiskKind::MdRaid && !findings.is_empty() => DiskLevel::Watch,
        SmartState::Warning => {
            findings.push(DiskFinding::watch(DiskReason::SaysWarning));
            DiskLevel::Watch
        }
        SmartState::Passed => DiskLevel::Good,
        SmartState::Unknown | SmartState::Other(_) => DiskLevel::Unknown,
    };
    DiskVerdict::of(said, findings)
}

/// Number of new errors within weeks from which a drive is about to fail.
const MANY_NEW_ERRORS: u64 = 10;

fn growing(growth: ErrorGrowth) -> DiskFinding {
    let reason = DiskReason::Growing {
        by: growth.by,
        days: growth.days,
    };
    match growth.by {
        ..MANY_NEW_ERRORS => DiskFinding::watch(reason),
        _ => DiskFinding::failing(reason),
    }
}

/// Temperature in degrees Celsius from which a disk ages faster: the makers' usual maximum.
const fn hottest(kind: DiskKind) -> f32 {
    match kind {
        DiskKind::Nvme => 80.0,
        DiskKind::Emmc => 85.0,
        _ => 60.0,
    }
}

fn heat(disk: &SmartDisk, kind: DiskKind) -> Option<DiskFinding> {
    let Celsius(degrees) = disk.temperature?;
    // A solid-state ATA disk tolerates more than one with platters.
    let limit = if kind == DiskKind::Ata && values::is_solid_state(disk) {
        70.0
    } else {
        hottest(kind)
    };
    (degrees >= limit).then(|| {
        DiskFinding::watch(DiskReason::Hot {
            degrees: degrees.round() as i32,
            limit: limit as i32,
        })
    })
}

/// Number of disks and pools that need a look, for a badge.
pub fn in_trouble(disks: &[SmartDisk], pools: &[Pool]) -> usize {
    let bad_disks = disks
        .iter()
        .filter(|disk| verdict(disk).level.is_trouble())
        .count();
    bad_disks
        + pools
            .iter()
            .filter(|pool| pool_level(pool).is_trouble())
            .count()
}
