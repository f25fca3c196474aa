//! Repairs differences between a layout and its hubs.

use std::collections::HashSet;

use uuid::Uuid;

use super::{DifferenceKind, HubDifference, HubWorld, differences};
use crate::domain::autobuild;
use crate::domain::command::{Command, apply};
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Layout, Link};
use crate::domain::system::System;

/// The command that repairs one difference; `None` if it does not exist. A new system is linked to its device or placed, a link to a system
/// that is gone is removed or replaced, names and addresses are taken from the hub, and one of several linked devices stays linked.
pub fn repair(
    layout: &Layout,
    world: HubWorld,
    difference: &HubDifference,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<Command> {
    match difference {
        HubDifference::New { system, .. } => {
            let listed = world.current();
            let new: Vec<HubSystem> = listed
                .iter()
                .filter(|of| of.reference() == *system)
                .copied()
                .collect();
            autobuild::link_or_place(layout, &new, &listed, new_id)
        }
        HubDifference::Gone {
            device,
            system: system_gone,
            again,
        } => {
            let device = layout.devices.get(device)?;
            match again {
                Some(again) => {
                    let system = world.system(again)?;
                    let link = Link::from(again.clone());
                    let link = link.seen_as(&system.name, &system.host);
                    Some(relinked(layout, device, system_gone, link))
                }
                None => Some(without(device, system_gone)),
            }
        }
        HubDifference::Renamed {
            device,
            system,
            name,
        } => {
            let found = layout.devices.get(device)?;
            let rename = Command::RenameDevice {
                device: *device,
                name: name.clone(),
            };
            let note = noted(found, world.system(system)?, Settled::Name);
            Some(with_note(rename, layout, found, note))
        }
        HubDifference::Readdressed {
            device,
            system,
            host,
        } => {
            let found = layout.devices.get(device)?;
            let change = Command::SetDeviceAddress {
                device: *device,
                address: host.clone(),
            };
            let note = noted(found, world.system(system)?, Settled::Address);
            Some(with_note(change, layout, found, note))
        }
        HubDifference::LinkedTwice { system, others, .. } => {
            let devices = others.iter().filter_map(|id| layout.devices.get(id));
            let commands: Vec<Command> = devices.map(|device| without(device, system)).collect();
            match commands.len() {
                0 => None,
                1 => commands.into_iter().next(),
                several => Some(Command::Titled {
                    words: format!("Unlinked {several} devices"),
                    commands,
                }),
            }
        }
    }
}

/// The command that keeps the device's own name or address: the hub's is recorded as seen and is not reported as a difference afterwards.
/// `None` for other kinds of differences.
pub fn keep(layout: &Layout, world: HubWorld, difference: &HubDifference) -> Option<Command> {
    let (device, system, settled, words) = match difference {
        HubDifference::Renamed { device, system, .. } => (device, system, Settled::Name, "name"),
        HubDifference::Readdressed { device, system, .. } => {
            (device, system, Settled::Address, "address")
        }
        _ => return None,
    };
    let device = layout.devices.get(device)?;
    let link = noted(device, world.system(system)?, settled)?;
    Some(Command::Titled {
        words: format!("Kept the {words} of {}", device.name),
        commands: vec![linked(device.id, link)],
    })
}

/// The repair of all differences, as one step.
pub struct Repairs {
    pub command: Command,
    /// Number of differences before the repair.
    pub count: usize,
}

impl Repairs {
    /// `None` if there are no differences. What one repair settles is not repaired again.
    pub fn of_all(
        layout: &Layout,
        world: HubWorld,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Option<Self> {
        let count = differences(layout, world).len();
        let mut after = layout.clone();
        let mut commands = Vec::new();
        // Links are repaired before names are compared, and new systems are placed last.
        let order = [
            DifferenceKind::LinkedTwice,
            DifferenceKind::Gone,
            DifferenceKind::Renamed,
            DifferenceKind::Readdressed,
            DifferenceKind::New,
        ];
        for kind in order {
            let mut found = differences(&after, world);
            found.retain(|difference| difference.kind() == kind);
            if kind == DifferenceKind::New {
                let placing = placing(&after, world, &found, new_id);
                take(placing, &mut after, &mut commands);
                continue;
            }
            for difference in &found {
                // Computed from the layout that the earlier repairs left.
                let command = repair(&after, world, difference, new_id);
                take(command, &mut after, &mut commands);
            }
        }
        let words = match count {
            1 => "Changed 1 thing to match the hub".to_owned(),
            several => format!("Changed {several} things to match the hub"),
        };
        (!commands.is_empty()).then_some(Self {
            command: Command::Titled { words, commands },
            count,
        })
    }
}

/// A refused repair is left to the user, who sees the reason when trying it alone.
fn take(command: Option<Command>, after: &mut Layout, commands: &mut Vec<Command>) {
    if let Some(command) = command
        && apply(after, &command).is_ok()
    {
        commands.push(command);
    }
}

/// All new systems at once: each takes the room that those before it left.
fn placing(
    layout: &Layout,
    world: HubWorld,
    found: &[HubDifference],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<Command> {
    let listed = world.current();
    let wanted: HashSet<&SystemRef> = found
        .iter()
        .filter_map(|difference| match difference {
            HubDifference::New { system, .. } => Some(system),
            _ => None,
        })
        .collect();
    let new: Vec<HubSystem> = listed
        .iter()
        .filter(|of| wanted.contains(&of.reference()))
        .copied()
        .collect();
    autobuild::link_or_place(layout, &new, &listed, new_id)
}

impl HubWorld<'_> {
    fn system(&self, wanted: &SystemRef) -> Option<&System> {
        let found = self.listed.iter().find(|of| of.reference() == *wanted);
        found.map(|of| of.system)
    }
}

/// What a repair settles. The other property is not recorded, as it may still differ.
#[derive(Clone, Copy)]
enum Settled {
    Name,
    Address,
}

/// The device's link with the current name or address of its system.
fn noted(device: &Device, system: &System, settled: Settled) -> Option<Link> {
    let link = device.system_link()?.clone();
    Some(match settled {
        Settled::Name => link.seen_named(&system.name),
        Settled::Address => link.seen_at(&system.host),
    })
}

fn linked(device: DeviceId, link: Link) -> Command {
    Command::LinkDevice {
        device,
        link: Some(link),
    }
}

/// Links the device to the replacement of a system, which is also removed from its guests.
fn relinked(layout: &Layout, device: &Device, gone: &SystemRef, link: Link) -> Command {
    let relink = linked(device.id, link);
    let guests = others(&device.guests, gone);
    if guests.len() == device.guests.len() {
        return relink;
    }
    let words = relink.describe(layout);
    let device = device.id;
    let commands = vec![relink, Command::SetGuests { device, guests }];
    Command::Titled { words, commands }
}

fn others(links: &[Link], system: &SystemRef) -> Vec<Link> {
    let others = links.iter().filter(|link| link.system() != Some(system));
    others.cloned().collect()
}

/// Adds an update of the recorded name or address to the change if the link already has such a record.
fn with_note(change: Command, layout: &Layout, device: &Device, link: Option<Link>) -> Command {
    let has_note = device
        .system_link()
        .is_some_and(|link| link.seen_name().or(link.seen_host()).is_some());
    match link.filter(|_| has_note) {
        Some(link) => Command::Titled {
            words: change.describe(layout),
            commands: vec![change, linked(device.id, link)],
        },
        None => change,
    }
}

/// Removes the device's links to a system, and the system from its guests.
fn without(device: &Device, system: &SystemRef) -> Command {
    let (links, guests) = (
        others(&device.links, system),
        others(&device.guests, system),
    );
    let mut commands = Vec::new();
    if links.len() < device.links.len() {
        commands.push(Command::SetLinks {
            device: device.id,
            links,
        });
    }
    if guests.len() < device.guests.len() {
        commands.push(Command::SetGuests {
            device: device.id,
            guests,
        });
    }
    match (commands.pop(), commands.is_empty()) {
        (Some(only), true) => only,
        (last, _) => Command::Group(commands.into_iter().chain(last).collect()),
    }
}
