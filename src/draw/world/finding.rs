//! Hit testing in the world, and areas of devices.

use super::{BESIDE, Hit, PlacedRack, World};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, Face, Layout, LayoutIndex};
use crate::draw::area::{Area, Point};
use crate::draw::spot;
use crate::draw::viewpoint::{Viewpoint, showing};

impl World {
    /// The rack whose header or drawing contains the point.
    pub fn rack_at(&self, point: Point) -> Option<RackId> {
        self.placed_racks
            .iter()
            .find(|placed| placed.area().contains(point))
            .map(|placed| placed.rack)
    }

    /// The position of the point on a rack's drawing.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        self.placed_racks.iter().find_map(|placed| {
            let sides = [(Face::Front, placed.front), (Face::Rear, placed.rear)];
            let (face, drawing) = sides.into_iter().find_map(|(face, drawing)| {
                drawing
                    .filter(|drawing| drawing.contains(point))
                    .map(|drawing| (face, drawing))
            })?;
            let from_top = (point.y - drawing.y - self.scale.margin) * 2.0 / self.scale.unit;
            Some(Hit {
                rack: placed.rack,
                face,
                above_floor: placed.height - from_top,
                x: point.x - drawing.x - self.scale.inner_left(),
            })
        })
    }

    /// The area of a device on a face of its rack; `None` if that face is not drawn or the device is not visible there.
    pub fn area_on(&self, layout: &Layout, device: &Device, seen: Viewpoint) -> Option<Area> {
        showing(device, layout.type_of(device)?, seen)?;
        self.place_on(layout, device, seen)
    }

    /// The area of a device: on the front if it is visible there, otherwise on the rear; if it is not visible at all, where it is hidden.
    pub fn area_of(&self, layout: &Layout, device: &Device) -> Option<Area> {
        let sides = [Viewpoint::Front, Viewpoint::Rear];
        let seen = sides
            .iter()
            .find_map(|side| self.area_on(layout, device, *side));
        seen.or_else(|| {
            sides
                .iter()
                .find_map(|side| self.place_on(layout, device, *side))
        })
    }

    fn place_on(&self, layout: &Layout, device: &Device, seen: Viewpoint) -> Option<Area> {
        let rack = layout.rack_of(device)?;
        let placed = self.place_of(rack.id)?;
        let drawing = match seen {
            Viewpoint::Front => placed.front,
            Viewpoint::Rear => placed.rear,
        }?;
        let spot = spot::spot(layout, device, &self.scale)?;
        let spot = seen.sees(spot, rack.width, &self.scale);
        Some(Area::new(
            drawing.x + spot.x,
            drawing.y + spot.y,
            spot.width,
            self.scale.height(layout.type_of(device)?.height),
        ))
    }

    /// The device visible at a point. `index` belongs to `layout`.
    pub fn device_at(
        &self,
        layout: &Layout,
        index: &LayoutIndex,
        point: Point,
    ) -> Option<DeviceId> {
        let is_near = |placed: &&PlacedRack| placed.area().grown(BESIDE).contains(point);
        let racks = self.placed_racks.iter().filter(is_near);
        racks.map(|placed| placed.rack).find_map(|rack| {
            // In reverse, as devices in bays come after their parents.
            index.all_of(rack).into_iter().rev().find(|id| {
                let Some(device) = layout.devices.get(id) else {
                    return false;
                };
                [Viewpoint::Front, Viewpoint::Rear]
                    .into_iter()
                    .filter_map(|seen| self.area_on(layout, device, seen))
                    .any(|area| area.contains(point))
            })
        })
    }

    /// The smallest area with all of these devices in it; `None` when none of them is drawn.
    pub fn bounds_of(&self, layout: &Layout, devices: &[DeviceId]) -> Option<Area> {
        devices
            .iter()
            .filter_map(|id| self.area_of(layout, layout.devices.get(id)?))
            .reduce(|whole, area| whole.joined(&area))
    }
}
