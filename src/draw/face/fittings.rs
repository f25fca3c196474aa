//! Everything on a front that is neither a drive nor a connector.

use super::{FanSpot, Openings, Room};
use crate::domain::units::HalfU;
use crate::draw::area::Area;

/// Slots side by side: an air inlet.
pub(super) fn vents(room: Room, openings: &mut Openings) {
    let pitch = 6.0;
    let columns = ((room.width / pitch).floor() as u16).min(40);
    let height = room.height.min(36.0);
    let top = room.y + room.height - height;
    for column in 0..columns {
        openings
            .cuts
            .rectangle(room.x + f32::from(column) * pitch, top, 2.4, height);
    }
}

/// Rows of long slots in the upper part of a high room; returns the lower part.
pub(super) fn grille(room: Room, openings: &mut Openings) -> Room {
    const LOWER: f32 = 60.0;
    let rows = ((room.height - LOWER - 8.0) / 6.0).clamp(0.0, 24.0) as u16;
    let columns = (room.width / 40.0).floor().clamp(1.0, 8.0);
    let width = room.width / columns;
    for row in 0..rows {
        for column in 0..columns as u16 {
            openings.cuts.rectangle(
                room.x + f32::from(column) * width,
                room.y + f32::from(row) * 6.0,
                width - 4.0,
                2.6,
            );
        }
    }
    Room {
        y: room.y + room.height - LOWER,
        height: LOWER,
        ..room
    }
}

/// Fans behind finger guards.
pub(super) fn fans(room: Room, openings: &mut Openings) {
    for fan in fan_spots(room) {
        for share in [1.0, 0.8, 0.6, 0.38] {
            openings.cuts.dot(fan.x, fan.y, fan.radius * share);
        }
    }
}

/// The positions of the fans in a room.
pub(super) fn fan_spots(room: Room) -> impl Iterator<Item = FanSpot> {
    let radius = (room.height / 2.0).min(28.0);
    let pitch = 2.0 * radius + 8.0;
    let count = ((room.width + 8.0) / pitch).floor().clamp(0.0, 6.0) as u16;
    let left = room.right() - f32::from(count) * pitch + 8.0 + radius;
    (0..count).map(move |fan| FanSpot {
        x: left + f32::from(fan) * pitch,
        y: room.middle(),
        radius,
    })
}

/// The area of a display in its room.
pub(super) fn display_area(room: Room) -> Area {
    let (width, height) = (42.0_f32.min(room.width), 17.0_f32.min(room.height));
    Area::new(room.x, room.middle() - height / 2.0, width, height)
}

/// A display with two lines of text; returns the room that is left.
pub(super) fn display(room: Room, openings: &mut Openings) -> Room {
    let Area {
        y: top,
        width,
        height,
        ..
    } = display_area(room);
    openings.cuts.rounded(room.x, top, width, height, 2.0);
    if height >= 10.0 && width >= 30.0 {
        openings.cuts.rectangle(room.x + 4.0, top + 4.0, 20.0, 1.6);
        openings
            .cuts
            .rectangle(room.x + 4.0, top + height - 6.0, 12.0, 1.6);
    }
    room.without_left(width + 8.0)
}

/// A monitor that fills the room; returns the empty remainder.
pub(super) fn screen(room: Room, openings: &mut Openings) -> Room {
    openings
        .cuts
        .rounded(room.x, room.y, room.width, room.height, 3.0);
    room.without_left(room.width)
}

/// A round button at the right end; returns the room that is left.
pub(super) fn power_button(room: Room, openings: &mut Openings) -> Room {
    let (x, y) = (room.right() - 4.0, room.middle());
    openings.cuts.dot(x, y, 3.2);
    openings.cuts.dot(x, y, 2.0);
    room.without_right(14.0)
}

/// The open space above a shelf's floor, and the floor's perforated lip. A higher one also shows its back wall.
pub(super) fn shelf(height: HalfU, room: Room, openings: &mut Openings) {
    let lip = (room.height * 0.4).clamp(3.0, 8.0);
    let above = room.height - lip - 2.0;
    if above < 3.0 {
        return;
    }
    openings
        .cuts
        .rounded(room.x, room.y, room.width, above, 1.5);
    if height.0 >= 4 && above >= 24.0 {
        // A back wall with slots suggests depth.
        let slot = room.width / 2.0 - 30.0;
        if slot > 8.0 {
            for x in [room.x + 20.0, room.right() - 20.0 - slot] {
                openings.cuts.rectangle(x, room.y + above - 6.0, slot, 2.0);
            }
        }
    }
    let pitch = 12.0;
    let slots = (room.width / pitch).floor().min(30.0) as u16;
    for slot in 0..slots {
        openings.cuts.rectangle(
            room.x + f32::from(slot) * pitch,
            room.y + above + 2.0 + lip / 2.0 - 1.0,
            8.0,
            2.0,
        );
    }
}

/// A slot filled with bristles.
pub(super) fn brush(room: Room, openings: &mut Openings) {
    let height = room.height.min(16.0);
    let top = room.middle() - height / 2.0;
    openings.cuts.rounded(room.x, top, room.width, height, 3.0);
    let pitch = 3.6;
    let bristles = ((room.width - 6.0) / pitch).floor().min(80.0) as u16;
    for bristle in 0..bristles {
        openings.cuts.rectangle(
            room.x + 4.0 + f32::from(bristle) * pitch,
            top + 2.0,
            1.2,
            height - 4.0,
        );
    }
}

/// Rings for cables.
pub(super) fn rings(room: Room, openings: &mut Openings) {
    let (width, height) = (30.0, room.height.min(34.0));
    let rings = (room.width / (width + 16.0)).floor().min(5.0) as u16;
    let pitch = room.width / f32::from(rings.max(1));
    for ring in 0..rings {
        let x = room.x + f32::from(ring) * pitch + (pitch - width) / 2.0;
        let top = room.middle() - height / 2.0;
        openings.cuts.rounded(x, top, width, height, 6.0);
        if height >= 9.0 {
            openings
                .cuts
                .rounded(x + 2.4, top + 2.4, width - 4.8, height - 4.8, 4.0);
            openings
                .cuts
                .rounded(x + 4.6, top + 4.6, width - 9.2, height - 9.2, 2.4);
        }
    }
}

/// Dials, the first one larger.
pub(super) fn knobs(room: Room, openings: &mut Openings) {
    let large = (room.height / 2.0).min(14.0);
    let mut x = room.right() - large;
    for radius in [large, large * 0.55, large * 0.55, large * 0.55] {
        if x - radius < room.x {
            return;
        }
        let y = room.middle();
        openings.cuts.dot(x, y, radius);
        openings.cuts.dot(x, y, radius - 1.6);
        openings
            .cuts
            .rectangle(x - 0.6, y - radius + 2.6, 1.2, radius * 0.5);
        x -= radius + large * 0.55 + 8.0;
    }
}
