//! A device's front, drawn from its type: openings for drives, ports, vents and outlets are cut out of the plate, so that the dark
//! of the rack shows through. An area within an opening is plate again, which gives connectors their pins and drives their handles
//! without additional nodes.

mod connectors;
mod drives;
mod fittings;
pub mod lights;
mod ports;

use super::area::Area;
use super::device::zones::ArtLength;
use super::path::PathBuilder;
use crate::domain::layout::{Category, DeviceType, Mount};

/// The room a front has for its openings, in the device's coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Room {
    /// Whether the room is large enough for a picture.
    fn is_useful(&self) -> bool {
        self.width >= NARROWEST_ROOM - 0.01 && self.height >= 5.0
    }

    /// Removes the used part at the left end.
    pub fn without_left(self, used: f32) -> Self {
        Self {
            x: self.x + used,
            width: (self.width - used).max(0.0),
            ..self
        }
    }

    /// Removes the used part at the right end.
    fn without_right(self, used: f32) -> Self {
        Self {
            width: (self.width - used).max(0.0),
            ..self
        }
    }

    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    fn middle(&self) -> f32 {
        self.y + self.height / 2.0
    }
}

/// The minimum width of a usable room.
const NARROWEST_ROOM: f32 = 16.0;
/// A room higher than this has a grille in its upper part.
const HIGH_ROOM: f32 = 80.0;

/// What a small light on a front belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightOf {
    /// A drive bay, counted from the upper left.
    Drive(u16),
    /// A port: its index within a group of the type's faceplate, and the group's index.
    Port { group: u16, port: u16 },
}

/// A small light, by its center.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LightSpot {
    pub of: LightOf,
    pub x: f32,
    pub y: f32,
    /// Width of the bar at a port, or diameter of the dot beside a drive.
    pub width: f32,
}

impl LightSpot {
    /// Adds the light to a path: round beside a drive, a short bar at a port.
    pub fn draw(&self, path: &mut PathBuilder) {
        match self.of {
            LightOf::Drive(_) => path.dot(self.x, self.y, self.width / 2.0),
            LightOf::Port { .. } => {
                path.rectangle(self.x - self.width / 2.0, self.y - 0.5, self.width, 1.0);
            }
        }
    }
}

/// A fan behind its guard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanSpot {
    pub x: f32,
    pub y: f32,
    pub radius: f32,
}

/// What is cut out of the plate and what is lit on it.
#[derive(Default)]
pub struct Openings {
    pub cuts: PathBuilder,
    pub lights: Vec<LightSpot>,
}

/// The width for ports, outlets, drives and a display in a room of that height; zero if there are none.
pub fn known_length(device_type: &DeviceType, height: f32) -> ArtLength {
    let face = &device_type.faceplate;
    let display = ArtLength {
        least: if face.display { 34.0 } else { 0.0 },
        wanted: if face.display { 48.0 } else { 0.0 },
    };
    let drives = drives::length(face.drive_bays, has_small_drives(device_type), height);
    let known = ports::length(&face.ports, height)
        .beside(ports::length(&face.outlets, height))
        .beside(display)
        .beside(drives);
    if known.least <= 0.0 {
        return known;
    }
    ArtLength {
        least: known.least.max(NARROWEST_ROOM),
        ..known
    }
}

/// Whether it has 2.5-inch drives, judged by their number.
fn has_small_drives(device_type: &DeviceType) -> bool {
    device_type.faceplate.drive_bays > device_type.height.units_ceil().saturating_mul(6)
}

/// The width for a front's art in a room of that height, to be recognizable.
pub fn art_length(device_type: &DeviceType, height: f32) -> ArtLength {
    let face = &device_type.faceplate;
    let known = known_length(device_type, height);
    if known.least > 0.0 {
        return known;
    }
    let is_filled = face.vents
        || matches!(
            device_type.category,
            Category::Shelf
                | Category::CableManagement
                | Category::AvMedia
                | Category::Server
                | Category::Blank
        );
    if is_filled {
        FILLING
    } else {
        ArtLength::default()
    }
}

/// The width for vents, fans, bristles and the like.
const FILLING: ArtLength = ArtLength {
    least: 24.0,
    wanted: 60.0,
};

/// The length for the outlets or drives of a strip, given its room across.
pub fn column_length(device_type: &DeviceType, across: f32) -> ArtLength {
    let face = &device_type.faceplate;
    if device_type.mount == Mount::Side {
        return ports::column_length(&face.outlets, across);
    }
    ArtLength {
        least: if face.drive_bays > 0 { 14.0 } else { 0.0 },
        wanted: 30.0,
    }
}

/// The small lights of a front, as they are drawn in that room.
pub fn lights(device_type: &DeviceType, room: Room) -> Vec<LightSpot> {
    let mut openings = Openings::default();
    cut(device_type, room, &mut openings);
    openings.lights
}

/// Cuts all openings that fit into the room.
pub fn cut(device_type: &DeviceType, room: Room, openings: &mut Openings) {
    let left = cut_known(device_type, room, openings);
    fill(device_type, left, openings);
}

/// Cuts the openings that the type defines, as far as they fit: a display and drives at the left, ports and outlets at the right,
/// or at the left if there is nothing else. Returns the remaining room.
pub fn cut_known(device_type: &DeviceType, room: Room, openings: &mut Openings) -> Room {
    let face = &device_type.faceplate;
    if device_type.mount == Mount::Side && room.height > room.width {
        ports::column(&face.outlets, room, openings);
        return room.without_left(room.width);
    }
    if !room.is_useful() {
        return room;
    }
    let mut room = room;
    if face.vents && room.height > HIGH_ROOM {
        room = fittings::grille(room, openings);
    }
    let has_display = face.display && room.width >= art_length(device_type, room.height).least;
    if has_display {
        room = if device_type.category == Category::Kvm && room.height > HIGH_ROOM {
            fittings::screen(room, openings)
        } else {
            fittings::display(room, openings)
        };
    }
    let end = if has_display || face.drive_bays > 0 {
        End::Right
    } else {
        End::Left
    };
    room = ports::row(&face.ports, true, end, room, openings);
    room = ports::row(&face.outlets, false, end, room, openings);
    if face.drive_bays > 0 && room.is_useful() {
        let small = has_small_drives(device_type);
        room = drives::drives(face.drive_bays, small, room, openings);
    }
    room
}

/// The fans of a front, in the room that its other art leaves.
pub fn fans(device_type: &DeviceType, left: Room) -> Vec<FanSpot> {
    let has_fans = device_type.category == Category::Cooling && device_type.faceplate.vents;
    let room = Some(left).filter(|room| has_fans && room.is_useful());
    room.into_iter().flat_map(fittings::fan_spots).collect()
}

/// The area of a front's small display, if it has one.
pub fn display(device_type: &DeviceType, room: Room) -> Option<Area> {
    let face = &device_type.faceplate;
    let is_small = face.display && device_type.category != Category::Kvm;
    let has_room = room.is_useful() && room.width >= art_length(device_type, room.height).least;
    if !is_small || !has_room {
        return None;
    }
    let below = if face.vents && room.height > HIGH_ROOM {
        fittings::grille(room, &mut Openings::default())
    } else {
        room
    };
    Some(fittings::display_area(below))
}

/// Cuts bays, in which other devices are drawn.
pub fn bays(bays: &[Area], openings: &mut Openings) {
    for bay in bays {
        openings
            .cuts
            .rounded(bay.x, bay.y, bay.width, bay.height, 2.0);
    }
}

/// An end of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

/// Cuts what is typical of the category.
pub fn fill(device_type: &DeviceType, room: Room, openings: &mut Openings) {
    let face = &device_type.faceplate;
    if !room.is_useful() {
        return;
    }
    match device_type.category {
        Category::Shelf => fittings::shelf(device_type.height, room, openings),
        Category::Cooling if face.vents => fittings::fans(room, openings),
        Category::CableManagement if face.vents => fittings::brush(room, openings),
        Category::CableManagement => fittings::rings(room, openings),
        Category::AvMedia if face.ports.is_empty() => fittings::knobs(room, openings),
        Category::Server if room.width >= 60.0 => {
            let room = fittings::power_button(room, openings);
            if face.vents {
                fittings::vents(room, openings);
            }
        }
        _ if face.vents => fittings::vents(room, openings),
        _ => {}
    }
}
