//! Paints one face of one rack.

use super::mark::{Group, Mark};
use super::paint::{PaintSubject, Painter};
use crate::domain::ids::PictureId;
use crate::domain::layout::{Device, Layout, LayoutIndex, Rack};
use crate::domain::lens::LensMark;
use crate::domain::view::DeviceView;
use crate::draw::area::Area;
use crate::draw::plates::{RackSide, SeenPlate};
use crate::draw::rack;
use crate::draw::scale::Scale;
use crate::draw::shape::Shape;
use crate::draw::viewpoint::Viewpoint;

/// A layout and how it is to be painted.
#[derive(Clone, Copy)]
pub struct PictureScene<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    pub painter: Painter,
    /// What each device shows.
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
    /// Whether a picture is available and wanted.
    pub has_picture: &'a dyn Fn(PictureId) -> bool,
    /// Whether to hatch places without a device, of which nothing is known.
    pub marks_unknown: bool,
}

impl PictureScene<'_> {
    /// Paints the rack with its upper left corner at that point: a group for its frame, then one for each device.
    pub fn rack(&self, rack: &Rack, seen: Viewpoint, x: f32, y: f32) -> Vec<Group> {
        let side = RackSide {
            layout: self.layout,
            index: self.index,
            rack,
            seen,
            scale: &Scale::WIDE,
        };
        let mut frame = rack::frame(rack, &Scale::WIDE, seen);
        let plates = side.plates();
        if self.marks_unknown {
            let areas: Vec<Area> = plates.iter().map(|plate| plate.area).collect();
            frame.extend(rack::unknown(rack, &Scale::WIDE, &areas));
        }
        let hidden = side.hidden();
        if !hidden.is_empty() {
            frame.push(rack::taken(&hidden));
        }
        let marks = frame
            .iter()
            .flat_map(|shape| self.painter.marks(shape, &PaintSubject::default()))
            .collect();
        let title = format!("{}, {}", rack.name, seen.word().to_lowercase());
        let mut groups = vec![Group { x, y, title, marks }];
        groups.extend(plates.iter().map(|plate| self.device(plate, (x, y))));
        groups
    }

    fn device(&self, plate: &SeenPlate, (x, y): (f32, f32)) -> Group {
        let picture = plate
            .showing
            .picture(plate.device_type)
            .filter(|picture| (self.has_picture)(*picture));
        let frame = plate.frame(&Scale::WIDE).with_picture(picture);
        let view = (self.view_of)(plate.device);
        let live = match &view.lens {
            Some(_) => frame.live_under_lens(&view, false),
            None => frame.live(&view, false),
        };
        let still = frame.still_on_picture(&view);
        let changing = live.bars.into_iter().chain([live.value]);
        let changing: Vec<Shape> = changing.chain(live.context).collect();
        let painted = PaintSubject {
            health: view.health,
            band: view.lens.as_ref().and_then(LensMark::band),
            height: frame.size().1,
        };
        let marks = |shapes: &[Shape]| -> Vec<Mark> {
            let shapes = shapes.iter();
            shapes
                .flat_map(|shape| self.painter.marks(shape, &painted))
                .collect()
        };
        let own = frame.colored_lights(&view, false).by_state().into_iter();
        let own = own.map(|(state, data)| self.painter.lit(state, data));
        Group {
            x: x + plate.area.x,
            y: y + plate.area.y,
            marks: marks(&still)
                .into_iter()
                .chain(own)
                .chain(marks(&changing))
                .collect(),
            title: view.accessible_name,
        }
    }
}
