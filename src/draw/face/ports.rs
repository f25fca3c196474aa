//! Blocks of connectors: ports of a switch, outlets of a power strip.

use super::connectors::{self, ConnectorPlacement};
use super::{ArtLength, End, LightOf, LightSpot, Openings, Room};
use crate::domain::layout::PortGroup;

/// Space between two blocks.
const BLOCK_GAP: f32 = 6.0;
/// Additional space after every six columns of a block.
const SIX_GAP: f32 = 2.4;
/// The minimum scale across; below it ports cannot be told apart.
const NARROWEST: f32 = 0.36;
/// The scale at which ports are easily told apart.
const WANTED: f32 = 0.45;
/// If groups side by side would have to be smaller than this scale, they get two rows.
const ROOMY: f32 = 0.7;
/// The maximum stretch of a port in height, if there is more height than width.
const UPRIGHT: f32 = 1.5;
/// Space between two rows.
const ROW_GAP: f32 = 1.8;

/// A group with its layout.
struct Block<'a> {
    group: &'a PortGroup,
    /// Its index among the type's groups.
    place: u16,
    rows: u16,
    columns: u16,
}

/// How tightly ports are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Density {
    /// Few ports side by side, as on most fronts.
    Roomy,
    /// Two rows as soon as there are two ports.
    Dense,
}

impl<'a> Block<'a> {
    fn of(group: &'a PortGroup, place: u16, height: f32, density: Density) -> Self {
        let size = connectors::size(group.connector);
        // As many rows as on real fronts, if the height allows.
        let (wanted, smallest) = match (density, group.count) {
            (Density::Roomy, 0..=8) => (1, 0.8),
            (Density::Roomy, 9..=64) => (2, 0.8),
            (Density::Dense, 0..=1) => (1, 0.5),
            (Density::Dense, 2..=64) => (2, 0.5),
            _ => (4, 0.8),
        };
        let possible = (height + ROW_GAP) / (size.height * smallest + ROW_GAP);
        let rows = (possible.floor() as u16).max(1).min(wanted);
        Self {
            group,
            place,
            rows,
            columns: group.count.div_ceil(rows),
        }
    }

    fn all_of(groups: &'a [PortGroup], height: f32, density: Density) -> Vec<Self> {
        (0..)
            .zip(groups)
            .filter(|(_, group)| group.count > 0)
            .map(|(place, group)| Self::of(group, place, height, density))
            .collect()
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

/// The width of blocks side by side, at full size.
fn width(blocks: &[Block]) -> f32 {
    let gaps = blocks.len().saturating_sub(1) as f32 * BLOCK_GAP;
    blocks.iter().map(Block::width).sum::<f32>() + gaps
}

/// The width for these groups in a room of that height.
pub(super) fn length(groups: &[PortGroup], height: f32) -> ArtLength {
    let full = width(&Block::all_of(groups, height, Density::Dense));
    ArtLength {
        least: full * NARROWEST,
        wanted: full * WANTED,
    }
}

/// The length for outlets in a column on a strip, given its room across.
pub(super) fn column_length(groups: &[PortGroup], across: f32) -> ArtLength {
    let (full, widest) = column_size(groups);
    let scale = (across / widest).min(1.0);
    ArtLength {
        least: full * scale * NARROWEST,
        wanted: full * scale,
    }
}

/// Length of a column at full size, and the width of its widest outlet.
fn column_size(groups: &[PortGroup]) -> (f32, f32) {
    let length = groups
        .iter()
        .map(|group| f32::from(group.count) * column_pitch(group))
        .sum();
    let widest = groups
        .iter()
        .map(|group| connectors::size(group.connector).width)
        .fold(1.0, f32::max);
    (length, widest)
}

fn column_pitch(group: &PortGroup) -> f32 {
    let size = connectors::size(group.connector);
    size.height + size.gap + 2.0
}

/// The scale of connectors, across and down.
#[derive(Clone, Copy, Debug)]
struct ConnectorScale {
    across: f32,
    down: f32,
}

impl ConnectorScale {
    /// Whether lights fit without covering the ports.
    fn has_room_for_lights(self) -> bool {
        self.down > 0.6 && self.across > 0.4
    }
}

/// Cuts groups side by side at an end of the room, in order, shrunk to fit. Ports that do not fit even then are left out; the type's
/// facts tell their number. Returns the remaining room.
pub(super) fn row(
    groups: &[PortGroup],
    with_lights: bool,
    end: End,
    room: Room,
    openings: &mut Openings,
) -> Room {
    if groups.is_empty() || !room.is_useful() {
        return room;
    }
    let mut density = Density::Roomy;
    let mut blocks = Block::all_of(groups, room.height, density);
    if room.width / width(&blocks) < ROOMY {
        density = Density::Dense;
        blocks = Block::all_of(groups, room.height, density);
    }
    while blocks.len() > 1 && room.width / width(&blocks) < NARROWEST {
        blocks.pop();
    }
    if let [only] = blocks.as_mut_slice() {
        while only.columns > 1 && room.width / only.width() < NARROWEST {
            only.columns -= 1;
        }
    }
    let full = width(&blocks);
    if full <= 0.0 {
        return room;
    }
    let highest = blocks.iter().map(Block::height).fold(0.0, f32::max);
    let across = (room.width / full).min(room.height / highest).min(1.15);
    let down = match density {
        Density::Roomy => across,
        Density::Dense => (across * UPRIGHT).min(room.height / highest).min(1.0),
    };
    let scale = ConnectorScale { across, down };
    let mut x = match end {
        End::Left => room.x,
        End::Right => room.right() - full * across,
    };
    for block in &blocks {
        let top = room.middle() - block.height() * down / 2.0;
        block_at(block, x, top, scale, with_lights, openings);
        x += (block.width() + BLOCK_GAP) * across;
    }
    let used = full * across + 8.0;
    match end {
        End::Left => room.without_left(used),
        End::Right => room.without_right(used),
    }
}

fn block_at(
    block: &Block,
    left: f32,
    top: f32,
    scale: ConnectorScale,
    with_lights: bool,
    openings: &mut Openings,
) {
    let size = connectors::size(block.group.connector);
    let ConnectorScale { across, down } = scale;
    for column in 0..block.columns {
        let x =
            left + (f32::from(column) * block.pitch() + f32::from(column / 6) * SIX_GAP) * across;
        for row in 0..block.rows {
            let port = column * block.rows + row;
            if port >= block.group.count {
                return;
            }
            let upside_down = block.rows > 1 && row % 2 == 0;
            let y = top + f32::from(row) * (size.height + ROW_GAP) * down;
            let placement = ConnectorPlacement {
                x,
                y,
                across,
                down,
                upside_down,
            };
            connectors::cut(block.group.connector, placement, &mut openings.cuts);
            if with_lights && scale.has_room_for_lights() {
                let of = LightOf::Port {
                    group: block.place,
                    port,
                };
                openings.lights.push(LightSpot {
                    of,
                    x: x + size.width * across / 2.0,
                    y: if upside_down {
                        y - 0.9
                    } else {
                        y + size.height * down + 0.9
                    },
                    width: 2.2 * across.clamp(0.7, 1.0),
                });
            }
        }
    }
}

/// Cuts outlets in a column, for a strip mounted beside the rails.
pub(super) fn column(groups: &[PortGroup], room: Room, openings: &mut Openings) {
    let (full, widest) = column_size(groups);
    if full <= 0.0 || room.width < 3.0 || room.height < 3.0 {
        return;
    }
    let scale = (room.width / widest).min(room.height / full).min(1.3);
    // On a long strip the outlets are spread over its whole length.
    let spread = (room.height / (full * scale)).clamp(1.0, 1.6);
    let mut y = room.y;
    for group in groups {
        let size = connectors::size(group.connector);
        for _ in 0..group.count {
            let placement = ConnectorPlacement {
                x: room.x + (room.width - size.width * scale) / 2.0,
                y,
                across: scale,
                down: scale,
                upside_down: false,
            };
            connectors::cut(group.connector, placement, &mut openings.cuts);
            y += column_pitch(group) * scale * spread;
        }
    }
}
