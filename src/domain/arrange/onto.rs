//! Dropping something on a device: a system links it, a type changes its model.

use super::together;
use crate::domain::command::{Command, Move, apply, linked_words};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, DeviceType, Layout, Link, Place};
use crate::domain::placement::{Candidate, Refusal, check};
use crate::domain::units::HalfU;

/// Links a device to a system, replacing the one it shows, whose name is `instead_of`. `name` and `host` are the system's; they are
/// recorded as seen, so that a difference from the device's is not reported as news.
pub fn link_to(
    layout: &Layout,
    device: DeviceId,
    system: &SystemRef,
    (name, host): (&str, &str),
    instead_of: Option<&str>,
) -> Result<Command, Refusal> {
    let found = layout.devices.get(&device).ok_or(Refusal::NoSuchDevice)?;
    if found.system() == Some(system) {
        return Err(Refusal::NothingToDo("Already linked to that system"));
    }
    Ok(Command::Titled {
        words: linked_words(&found.name, name, instead_of),
        commands: vec![Command::LinkDevice {
            device,
            link: Some(Link::from(system.clone()).seen_as(name, host)),
        }],
    })
}

/// Changes the type of a device. Its name, links, tags and the devices in its bays stay, and so does its place if the new model fits there;
/// otherwise it goes to the nearest place around it. A refusal names what is in the way.
pub fn change_model(
    layout: &Layout,
    device: DeviceId,
    device_type: &DeviceType,
) -> Result<Command, Refusal> {
    let found = layout.devices.get(&device).ok_or(Refusal::NoSuchDevice)?;
    // The layout's own type of that slug is used: the user may have changed it.
    let known = layout.device_types.get(&device_type.slug);
    let to = known.unwrap_or(device_type);
    if found.device_type == to.slug {
        return Err(Refusal::NothingToDo("Already this model"));
    }
    let mut refusal = None;
    for place in places(layout, found, to) {
        let candidate = Candidate {
            device: Some(device),
            device_type: to,
            place,
        };
        let tried = check(layout, candidate)
            .and_then(|()| possible(layout, changed(found, to, known.is_none(), place)));
        match tried {
            Ok(command) => {
                return Ok(Command::Titled {
                    words: format!("Changed {} to {}", found.name, to.full_name()),
                    commands: vec![command],
                });
            }
            Err(reason) => drop(refusal.get_or_insert(reason)),
        }
    }
    Err(refusal.unwrap_or(Refusal::NoSuchDevice))
}

/// Changes the type of several devices in one step, like [`change_model`]. Devices that already have the type stay.
pub fn change_models(
    layout: &Layout,
    devices: &[DeviceId],
    device_type: &DeviceType,
) -> Result<Command, Refusal> {
    if let [device] = devices {
        return change_model(layout, *device, device_type);
    }
    let mut trial = layout.clone();
    let mut commands = Vec::new();
    for device in devices {
        match change_model(&trial, *device, device_type) {
            Ok(command) => {
                apply(&mut trial, &command)?;
                commands.push(command);
            }
            Err(Refusal::NothingToDo(_)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if commands.is_empty() {
        return Err(Refusal::NothingToDo("They already have this model"));
    }
    Ok(Command::Titled {
        words: format!(
            "Changed {} devices to {}",
            commands.len(),
            device_type.full_name()
        ),
        commands,
    })
}

/// The first command that is not refused, otherwise the refusal of the last one.
fn possible(layout: &Layout, commands: Vec<Command>) -> Result<Command, Refusal> {
    let mut outcome = Err(Refusal::NoSuchDevice);
    for command in commands {
        match apply(&mut layout.clone(), &command) {
            Ok(_) => return Ok(command),
            Err(refusal) => outcome = Err(refusal),
        }
    }
    outcome
}

/// The change in both possible orders: a device may have to move before it grows, or after it has shrunk.
fn changed(device: &Device, to: &DeviceType, is_new: bool, place: Place) -> Vec<Command> {
    let change = Command::ChangeType {
        device: device.id,
        device_type: to.slug.clone(),
    };
    let step = Command::MoveDevices(vec![Move {
        device: device.id,
        to: place,
    }]);
    let orders = if place == device.place {
        vec![vec![change]]
    } else {
        vec![vec![step.clone(), change.clone()], vec![change, step]]
    };
    let addition = is_new.then(|| Command::AddType(Box::new(to.clone())));
    orders
        .into_iter()
        .map(|order| together(addition.iter().cloned().chain(order).collect()))
        .collect()
}

/// The places for the new model: where the device is, then around it, the nearest first.
fn places(layout: &Layout, device: &Device, to: &DeviceType) -> Vec<Place> {
    let Place::Rack {
        rack,
        bottom,
        face,
        column,
    } = device.place
    else {
        return vec![device.place];
    };
    let (height, columns) = layout
        .type_of(device)
        .map_or((to.height, 1), |from| (from.height, from.width.columns()));
    // The column that covers the same part of the width.
    let column = u16::from(column) * u16::from(to.width.columns()) / u16::from(columns.max(1));
    let column = u8::try_from(column).unwrap_or_default();
    let reach = height.0.abs_diff(to.height.0).saturating_add(1);
    let lowest = bottom.0.saturating_sub(reach);
    let mut bottoms: Vec<u16> = (lowest..=bottom.0.saturating_add(reach))
        .filter(|at| at.is_multiple_of(to.step()))
        .filter(|at| *at < bottom.0 + height.0 && at + to.height.0 > bottom.0)
        .collect();
    bottoms.sort_by_key(|at| at.abs_diff(bottom.0));
    bottoms
        .into_iter()
        .map(|at| Place::Rack {
            rack,
            bottom: HalfU(at),
            face,
            column,
        })
        .collect()
}
