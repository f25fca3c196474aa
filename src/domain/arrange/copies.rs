//! Copies devices and racks with the cables between them. A copy has no link to a system or monitor, no guests and no address, since two
//! devices must not show one system. Everything else is copied.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::fresh::{free_name_among, free_rack_name};
use super::outermost;
use crate::domain::command::{Command, apply};
use crate::domain::ids::{ConnectionId, DeviceId, RackId};
use crate::domain::layout::{
    Connection, Device, DeviceType, Face, Layout, LayoutIndex, Mount, Place,
};
use crate::domain::occupancy::Occupancies;
use crate::domain::placement::{Refusal, first_free, fits_bay, highest_free};
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// Copies devices with the contents of their bays. Each copy goes to the nearest free place below the original in its rack, otherwise above
/// it, otherwise to the first free place anywhere; a device in a bay goes to another bay of the same parent if possible.
pub fn duplicate(
    layout: &Layout,
    devices: &[DeviceId],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Command, Refusal> {
    let originals = from_the_top(outermost(layout, devices));
    let words = match originals.as_slice() {
        [] => return Err(Refusal::NoSuchDevice),
        [only] => format!("Duplicated {}", only.name),
        several => format!("Duplicated {} devices", several.len()),
    };
    let mut copier = Copier::of(layout, new_id);
    for original in originals {
        let place = copier.place_for(original)?;
        copier.copy(original, place)?;
    }
    copier.copy_connections()?;
    Ok(Command::Titled {
        words,
        commands: copier.commands,
    })
}

/// Sorts from the top, so that copies keep the order of the originals.
fn from_the_top(devices: Vec<&Device>) -> Vec<&Device> {
    let mut ordered = Vec::new();
    for device in devices {
        let height = match device.place {
            Place::Rack { bottom, column, .. } => (Reverse(bottom), u16::from(column)),
            Place::Side { slot, .. } => (Reverse(HalfU(0)), u16::from(slot)),
            Place::Bay { bay, .. } => (Reverse(HalfU(0)), bay),
        };
        sorted::insert_by(&mut ordered, (height, device), |a, b| {
            (a.0, a.1.id).cmp(&(b.0, b.1.id))
        });
    }
    ordered.into_iter().map(|(_, device)| device).collect()
}

/// Copies a rack with all its devices; the copy is placed to its right.
pub fn duplicate_rack(
    layout: &Layout,
    rack: RackId,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Command, Refusal> {
    let index = layout.racks.iter().position(|other| other.id == rack);
    let original = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
    let mut twin = original.clone();
    twin.id = RackId::new(new_id());
    twin.name = free_rack_name(layout, &original.name);
    let home = twin.id;
    let mut copier = Copier::of(layout, new_id);
    copier.run(Command::AddRack {
        index: index.map_or(layout.racks.len(), |index| index + 1),
        rack: Box::new(twin),
    })?;
    for original in &layout.devices {
        let place = match original.place {
            Place::Rack {
                rack: from,
                bottom,
                face,
                column,
            } if from == rack => Place::Rack {
                rack: home,
                bottom,
                face,
                column,
            },
            Place::Side {
                rack: from,
                side,
                slot,
            } if from == rack => Place::Side {
                rack: home,
                side,
                slot,
            },
            _ => continue,
        };
        copier.copy(original, place)?;
    }
    copier.copy_connections()?;
    Ok(Command::Titled {
        words: format!("Duplicated {}", original.name),
        commands: copier.commands,
    })
}

/// Applies the commands to its own copy of the layout, one after the other, and collects them.
struct Copier<'a> {
    original: &'a Layout,
    index: LayoutIndex,
    layout: Layout,
    names: HashSet<String>,
    /// The copy of each copied device.
    copies: HashMap<DeviceId, DeviceId>,
    commands: Vec<Command>,
    new_id: &'a mut dyn FnMut() -> Uuid,
}

impl<'a> Copier<'a> {
    fn of(layout: &'a Layout, new_id: &'a mut dyn FnMut() -> Uuid) -> Self {
        Self {
            original: layout,
            index: LayoutIndex::new(layout),
            layout: layout.clone(),
            names: layout
                .devices
                .iter()
                .map(|device| device.name.clone())
                .collect(),
            copies: HashMap::new(),
            commands: Vec::new(),
            new_id,
        }
    }

    fn run(&mut self, command: Command) -> Result<(), Refusal> {
        apply(&mut self.layout, &command)?;
        self.commands.push(command);
        Ok(())
    }

    /// Copies a device to a place, and its children to the same bays of the copy.
    fn copy(&mut self, original: &Device, place: Place) -> Result<(), Refusal> {
        let name = copy_name(&|name| self.names.contains(name), &original.name);
        self.names.insert(name.clone());
        let twin = Device {
            id: DeviceId::new((self.new_id)()),
            name,
            place,
            address: String::new(),
            links: Vec::new(),
            guests: Vec::new(),
            ..original.clone()
        };
        let parent = twin.id;
        self.copies.insert(original.id, parent);
        self.run(Command::AddDevice(Box::new(twin)))?;
        let source = self.original;
        for child in self.index.children_of(original.id).to_vec() {
            if let Some(child) = source.devices.get(&child)
                && let Place::Bay { bay, .. } = child.place
            {
                self.copy(child, Place::Bay { parent, bay })?;
            }
        }
        Ok(())
    }

    /// Copies the cables between copied devices.
    fn copy_connections(&mut self) -> Result<(), Refusal> {
        let original = self.original;
        for connection in &original.connections {
            let copy_of = |device| self.copies.get(device).copied();
            let ends = (copy_of(&connection.a.device), copy_of(&connection.b.device));
            let (Some(a), Some(b)) = ends else {
                continue;
            };
            let mut twin = Connection {
                id: ConnectionId::new((self.new_id)()),
                ..connection.clone()
            };
            (twin.a.device, twin.b.device) = (a, b);
            self.run(Command::AddConnection(Box::new(twin)))?;
        }
        Ok(())
    }

    /// The place for the copy of a device.
    fn place_for(&self, original: &Device) -> Result<Place, Refusal> {
        let none = || Refusal::NoFreePlace(format!("for a copy of {}", original.name));
        let device_type = self.layout.type_of(original).ok_or_else(none)?;
        let rack = self.layout.rack_of(original).ok_or_else(none)?;
        if let Place::Bay { parent, .. } = original.place
            && let Some(place) = self.free_bay(parent, device_type)
        {
            return Ok(place);
        }
        let near = match original.place {
            Place::Rack { bottom, face, .. } => self.nearest(device_type, rack.id, bottom, face),
            Place::Side { .. } | Place::Bay { .. } => None,
        };
        let face = match original.place {
            Place::Rack { face, .. } => face,
            Place::Side { .. } | Place::Bay { .. } => Face::Front,
        };
        near.or_else(|| highest_free(&self.layout, rack, device_type, face))
            .or_else(|| first_free(&self.layout, device_type, face))
            .ok_or_else(none)
    }

    fn free_bay(&self, parent: DeviceId, device_type: &DeviceType) -> Option<Place> {
        let parent_type = self.layout.type_of(self.layout.devices.get(&parent)?)?;
        let is_taken = |place: Place| self.layout.devices.iter().any(|other| other.place == place);
        (0..)
            .zip(&parent_type.bays)
            .filter(|(_, bay)| fits_bay(device_type, parent_type, bay))
            .map(|(bay, _)| Place::Bay { parent, bay })
            .find(|place| !is_taken(*place))
    }

    fn nearest(
        &self,
        device_type: &DeviceType,
        rack: RackId,
        bottom: HalfU,
        face: Face,
    ) -> Option<Place> {
        if device_type.mount != Mount::Rails {
            return None;
        }
        let rooms = Occupancies::without(&self.layout, |_| false);
        let top = self.layout.rack(rack)?.height.half_units().0;
        let below = (0..=bottom.0).rev();
        let above = bottom.0..top;
        let places = below.chain(above).filter(|at| at % device_type.step() == 0);
        places
            .flat_map(|at| (0..device_type.width.columns()).map(move |column| (at, column)))
            .map(|(at, column)| Place::Rack {
                rack,
                bottom: HalfU(at),
                face,
                column,
            })
            .find(|place| rooms.fits(&self.layout, device_type, *place))
    }
}

/// `web-1 copy`, then `web-1 copy 2`; the copy of a copy gets the next number.
pub fn copy_name(is_taken: &dyn Fn(&str) -> bool, name: &str) -> String {
    free_name_among(is_taken, &format!("{} copy", stem_of(name)))
}

/// The name without a ` copy` or ` copy 2` at its end.
fn stem_of(name: &str) -> &str {
    match name.rsplit_once(" copy") {
        Some((stem, rest)) if rest.is_empty() || is_count(rest) => stem,
        _ => name,
    }
}

fn is_count(text: &str) -> bool {
    text.strip_prefix(' ')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
