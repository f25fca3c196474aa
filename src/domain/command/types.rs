//! Commands on device types, and on the type of a device.

use super::{Command, replace_in};
use crate::domain::ids::{DeviceId, TypeSlug};
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::placement::{Refusal, check_devices, check_type};

pub(super) fn change(
    layout: &mut Layout,
    device: DeviceId,
    device_type: &TypeSlug,
) -> Result<Command, Refusal> {
    let before = replace_in(
        layout,
        device,
        |found| &mut found.device_type,
        device_type.clone(),
    )?;
    let mut affected = layout.devices.index().children_of(device).to_vec();
    affected.push(device);
    let outcome = check_devices(layout, &affected);
    if outcome.is_err() {
        replace_in(
            layout,
            device,
            |found| &mut found.device_type,
            before.clone(),
        )?;
    }
    outcome.map(|()| Command::ChangeType {
        device,
        device_type: before,
    })
}

pub(super) fn edit(layout: &mut Layout, device_type: &DeviceType) -> Result<Command, Refusal> {
    check_type(device_type)?;
    let slug = &device_type.slug;
    let before = layout
        .device_types
        .remove(slug)
        .ok_or_else(|| Refusal::NoSuchType(slug.clone()))?;
    layout.device_types.insert(device_type.clone());
    let of_it = layout
        .devices
        .iter()
        .filter(|device| device.device_type == *slug);
    let mut affected: Vec<DeviceId> = Vec::new();
    for device in of_it {
        affected.push(device.id);
        affected.extend(layout.devices.index().children_of(device.id));
    }
    match check_devices(layout, &affected) {
        Ok(()) => Ok(Command::EditType(Box::new(before))),
        Err(refusal) => {
            layout.device_types.insert(before);
            Err(refusal)
        }
    }
}

pub(super) fn add(layout: &mut Layout, device_type: &DeviceType) -> Result<Command, Refusal> {
    if layout.device_types.contains(&device_type.slug) {
        return Err(Refusal::AlreadyThere(device_type.slug.to_string()));
    }
    check_type(device_type)?;
    layout.device_types.insert(device_type.clone());
    Ok(Command::RemoveType(device_type.slug.clone()))
}

pub(super) fn remove(layout: &mut Layout, slug: &TypeSlug) -> Result<Command, Refusal> {
    if let Some(user) = layout
        .devices
        .iter()
        .find(|device| device.device_type == *slug)
    {
        return Err(Refusal::TypeInUse {
            device_type: slug.clone(),
            holder: user.name.clone(),
        });
    }
    let removed = layout
        .device_types
        .remove(slug)
        .ok_or_else(|| Refusal::NoSuchType(slug.clone()))?;
    Ok(Command::AddType(Box::new(removed)))
}
