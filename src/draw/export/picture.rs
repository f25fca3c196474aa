//! One side of one rack, painted.

use super::mark::Group;
use super::paint::Painter;
use crate::domain::health::Health;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{
    Depth, Device, DeviceType, Face, Faceplate, Layout, LayoutIndex, Place, Rack,
};
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::rack;
use crate::draw::scale::Scale;
use crate::draw::spot::{self, Spot};

/// From where a rack is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewpoint {
    Front,
    Rear,
}

impl Viewpoint {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Front => "Front",
            Self::Rear => "Rear",
        }
    }
}

/// What a device shows of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    Plate,
    Back,
}

/// A layout and how it is to be painted.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    pub painter: Painter,
    /// What each device shows.
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
}

/// Width and height of a rack's picture.
pub fn size(rack: &Rack) -> (f32, f32) {
    let scale = &Scale::WIDE;
    (
        scale.rack_width(rack.width),
        scale.rack_height(rack.height.half_units()),
    )
}

impl Scene<'_> {
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
        let spot = seen_from(spot, rack, seen);
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

/// What a device shows on that side; `None` when it does not reach it. What stands in a bay is where its
/// parent is, and what hangs beside the rails is seen from both.
fn showing(device: &Device, device_type: &DeviceType, seen: Viewpoint) -> Option<Showing> {
    let Place::Rack { face, .. } = device.place else {
        return Some(Showing::Plate);
    };
    let towards = match face {
        Face::Front | Face::Both => Viewpoint::Front,
        Face::Rear => Viewpoint::Rear,
    };
    let reaches = face == Face::Both || device_type.depth == Depth::Full;
    match towards == seen {
        true => Some(Showing::Plate),
        false => reaches.then_some(Showing::Back),
    }
}

/// From the rear, what stands left in the rack is seen on the right.
fn seen_from(spot: Spot, rack: &Rack, seen: Viewpoint) -> Spot {
    match seen {
        Viewpoint::Front => spot,
        Viewpoint::Rear => Spot {
            x: Scale::WIDE.rack_width(rack.width) - spot.x - spot.width,
            ..spot
        },
    }
}

/// The same box without what is on its front; of its rear no facts are known.
fn back_of(device_type: &DeviceType) -> DeviceType {
    DeviceType {
        faceplate: Faceplate::default(),
        ..device_type.clone()
    }
}
