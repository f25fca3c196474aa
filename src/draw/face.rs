//! A device's front, drawn from the facts of its type: openings for drives, ports, vents and outlets are cut out of the
//! plate, so that the dark of the rack shows through, and small lights sit beside them.

use super::path::PathBuilder;
use crate::domain::layout::{Connector, DeviceType, PortGroup};

/// The room a front has for its openings, in the device's coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// What is cut out of the plate and what is lit on it.
#[derive(Default)]
pub struct Openings {
    pub cuts: PathBuilder,
    pub lights: PathBuilder,
}

/// Cuts the openings that the type's facts ask for, as far as the room allows: ports from the right, drives from the left,
/// vents in what is left.
pub fn cut(device_type: &DeviceType, room: Room, openings: &mut Openings) {
    let face = &device_type.faceplate;
    let mut room = room;
    if room.width < 30.0 || room.height < 8.0 {
        return;
    }
    for group in &face.ports {
        ports(group, &mut room, openings);
    }
    for group in &face.outlets {
        outlets(group, &mut room, openings);
    }
    if face.display {
        display(&mut room, openings);
    }
    if face.drive_bays > 0 {
        drives(face.drive_bays, &mut room, openings);
    }
    if face.vents {
        vents(room, openings);
    }
}

/// Drive bays side by side, in two rows from 13 on where the height allows; narrow ones (2.5 inch) where many must fit.
fn drives(count: u16, room: &mut Room, openings: &mut Openings) {
    let rows = if count > 12 && room.height >= 26.0 {
        2
    } else {
        1
    };
    let columns = count.div_ceil(rows);
    let gap = 3.0;
    let row_height = ((room.height - f32::from(rows - 1) * gap) / f32::from(rows)).min(17.0);
    let wide = (room.width + gap) / f32::from(columns) - gap;
    let width = wide.clamp(2.5, 17.0);
    let fitting = (((room.width + gap) / (width + gap)).floor() as u16).min(columns);
    let top = room.y + room.height - (row_height + gap) * f32::from(rows) + gap;
    for row in 0..rows {
        for column in 0..fitting {
            if row * columns + column >= count {
                break;
            }
            let x = room.x + f32::from(column) * (width + gap);
            let y = top + f32::from(row) * (row_height + gap);
            openings.cuts.rounded(x, y, width, row_height, 1.5);
            if width >= 5.0 {
                openings
                    .lights
                    .dot(x + width / 2.0, y + row_height - 3.4, 1.1);
            }
        }
    }
    let used = f32::from(fitting) * (width + gap) + 4.0;
    room.x += used;
    room.width -= used;
}

/// Width, height and pitch of one connector's opening.
const fn connector_size(connector: Connector) -> (f32, f32, f32) {
    match connector {
        Connector::Sfp | Connector::SfpPlus => (8.5, 6.0, 10.5),
        Connector::Qsfp => (11.0, 6.5, 13.0),
        Connector::Keystone => (8.0, 8.0, 10.0),
        Connector::Lc | Connector::Coax | Connector::Serial => (6.0, 6.0, 8.5),
        Connector::UsbA
        | Connector::UsbC
        | Connector::Hdmi
        | Connector::DisplayPort
        | Connector::Vga => (7.0, 4.0, 9.0),
        _ => (7.5, 7.0, 9.5),
    }
}

/// A block of ports at the right end of the room, in two rows where there are more than eight, with a gap after every twelve.
fn ports(group: &PortGroup, room: &mut Room, openings: &mut Openings) {
    let (width, height, pitch) = connector_size(group.connector);
    let rows: u16 = if group.count > 8 && room.height >= 17.0 {
        2
    } else {
        1
    };
    let columns = group.count.div_ceil(rows);
    let block_gap = 3.0;
    let full = f32::from(columns) * pitch + f32::from(columns.saturating_sub(1) / 6) * block_gap;
    // A block that does not fit is drawn as far as it does: the count is in the type's facts.
    let fitting = if full <= room.width {
        columns
    } else {
        ((room.width / (pitch + block_gap / 6.0)).floor() as u16).min(columns)
    };
    if fitting == 0 {
        return;
    }
    let used = f32::from(fitting) * pitch + f32::from((fitting - 1) / 6) * block_gap;
    let left = room.x + room.width - used;
    let top = room.y + (room.height - f32::from(rows) * (height + 2.0) + 2.0) / 2.0;
    for column in 0..fitting {
        for row in 0..rows {
            if column * rows + row >= group.count {
                break;
            }
            let x = left + f32::from(column) * pitch + f32::from(column / 6) * block_gap;
            let y = top + f32::from(row) * (height + 2.0);
            openings.cuts.rounded(x, y, width, height, 1.0);
            if matches!(group.connector, Connector::Rj45 | Connector::Other) {
                // The latch: RJ45 is known by it.
                openings.cuts.rectangle(
                    x + width / 2.0 - 1.2,
                    if row == 0 && rows == 2 {
                        y - 1.0
                    } else {
                        y + height
                    },
                    2.4,
                    1.0,
                );
            }
        }
    }
    room.width -= used + 8.0;
}

fn outlets(group: &PortGroup, room: &mut Room, openings: &mut Openings) {
    let (size, pitch) = (11.0_f32.min(room.height - 2.0), 15.0);
    let fitting = group.count.min((room.width / pitch).floor() as u16);
    let used = f32::from(fitting) * pitch;
    let left = room.x + room.width - used;
    let top = room.y + (room.height - size) / 2.0;
    for index in 0..fitting {
        let x = left + f32::from(index) * pitch;
        match group.connector {
            Connector::Schuko => openings
                .cuts
                .dot(x + size / 2.0, top + size / 2.0, size / 2.0),
            _ => openings.cuts.rounded(x, top, size, size, 2.5),
        }
    }
    room.width -= used + 8.0;
}

fn display(room: &mut Room, openings: &mut Openings) {
    let (width, height) = (44.0_f32.min(room.width), 16.0_f32.min(room.height));
    let top = room.y + (room.height - height) / 2.0;
    openings.cuts.rounded(room.x, top, width, height, 2.0);
    room.x += width + 8.0;
    room.width -= width + 8.0;
}

/// Slots in rows: an air inlet.
fn vents(room: Room, openings: &mut Openings) {
    if room.width < 24.0 {
        return;
    }
    let pitch = 6.0;
    let columns = ((room.width / pitch).floor() as u16).min(28);
    let height = room.height.min(20.0);
    let top = room.y + room.height - height;
    for column in 0..columns {
        openings
            .cuts
            .rounded(room.x + f32::from(column) * pitch, top, 2.4, height, 1.2);
    }
}
