//! One side of one rack, painted.

use super::mark::Group;
use super::paint::Painter;
use crate::domain::health::Health;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, DeviceType, Layout, LayoutIndex, Rack};
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::rack;
use crate::draw::scale::Scale;
use crate::draw::spot::{self, Spot};
use crate::draw::viewpoint::{Showing, Viewpoint, back_of, showing};

/// A layout and how it is to be painted.
#[derive(Clone, Copy)]
pub struct PictureScene<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    pub painter: Painter,
    /// What each device shows.
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
}

impl PictureScene<'_> {
    /// The rack with its upper left corner at that point; a group for its frame, then one for each device.
    pub fn rack(&self, rack: &Rack, seen: Viewpoint, x: f32, y: f32) -> Vec<Group> {
        let marks = rack::frame(rack, &Scale::WIDE)
            .iter()
            .map(|shape| self.painter.mark(shape, Health::Unlinked, 0.0))
            .collect();
        let title = format!("{}, {}", rack.name, seen.word().to_lowercase());
        let mut groups = vec![Group { x, y, title, marks }];
        let between = self.index.devices_in(rack.id).iter();
        for id in between.chain(self.index.devices_beside(rack.id)) {
            self.add(*id, rack, seen, (x, y), &mut groups);
        }
        groups
    }

    /// Adds a device, and in front of it what stands in its bays.
    fn add(
        &self,
        id: DeviceId,
        rack: &Rack,
        seen: Viewpoint,
        origin: (f32, f32),
        groups: &mut Vec<Group>,
    ) {
        let Some(device) = self.layout.devices.get(&id) else {
            return;
        };
        let (Some(device_type), Some(spot)) = (
            self.layout.type_of(device),
            spot::spot(self.layout, device, &Scale::WIDE),
        ) else {
            return;
        };
        let Some(showing) = showing(device, device_type, seen) else {
            return;
        };
        let spot = seen.sees(spot, Scale::WIDE.rack_width(rack.width));
        groups.push(self.device(device, device_type, showing, spot, origin));
        if showing == Showing::Plate {
            for child in self.index.children_of(id) {
                self.add(*child, rack, seen, origin, groups);
            }
        }
    }

    fn device(
        &self,
        device: &Device,
        device_type: &DeviceType,
        showing: Showing,
        spot: Spot,
        (x, y): (f32, f32),
    ) -> Group {
        let frame = match showing {
            Showing::Plate => DeviceFrame::new(device_type, spot.width, &Scale::WIDE),
            Showing::Back => DeviceFrame::new(&back_of(device_type), spot.width, &Scale::WIDE),
        };
        let view = (self.view_of)(device);
        let parts = frame.parts(&view);
        let mut shapes = parts.still;
        shapes.extend(parts.bars);
        shapes.push(parts.value);
        shapes.extend(parts.context);
        let height = frame.size().1;
        Group {
            x: x + spot.x,
            y: y + spot.y + Scale::DEVICE_GAP / 2.0,
            marks: shapes
                .iter()
                .map(|shape| self.painter.mark(shape, view.health, height))
                .collect(),
            title: view.accessible_name,
        }
    }
}
