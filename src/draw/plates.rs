//! The plates visible on a face of a rack, and their areas.

use super::area::Area;
use super::device::DeviceFrame;
use super::scale::Scale;
use super::spot::{self, PlatePosition};
use super::viewpoint::{Showing, Viewpoint, showing, showing_in};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, DeviceType, Layout, LayoutIndex, Rack};

/// A device as it is seen in the drawing of its rack.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenPlate<'a> {
    pub device: &'a Device,
    pub device_type: &'a DeviceType,
    pub showing: Showing,
    /// In the rack's drawing.
    pub area: Area,
    /// The areas of the plates in its bays, relative to this plate.
    held: Vec<Area>,
}

impl SeenPlate<'_> {
    pub fn frame(&self, scale: &Scale) -> DeviceFrame {
        DeviceFrame::showing(self.device_type, self.showing, self.area.width, scale)
            .holding(self.held.clone())
            .toned(self.device.color.tone())
    }
}

/// A face of a rack.
#[derive(Clone, Copy, Debug)]
pub struct RackSide<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    pub rack: &'a Rack,
    pub seen: Viewpoint,
    pub scale: &'a Scale,
}

impl<'a> RackSide<'a> {
    /// All visible plates; each precedes those in its bays.
    pub fn plates(&self) -> Vec<SeenPlate<'a>> {
        let mut plates = Vec::new();
        let between = self.index.devices_in(self.rack.id).iter();
        for id in between.chain(self.index.devices_beside(self.rack.id)) {
            let showing = self
                .layout
                .devices
                .get(id)
                .and_then(|device| showing(device, self.layout.type_of(device)?, self.seen));
            if let Some(showing) = showing {
                self.add(*id, showing, &mut plates);
            }
        }
        plates
    }

    /// Areas of devices that are visible only from the other side.
    pub fn hidden(&self) -> Vec<Area> {
        let area = |id: &DeviceId| {
            let device = self.layout.devices.get(id)?;
            let device_type = self.layout.type_of(device)?;
            if showing(device, device_type, self.seen).is_some() {
                return None;
            }
            self.area(device, device_type)
        };
        let between = self.index.devices_in(self.rack.id).iter();
        between.filter_map(area).collect()
    }

    fn area(&self, device: &Device, device_type: &DeviceType) -> Option<Area> {
        let spot: PlatePosition = spot::spot(self.layout, device, self.scale)?;
        let spot = self.seen.sees(spot, self.rack.width, self.scale);
        Some(spot::plate(spot, device_type.height, self.scale))
    }

    fn add(&self, id: DeviceId, showing: Showing, plates: &mut Vec<SeenPlate<'a>>) {
        let Some(device) = self.layout.devices.get(&id) else {
            return;
        };
        let device: &'a Device = device;
        let Some(device_type) = self.layout.type_of(device) else {
            return;
        };
        let Some(area) = self.area(device, device_type) else {
            return;
        };
        let inside = showing_in(device_type, Some(showing));
        let children = self.index.children_of(id).iter();
        let children: Vec<DeviceId> = children.filter(|_| inside.is_some()).copied().collect();
        let held = children.iter().filter_map(|child| {
            let child = self.layout.devices.get(child)?;
            let inner = self.area(child, self.layout.type_of(child)?)?;
            Some(inner.within(&area))
        });
        plates.push(SeenPlate {
            device,
            device_type,
            showing,
            area,
            held: held.collect(),
        });
        if let Some(showing) = inside {
            for child in children {
                self.add(child, showing, plates);
            }
        }
    }
}
