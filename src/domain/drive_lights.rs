//! What the lights of drive bays show: the state of the disks in them.

use super::disks::{DiskKind, DiskLevel, verdict};
use super::inventory::SmartDisk;
use super::layout::PinnedDisk;
use super::natural;
use super::thresholds::Level;
use super::units::Millis;

/// Age from which a disk report no longer counts, as the disk may be gone or worse; agents check disks once an hour. In milliseconds.
const LASTS: i64 = 6 * 3_600_000;

/// State of the drives of a system.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DriveLights {
    /// One per bay of the device type; `None` for a dark one, which has no drive or nothing is known of it. Empty where the hub knows no
    /// drive.
    pub bays: Vec<Option<Level>>,
    /// The worst drive that is not well, in words: `/dev/sdh: failing`, `bay 8: failing`.
    pub worst: Option<String>,
}

impl DriveLights {
    /// Pinned drives are in their bays. Which free bays hold the others is unknown, so as many free bays as there are other drives get the
    /// level of the worst: a red light must not lead to a healthy drive. `now` is the hub's.
    pub fn of(bays: u16, pinned: &[PinnedDisk], disks: &[SmartDisk], now: Millis) -> Self {
        // An array is not a drive that can be pulled.
        let is_drive = |disk: &&SmartDisk| DiskKind::of(disk) != DiskKind::MdRaid;
        let drives: Vec<&SmartDisk> = disks.iter().filter(is_drive).collect();
        if drives.is_empty() {
            return Self::default();
        }
        let pins = || pinned.iter().filter(|pin| pin.bay < bays);
        let is_pinned = |disk: &SmartDisk| pins().any(|pin| pin.serial == disk.serial);
        // NVMe and eMMC drives are inside the machine, unless there are no others that could be in the bays.
        let is_inside =
            |disk: &SmartDisk| matches!(DiskKind::of(disk), DiskKind::Nvme | DiskKind::Emmc);
        let loose = || drives.iter().filter(|disk| !is_pinned(disk));
        let has_others = loose().any(|disk| !is_inside(disk));
        let in_bays = || loose().filter(|disk| !has_others || !is_inside(disk));
        let levels = in_bays().map(|disk| level_of(disk, now));
        // If nothing is known of one of them, it could be in any of these bays, so a healthy one does not count.
        let worst = levels.max_by_key(|level| level.map_or(1, |level| 2 * level as u8));
        let mut left = in_bays().count();
        let mut light = |bay: u16| {
            let pin = pins().find(|pin| pin.bay == bay);
            if let Some(pin) = pin {
                let disk = drives.iter().find(|disk| disk.serial == pin.serial);
                return disk.and_then(|disk| level_of(disk, now));
            }
            left = left.checked_sub(1)?;
            worst.flatten()
        };
        Self {
            bays: (0..bays).map(&mut light).collect(),
            worst: worst_words(&drives, now, &|serial| {
                PinnedDisk::bay_of(pinned, serial, bays)
            }),
        }
    }
}

/// Names the bay where it is known: that is where a person looks.
fn worst_words(
    drives: &[&SmartDisk],
    now: Millis,
    bay_of: &dyn Fn(&str) -> Option<u16>,
) -> Option<String> {
    let bad = drives.iter().filter_map(|disk| {
        let level = level_of(disk, now).filter(|level| *level != Level::Ok)?;
        Some((level as u8, disk))
    });
    let (_, worst) = bad.max_by(|a, b| {
        let by_name = || natural::compare(&b.1.name, &a.1.name);
        a.0.cmp(&b.0).then_with(by_name)
    })?;
    let word = verdict(worst).level.word().to_lowercase();
    Some(match bay_of(&worst.serial) {
        Some(bay) => format!("bay {}: {word}", bay + 1),
        None => format!("{}: {word}", worst.name),
    })
}

fn level_of(disk: &SmartDisk, now: Millis) -> Option<Level> {
    if disk
        .updated
        .is_some_and(|updated| now.since(updated) > LASTS)
    {
        return None;
    }
    match verdict(disk).level {
        DiskLevel::Good => Some(Level::Ok),
        DiskLevel::Unknown => None,
        DiskLevel::Watch => Some(Level::Warn),
        DiskLevel::Failing => Some(Level::Critical),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SystemId;
    use crate::domain::inventory::SmartState;

    fn disk(name: &str, serial: &str, state: SmartState) -> SmartDisk {
        SmartDisk {
            system: SystemId::new("nas"),
            name: name.to_owned(),
            model: String::new(),
            serial: serial.to_owned(),
            firmware: String::new(),
            kind: "sat".to_owned(),
            state,
            capacity: None,
            temperature: None,
            hours: None,
            cycles: None,
            attributes: Vec::new(),
            updated: None,
            growth: None,
        }
    }

    const OK: Option<Level> = Some(Level::Ok);
    const FAILING: Option<Level> = Some(Level::Critical);
    const NOW: Millis = Millis(1_800_000_000_000);

    fn bays(count: u16, pins: &[PinnedDisk], disks: &[SmartDisk]) -> Vec<Option<Level>> {
        DriveLights::of(count, pins, disks, NOW).bays
    }

    #[test]
    fn drives_without_a_pin_share_the_level_of_the_worst() {
        let good = [
            disk("/dev/sda", "1", SmartState::Passed),
            disk("/dev/sdb", "2", SmartState::Passed),
        ];
        assert_eq!(bays(4, &[], &good), [OK, OK, None, None]);
        assert_eq!(bays(1, &[], &good), [OK]);
        assert_eq!(bays(4, &[], &[]), []);
        let one_bad = [good[0].clone(), disk("/dev/sdb", "2", SmartState::Failed)];
        assert_eq!(bays(4, &[], &one_bad), [FAILING, FAILING, None, None]);
        let told = DriveLights::of(4, &[], &one_bad, NOW).worst;
        assert_eq!(told.as_deref(), Some("/dev/sdb: failing"));
        // A drive of unknown state is not vouched for by the others.
        let one_unknown = [good[0].clone(), disk("/dev/sdb", "2", SmartState::Unknown)];
        assert_eq!(bays(3, &[], &one_unknown), [None, None, None]);
    }

    #[test]
    fn a_pinned_disk_is_in_its_bay_and_a_missing_one_leaves_it_dark() {
        let disks = [
            disk("/dev/sda", "1", SmartState::Passed),
            disk("/dev/sdb", "2", SmartState::Failed),
        ];
        let pins = [PinnedDisk::new(0, "2"), PinnedDisk::new(2, "gone")];
        assert_eq!(bays(4, &pins, &disks), [FAILING, OK, None, None]);
        let told = DriveLights::of(4, &pins, &disks, NOW).worst;
        assert_eq!(told.as_deref(), Some("bay 1: failing"));
        // A pin beyond the bays of the type has no effect.
        let beyond = [PinnedDisk::new(9, "1")];
        assert_eq!(bays(2, &beyond, &disks), [FAILING, FAILING]);
        let beyond = [PinnedDisk::new(9, "2")];
        let told = DriveLights::of(2, &beyond, &disks, NOW).worst;
        assert_eq!(told.as_deref(), Some("/dev/sdb: failing"));
    }

    #[test]
    fn arrays_and_what_is_plugged_in_inside_are_in_no_bay() {
        let mut array = disk("/dev/md0", "", SmartState::Passed);
        array.kind = "mdraid".to_owned();
        assert_eq!(bays(2, &[], std::slice::from_ref(&array)), []);
        let mut inside = disk("/dev/nvme0", "9", SmartState::Failed);
        inside.kind = "nvme".to_owned();
        let disks = [
            array,
            inside.clone(),
            disk("/dev/sda", "1", SmartState::Passed),
        ];
        assert_eq!(bays(2, &[], &disks), [OK, None]);
        let told = DriveLights::of(2, &[], &disks, NOW).worst;
        assert_eq!(told.as_deref(), Some("/dev/nvme0: failing"));
        // Where there are no others, they are what the bays are for.
        assert_eq!(bays(2, &[], &[inside]), [FAILING, None]);
    }

    #[test]
    fn what_was_reported_long_ago_is_not_known() {
        let mut old = disk("/dev/sda", "1", SmartState::Passed);
        old.updated = Some(NOW.plus(-LASTS));
        assert_eq!(bays(1, &[], std::slice::from_ref(&old)), [OK]);
        old.updated = Some(NOW.plus(-LASTS - 1));
        assert_eq!(bays(1, &[], &[old]), [None]);
    }
}
