//! Drive bays: trays with a handle and a light.

use super::{ArtLength, LightOf, LightSpot, Openings, Room};

const GAP: f32 = 2.2;
/// The maximum long and short side of a tray, roughly true for 3.5-inch drives, and for 2.5-inch drives.
const LARGE: (f32, f32) = (74.0, 19.0);
const SMALL: (f32, f32) = (50.0, 12.0);

/// Distance from one tray to the next, across and down, at an easily recognizable size.
const LYING: (f32, f32) = (24.0, 16.0);
const UPRIGHT: (f32, f32) = (7.2, SMALL.0);
/// A wider art would leave the column in which the art of low plates is aligned.
const MOST_WANTED: f32 = 78.0;

/// How bays are arranged in a room.
#[derive(Clone, Copy, Debug)]
struct Grid {
    rows: u16,
    columns: u16,
    width: f32,
    height: f32,
}

impl Grid {
    fn new(count: u16, rows: u16, small: bool, room: Room) -> Self {
        let columns = count.div_ceil(rows);
        let side = |length: f32, bays: u16| (length + GAP) / f32::from(bays) - GAP;
        let (width, height) = (side(room.width, columns), side(room.height, rows));
        let (long, short) = if small { SMALL } else { LARGE };
        let (widest, highest) = if width > height {
            (long, short)
        } else {
            (short, long)
        };
        Self {
            rows,
            columns,
            width: width.min(widest),
            height: height.min(highest),
        }
    }

    /// How much it looks like a front of drives. Small drives (2.5 inch) are upright, large ones horizontal, and none is square.
    fn worth(&self, small: bool) -> f32 {
        if self.width < 1.5 || self.height < 1.5 {
            return -1.0;
        }
        let lies = self.width > self.height;
        let long = self.width.max(self.height) / self.width.min(self.height);
        let form = if long < 1.7 { 0.6 } else { 1.0 };
        let way = if lies == small { 0.6 } else { 1.0 };
        self.width * self.height * form * way
    }
}

/// The width of this many bays in a room of this height: the minimum at which they can be told apart, and the width at which they
/// look like trays.
pub(super) fn length(count: u16, small: bool, height: f32) -> ArtLength {
    if count == 0 {
        return ArtLength::default();
    }
    let rows = ((height / 5.0) as u16).clamp(1, 12).min(count);
    let columns = f32::from(count.div_ceil(rows));
    let (pitch, lies) = if small { UPRIGHT } else { LYING };
    let true_rows = ((height + GAP) / lies).clamp(1.0, 12.0) as u16;
    let true_columns = f32::from(count.div_ceil(true_rows));
    ArtLength {
        least: (columns * 4.0).max(16.0),
        wanted: (true_columns * pitch).clamp(40.0, MOST_WANTED),
    }
}

/// Cuts that many bays from the left end of the room; returns the remaining room.
pub(super) fn drives(count: u16, small: bool, room: Room, openings: &mut Openings) -> Room {
    let most_rows = ((room.height / 4.0) as u16).clamp(1, 12).min(count);
    let mut best = Grid::new(count, 1, small, room);
    for rows in 2..=most_rows {
        let grid = Grid::new(count, rows, small, room);
        if grid.worth(small) > best.worth(small) {
            best = grid;
        }
    }
    let fitting = ((room.width + GAP) / (best.width.max(1.5) + GAP)) as u16;
    let columns = best.columns.min(fitting);
    let top = room.y + room.height - f32::from(best.rows) * (best.height + GAP) + GAP;
    for row in 0..best.rows {
        for column in 0..columns {
            let drive = row * best.columns + column;
            if drive >= count {
                break;
            }
            let x = room.x + f32::from(column) * (best.width + GAP);
            let y = top + f32::from(row) * (best.height + GAP);
            bay(drive, x, y, best.width, best.height, openings);
        }
    }
    room.without_left(f32::from(columns) * (best.width + GAP) + 6.0)
}

fn bay(drive: u16, x: f32, y: f32, width: f32, height: f32, openings: &mut Openings) {
    let cuts = &mut openings.cuts;
    if width < 4.0 || height < 4.0 {
        cuts.rectangle(x, y, width.max(1.5), height.max(1.5));
        return;
    }
    cuts.rounded(x, y, width, height, 1.2);
    // The handle is at the end opposite to the light.
    let (light_x, light_y) = if width > height {
        cuts.rectangle(x + width - 3.4, y + 1.3, 1.5, height - 2.6);
        (x + 3.0, y + height / 2.0)
    } else {
        cuts.rectangle(x + 1.3, y + 1.9, width - 2.6, 1.5);
        (x + width / 2.0, y + height - 2.8)
    };
    openings.lights.push(LightSpot {
        of: LightOf::Drive(drive),
        x: light_x,
        y: light_y,
        width: 2.2,
    });
}
