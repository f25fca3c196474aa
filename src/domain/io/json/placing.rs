//! Places the devices of a document, parents first. A device that does not fit is left out; one that is too wide for its bay moves to a
//! free place.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;
use thiserror::Error;

use super::parts::prune_device;
use super::{ReadReport, parse, titled};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Face, Layout, LayoutIndex, Place, Table};
use crate::domain::occupancy::Occupancies;
use crate::domain::placement::{
    Candidate, Refusal, check_device, check_with, highest_free, is_in_narrow_bay, place_words,
};

/// Maximum number of times the obstacle of a device is looked up, as that is slow in a large file.
const MAX_LOOKUPS: usize = 1_000;

pub(super) fn take_devices(layout: &mut Layout, devices: Vec<Value>, report: &mut ReadReport) {
    let mut seen = HashSet::new();
    let mut placing = DevicePlacing::of(layout);
    let mut waiting: HashMap<DeviceId, Vec<Device>> = HashMap::new();
    let mut ready = Vec::new();
    for mut value in devices {
        prune_device(&mut value, report);
        let Some(device) = parse::<Device>("Device", value, report) else {
            continue;
        };
        if !seen.insert(device.id) {
            report.leave_out(
                &titled("Device", &device.name),
                "another device has the same id",
            );
            continue;
        }
        match device.place {
            Place::Rack { .. } | Place::Side { .. } => ready.push(device),
            Place::Bay { parent, .. } => waiting.entry(parent).or_default().push(device),
        }
    }
    ready.reverse();
    let mut too_wide = VecDeque::new();
    loop {
        while let Some(device) = ready.pop() {
            if is_in_narrow_bay(layout, &device) {
                too_wide.push_back(device);
                continue;
            }
            if let Err(misfit) = placing.check(layout, &device) {
                report.leave_out(&titled("Device", &device.name), &misfit.to_string());
                continue;
            }
            placing.take(layout, &device);
            ready.extend(waiting.remove(&device.id).into_iter().flatten().rev());
            layout.devices.insert(device);
        }
        // Devices that must leave their bays get a place after all others have theirs.
        let Some(device) = too_wide.pop_front() else {
            break;
        };
        ready.extend(placing.moved_out(layout, device, report));
    }
    report_stranded(waiting, report);
}

/// Reports devices whose parent is missing, ordered by id so that the same file gives the same report.
fn report_stranded(waiting: HashMap<DeviceId, Vec<Device>>, report: &mut ReadReport) {
    let stranded: Table<Device> = waiting.into_values().flatten().collect();
    for device in &stranded {
        report.leave_out(
            &titled("Device", &device.name),
            "the device it sits in is missing",
        );
    }
}

/// Why a device cannot be placed.
#[derive(Debug, Error)]
enum Misfit {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("it does not fit there, like many before it")]
    OneOfMany,
}

/// The places taken so far, which show that a device fits without comparing it with all others.
struct DevicePlacing {
    rooms: Occupancies,
    /// Places in bays and beside the rails.
    taken: HashSet<Place>,
    nothing_near: LayoutIndex,
    lookups: usize,
}

impl DevicePlacing {
    fn of(layout: &Layout) -> Self {
        Self {
            rooms: Occupancies::empty(layout),
            taken: HashSet::new(),
            nothing_near: LayoutIndex::default(),
            lookups: 0,
        }
    }

    fn check(&mut self, layout: &Layout, device: &Device) -> Result<(), Misfit> {
        if self.fits(layout, device) {
            return Ok(());
        }
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS {
            return Err(Misfit::OneOfMany);
        }
        Ok(check_device(layout, device)?)
    }

    /// Moves a device that is too wide for its bay to the highest free place of its rack.
    fn moved_out(
        &mut self,
        layout: &Layout,
        mut device: Device,
        report: &mut ReadReport,
    ) -> Option<Device> {
        let item = titled("Device", &device.name);
        let why = match check_device(layout, &device) {
            Err(refusal) => refusal.to_string(),
            Ok(()) => String::new(),
        };
        self.lookups += 1;
        let free = (self.lookups <= MAX_LOOKUPS).then(|| {
            let rack = layout.rack_of(&device)?;
            let device_type = layout.type_of(&device)?;
            let place = highest_free(layout, rack, device_type, Face::Front)?;
            Some((place, place_words(layout, device_type, place)))
        });
        let Some((place, words)) = free.flatten() else {
            report.leave_out(&item, &why);
            return None;
        };
        device.place = place;
        report.note_change(&item, &format!("moved to {words}: {why}"));
        Some(device)
    }

    fn fits(&self, layout: &Layout, device: &Device) -> bool {
        let Some(device_type) = layout.type_of(device) else {
            return false;
        };
        match device.place {
            Place::Rack { .. } => self.rooms.fits(layout, device_type, device.place),
            Place::Side { .. } | Place::Bay { .. } => {
                let candidate = Candidate {
                    device: None,
                    device_type,
                    place: device.place,
                };
                !self.taken.contains(&device.place)
                    && check_with(layout, &self.nothing_near, candidate).is_ok()
            }
        }
    }

    fn take(&mut self, layout: &Layout, device: &Device) {
        if !matches!(device.place, Place::Rack { .. }) {
            self.taken.insert(device.place);
        } else if let Some(device_type) = layout.type_of(device) {
            self.rooms.take(device_type, device.place);
        }
    }
}
