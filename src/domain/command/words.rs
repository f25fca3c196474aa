//! Describes commands for toasts.

use std::collections::BTreeSet;

use super::{Command, Move};
use crate::domain::ids::{DeviceId, RackId, RowId};
use crate::domain::layout::{Device, Layout, LayoutIndex, Link, Place, Rack, Row};

impl Command {
    /// Describes the command: `Moved pve-node1 to unit 14`. `layout` is the state before it is applied.
    pub fn describe(&self, layout: &Layout) -> String {
        match self {
            Self::AddDevice(device) => format!("Added {}", device.name),
            Self::RemoveDevice(device) => describe_removal(layout, *device),
            Self::MoveDevices(moves) => describe_moves(layout, moves),
            Self::RenameDevice { device, name } => {
                format!("Renamed {} to {name}", name_of(layout, *device))
            }
            Self::LinkDevice {
                device,
                link: Some(link),
            } => describe_linking(layout, *device, link),
            Self::LinkDevice { device, link: None } => {
                format!("Unlinked {}", name_of(layout, *device))
            }
            Self::SetLinks { device, links } if links.is_empty() => {
                format!("Unlinked {}", name_of(layout, *device))
            }
            Self::SetLinks { device, .. } => {
                format!("Changed the links of {}", name_of(layout, *device))
            }
            Self::SetGuests { device, .. } => {
                format!("Changed the guests of {}", name_of(layout, *device))
            }
            Self::SetDeviceFact { device, fact } => {
                format!(
                    "Changed the {} of {}",
                    fact.words(),
                    name_of(layout, *device)
                )
            }
            Self::SetDeviceNotes { device, .. } => {
                format!("Changed the notes of {}", name_of(layout, *device))
            }
            Self::SetDeviceAddress { device, .. } => {
                format!("Changed the address of {}", name_of(layout, *device))
            }
            Self::ChangeType { device, .. } => {
                format!("Changed the type of {}", name_of(layout, *device))
            }
            Self::AddType(device_type) => format!("Added the type {}", device_type.full_name()),
            Self::EditType(device_type) => {
                format!("Changed the type {}", device_type.full_name())
            }
            Self::RemoveType(slug) => match layout.device_types.get(slug) {
                Some(device_type) => format!("Deleted the type {}", device_type.full_name()),
                None => format!("Deleted the type {slug}"),
            },
            Self::AddRack { rack, .. } => describe_new_rack(layout, rack),
            Self::RemoveRack(rack) => format!("Deleted {}", rack_name(layout, *rack)),
            Self::EditRack(rack) => describe_rack_edit(layout, rack),
            Self::MoveRack { rack, .. } => format!("Moved {}", rack_name(layout, *rack)),
            Self::AddRow { row, .. } => format!("Added the row {}", row.name),
            Self::RemoveRow(row) => format!("Deleted the row {}", row_name(layout, *row)),
            Self::EditRow(row) => format!("Renamed {} to {}", row_name(layout, row.id), row.name),
            Self::MoveRow { row, .. } => format!("Moved the row {}", row_name(layout, *row)),
            Self::RenameLayout(name) => format!("Renamed the layout to {name}"),
            Self::SetLabelTemplate(_) => "Changed the label of devices".to_owned(),
            Self::AddConnection(connection) => format!("Connected {}", connection.words(layout)),
            Self::RemoveConnection(connection) => match layout.connections.get(connection) {
                Some(connection) => format!("Disconnected {}", connection.words(layout)),
                None => "Disconnected a cable".to_owned(),
            },
            Self::EditConnection(connection) => {
                format!("Changed the cable {}", connection.words(layout))
            }
            Self::Restore(restored) => restored.words.clone(),
            Self::Group(commands) => describe_group(layout, commands),
            Self::Titled { words, .. } => words.clone(),
        }
    }
}

/// `Linked nas-1 to NAS; it was linked to web-01`. `before` is the name of the system that the device showed before.
pub fn linked_words(device: &str, to: &str, before: Option<&str>) -> String {
    let words = format!("Linked {device} to {to}");
    match before {
        Some(before) => format!("{words}; it was linked to {before}"),
        None => words,
    }
}

/// Names the system if its name differs from the device's, and the system it replaces, since an old link is easily overlooked.
fn describe_linking(layout: &Layout, device: DeviceId, link: &Link) -> String {
    let before = layout.devices.get(&device).and_then(Device::system_link);
    let name = name_of(layout, device);
    let before = before.and_then(Link::seen_name);
    let to = link.seen_name().unwrap_or(name);
    let before = before.filter(|before| *before != to);
    if to.eq_ignore_ascii_case(name) && before.is_none() {
        return format!("Linked {name}");
    }
    linked_words(name, to, before)
}

fn name_of(layout: &Layout, device: DeviceId) -> &str {
    layout
        .devices
        .get(&device)
        .map_or("a device", |device| &device.name)
}

fn rack_name(layout: &Layout, rack: RackId) -> &str {
    layout.rack(rack).map_or("a rack", |rack| &rack.name)
}

fn row_name(layout: &Layout, row: RowId) -> &str {
    layout.row(row).map_or("a row", |row| &row.name)
}

/// Mentions the row, if any.
fn describe_new_rack(layout: &Layout, rack: &Rack) -> String {
    match rack.row.and_then(|row| layout.row(row)) {
        Some(row) => format!("Added {} in {}", rack.name, row.name),
        None => format!("Added {}", rack.name),
    }
}

/// Counts the devices inside, which are removed with the device.
fn describe_removal(layout: &Layout, device: DeviceId) -> String {
    let name = name_of(layout, device);
    match LayoutIndex::new(layout)
        .with_children(device)
        .len()
        .saturating_sub(1)
    {
        0 => format!("Deleted {name}"),
        1 => format!("Deleted {name} and the device in it"),
        several => format!("Deleted {name} and the {several} devices in it"),
    }
}

/// Names the changed property if it is the only one.
fn describe_rack_edit(layout: &Layout, rack: &Rack) -> String {
    let Some(before) = layout.rack(rack.id) else {
        return "Changed a rack".to_owned();
    };
    let name = &before.name;
    let but = |change: fn(&mut Rack, &Rack)| {
        let mut changed = before.clone();
        change(&mut changed, rack);
        changed == *rack && changed != *before
    };
    if but(|changed, rack| changed.name.clone_from(&rack.name)) {
        format!("Renamed {name} to {}", rack.name)
    } else if but(|changed, rack| changed.height = rack.height) {
        format!("Resized {name} to {}U", rack.height.units())
    } else if but(|changed, rack| changed.row = rack.row) {
        match rack.row {
            Some(row) => format!("Moved {name} to {}", row_name(layout, row)),
            None => format!("Removed {name} from its row"),
        }
    } else {
        format!("Changed {name}")
    }
}

fn describe_moves(layout: &Layout, moves: &[Move]) -> String {
    let is_flip = |step: &Move| {
        let from = layout.devices.get(&step.device).map(|device| device.place);
        matches!((from, step.to), (
            Some(Place::Rack { rack, bottom, face, column }),
            Place::Rack { rack: to, bottom: to_bottom, face: to_face, column: to_column },
        ) if face != to_face && (rack, bottom, column) == (to, to_bottom, to_column))
    };
    let are_flips = !moves.is_empty() && moves.iter().all(is_flip);
    match moves {
        [Move { device, to }] => {
            let name = name_of(layout, *device);
            match to {
                Place::Rack { face, .. } if are_flips => {
                    format!("Flipped {name} to the {}", face.word())
                }
                _ => format!("Moved {name} to {}", describe_target(layout, *device, *to)),
            }
        }
        several if are_flips => format!("Flipped {} devices", several.len()),
        several => match common_new_rack(layout, several) {
            Some(rack) => format!("Moved {} devices to {}", several.len(), rack.name),
            None => format!("Moved {} devices", several.len()),
        },
    }
}

/// The rack that all devices move to, unless one of them is already in it.
fn common_new_rack<'a>(layout: &'a Layout, moves: &[Move]) -> Option<&'a Rack> {
    let target = moves.first()?.to.rack()?;
    let is_new = |step: &Move| {
        let device = layout.devices.get(&step.device);
        let home = device.and_then(|device| layout.rack_of(device));
        step.to.rack() == Some(target) && home.is_none_or(|home| home.id != target)
    };
    moves.iter().all(is_new).then(|| layout.rack(target))?
}

/// The units, with the rack's name if it is another rack.
fn describe_target(layout: &Layout, device: DeviceId, to: Place) -> String {
    let device = layout.devices.get(&device);
    let spot = match to {
        Place::Bay { parent, .. } => return name_of(layout, parent).to_owned(),
        Place::Side { side, .. } => format!("the {} side", side.word()),
        Place::Rack {
            rack,
            bottom,
            column,
            ..
        } => {
            let device_type = device.and_then(|device| layout.type_of(device));
            let (Some(device_type), Some(rack)) = (device_type, layout.rack(rack)) else {
                return rack_name(layout, rack).to_owned();
            };
            let units = rack.unit_words(bottom, device_type.height);
            match device_type.width.column_word(column) {
                Some(column) => format!("{units} {column}"),
                None => units,
            }
        }
    };
    let home = device.and_then(|device| layout.rack_of(device));
    match to.rack() {
        Some(target) if home.is_none_or(|home| home.id != target) => {
            format!("{} {spot}", rack_name(layout, target))
        }
        _ => spot,
    }
}

/// Describes what happens to devices, ignoring the types, rows and racks added for them.
fn describe_group(layout: &Layout, commands: &[Command]) -> String {
    let mut leaves = Vec::new();
    flatten(commands, &mut leaves);
    // Types are added with their devices, and rows with their racks.
    retain_unless_all(&mut leaves, |leaf| !matches!(leaf, Command::AddType(_)));
    let rows: Vec<&Row> = leaves.iter().filter_map(|leaf| new_row(leaf)).collect();
    retain_unless_all(&mut leaves, |leaf| new_row(leaf).is_none());
    if let [Command::AddRack { rack, .. }] = leaves.as_slice()
        && let Some(row) = rows.iter().find(|row| Some(row.id) == rack.row)
    {
        return format!("Added {} in {}", rack.name, row.name);
    }
    if let [only] = leaves.as_slice() {
        return only.describe(layout);
    }
    let verbs: BTreeSet<&str> = leaves.iter().filter_map(|leaf| verb(leaf)).collect();
    let on_devices: Vec<&&Command> = leaves.iter().filter(|leaf| verb(leaf).is_some()).collect();
    let mut devices = BTreeSet::new();
    let index = LayoutIndex::new(layout);
    for leaf in &leaves {
        devices_of(leaf, &index, &mut devices);
    }
    let mut verbs = verbs.into_iter();
    match (verbs.next(), verbs.next(), on_devices.as_slice()) {
        (Some(_), None, [only]) => only.describe(layout),
        (Some(verb), None, _) => format!("{verb} {} devices", devices.len()),
        (Some(_), Some(_), all) if all.len() == leaves.len() => match devices.len() {
            1 => {
                let name = devices.first().map(|device| name_of(layout, *device));
                format!("Changed {}", name.unwrap_or_default())
            }
            many => format!("Changed {many} devices"),
        },
        _ => match leaves.as_slice() {
            [] => "Changed nothing".to_owned(),
            [..] => "Changed the layout".to_owned(),
        },
    }
}

fn new_row(command: &Command) -> Option<&Row> {
    match command {
        Command::AddRow { row, .. } => Some(row),
        _ => None,
    }
}

/// Drops what only accompanies the rest, unless nothing else is left.
fn retain_unless_all(leaves: &mut Vec<&Command>, stays: impl Fn(&Command) -> bool) {
    if leaves.iter().any(|leaf| stays(leaf)) {
        leaves.retain(|leaf| stays(leaf));
    }
}

fn flatten<'a>(commands: &'a [Command], into: &mut Vec<&'a Command>) {
    for command in commands {
        match command {
            Command::Group(commands) | Command::Titled { commands, .. } => {
                flatten(commands, into);
            }
            leaf => into.push(leaf),
        }
    }
}

/// The verb for a command on devices; `None` for other commands.
fn verb(command: &Command) -> Option<&'static str> {
    match command {
        Command::AddDevice(_) => Some("Added"),
        Command::RemoveDevice(_) => Some("Deleted"),
        Command::MoveDevices(_) => Some("Moved"),
        Command::RenameDevice { .. } => Some("Renamed"),
        Command::LinkDevice { link: Some(_), .. } => Some("Linked"),
        Command::LinkDevice { link: None, .. } => Some("Unlinked"),
        Command::SetLinks { links, .. } if links.is_empty() => Some("Unlinked"),
        Command::SetLinks { .. } => Some("Changed the links of"),
        Command::SetGuests { .. } => Some("Changed the guests of"),
        Command::SetDeviceFact { .. } => Some("Changed"),
        Command::SetDeviceNotes { .. } => Some("Changed the notes of"),
        Command::SetDeviceAddress { .. } => Some("Changed the address of"),
        Command::ChangeType { .. } => Some("Changed the type of"),
        _ => None,
    }
}

fn devices_of(command: &Command, index: &LayoutIndex, into: &mut BTreeSet<DeviceId>) {
    match command {
        Command::AddDevice(device) => {
            into.insert(device.id);
        }
        Command::MoveDevices(moves) => into.extend(moves.iter().map(|step| step.device)),
        Command::RemoveDevice(device) => into.extend(index.with_children(*device)),
        Command::RenameDevice { device, .. }
        | Command::LinkDevice { device, .. }
        | Command::SetLinks { device, .. }
        | Command::SetGuests { device, .. }
        | Command::SetDeviceFact { device, .. }
        | Command::SetDeviceNotes { device, .. }
        | Command::SetDeviceAddress { device, .. }
        | Command::ChangeType { device, .. } => {
            into.insert(*device);
        }
        _ => {}
    }
}
