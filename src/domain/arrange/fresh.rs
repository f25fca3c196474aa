//! New devices, and unused names.

use std::collections::HashSet;

use super::together;
use crate::domain::command::Command;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, DeviceType, Layout, Place};
use crate::domain::placement::{Candidate, Refusal, check};

/// Adds a new device of this type at a place, and the type to the layout if it is missing. Without a name, the device is named after its
/// type.
pub fn place_new(
    layout: &Layout,
    device_type: &DeviceType,
    place: Place,
    id: DeviceId,
    name: Option<String>,
) -> Result<Command, Refusal> {
    // The layout's own type of that slug is used: the user may have changed it.
    let known = layout.device_types.get(&device_type.slug);
    let candidate = Candidate {
        device: None,
        device_type: known.unwrap_or(device_type),
        place,
    };
    check(layout, candidate)?;
    let name = name.unwrap_or_else(|| free_name(layout, &device_type.model));
    let device = Device::new(id, device_type.slug.clone(), name, place);
    let mut commands = Vec::new();
    if known.is_none() {
        commands.push(Command::AddType(Box::new(device_type.clone())));
    }
    commands.push(Command::AddDevice(Box::new(device)));
    Ok(together(commands))
}

/// The name, with a number if another device has it: `1U server 2`.
pub fn free_name(layout: &Layout, name: &str) -> String {
    let taken: HashSet<&str> = layout
        .devices
        .iter()
        .map(|device| device.name.as_str())
        .collect();
    free_name_among(&|name| taken.contains(name), name)
}

/// The next free rack name in the same series: `Rack B` after `Rack A`, `Rack 2` after `Rack 1`, `Shelf 2` after `Shelf`.
pub fn free_rack_name(layout: &Layout, like: &str) -> String {
    let is_taken = |name: &str| layout.racks.iter().any(|rack| rack.name == name);
    let counted = like.rsplit_once(' ').and_then(|(stem, last)| {
        let is_letter = last.len() == 1 && last.bytes().all(|b| b.is_ascii_uppercase());
        if is_letter {
            ('A'..='Z')
                .map(|letter| format!("{stem} {letter}"))
                .find(|name| !is_taken(name))
        } else {
            let number: u32 = last.parse().ok()?;
            (number..)
                .map(|number| format!("{stem} {number}"))
                .find(|name| !is_taken(name))
        }
    });
    counted.unwrap_or_else(|| free_name_among(&is_taken, like))
}

/// The name itself if it is free, otherwise with the smallest number from 2 that makes it free.
pub(super) fn free_name_among(is_taken: &dyn Fn(&str) -> bool, name: &str) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    (2_u32..)
        .map(|number| format!("{name} {number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}
