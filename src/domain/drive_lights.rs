//! What the lights of drive bays tell: how the disks in them are.

use super::disks::{DiskKind, DiskLevel, verdict};
use super::inventory::SmartDisk;
use super::layout::PinnedDisk;
use super::natural;
use super::thresholds::Level;

/// The level of each of so many bays; `None` for one that is dark, as no disk is in it or nothing is known of that. Pinned disks are in
/// their bays, the others in the order of their names in the free ones. Empty where the hub knows no disk.
pub fn drive_lights(bays: u16, pinned: &[PinnedDisk], disks: &[SmartDisk]) -> Vec<Option<Level>> {
    // An array is no drive that one could pull.
    let drives = disks.iter();
    let drives = drives.filter(|disk| DiskKind::of(disk) != DiskKind::MdRaid);
    let mut drives: Vec<&SmartDisk> = drives.collect();
    if drives.is_empty() {
        return Vec::new();
    }
    drives.sort_by(|a, b| natural::compare(&a.name, &b.name));
    let pin_of = |bay: u16| pinned.iter().find(|pin| pin.bay == bay);
    let is_pinned = |disk: &SmartDisk| {
        let mut pins = pinned.iter();
        pins.any(|pin| pin.bay < bays && pin.serial == disk.serial)
    };
    let mut loose = drives.iter().filter(|disk| !is_pinned(disk));
    let light = |bay: u16| {
        let disk = match pin_of(bay) {
            Some(pin) => drives.iter().find(|disk| disk.serial == pin.serial),
            None => loose.next(),
        };
        disk.and_then(|disk| level_of(disk))
    };
    (0..bays).map(light).collect()
}

fn level_of(disk: &SmartDisk) -> Option<Level> {
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

    #[test]
    fn disks_fill_the_bays_in_the_order_of_their_names() {
        let disks = [
            disk("/dev/sdb", "2", SmartState::Failed),
            disk("/dev/sda", "1", SmartState::Passed),
            disk("/dev/sdaa", "3", SmartState::Unknown),
        ];
        assert_eq!(drive_lights(4, &[], &disks), [OK, None, FAILING, None]);
        assert_eq!(drive_lights(1, &[], &disks), [OK]);
        assert_eq!(drive_lights(4, &[], &[]), []);
        assert_eq!(drive_lights(0, &[], &disks), []);
    }

    #[test]
    fn a_pinned_disk_is_in_its_bay_and_a_missing_one_leaves_it_dark() {
        let disks = [
            disk("/dev/sda", "1", SmartState::Passed),
            disk("/dev/sdb", "2", SmartState::Failed),
        ];
        let pins = [PinnedDisk::new(0, "2"), PinnedDisk::new(2, "gone")];
        assert_eq!(drive_lights(4, &pins, &disks), [FAILING, OK, None, None]);
        // A pin beyond the bays of the type pins nothing.
        let beyond = [PinnedDisk::new(9, "1")];
        assert_eq!(drive_lights(2, &beyond, &disks), [OK, FAILING]);
    }

    #[test]
    fn an_array_is_no_drive() {
        let mut array = disk("/dev/md0", "", SmartState::Passed);
        array.kind = "mdraid".to_owned();
        assert_eq!(drive_lights(2, &[], std::slice::from_ref(&array)), []);
        let disks = [array, disk("/dev/sda", "1", SmartState::Passed)];
        assert_eq!(drive_lights(2, &[], &disks), [OK, None]);
    }
}
