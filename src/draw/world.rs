//! The position of every rack on the canvas, in world pixels: screen pixels at a zoom of 1.
//!
//! Racks without a row come first, then row by row below its heading. They are arranged in lines with a common floor. A line has a
//! fixed number of racks, whatever the window's width, so that a rack stays where it is.

mod finding;
mod memo;

pub use memo::WorldMemo;

use super::area::Area;
use super::scale::Scale;
use super::spot;
use crate::domain::ids::{RackId, RowId};
use crate::domain::layout::{Face, Layout, Place, Rack, RackWidth};

/// Space between two racks of a line.
const GAP: f32 = 72.0;
/// Space between two lines.
const LINE_GAP: f32 = 44.0;
/// Additional space above the heading of a row.
const ROW_GAP: f32 = 24.0;
/// Height of a row's heading, above its racks.
pub const HEADING: f32 = 44.0;
/// Space between front and rear of one rack, for the side-mounted devices of both.
const FACE_GAP: f32 = 72.0;
/// Space beside a rack with side-mounted devices, on screens without space between racks.
const BESIDE: f32 = 2.0 + Place::SLOTS as f32 * spot::STRIP;
/// Height of a rack's header with name and facts, above its drawing.
pub const HEADER: f32 = 50.0;
/// Size of the place beside the last rack where another one can be added.
const ADDITION: f32 = 56.0;

/// The faces of the racks that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faces {
    #[default]
    Front,
    /// The rear in place of the front.
    Rear,
    /// Side by side.
    Both,
}

/// The position of one rack in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedRack {
    pub rack: RackId,
    /// Name and facts; as wide as the drawings including the column.
    pub header: Area,
    /// The drawing of the front, box included; `None` while only rears are shown.
    pub front: Option<Area>,
    pub rear: Option<Area>,
    /// Height between the rails, in half-units.
    height: f32,
}

impl PlacedRack {
    /// Header and drawings.
    pub fn area(&self) -> Area {
        [self.front, self.rear]
            .into_iter()
            .flatten()
            .fold(self.header, |area, drawing| area.joined(&drawing))
    }

    /// All drawings together.
    pub fn drawings(&self) -> Area {
        let first = self.front.or(self.rear).unwrap_or(self.header);
        self.rear.map_or(first, |rear| first.joined(&rear))
    }

    /// The column beside the drawings; has no width if there is none.
    pub fn column(&self) -> Area {
        let drawings = self.drawings();
        let x = drawings.right();
        Area::new(x, drawings.y, self.header.right() - x, drawings.height)
    }

    /// The drawing of that face, or of the other if only that is shown.
    pub fn drawing(&self, face: Face) -> Option<Area> {
        match face {
            Face::Rear => self.rear.or(self.front),
            Face::Front | Face::Both => self.front.or(self.rear),
        }
    }
}

/// The heading of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    pub row: RowId,
    pub area: Area,
}

/// Where another rack can be added. One beside a rack may lie in the margin around the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Addition {
    pub row: Option<RowId>,
    pub area: Area,
}

/// An object on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CanvasItem {
    Rack(RackId),
    Heading(RowId),
    Addition(Option<RowId>),
}

/// A point of the world that lies on a rack's drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub rack: RackId,
    /// The side that is drawn there: front or rear.
    pub face: Face,
    /// Half-units above the rack's floor; below 0 or above the rack's height if it is beyond the rails.
    pub above_floor: f32,
    /// Pixels from the left edge of devices.
    pub x: f32,
}

/// The positions of all racks of a layout; empty by default.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    placed_racks: Vec<PlacedRack>,
    headings: Vec<Heading>,
    additions: Vec<Addition>,
    items: Vec<CanvasItem>,
    scale: Scale,
    faces: Faces,
    size: (f32, f32),
    /// The width of the column beside each rack.
    column: f32,
}

impl Default for World {
    fn default() -> Self {
        Self {
            placed_racks: Vec::new(),
            headings: Vec::new(),
            additions: Vec::new(),
            items: Vec::new(),
            scale: Scale::WIDE,
            faces: Faces::Front,
            size: (0.0, 0.0),
            column: 0.0,
        }
    }
}

impl World {
    /// `per_line` is the number of racks per line.
    pub fn new(layout: &Layout, scale: &Scale, faces: Faces, per_line: usize) -> Self {
        Self::with_column(layout, scale, faces, per_line, 0.0)
    }

    /// Like [`Self::new`], with a column of that width beside each rack.
    pub fn with_column(
        layout: &Layout,
        scale: &Scale,
        faces: Faces,
        per_line: usize,
        column: f32,
    ) -> Self {
        let mut world = Self {
            scale: *scale,
            faces,
            column,
            ..Self::default()
        };
        let rows = std::iter::once(None).chain(layout.rows.iter().map(|row| Some(row.id)));
        let mut top = 0.0;
        for row in rows {
            let racks: Vec<&Rack> = layout.racks_in(row).collect();
            if row.is_some() || !racks.is_empty() {
                top = world.add_row(layout, row, &racks, per_line.max(1), top);
            }
        }
        let areas = world.placed_racks.iter().map(PlacedRack::area);
        let headings = world.headings.iter().map(|heading| heading.area);
        let additions = world.additions.iter().map(|addition| addition.area);
        let whole = areas
            .chain(headings)
            .chain(additions.filter(|_| per_line <= 1))
            .reduce(|whole, area| whole.joined(&area))
            .unwrap_or_default();
        world.size = (whole.right(), whole.bottom());
        world
    }

    /// Adds a row, or the racks without one; returns the top of the next row.
    fn add_row(
        &mut self,
        layout: &Layout,
        row: Option<RowId>,
        racks: &[&Rack],
        per_line: usize,
        top: f32,
    ) -> f32 {
        let mut y = top;
        if let Some(row) = row {
            y += if top > 0.0 { ROW_GAP } else { 0.0 };
            let area = Area::new(0.0, y, self.scale.rack_width(RackWidth::default()), HEADING);
            self.headings.push(Heading { row, area });
            self.items.push(CanvasItem::Heading(row));
            y += HEADING;
        }
        let first = self.placed_racks.len();
        for line in racks.chunks(per_line) {
            let room = if per_line == 1 && line.iter().any(|rack| has_side_gear(layout, rack)) {
                BESIDE
            } else {
                0.0
            };
            y = self.add_line(line, (room, y)) + LINE_GAP;
        }
        let own = self.placed_racks.get(first..).unwrap_or_default();
        let right = own.iter().map(|placed| placed.area().right());
        let right = right.fold(0.0, f32::max);
        if let Some(heading) = self
            .headings
            .last_mut()
            .filter(|last| Some(last.row) == row)
        {
            heading.area.width = heading.area.width.max(right);
        }
        let last = own.last();
        let area = match last.map(PlacedRack::area) {
            Some(last) if per_line == 1 => {
                let area = Area::new(last.x, y - LINE_GAP / 2.0, last.width, ADDITION);
                y = area.bottom() + LINE_GAP;
                area
            }
            Some(last) => {
                let x = last.right() + GAP / 2.0;
                Area::new(x, last.y + HEADER, ADDITION, last.height - HEADER)
            }
            None => {
                let width = self.scale.rack_width(RackWidth::default());
                let area = Area::new(0.0, y, width, ADDITION);
                y = area.bottom() + LINE_GAP;
                area
            }
        };
        self.additions.push(Addition { row, area });
        self.items.push(CanvasItem::Addition(row));
        y
    }

    /// Adds racks side by side; returns the y position of their floor.
    fn add_line(&mut self, racks: &[&Rack], (left, top): (f32, f32)) -> f32 {
        let scale = self.scale;
        let highest = racks
            .iter()
            .map(|rack| scale.rack_height(rack.height.half_units()))
            .fold(0.0, f32::max);
        let floor = top + HEADER + highest;
        let mut x = left;
        for rack in racks {
            let height = scale.rack_height(rack.height.half_units());
            let width = scale.rack_width(rack.width);
            let y = floor - height;
            let first = Area::new(x, y, width, height);
            let second = Area::new(x + width + FACE_GAP, y, width, height);
            let (front, rear) = match self.faces {
                Faces::Front => (Some(first), None),
                Faces::Rear => (None, Some(first)),
                Faces::Both => (Some(first), Some(second)),
            };
            let right = rear.unwrap_or(first).right() + self.column;
            self.placed_racks.push(PlacedRack {
                rack: rack.id,
                header: Area::new(x, y - HEADER, right - x, HEADER),
                front,
                rear,
                height: f32::from(rack.height.half_units().0),
            });
            self.items.push(CanvasItem::Rack(rack.id));
            x = right + GAP;
        }
        floor
    }

    /// The distance from the world's origin to its right and lower edge.
    pub fn size(&self) -> (f32, f32) {
        self.size
    }

    /// The dimensions with which it is drawn.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    pub fn faces(&self) -> Faces {
        self.faces
    }

    /// All racks, row by row, from the left.
    pub fn placed_racks(&self) -> &[PlacedRack] {
        &self.placed_racks
    }

    /// The racks that are at least partly within an area.
    pub fn racks_within(&self, seen: &Area) -> impl Iterator<Item = RackId> {
        let within = self
            .placed_racks
            .iter()
            .filter(|placed| placed.area().meets(seen));
        within.map(|placed| placed.rack)
    }

    /// The area of the first rack; empty if there is none.
    pub fn first_rack(&self) -> Area {
        let first = self.placed_racks.first();
        first.map_or_else(Area::default, PlacedRack::area)
    }

    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    pub fn additions(&self) -> &[Addition] {
        &self.additions
    }

    /// All objects, in reading order.
    pub fn items(&self) -> &[CanvasItem] {
        &self.items
    }

    pub fn area_of_item(&self, item: CanvasItem) -> Option<Area> {
        match item {
            CanvasItem::Rack(rack) => self.place_of(rack).map(PlacedRack::area),
            CanvasItem::Heading(row) => {
                let heading = self.headings.iter().find(|heading| heading.row == row)?;
                Some(heading.area)
            }
            CanvasItem::Addition(row) => {
                let addition = self.additions.iter().find(|addition| addition.row == row)?;
                Some(addition.area)
            }
        }
    }

    /// The area of a row with its racks.
    pub fn area_of_row(&self, layout: &Layout, row: RowId) -> Option<Area> {
        let heading = self.area_of_item(CanvasItem::Heading(row))?;
        let racks = layout
            .racks_in(Some(row))
            .filter_map(|rack| self.place_of(rack.id));
        Some(racks.fold(heading, |area, rack| area.joined(&rack.area())))
    }

    pub fn place_of(&self, rack: RackId) -> Option<&PlacedRack> {
        self.placed_racks.iter().find(|placed| placed.rack == rack)
    }
}

fn has_side_gear(layout: &Layout, rack: &Rack) -> bool {
    let is_beside =
        |place: Place| matches!(place, Place::Side { rack: beside, .. } if beside == rack.id);
    layout.devices.iter().any(|device| is_beside(device.place))
}

/// The number of racks per line on a wide screen: few enough to see a whole line, and more if there are many racks, to make the
/// world wider than high, like screens.
pub fn racks_per_line(layout: &Layout) -> usize {
    let in_row = |row| layout.racks_in(row).count();
    let rows = layout.rows.iter().map(|row| in_row(Some(row.id)));
    let counts: Vec<usize> = rows.chain([in_row(None)]).collect();
    let longest = counts.iter().copied().max().unwrap_or(0);
    if longest <= 6 {
        return 6;
    }
    // A rack is about two and a half times as high as wide.
    let is_wide = |per_line: usize| {
        let lines: usize = counts.iter().map(|count| count.div_ceil(per_line)).sum();
        per_line.min(longest) * 2 >= lines * 5
    };
    let fitting = [12, 20].into_iter().find(|per_line| is_wide(*per_line));
    fitting.unwrap_or(30)
}

#[cfg(test)]
mod tests;
