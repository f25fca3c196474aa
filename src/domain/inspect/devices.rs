//! The fields of one device or of several.

use std::collections::HashSet;

use super::position::{by_step, to_unit};
use super::{EditOutcome, EditProblem, FieldValue, titled, tried, with_tag, without_tag};
use crate::domain::arrange;
use crate::domain::command::{Command, DeviceFact};
use crate::domain::direction::without_turns;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{
    Device, Face, Layout, LifeCycle, Link, Place, PlateColor, Tags, UserLink,
};
use crate::domain::placement::{Refusal, Step};

/// The values of the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceFields {
    pub name: FieldValue<String>,
    pub address: FieldValue<String>,
    pub model: FieldValue<String>,
    /// The face of the devices between the rails; `None` if there are none.
    pub face: Option<FieldValue<Face>>,
    pub life_cycle: FieldValue<LifeCycle>,
    pub color: FieldValue<PlateColor>,
    pub tags: Vec<SharedTag>,
    pub notes: FieldValue<String>,
    /// Whether any of them has a link or a guest.
    pub has_links: bool,
}

/// A tag in a selection of devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedTag {
    pub word: String,
    /// Whether all of them have it.
    pub in_all: bool,
}

/// One change of one device, or the same change of several.
#[derive(Clone, Debug, PartialEq)]
pub enum DeviceChange {
    /// For several devices, a `#` in the name becomes 1, 2, 3… in the order of selection; without a `#`, the number is appended.
    Name(String),
    Address(String),
    Face(Face),
    /// For one device: the smallest number of the units it takes.
    Unit(u32),
    Step(Step),
    LifeCycle(LifeCycle),
    Color(PlateColor),
    AddTag(String),
    RemoveTag(String),
    Notes(String),
    /// The system to show, replacing the current one; goes first if there is none.
    Link(Link),
    /// A monitor, replacing the one that decides the device's health; beside a system, it goes last.
    Monitor(Link),
    /// Replaces all links.
    Links(Vec<Link>),
    Guests(Vec<Link>),
    UserLinks(Vec<UserLink>),
    /// Removes all links and guests.
    Unlink,
}

/// The devices that are in the layout, without duplicates.
fn found<'a>(layout: &'a Layout, devices: &[DeviceId]) -> Vec<&'a Device> {
    let mut seen = HashSet::new();
    let devices = devices.iter().filter_map(|id| layout.devices.get(id));
    devices.filter(|device| seen.insert(device.id)).collect()
}

/// The fields of these devices; `None` if none of them is in the layout.
pub fn device_fields(layout: &Layout, devices: &[DeviceId]) -> Option<DeviceFields> {
    let devices = found(layout, devices);
    let all = || devices.iter().copied();
    let model = |device: &Device| {
        layout
            .type_of(device)
            .map_or_else(|| device.device_type.to_string(), |found| found.full_name())
    };
    Some(DeviceFields {
        name: FieldValue::of(all().map(|device| device.name.clone()))?,
        address: FieldValue::of(all().map(|device| device.address.clone()))?,
        model: FieldValue::of(all().map(model))?,
        face: FieldValue::of(all().filter_map(face_of)),
        life_cycle: FieldValue::of(all().map(|device| device.life_cycle.clone()))?,
        color: FieldValue::of(all().map(|device| device.color.clone()))?,
        tags: shared_tags(&devices),
        notes: FieldValue::of(all().map(|device| device.notes.clone()))?,
        has_links: all().any(|device| !device.links.is_empty() || !device.guests.is_empty()),
    })
}

const fn face_of(device: &Device) -> Option<Face> {
    match device.place {
        Place::Rack { face, .. } => Some(face),
        Place::Side { .. } | Place::Bay { .. } => None,
    }
}

/// The tags of the devices, in order of first occurrence.
fn shared_tags(devices: &[&Device]) -> Vec<SharedTag> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for tag in devices.iter().flat_map(|device| device.tags.iter()) {
        match counted.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, count)) => *count += 1,
            None => counted.push((tag, 1)),
        }
    }
    let shared = |(word, count): (&str, usize)| SharedTag {
        word: word.to_owned(),
        in_all: count == devices.len(),
    };
    counted.into_iter().map(shared).collect()
}

/// The command for a change. Refusals are those of the layout.
pub fn change_devices(layout: &Layout, devices: &[DeviceId], change: &DeviceChange) -> EditOutcome {
    let chosen = found(layout, devices);
    let Some(first) = chosen.first() else {
        return Err(EditProblem::Refused(Refusal::NoSuchDevice));
    };
    match change {
        DeviceChange::Unit(unit) => return to_unit(layout, first, *unit),
        DeviceChange::Step(step) => return by_step(layout, devices, *step),
        DeviceChange::Face(face) => return turned(layout, devices, *face),
        DeviceChange::Name(name) if name.trim().is_empty() => return Err(EditProblem::NoName),
        _ => {}
    }
    let several = chosen.len() > 1;
    let commands = (1..).zip(&chosen).flat_map(|(number, device)| {
        let number = several.then_some(number);
        of_device(device, number, change)
    });
    let words = |count| format!("Changed the {} of {count} devices", what(change));
    match titled(commands.collect(), words) {
        Some(command) => tried(layout, command),
        None => Ok(None),
    }
}

fn turned(layout: &Layout, devices: &[DeviceId], face: Face) -> EditOutcome {
    match arrange::set_face(layout, devices, face) {
        Ok(command) => tried(layout, command),
        Err(Refusal::NothingToDo(_)) => Ok(None),
        Err(refusal) => Err(EditProblem::Refused(refusal)),
    }
}

const fn what(change: &DeviceChange) -> &'static str {
    match change {
        DeviceChange::Name(_) => "names",
        DeviceChange::Address(_) => "addresses",
        DeviceChange::Face(_) | DeviceChange::Unit(_) | DeviceChange::Step(_) => "places",
        DeviceChange::LifeCycle(_) => "state",
        DeviceChange::Color(_) => "colors",
        DeviceChange::AddTag(_) | DeviceChange::RemoveTag(_) => "tags",
        DeviceChange::Notes(_) => "notes",
        DeviceChange::UserLinks(_) => "own links",
        DeviceChange::Guests(_) => "guests",
        DeviceChange::Link(_)
        | DeviceChange::Monitor(_)
        | DeviceChange::Links(_)
        | DeviceChange::Unlink => "links",
    }
}

/// The commands for one device; none if it already has the value. `number` is its position in a selection of several.
fn of_device(device: &Device, number: Option<usize>, change: &DeviceChange) -> Vec<Command> {
    let id = device.id;
    let fact = |fact| Command::SetDeviceFact { device: id, fact };
    let tags = |tags: Tags| (tags != device.tags).then(|| fact(DeviceFact::Tags(tags)));
    let command = match change {
        DeviceChange::Name(pattern) => {
            let name = without_turns(numbered(pattern.trim(), number));
            (name != device.name).then_some(Command::RenameDevice { device: id, name })
        }
        DeviceChange::Address(address) => {
            let address = address.trim().to_owned();
            (address != device.address).then_some(Command::SetDeviceAddress {
                device: id,
                address,
            })
        }
        DeviceChange::Notes(notes) => (*notes != device.notes).then(|| Command::SetDeviceNotes {
            device: id,
            notes: notes.clone(),
        }),
        DeviceChange::LifeCycle(state) => {
            (*state != device.life_cycle).then(|| fact(DeviceFact::LifeCycle(state.clone())))
        }
        DeviceChange::Color(color) => {
            (*color != device.color).then(|| fact(DeviceFact::Color(color.clone())))
        }
        DeviceChange::AddTag(tag) => tags(with_tag(&device.tags, tag)),
        DeviceChange::RemoveTag(tag) => tags(without_tag(&device.tags, tag)),
        DeviceChange::UserLinks(links) => {
            (*links != device.user_links).then(|| fact(DeviceFact::UserLinks(links.clone())))
        }
        DeviceChange::Link(link) => {
            (Some(link) != device.system_link()).then(|| Command::LinkDevice {
                device: id,
                link: Some(link.clone()),
            })
        }
        DeviceChange::Monitor(link) => {
            let links = device.links_with(link);
            (links != device.links).then_some(Command::SetLinks { device: id, links })
        }
        DeviceChange::Links(links) => {
            let links = Link::distinct(links.iter().cloned());
            (links != device.links).then_some(Command::SetLinks { device: id, links })
        }
        DeviceChange::Guests(guests) => {
            let guests = Link::distinct(guests.iter().cloned());
            (guests != device.guests).then_some(Command::SetGuests { device: id, guests })
        }
        DeviceChange::Unlink => return unlinked(device),
        DeviceChange::Face(_) | DeviceChange::Unit(_) | DeviceChange::Step(_) => None,
    };
    command.into_iter().collect()
}

fn unlinked(device: &Device) -> Vec<Command> {
    let links = (!device.links.is_empty()).then(|| Command::SetLinks {
        device: device.id,
        links: Vec::new(),
    });
    let guests = (!device.guests.is_empty()).then(|| Command::SetGuests {
        device: device.id,
        guests: Vec::new(),
    });
    links.into_iter().chain(guests).collect()
}

fn numbered(pattern: &str, number: Option<usize>) -> String {
    match number {
        None => pattern.to_owned(),
        Some(number) if pattern.contains('#') => pattern.replace('#', &number.to_string()),
        Some(number) => format!("{pattern} {number}"),
    }
}
