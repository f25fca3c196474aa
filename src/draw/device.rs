//! One device: plate, lights, name, bars, numbers, context, guests. At most seven shapes, of which three change with live data.
//! The small lights of disks and network are part of the still shapes: they change too rarely for more.

pub mod animation;
mod arrangement;
pub mod colored_lights;
pub mod lens;
mod marks;
mod picture;
mod readings;
mod small_print;
pub mod zones;

use super::area::Area;
use super::bars::{self, BarsForm, BarsPlace};
use super::face::lights::LitLights;
use super::face::{self, LightSpot, Openings, Room};
use super::kind::{self, Tint};
use super::path::PathBuilder;
use super::scale::Scale;
use super::shape::{Fill, Glyphs, Role, Shape};
use super::spot::{self, PlatePosition};
use super::text;
use super::viewpoint::{Showing, back_of};
use crate::domain::ids::PictureId;
use crate::domain::layout::{Category, DeviceType, Mount, PlateTone};
use crate::domain::view::DeviceView;
use arrangement::Arrangement;
pub use marks::light;
use marks::{Light, PlateFrame};

const NAME_SIZE: f32 = 12.0;
/// Font size of long names.
const SMALL_NAME_SIZE: f32 = 10.5;
/// Narrower devices show only a name and one number or word, whatever their height.
const ROOM_FOR_BARS: f32 = 150.0;
/// Narrower devices have their number or word below the name.
const ROOM_FOR_BOTH: f32 = 126.0;
/// Narrower devices are strips: their name runs downwards.
const ROOM_FOR_A_LINE: f32 = 44.0;
/// Height of the lowest plate above bays that has a name.
const LOWEST_LINE: f32 = 14.4;
/// On lower devices the bars are closer together.
const ROOM_FOR_LINES: f32 = 22.0;
/// From this width on, art is beside name and readings whatever the height, and the plate has ears.
const FULL_WIDTH: f32 = 200.0;
/// From this width on, the bars of a high device have captions.
const ROOM_FOR_CAPTIONS: f32 = 260.0;
/// Ports wider than this make the bars beside them shorter.
const MANY_PORTS: f32 = 110.0;
/// Width of a bar's caption, including the space after it.
const CAPTION: f32 = 29.0;
/// Font size of the manufacturer's name, including its letter spacing.
const MAKER_SIZE: f32 = 9.6;

/// The frame of one device's drawing: everything that does not change with live data.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceFrame {
    width: f32,
    height: f32,
    first_line: f32,
    form: BarsForm,
    bars: BarsPlace,
    device_type: DeviceType,
    /// The category, whichever face this is.
    category: Category,
    /// Bays, in which other devices are drawn.
    bays: Vec<Area>,
    /// The areas of the devices in the bays.
    held: Vec<Area>,
    /// The picture of the visible face.
    picture: Option<PictureId>,
    /// The color that the user chose.
    tone: Option<PlateTone>,
}

/// The shapes of a device that change with live data.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveShapes {
    pub bars: Option<Shape>,
    pub value: Shape,
    /// A text, or a box with two lines.
    pub context: Option<Shape>,
}

/// A device's shapes, back to front: still ones, which stay as long as it shows values (or as long as it shows none), then live ones.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceParts {
    pub still: Vec<Shape>,
    pub live: LiveShapes,
}

impl DeviceFrame {
    /// `width` is the width that the device takes between the rails.
    pub fn new(device_type: &DeviceType, width: f32, scale: &Scale) -> Self {
        let height = (scale.height(device_type.height) - Scale::DEVICE_GAP).max(4.0);
        let form = if device_type.height.0 >= 4 && width >= ROOM_FOR_BARS {
            BarsForm::Block
        } else if height < ROOM_FOR_LINES {
            BarsForm::Tight
        } else {
            BarsForm::Line
        };
        let many_ports = face::art_length(device_type, height).wanted > MANY_PORTS;
        let bar_width = match width {
            _ if !device_type.bays.is_empty() => 0.0,
            ..ROOM_FOR_BARS => 0.0,
            ..FULL_WIDTH => 26.0,
            ..ROOM_FOR_CAPTIONS => 34.0,
            _ if form == BarsForm::Block => 42.0,
            _ if many_ports => 34.0,
            _ => 60.0,
        };
        let bays = bays(device_type, width, height, scale);
        // A line of text stands above the bays, if they leave room for one.
        let above = bays.iter().map(|bay| bay.y).fold(height, f32::min);
        let line = if above < LOWEST_LINE { height } else { above };
        let first_line = (scale.unit / 2.0 + 3.2).min(line / 2.0 + 4.2);
        let right = width - arrangement::right_margin(width);
        Self {
            width,
            height,
            first_line,
            form,
            bars: BarsPlace {
                x: right - readings::NUMBER - readings::AFTER_BARS - bar_width,
                width: bar_width,
                form,
            },
            bays,
            held: Vec::new(),
            picture: None,
            tone: None,
            category: device_type.category,
            device_type: device_type.clone(),
        }
    }

    /// The frame of a plate, or of the back that belongs to it.
    pub fn showing(device_type: &DeviceType, shown: Showing, width: f32, scale: &Scale) -> Self {
        match shown {
            Showing::Plate => Self::new(device_type, width, scale),
            Showing::Back => Self {
                category: device_type.category,
                ..Self::new(&back_of(device_type), width, scale)
            },
        }
    }

    /// Sets the color that the user chose.
    pub const fn toned(mut self, tone: Option<PlateTone>) -> Self {
        self.tone = tone;
        self
    }

    /// Adds devices in the bays, by their areas on this plate: name and light avoid them.
    pub fn holding(mut self, held: Vec<Area>) -> Self {
        self.held = held;
        self
    }

    pub fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// All shapes of a device in this state, in the order they are drawn.
    pub fn parts(&self, view: &DeviceView) -> DeviceParts {
        DeviceParts {
            still: self.still(view),
            live: self.live(view, false),
        }
    }

    /// The shapes that change with live data; without small print if `plain`.
    pub fn live(&self, view: &DeviceView, plain: bool) -> LiveShapes {
        LiveShapes {
            bars: self.bars(view),
            value: self.value(view, plain),
            context: if plain { None } else { self.context(view) },
        }
    }

    /// The shapes that stay while live values change.
    pub fn still(&self, view: &DeviceView) -> Vec<Shape> {
        let arrangement = self.arrangement(view);
        let mut still = self.plate(view, &arrangement);
        still.extend(self.name(view, &arrangement));
        still
    }

    /// Like [`Self::still`], for a zoom at which small print is not readable.
    pub fn plain_still(&self, view: &DeviceView) -> Vec<Shape> {
        let arrangement = self.plain_arrangement(view);
        let mut cuts = self.outline();
        if let Some(Room {
            x, y, width: size, ..
        }) = arrangement.art
        {
            kind::cut_sign(self.category, x, y, size, &mut cuts);
        }
        self.cut_grooves(view, &mut cuts);
        let mut still = vec![
            self.face(cuts),
            Shape::path(Role::Lights, self.large_lights(view, &arrangement).finish()),
        ];
        still.extend(self.name(view, &arrangement));
        still
    }

    /// The plate before it has a name or a system: a picture of the type.
    pub fn picture(&self) -> Vec<Shape> {
        self.still(&DeviceView::unlinked(""))
    }

    /// Whether only the live parts differ between two states.
    pub fn has_same_parts(&self, old: &DeviceView, new: &DeviceView) -> bool {
        // Readings determine the room left for name and art.
        old.bars.is_some() == new.bars.is_some()
            && old.lens.is_some() == new.lens.is_some()
            && old.spark().is_some() == new.spark().is_some()
            && old.name == new.name
            && old.guests == new.guests
            && self.has_same_arrangement(old, new)
            && Light::of(old.health) == Light::of(new.health)
            && PlateFrame::of(old.health) == PlateFrame::of(new.health)
            && self.has_same_lights(old, new)
    }

    fn has_same_arrangement(&self, old: &DeviceView, new: &DeviceView) -> bool {
        let arrangement = self.arrangement(new);
        self.arrangement(old) == arrangement && self.has_same_role(old, new, &arrangement)
    }

    fn has_same_lights(&self, old: &DeviceView, new: &DeviceView) -> bool {
        let face = &self.device_type.faceplate;
        let (drives, ports) = (face.drive_bays > 0, !face.ports.is_empty());
        (old.health == new.health || !drives && !ports)
            && (old.lights.disks == new.lights.disks && old.lights.joined == new.lights.joined
                || !drives)
            && (old.lights.traffic == new.lights.traffic || !ports)
    }

    /// The small lights on its front: those of drives and ports.
    pub fn lights(&self, view: &DeviceView) -> Vec<LightSpot> {
        let art = self.arrangement(view).art;
        art.map_or_else(Vec::new, |room| face::lights(&self.device_type, room))
    }

    fn outline(&self) -> PathBuilder {
        let mut cuts = PathBuilder::new();
        cuts.rounded(0.5, 0.5, self.width - 1.0, self.height - 1.0, 3.0);
        cuts
    }

    fn face(&self, cuts: PathBuilder) -> Shape {
        let tint = self.tone.map_or(Tint::of(self.category), Tint::Own);
        Shape::path(Role::Face, cuts.finish()).filled(Fill::Face(tint))
    }

    fn cut_grooves(&self, view: &DeviceView, cuts: &mut PathBuilder) {
        if view.bars.is_some() && view.lens.is_none() && self.has_bars(view) {
            bars::grooves(self.bars, self.form.lowered(self.height), cuts);
        }
    }

    /// The plate with its openings, and the lights on it.
    fn plate(&self, view: &DeviceView, arrangement: &Arrangement) -> Vec<Shape> {
        let mut openings = Openings {
            cuts: self.outline(),
            ..Openings::default()
        };
        self.cut_edges(arrangement, &mut openings.cuts);
        let mut maker = None;
        if self.bays.is_empty() {
            if let Some(room) = arrangement.art {
                let room = face::cut_known(&self.device_type, room, &mut openings);
                maker = self.maker_beside(view, room);
                let room = match &maker {
                    Some((_, width)) => room.without_left(width + 10.0),
                    None => room,
                };
                face::fill(&self.device_type, room, &mut openings);
            }
            maker = maker.or_else(|| self.maker_below_name(view, arrangement));
        } else {
            face::bays(&self.bays, &mut openings);
        }
        self.cut_grooves(view, &mut openings.cuts);
        let lit = LitLights::of(openings.lights, view);
        let mut lights = self.large_lights(view, arrangement);
        draw_all(&lit.with_health, &mut lights);
        let mut shapes = vec![
            self.face(openings.cuts),
            Shape::path(Role::Lights, lights.finish()),
        ];
        if !colored_lights::has_colored_lights(view) {
            for (level, spots) in lit.by_level {
                let mut small = PathBuilder::new();
                draw_all(&spots, &mut small);
                shapes.push(Shape::path(Role::Small(level), small.finish()));
            }
        }
        shapes.extend(maker.map(|(shape, _)| shape));
        shapes
    }

    /// The name, in the smaller size if it would be cut otherwise, and cut in the middle if that is not enough.
    fn name(&self, view: &DeviceView, arrangement: &Arrangement) -> Option<Shape> {
        let place = arrangement.name?;
        let fits = |size| text::width(&view.name, size) <= place.length;
        let is_small = arrangement.is_stacked || self.height < ROOM_FOR_LINES || !fits(NAME_SIZE);
        let (role, size) = if is_small {
            (Role::SmallName, SMALL_NAME_SIZE)
        } else {
            (Role::Name, NAME_SIZE)
        };
        let name = text::fit_in_middle(&view.name, size, place.length);
        let shape = if let Some(center) = place.along {
            // After the rotation, right becomes down and up becomes right.
            Shape::text(role, place.x, size * 0.36 - center, name).turned()
        } else {
            Shape::text(role, place.x, place.baseline, name)
        };
        Some(shape)
    }

    /// The manufacturer's name and its width, in the space beside ports and drives on a low plate.
    fn maker_beside(&self, view: &DeviceView, room: Room) -> Option<(Shape, f32)> {
        let is_beside = !self.is_stacked(view) && !self.has_art_below_name();
        let is_low = self.form != BarsForm::Block && !self.is_strip() && is_beside;
        // It accompanies the name and never replaces it.
        if !is_low || view.name.is_empty() {
            return None;
        }
        let y = self.first_line - 0.6;
        let letters = self.letters_of_maker(room.x, room.right(), MAKER_SIZE);
        let is_whole = letters.len() == self.device_type.manufacturer.chars().count();
        is_whole.then(|| letters_at(letters, y)).flatten()
    }

    /// The same below the name of a high plate that shows nothing else there.
    fn maker_below_name(
        &self,
        view: &DeviceView,
        arrangement: &Arrangement,
    ) -> Option<(Shape, f32)> {
        let is_free = view.bars.is_none() && view.small_print().is_empty();
        if self.form != BarsForm::Block || !is_free {
            return None;
        }
        let name = arrangement.name?;
        let right = name.x + name.length;
        let letters = self.letters_of_maker(name.x, right, MAKER_SIZE);
        letters_at(letters, self.first_line + 13.0)
    }

    /// As much of the manufacturer's name as fits between two points: each letter with its position and width.
    fn letters_of_maker(&self, left: f32, right: f32, size: f32) -> Vec<(char, f32, f32)> {
        let mut x = left;
        let mut letters = Vec::new();
        for letter in self.device_type.manufacturer.to_ascii_uppercase().chars() {
            let advance = text::width(letter.encode_utf8(&mut [0; 4]), size);
            if x + advance > right {
                break;
            }
            letters.push((letter, x, advance));
            x += advance;
        }
        letters
    }

    fn is_strip(&self) -> bool {
        self.width < ROOM_FOR_A_LINE
    }

    /// The middle of a strip, without the light at its edge.
    fn strip_center(&self) -> f32 {
        self.width / 2.0 + 1.8
    }

    /// Whether it is screwed to the rails on both sides.
    fn has_ears(&self) -> bool {
        self.width >= FULL_WIDTH && self.device_type.mount == Mount::Rails
    }

    fn is_server(&self) -> bool {
        matches!(
            self.device_type.category,
            Category::Server | Category::Storage | Category::Chassis
        )
    }
}

/// The bays of a type drawn at that size.
fn bays(device_type: &DeviceType, width: f32, height: f32, scale: &Scale) -> Vec<Area> {
    let outer = PlatePosition {
        x: 0.0,
        y: 0.0,
        width,
    };
    let bays = device_type.bays.iter().map(|bay| {
        let PlatePosition { x, y, width } =
            spot::spot_in(device_type, outer, bay, bay.height, scale);
        let top = y.max(1.5);
        let bottom = (y + scale.height(bay.height) - Scale::DEVICE_GAP).min(height - 1.5);
        Area::new(x, top, width, bottom - top)
    });
    bays.filter(|bay| bay.width > 0.0 && bay.height > 0.0)
        .collect()
}

fn letters_at(letters: Vec<(char, f32, f32)>, y: f32) -> Option<(Shape, f32)> {
    if letters.is_empty() {
        return None;
    }
    let mut glyphs = Glyphs::default();
    let mut width = 0.0;
    for (letter, x, advance) in letters {
        glyphs.push_letter(letter, x, y);
        width += advance;
    }
    Some((Shape::glyphs(Role::Captions, glyphs), width))
}

fn draw_all(lights: &[LightSpot], path: &mut PathBuilder) {
    for light in lights {
        light.draw(path);
    }
}
