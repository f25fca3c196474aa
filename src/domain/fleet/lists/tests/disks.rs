//! Disks, pools and file systems.

use super::*;
use crate::domain::fleet::{Filling, FleetPlaces, FleetValues, RankedValue};
use crate::domain::health::Level;
use crate::domain::ids::{LayoutId, RackId};
use crate::domain::inventory::lists::DiskList;
use crate::domain::inventory::{Pool, SmartDisk, SmartState};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use crate::domain::units::HalfU;
use uuid::Uuid;

fn disk(name: &str, state: SmartState) -> SmartDisk {
    SmartDisk {
        system: SystemId::new("alive"),
        name: name.to_owned(),
        model: "WD".to_owned(),
        serial: name.to_owned(),
        firmware: String::new(),
        kind: "sat".to_owned(),
        state,
        capacity: Some(Bytes(4 << 40)),
        temperature: None,
        hours: Some(30_000),
        cycles: None,
        attributes: Vec::new(),
        updated: None,
        growth: None,
    }
}

#[test]
fn the_worst_disks_come_first_and_pools_are_among_them() {
    let list = DiskList {
        disks: vec![
            disk("sda", SmartState::Passed),
            disk("sdb", SmartState::Failed),
        ],
        pools: Some(vec![Pool {
            system: SystemId::new("alive"),
            name: "tank".to_owned(),
            health: "DEGRADED".to_owned(),
            size: None,
            allocated: None,
            free: None,
            is_raw: false,
            scrub: None,
            members: Vec::new(),
            datasets: Vec::new(),
        }]),
    };
    let systems = [system("alive", Health::Ok)];
    let index = FleetIndex::new(&systems);
    let rows = disk_rows(&hub(), &list, &index, FleetUnits::default(), &|_, _| None);
    let mut rows = shared(rows);
    sort_rows(&mut rows, ListKind::Disks.first_order());
    let first: Vec<_> = rows.iter().map(|row| row.state).collect();
    assert_eq!(first, [Health::Critical, Health::Warn, Health::Ok]);
    for row in &rows {
        assert_eq!(row.cells.len(), ListKind::Disks.columns().len());
    }
}

#[test]
fn file_systems_stand_among_the_disks_with_when_they_are_full() {
    let disks = [("root", 40.01, Level::Ok), ("media", 95.0, Level::Critical)];
    let disks = disks.map(|(name, value, level)| (name.to_owned(), RankedValue { value, level }));
    let row = FleetRow {
        values: Some(FleetValues {
            disks: disks.to_vec(),
            ..FleetValues::default()
        }),
        ..FleetRow::clone(&system("alive", Health::Ok))
    };
    let systems = file_system_outlines(&[Arc::new(row), system("down", Health::Down)]);
    let filling = Filling {
        at: Millis(0),
        earliest: 9.0,
        latest: 13.0,
    };
    let trends: FillTrends = Arc::new(vec![("media".to_owned(), Some(filling))]);
    let all = FileSystemRows::new(None, &systems, &|_| Some(trends.clone()));
    let mut rows: Vec<_> = all.rows().cloned().collect();
    sort_rows(&mut rows, ListKind::Disks.first_order());
    let full: Vec<String> = rows
        .iter()
        .map(|row| told(row)[FULL_BY_TREND].clone())
        .collect();
    assert_eq!(full, ["in 9–13 days", "Nothing"]);
    assert_eq!(told(&rows[0])[3], "95 % used critical");
    let used = systems[0]
        .values
        .as_ref()
        .map(|values| values.disks[0].1.value);
    assert_eq!(used, Some(40.0), "no new rows for what nobody sees");
    assert_eq!(
        rows[0].brief,
        FleetCell::Text("95 %, full in 9–13 days".to_owned(), Level::Critical)
    );
    for row in &rows {
        assert_eq!(row.cells.len(), ListKind::Disks.columns().len());
    }
    // Only what is in view is requested, each system once.
    assert_eq!(
        trends_wanted(&rows),
        [SystemRef::new(hub(), SystemId::new("alive"))]
    );
    assert_eq!(trends_wanted(&rows[2..]), []);
    assert_eq!(find_rows(&rows, 1, "").len(), 1);
}

#[test]
fn only_the_file_systems_of_what_was_answered_are_made_anew() {
    let with_disk = |name: &str, value: f64| {
        let used = RankedValue {
            value,
            level: Level::Ok,
        };
        let values = FleetValues {
            disks: vec![("root".to_owned(), used)],
            ..FleetValues::default()
        };
        Arc::new(FleetRow {
            values: Some(values),
            ..FleetRow::clone(&system(name, Health::Ok))
        })
    };
    let is_taken_over = |before: &FileSystemRows, after: &FileSystemRows| -> Vec<bool> {
        let rows = before.rows().zip(after.rows());
        rows.map(|(a, b)| Arc::ptr_eq(a, b)).collect()
    };
    let systems = ["a", "b", "c"].map(|name| with_disk(name, 40.0));
    let unread = FileSystemRows::new(None, &systems, &|_| None);
    let steady: FillTrends = Arc::new(vec![("root".to_owned(), None)]);
    let trends_of = |of: &SystemRef| (of.system.as_str() == "b").then(|| steady.clone());
    // The others are new outlines with the same values.
    let systems = ["a", "b", "c"].map(|name| with_disk(name, 40.0));
    let answered = FileSystemRows::new(Some(&unread), &systems, &trends_of);
    assert_eq!(is_taken_over(&unread, &answered), [true, false, true]);
    assert_ne!(unread, answered);
    let systems = [("a", 40.0), ("b", 40.0), ("c", 41.0)];
    let systems = systems.map(|(name, value)| with_disk(name, value));
    let filled = FileSystemRows::new(Some(&answered), &systems, &trends_of);
    assert_eq!(is_taken_over(&answered, &filled), [true, true, false]);
    let same = FileSystemRows::new(Some(&filled), &systems, &trends_of);
    assert_eq!(filled, same);
    let fewer = FileSystemRows::new(Some(&filled), &systems[1..], &trends_of);
    assert_eq!(fewer.rows().count(), 2);
    let full = fewer.rows().map(|row| told(row)[FULL_BY_TREND].clone());
    assert_eq!(full.collect::<Vec<_>>(), ["–", "Nothing"]);
}

#[test]
fn a_disk_tells_its_bay_unless_its_system_is_a_guest() {
    let list = DiskList {
        disks: vec![disk("sda", SmartState::Passed)],
        pools: None,
    };
    let place_of = |as_guest| {
        let (snapshot, system) = one_device(as_guest);
        let row = FleetRow {
            place: FleetPlaces::new(&snapshot).place_of(&system),
            ..FleetRow::clone(&self::system("alive", Health::Ok))
        };
        let systems = [Arc::new(row)];
        let index = FleetIndex::new(&systems);
        let bay_of = |_: DeviceId, serial: &str| (serial == "sda").then_some(6);
        let rows = disk_rows(&hub(), &list, &index, FleetUnits::default(), &bay_of);
        let rows = shared(rows);
        let place = told(&rows[0])[2].clone();
        assert_eq!(rows[0].ranks[2], Rank::Text(place.clone()));
        let FleetCell::Name { note, .. } = &rows[0].cells[0] else {
            panic!("a row begins with its name");
        };
        assert!(note.ends_with(&place), "{note}");
        let is_found = !find_rows(&rows, 0, "bay 7").is_empty();
        (place, is_found)
    };
    assert_eq!(place_of(false), ("Rack · U1 · bay 7".to_owned(), true));
    assert_eq!(place_of(true), ("on box · Rack · U1".to_owned(), false));
}

/// A device in a rack that shows the system `alive`, or has it as a guest.
fn one_device(as_guest: bool) -> (Snapshot, SystemRef) {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    let device_type = DeviceType::new("box", "Box", Category::Server, HalfU::from_units(1));
    let slug = device_type.slug.clone();
    layout.device_types.insert(device_type);
    let rack = RackId::new(Uuid::from_u128(1));
    layout.racks = vec![Rack::new(rack, "Rack", RackHeight::clamped(4))].into();
    let place = Place::Rack {
        rack,
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let mut device = Device::new(DeviceId::new(Uuid::from_u128(2)), slug, "box", place);
    let link = Link::new(hub(), SystemId::new("alive"));
    if as_guest {
        device.guests = vec![link];
    } else {
        device.links = vec![link];
    }
    layout.devices.insert(device);
    let system = SystemRef::new(hub(), SystemId::new("alive"));
    (Snapshot::new(layout), system)
}
