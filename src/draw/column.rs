//! The column beside a rack: a text for each device, at its height. Devices side by side share the available lines.

use std::cmp::Ordering;

use super::scale::Scale;
use super::shape::{Glyphs, Role, Shape};
use super::spot;
use super::viewpoint::{Showing, Viewpoint, showing, showing_in};
use super::world::Faces;
use crate::domain::format::BETWEEN;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Layout, LayoutIndex, Place, Rack, Side};

/// Additional space between two racks for the column, in the world.
pub const WIDTH: f32 = 150.0;
/// Space between the rack's box and the text, and after the text.
const GAP: f32 = 8.0;
/// Height of a line.
const LINE: f32 = 13.0;
/// Font size of the monospaced text; below, the width of a character.
pub const SIZE: f32 = 10.5;
const ADVANCE: f32 = SIZE * 0.6;
/// Distance from the middle of a line down to its baseline.
const BASELINE: f32 = 3.6;

/// The text of one device in a rack.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The space taken between the rails by the device or by what contains it, in half-units from the upper edge.
    pub top: i32,
    pub bottom: i32,
    pub text: String,
}

/// One line of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteLine {
    /// The middle of the line, from the upper edge of the rack's drawing.
    pub y: f32,
    pub text: String,
}

/// Where the text begins in the column, and its available width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRoom {
    pub x: f32,
    pub width: f32,
}

impl TextRoom {
    /// The text's room beside a rack, after any devices mounted on that side of it.
    pub fn beside(layout: &Layout, index: &LayoutIndex, rack: &Rack, faces: Faces) -> Self {
        let last = match faces {
            Faces::Front => Side::Right,
            // From behind, the left side is on the right.
            Faces::Rear | Faces::Both => Side::Left,
        };
        let hangs_there = |id: &DeviceId| {
            let device = layout.devices.get(id);
            device.is_some_and(
                |device| matches!(device.place, Place::Side { side, .. } if side == last),
            )
        };
        let has_gear = index.devices_beside(rack.id).iter().any(hangs_there);
        let gear = if has_gear {
            f32::from(Place::SLOTS) * spot::STRIP
        } else {
            0.0
        };
        let x = GAP + gear;
        Self {
            x,
            width: WIDTH - x - GAP,
        }
    }
}

/// The notes of the devices visible in a rack; those at one place from left to right. Empty texts are left out.
pub fn notes(
    layout: &Layout,
    index: &LayoutIndex,
    rack: &Rack,
    faces: Faces,
    text_of: &dyn Fn(&Device) -> String,
) -> Vec<Note> {
    let sides: &[Viewpoint] = match faces {
        Faces::Front => &[Viewpoint::Front],
        Faces::Rear => &[Viewpoint::Rear],
        Faces::Both => &[Viewpoint::Front, Viewpoint::Rear],
    };
    let mut standing: Vec<(i32, i32, f32, DeviceId)> = Vec::new();
    for id in index.devices_in(rack.id) {
        let Some(device) = layout.devices.get(id) else {
            continue;
        };
        let (Some(device_type), Place::Rack { bottom, .. }) =
            (layout.type_of(device), device.place)
        else {
            continue;
        };
        let is_seen = sides
            .iter()
            .any(|seen| showing(device, device_type, *seen).is_some());
        if !is_seen {
            continue;
        }
        let bottom = i32::from(rack.height.half_units().0) - i32::from(bottom.0);
        let top = bottom - i32::from(device_type.height.0);
        standing.push((top, bottom, x_of(layout, device, rack, sides), *id));
    }
    standing.sort_by(|one, other| {
        let by_height = one.0.cmp(&other.0).then(one.1.cmp(&other.1));
        by_height.then(one.2.partial_cmp(&other.2).unwrap_or(Ordering::Equal))
    });
    let mut notes = Vec::new();
    for (top, bottom, _, id) in standing {
        let mut texts = Vec::new();
        add_texts(layout, index, (rack, sides), id, text_of, &mut texts);
        notes.extend(texts.into_iter().map(|text| Note { top, bottom, text }));
    }
    notes
}

/// Adds the text of a device, then those of what is visible in its bays.
fn add_texts(
    layout: &Layout,
    index: &LayoutIndex,
    (rack, sides): (&Rack, &[Viewpoint]),
    id: DeviceId,
    text_of: &dyn Fn(&Device) -> String,
    texts: &mut Vec<String>,
) {
    let Some(device) = layout.devices.get(&id) else {
        return;
    };
    let text = text_of(device);
    if !text.is_empty() {
        texts.push(text);
    }
    let shows_bays = |seen: &Viewpoint| is_open_from(layout, device, *seen).is_some();
    if !sides.iter().any(shows_bays) {
        return;
    }
    let mut children: Vec<(f32, DeviceId)> = index
        .children_of(id)
        .iter()
        .filter_map(|child| {
            let child = layout.devices.get(child)?;
            Some((x_of(layout, child, rack, sides), child.id))
        })
        .collect();
    children.sort_by(|one, other| one.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal));
    for (_, child) in children {
        add_texts(layout, index, (rack, sides), child, text_of, texts);
    }
}

/// What is visible in the bays of a device from a viewpoint.
fn is_open_from(layout: &Layout, device: &Device, seen: Viewpoint) -> Option<Showing> {
    let device_type = layout.type_of(device)?;
    let shown = match device.place {
        Place::Bay { parent, .. } => is_open_from(layout, layout.devices.get(&parent)?, seen),
        Place::Rack { .. } | Place::Side { .. } => showing(device, device_type, seen),
    };
    showing_in(device_type, shown)
}

/// The x position as seen, for sorting; its order is the same at all scales.
fn x_of(layout: &Layout, device: &Device, rack: &Rack, sides: &[Viewpoint]) -> f32 {
    let scale = &Scale::WIDE;
    let spot = spot::spot(layout, device, scale);
    let seen = sides.first().copied().unwrap_or(Viewpoint::Front);
    spot.map_or(0.0, |spot| seen.sees(spot, rack.width, scale).x)
}

/// The lines of a column, from the top: centered at their devices, without overlap, and cut to the room.
pub fn lines(notes: &[Note], scale: &Scale, room: f32) -> Vec<NoteLine> {
    let mut lines: Vec<NoteLine> = Vec::new();
    for place in notes.chunk_by(|one, other| (one.top, one.bottom) == (other.top, other.bottom)) {
        let Some(first) = place.first() else { continue };
        let half = scale.unit / 2.0;
        let height = (first.bottom - first.top) as f32 * half;
        let middle = scale.margin + (first.top + first.bottom) as f32 * half / 2.0;
        let most = ((height / LINE) as usize).clamp(1, place.len());
        let parts = place.chunks(place.len().div_ceil(most));
        let count = parts.len();
        for (number, part) in parts.enumerate() {
            let from_middle = number as f32 - (count - 1) as f32 / 2.0;
            let texts: Vec<&str> = part.iter().map(|note| note.text.as_str()).collect();
            lines.push(NoteLine {
                y: middle + from_middle * LINE,
                text: texts.join(BETWEEN),
            });
        }
    }
    lines.sort_by(|one, other| one.y.partial_cmp(&other.y).unwrap_or(Ordering::Equal));
    let mut apart: Vec<NoteLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match apart.last_mut() {
            Some(above) if line.y - above.y < LINE - 0.1 => {
                above.text = [above.text.as_str(), &line.text].join(BETWEEN);
            }
            _ => apart.push(line),
        }
    }
    for line in &mut apart {
        line.text = fit(&line.text, room);
    }
    apart
}

/// The width of a character, in cells of the column.
fn cells(character: char) -> usize {
    let is_square = matches!(character as u32,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x1f000..=0x3ffff);
    if is_square { 2 } else { 1 }
}

/// Cuts the text with an ellipsis to fit.
fn fit(text: &str, room: f32) -> String {
    let most = (room / ADVANCE) as usize;
    let width: usize = text.chars().map(cells).sum();
    if width <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let fits = |character: &char| match left.checked_sub(cells(*character)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let cut: String = text.chars().take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

/// Whether the characters run from left to right independently of their neighbors, so that each can be positioned alone.
fn is_plain(text: &str) -> bool {
    text.chars().all(|character| {
        matches!(character as u32,
            0x20..=0x2ff | 0x370..=0x482 | 0x48a..=0x58f | 0x2010..=0x2027 | 0x2030..=0x205e | 0x2070..=0x20bf
            | 0x2100..=0x22ff | 0x3000..=0x3029 | 0x3030..=0x3098 | 0x309b..=0x9fff | 0xac00..=0xd7a3 | 0xff01..=0xffee)
    })
}

/// The lines as shapes for the screen: a single text for all of them. Lines in scripts that join letters or run from right to left
/// are separate texts.
pub fn shapes(lines: &[NoteLine], x: f32) -> Vec<Shape> {
    let mut glyphs = Glyphs::default();
    let mut shapes = Vec::new();
    for line in lines {
        let y = line.y + BASELINE;
        if !is_plain(&line.text) {
            shapes.push(Shape::text(Role::ColumnText, x, y, line.text.clone()));
            continue;
        }
        let mut at = x;
        for character in line.text.chars() {
            glyphs.push_letter(character, at, y);
            at += cells(character) as f32 * ADVANCE;
        }
    }
    if !glyphs.text.is_empty() {
        shapes.insert(0, Shape::glyphs(Role::ColumnText, glyphs));
    }
    shapes
}

/// The same for a file, where that font is missing: a text for each line.
pub fn shapes_of_file(lines: &[NoteLine], x: f32) -> Vec<Shape> {
    let shape =
        |line: &NoteLine| Shape::text(Role::ColumnText, x, line.y + BASELINE, line.text.clone());
    lines.iter().map(shape).collect()
}

#[cfg(test)]
mod tests;
