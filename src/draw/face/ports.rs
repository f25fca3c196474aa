//! Blocks of connectors: ports of a switch, outlets of a power strip.

use super::connectors::{self, Spot};
use super::{LightOf, LightSpot, Openings, Room};
use crate::domain::layout::PortGroup;

/// Between two blocks.
const BLOCK_GAP: f32 = 6.0;
/// After every six columns of a block.
const SIX_GAP: f32 = 2.4;
/// Below the size it has at this scale, a connector is no longer told from another.
const SMALLEST: f32 = 0.5;
/// Between two rows.
const ROW_GAP: f32 = 1.8;

/// A group as it is laid out.
struct Block<'a> {
    group: &'a PortGroup,
    /// Its place among the type's groups.
    place: u16,
    rows: u16,
    columns: u16,
}

impl<'a> Block<'a> {
    fn of(group: &'a PortGroup, place: u16, height: f32) -> Self {
        let size = connectors::size(group.connector);
        // Two rows where there are more than eight and the height allows; more on a higher plate with a great many.
        let possible = (((height + ROW_GAP) / (size.height * 0.8 + ROW_GAP)).floor() as u16).max(1);
        let wanted = match group.count {
            0..=8 => 1,
            9..=64 => 2,
            _ => 4,
        };
        let rows = possible.min(wanted);
        Self {
            group,
            place,
            rows,
            columns: group.count.div_ceil(rows),
        }
    }

    fn pitch(&self) -> f32 {
        let size = connectors::size(self.group.connector);
        size.width + size.gap
    }

    fn width(&self) -> f32 {
        let sixes = f32::from(self.columns.saturating_sub(1) / 6);
        f32::from(self.columns) * self.pitch() + sixes * SIX_GAP
    }

    fn height(&self) -> f32 {
        let size = connectors::size(self.group.connector);
        f32::from(self.rows) * (size.height + ROW_GAP) - ROW_GAP
    }
}

/// Groups beside each other at the right end of the room, in their order, made smaller until they fit. What does not fit even
/// then is left off: the count is in the type's facts. Returns the room that is left.
pub(super) fn row(
    groups: &[PortGroup],
    with_lights: bool,
    room: Room,
    openings: &mut Openings,
) -> Room {
    if groups.is_empty() || !room.is_useful() {
        return room;
    }
    let mut blocks: Vec<Block> = (0..)
        .zip(groups)
        .filter(|(_, group)| group.count > 0)
        .map(|(place, group)| Block::of(group, place, room.height))
        .collect();
    let width = |blocks: &[Block]| {
        let gaps = blocks.len().saturating_sub(1) as f32 * BLOCK_GAP;
        blocks.iter().map(Block::width).sum::<f32>() + gaps
    };
    while blocks.len() > 1 && room.width / width(&blocks) < SMALLEST {
        blocks.pop();
    }
    if let [only] = blocks.as_mut_slice() {
        while only.columns > 1 && room.width / only.width() < SMALLEST {
            only.columns -= 1;
        }
    }
    let full = width(&blocks);
    if full <= 0.0 {
        return room;
    }
    let highest = blocks.iter().map(Block::height).fold(0.0, f32::max);
    let scale = (room.width / full).min(room.height / highest).min(1.15);
    let mut x = room.right() - full * scale;
    let left = x;
    for block in &blocks {
        let top = room.middle() - block.height() * scale / 2.0;
        block_at(block, x, top, scale, with_lights, openings);
        x += (block.width() + BLOCK_GAP) * scale;
    }
    room.without_right(room.right() - left + 8.0)
}

fn block_at(
    block: &Block,
    left: f32,
    top: f32,
    scale: f32,
    with_lights: bool,
    openings: &mut Openings,
) {
    let size = connectors::size(block.group.connector);
    for column in 0..block.columns {
        let x =
            left + (f32::from(column) * block.pitch() + f32::from(column / 6) * SIX_GAP) * scale;
        for row in 0..block.rows {
            let port = column * block.rows + row;
            if port >= block.group.count {
                return;
            }
            let upside_down = block.rows > 1 && row % 2 == 0;
            let y = top + f32::from(row) * (size.height + ROW_GAP) * scale;
            let spot = Spot {
                x,
                y,
                scale,
                upside_down,
            };
            connectors::cut(block.group.connector, spot, &mut openings.cuts);
            // Smaller, the lights would cover the ports.
            if with_lights && scale > 0.7 {
                let of = LightOf::Port {
                    group: block.place,
                    port,
                };
                openings.lights.push(LightSpot {
                    of,
                    x: x + size.width * scale / 2.0,
                    y: if upside_down {
                        y - 0.9
                    } else {
                        y + size.height * scale + 0.9
                    },
                });
            }
        }
    }
}

/// Outlets below each other: on a strip that hangs beside the rails.
pub(super) fn column(groups: &[PortGroup], room: Room, openings: &mut Openings) {
    let pitch = |group: &PortGroup| {
        let size = connectors::size(group.connector);
        size.height + size.gap + 2.0
    };
    let full: f32 = groups
        .iter()
        .map(|group| f32::from(group.count) * pitch(group))
        .sum();
    let widest = groups
        .iter()
        .map(|group| connectors::size(group.connector).width)
        .fold(1.0, f32::max);
    if full <= 0.0 || room.width < 3.0 || room.height < 3.0 {
        return;
    }
    let scale = (room.width / widest).min(room.height / full).min(1.3);
    // A long strip has its outlets spread over the whole of it.
    let spread = (room.height / (full * scale)).clamp(1.0, 1.6);
    let mut y = room.y;
    for group in groups {
        let size = connectors::size(group.connector);
        for _ in 0..group.count {
            let spot = Spot {
                x: room.x + (room.width - size.width * scale) / 2.0,
                y,
                scale,
                upside_down: false,
            };
            connectors::cut(group.connector, spot, &mut openings.cuts);
            y += pitch(group) * scale * spread;
        }
    }
}
