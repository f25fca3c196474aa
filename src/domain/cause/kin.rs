//! Which other systems may have changed together with one: those beside it.

use super::Kinship;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Snapshot};

/// So many are asked for.
const MOST: usize = 16;

/// A system beside the one that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    pub system: SystemRef,
    pub kinship: Kinship,
    /// The device that shows it.
    pub device: Option<DeviceId>,
}

/// Guests and host first, then the others of its rack in the order of the layout; each once.
pub fn kin_of(snapshot: &Snapshot, system: &SystemRef) -> Vec<Kin> {
    let (layout, index) = (&snapshot.layout, &snapshot.index);
    let device = |ids: &[DeviceId]| ids.first().and_then(|id| layout.devices.get(id));
    let own = device(index.devices_of(&system.hub, &system.system));
    let host = device(index.hosts_of(&system.hub, &system.system));
    let Some(stands) = own.or(host) else {
        return Vec::new();
    };
    let mut all: Vec<Kin> = Vec::new();
    let mut add = |of: &SystemRef, kinship, device| {
        let is_known = of == system || all.iter().any(|kin| kin.system == *of);
        if !is_known && all.len() < MOST {
            all.push(Kin {
                system: of.clone(),
                kinship,
                device,
            });
        }
    };
    if let Some(of) = host.and_then(Device::system) {
        add(of, Kinship::Host, host.map(|host| host.id));
    }
    let guests = own.into_iter().flat_map(|own| own.systems().skip(1));
    for of in guests {
        add(of, Kinship::Guest, None);
    }
    let Some(rack) = layout.rack_of(stands) else {
        return all;
    };
    for other in layout.devices.iter() {
        if let Some(of) = other.system()
            && layout.rack_of(other).is_some_and(|on| on.id == rack.id)
        {
            add(of, Kinship::SameRack, Some(other.id));
        }
    }
    all
}
