//! One side of one rack, painted.

use super::mark::Group;
use super::paint::{PaintSubject, Painter};
use crate::domain::ids::{DeviceId, PictureId};
use crate::domain::layout::{Device, Layout, LayoutIndex, Rack};
use crate::domain::lens::LensMark;
use crate::domain::view::DeviceView;
use crate::draw::area::Area;
use crate::draw::device::DeviceFrame;
use crate::draw::rack;
use crate::draw::scale::Scale;
use crate::draw::spot::{self, PlatePosition};
use crate::draw::viewpoint::{Showing, Viewpoint, showing, showing_in};

/// A layout and how it is to be painted.
#[derive(Clone, Copy)]
pub struct PictureScene<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    pub painter: Painter,
    /// What each device shows.
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
    /// Whether a picture is at hand and wanted.
    pub has_picture: &'a dyn Fn(PictureId) -> bool,
}

impl PictureScene<'_> {
    /// The rack with its upper left corner at that point; a group for its frame, then one for each device.
    pub fn rack(&self, rack: &Rack, seen: Viewpoint, x: f32, y: f32) -> Vec<Group> {
        let mut frame = rack::frame(rack, &Scale::WIDE, seen);
        let hidden = self.hidden(rack, seen);
        if !hidden.is_empty() {
            frame.push(rack::taken(&hidden));
        }
        let marks = frame
            .iter()
            .map(|shape| self.painter.mark(shape, &PaintSubject::default()))
            .collect();
        let title = format!("{}, {}", rack.name, seen.word().to_lowercase());
        let mut groups = vec![Group { x, y, title, marks }];
        let between = self.index.devices_in(rack.id).iter();
        for id in between.chain(self.index.devices_beside(rack.id)) {
            let showing = self
                .layout
                .devices
                .get(id)
                .and_then(|device| showing(device, self.layout.type_of(device)?, seen));
            if let Some(showing) = showing {
                self.add(*id, rack, seen, showing, (x, y), &mut groups);
            }
        }
        groups
    }

    /// Where devices stand that are seen from the other side only.
    fn hidden(&self, rack: &Rack, seen: Viewpoint) -> Vec<Area> {
        let area = |id: &DeviceId| {
            let device = self.layout.devices.get(id)?;
            let device_type = self.layout.type_of(device)?;
            if showing(device, device_type, seen).is_some() {
                return None;
            }
            let spot = self.spot(device, rack, seen)?;
            Some(spot::plate(spot, device_type.height, &Scale::WIDE))
        };
        self.index
            .devices_in(rack.id)
            .iter()
            .filter_map(area)
            .collect()
    }

    fn spot(&self, device: &Device, rack: &Rack, seen: Viewpoint) -> Option<PlatePosition> {
        let spot = spot::spot(self.layout, device, &Scale::WIDE)?;
        Some(seen.sees(spot, rack.width, &Scale::WIDE))
    }

    /// Adds a device, and in front of it what is seen in its bays.
    fn add(
        &self,
        id: DeviceId,
        rack: &Rack,
        seen: Viewpoint,
        showing: Showing,
        origin: (f32, f32),
        groups: &mut Vec<Group>,
    ) {
        let Some(device) = self.layout.devices.get(&id) else {
            return;
        };
        let (Some(device_type), Some(spot)) =
            (self.layout.type_of(device), self.spot(device, rack, seen))
        else {
            return;
        };
        let children = self.index.children_of(id).iter();
        let inside = showing_in(device_type, Some(showing));
        let children: Vec<DeviceId> = children.filter(|_| inside.is_some()).copied().collect();
        let plate = spot::plate(spot, device_type.height, &Scale::WIDE);
        let held = children.iter().filter_map(|child| {
            let child = self.layout.devices.get(child)?;
            let inner = self.spot(child, rack, seen)?;
            let height = self.layout.type_of(child)?.height;
            Some(spot::plate(inner, height, &Scale::WIDE).within(&plate))
        });
        let picture = showing
            .picture(device_type)
            .filter(|picture| (self.has_picture)(*picture));
        let frame = DeviceFrame::showing(device_type, showing, spot.width, &Scale::WIDE)
            .holding(held.collect())
            .with_picture(picture)
            .toned(device.color.tone());
        groups.push(self.device(device, &frame, spot, origin));
        if let Some(showing) = inside {
            for child in children {
                self.add(child, rack, seen, showing, origin, groups);
            }
        }
    }

    fn device(
        &self,
        device: &Device,
        frame: &DeviceFrame,
        spot: PlatePosition,
        (x, y): (f32, f32),
    ) -> Group {
        let view = (self.view_of)(device);
        let live = match &view.lens {
            Some(_) => frame.live_under_lens(&view, false),
            None => frame.live(&view, false),
        };
        let mut shapes = frame.still_on_picture(&view);
        shapes.extend(frame.guests(&view, false));
        shapes.extend(live.bars);
        shapes.push(live.value);
        shapes.extend(live.context);
        let painted = PaintSubject {
            health: view.health,
            band: view.lens.as_ref().and_then(LensMark::band),
            height: frame.size().1,
        };
        Group {
            x: x + spot.x,
            y: y + spot.y + Scale::DEVICE_GAP / 2.0,
            marks: shapes
                .iter()
                .map(|shape| self.painter.mark(shape, &painted))
                .collect(),
            title: view.accessible_name,
        }
    }
}
