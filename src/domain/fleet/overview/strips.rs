//! The racks as small strips.

use std::collections::{HashMap, HashSet};

use crate::domain::fleet::Fleet;
use crate::domain::fleet::row::FleetRow;
use crate::domain::fleet::subset::FleetSubset;
use crate::domain::health::Health;
use crate::domain::ids::{RackId, SystemRef};
use crate::domain::layout::{Category, Device, DeviceType, Face, Layout, Place, Rack, Snapshot};
use crate::domain::placement::{FrontArea, area};

/// A rack as a small strip, with the devices of its front.
#[derive(Clone, Debug, PartialEq)]
pub struct RackStrip {
    pub rack: RackId,
    pub name: String,
    /// Whole units.
    pub units: u16,
    pub devices: Vec<StripDevice>,
    /// The device or guest that needs a look most, by health and name.
    pub worst: Option<(Health, String)>,
    /// How many of its devices show or host a system.
    pub linked: usize,
    /// Whether each system that they show or host is known to be well.
    pub is_verified: bool,
}

impl RackStrip {
    /// The text of a rack in which nothing needs a look.
    pub const fn calm_words(&self) -> &'static str {
        match (self.linked, self.is_verified) {
            (0, _) => "no systems",
            (_, true) => "all well",
            (_, false) => "not all known",
        }
    }
}

/// A device of a strip, possibly in a bay of another.
#[derive(Clone, Debug, PartialEq)]
pub struct StripDevice {
    /// Its front; in a bay only the height of the device itself.
    pub area: FrontArea,
    /// Whether the filter does not match it. As in the racks, a device that is down or stale is never faded.
    pub is_faded: bool,
    /// `None` if it shows no system.
    pub health: Option<Health>,
    /// 0 to 100; `None` unless verified.
    pub cpu: Option<u8>,
}

/// The visible front of a device, as far as it is in or on a rack's front.
fn front_of(layout: &Layout, device: &Device, device_type: &DeviceType) -> Option<FrontArea> {
    let area = area(layout, device_type, device.place)?;
    Some(FrontArea {
        height: area.height.min(f32::from(device_type.height.0)),
        ..area
    })
}

pub(super) fn strips(fleet: &Fleet, snapshot: &Snapshot) -> Vec<RackStrip> {
    let layout = &snapshot.layout;
    let rows = fleet.all.iter();
    let rows: HashMap<&SystemRef, &FleetRow> = rows.map(|row| (&row.system, &**row)).collect();
    let fitting: HashSet<&SystemRef> = fleet.fitting.iter().map(|row| &row.system).collect();
    let is_faded = |device: &Device, row: Option<&FleetRow>| {
        let must_be_seen =
            row.is_some_and(|row| matches!(row.health, Health::Down | Health::Stale));
        let known: Vec<_> = device
            .systems()
            .filter(|of| rows.contains_key(of))
            .collect();
        !must_be_seen && !known.is_empty() && !known.iter().any(|of| fitting.contains(*of))
    };
    let strip = |rack: &Rack| {
        let mut devices = Vec::new();
        let mut worst: Option<(Health, String)> = None;
        let (mut linked, mut is_verified) = (0, true);
        for id in snapshot.index.all_of(rack.id) {
            let Some(device) = layout.devices.get(&id) else {
                continue;
            };
            let shown = device.system();
            let row = shown.and_then(|system| rows.get(system).copied());
            linked += usize::from(device.systems().next().is_some());
            for system in device.systems() {
                let of = rows.get(system).copied();
                is_verified &= of.is_some_and(|of| of.health == Health::Ok);
                if let Some(of) = of.filter(|of| FleetSubset::NeedLook.has(of))
                    && worst
                        .as_ref()
                        .is_none_or(|(health, _)| of.health.severity() > health.severity())
                {
                    let own = shown == Some(system);
                    let name = if own { &device.name } else { &of.name };
                    worst = Some((of.health, name.clone()));
                }
            }
            let Some(device_type) = layout.type_of(device) else {
                continue;
            };
            let Some(area) = front_of(layout, device, device_type) else {
                continue;
            };
            let outermost = layout.with_parents(device).last().unwrap_or(device);
            let is_rear = matches!(
                outermost.place,
                Place::Rack {
                    face: Face::Rear,
                    ..
                }
            );
            let is_behind = is_rear && device_type.category != Category::Shelf;
            if is_behind && row.is_none() {
                continue;
            }
            let cpu = row.and_then(|row| row.values.as_ref()?.cpu);
            let health = row.map(|row| row.health);
            // Devices in bays are drawn above their parents, and the worse above the better.
            let order = (
                device.place.is_bay(),
                area.bottom as i32,
                health.map(Health::severity),
            );
            let shown = StripDevice {
                area,
                is_faded: is_faded(device, row),
                health,
                cpu: cpu.map(|cpu| cpu.value.round() as u8),
            };
            devices.push((order, shown));
        }
        devices.sort_by_key(|(order, _)| *order);
        RackStrip {
            rack: rack.id,
            name: rack.name.clone(),
            units: rack.height.units(),
            devices: devices.into_iter().map(|(_, device)| device).collect(),
            worst,
            linked,
            is_verified,
        }
    };
    layout.racks.iter().map(strip).collect()
}
