//! Where every rack stands on the canvas, in world pixels: screen pixels at a zoom of 1.
//!
//! Racks stand in lines, those of a line on one floor. A line holds a fixed number of racks, whatever the window's width, so
//! that a rack stays where it is.

use super::area::{Area, Point};
use super::scale::Scale;
use super::spot;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, Face, Layout, Rack};

/// Between two racks of a line.
const GAP: f32 = 72.0;
/// Between a line and the one below it.
const LINE_GAP: f32 = 44.0;
/// Between front and rear of one rack.
const FACE_GAP: f32 = 20.0;
/// The rack's name and facts, above its drawing.
pub const HEADER: f32 = 50.0;
/// The place beside the last rack where another one is added.
const ADDITION: f32 = 56.0;

/// Which sides of the racks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faces {
    #[default]
    Front,
    /// Flipped: the rear in the front's place.
    Rear,
    /// Side by side.
    Both,
}

/// One rack in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub rack: RackId,
    /// Name and facts.
    pub header: Area,
    /// The drawing of the front, box included; `None` while only rears are shown.
    pub front: Option<Area>,
    pub rear: Option<Area>,
    /// Of the rails, in half-units.
    height: f32,
}

impl Standing {
    /// Header and drawings.
    pub fn area(&self) -> Area {
        [self.front, self.rear]
            .into_iter()
            .flatten()
            .fold(self.header, |area, drawing| area.joined(&drawing))
    }

    /// The drawing of that side, or of the other if it alone is shown.
    pub fn drawing(&self, face: Face) -> Option<Area> {
        match face {
            Face::Rear => self.rear.or(self.front),
            Face::Front | Face::Both => self.front.or(self.rear),
        }
    }
}

/// A point of the world that lies on a rack's drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub rack: RackId,
    /// The side that is drawn there: front or rear.
    pub face: Face,
    /// Half-units above the rack's floor; beyond the rails below 0 or above the rack's height.
    pub above_floor: f32,
    /// Pixels from where the devices' left edge is.
    pub x: f32,
}

/// Every rack of a layout with its place; by default of none.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    standings: Vec<Standing>,
    /// Where another rack can be added. One beside a rack may lie in the margin around the world.
    additions: Vec<Area>,
    scale: Scale,
    faces: Faces,
    size: (f32, f32),
}

impl Default for World {
    fn default() -> Self {
        Self {
            standings: Vec::new(),
            additions: Vec::new(),
            scale: Scale::WIDE,
            faces: Faces::Front,
            size: (0.0, 0.0),
        }
    }
}

impl World {
    /// `per_line` is how many racks a line holds.
    pub fn new(layout: &Layout, scale: &Scale, faces: Faces, per_line: usize) -> Self {
        let mut world = Self {
            scale: *scale,
            faces,
            ..Self::default()
        };
        let racks: Vec<&Rack> = layout.racks.iter().collect();
        let mut top = 0.0;
        for line in racks.chunks(per_line.max(1)) {
            top = world.add_line(line, top) + LINE_GAP;
        }
        world.add_addition(per_line <= 1);
        let whole = world
            .standings
            .iter()
            .map(Standing::area)
            .chain(world.additions.iter().copied().filter(|_| per_line <= 1))
            .reduce(|whole, area| whole.joined(&area))
            .unwrap_or_default();
        world.size = (whole.right(), whole.bottom());
        world
    }

    /// Racks side by side; returns where their floor is.
    fn add_line(&mut self, racks: &[&Rack], top: f32) -> f32 {
        let scale = self.scale;
        let highest = racks
            .iter()
            .map(|rack| scale.rack_height(rack.height.half_units()))
            .fold(0.0, f32::max);
        let floor = top + HEADER + highest;
        let mut x = 0.0;
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
            let right = rear.unwrap_or(first).right();
            self.standings.push(Standing {
                rack: rack.id,
                header: Area::new(x, y - HEADER, right - x, HEADER),
                front,
                rear,
                height: f32::from(rack.height.half_units().0),
            });
            x = right + GAP;
        }
        floor
    }

    /// Beside the last rack, in the margin of the world; below it where racks stand in one column.
    fn add_addition(&mut self, below: bool) {
        let place = self.standings.last().and_then(|last| {
            let drawing = last.drawing(Face::Rear)?;
            Some(if below {
                let y = drawing.bottom() + LINE_GAP / 2.0;
                Area::new(last.header.x, y, last.header.width, ADDITION)
            } else {
                let x = drawing.right() + GAP / 2.0;
                Area::new(x, drawing.y, ADDITION, drawing.height)
            })
        });
        self.additions.extend(place);
    }

    /// From the world's origin to its right and lower edge.
    pub fn size(&self) -> (f32, f32) {
        self.size
    }

    /// The measures it is drawn with.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    pub fn faces(&self) -> Faces {
        self.faces
    }

    /// In the order of the layout.
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    pub fn additions(&self) -> &[Area] {
        &self.additions
    }

    pub fn place_of(&self, rack: RackId) -> Option<&Standing> {
        self.standings.iter().find(|standing| standing.rack == rack)
    }

    /// The rack whose header or drawing is there.
    pub fn rack_at(&self, point: Point) -> Option<RackId> {
        self.standings
            .iter()
            .find(|standing| standing.area().contains(point))
            .map(|standing| standing.rack)
    }

    /// What of a rack's drawing is there.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        self.standings.iter().find_map(|standing| {
            let sides = [(Face::Front, standing.front), (Face::Rear, standing.rear)];
            let (face, drawing) = sides.into_iter().find_map(|(face, drawing)| {
                drawing
                    .filter(|drawing| drawing.contains(point))
                    .map(|drawing| (face, drawing))
            })?;
            let from_top = (point.y - drawing.y - self.scale.margin) * 2.0 / self.scale.unit;
            Some(Hit {
                rack: standing.rack,
                face,
                above_floor: standing.height - from_top,
                x: point.x - drawing.x - self.scale.inner_left(),
            })
        })
    }

    /// Where a device is drawn, on the front if that is shown.
    pub fn area_of(&self, layout: &Layout, device: &Device) -> Option<Area> {
        let rack = layout.rack_of(device)?;
        let drawing = self.place_of(rack.id)?.drawing(Face::Front)?;
        let spot = spot::spot(layout, device, &self.scale)?;
        let height = self.scale.height(layout.type_of(device)?.height);
        Some(Area::new(
            drawing.x + spot.x,
            drawing.y + spot.y,
            spot.width,
            height,
        ))
    }

    /// The smallest area with all of these devices in it; `None` when none of them is drawn.
    pub fn bounds_of(&self, layout: &Layout, devices: &[DeviceId]) -> Option<Area> {
        devices
            .iter()
            .filter_map(|id| self.area_of(layout, layout.devices.get(id)?))
            .reduce(|whole, area| whole.joined(&area))
    }
}

/// How many racks stand in a line on a wide screen: few enough that a line can be overlooked, more where there are many, so
/// that the whole is about as wide as a screen.
pub const fn racks_per_line(racks: usize) -> usize {
    match racks {
        0..=6 => 6,
        7..=30 => 12,
        _ => 20,
    }
}

#[cfg(test)]
mod tests;
