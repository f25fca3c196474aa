//! One device: plate, lights, name, bars, numbers, context. At most seven shapes, of which three change with live data.
//! Small lights that tell of disks and network are among those that stay: they change too rarely to be worth more.

mod readings;
mod rooms;

use super::bars::{self, BarsForm, BarsPlace};
use super::face::lights::Lit;
use super::face::{self, LightSpot, Openings, Room};
use super::path::PathBuilder;
use super::scale::Scale;
use super::shape::{Fill, Glyphs, Role, Shape};
use super::text;
use crate::domain::health::Health;
use crate::domain::layout::DeviceType;
use crate::domain::view::DeviceView;
use rooms::margin_beside;

const NAME_SIZE: f32 = 12.0;
/// A narrower device shows its name and one number or word, whatever its height.
const ROOM_FOR_BARS: f32 = 150.0;
/// A narrower one is a strip beside the rails: its name stands upright, a letter below the other.
const ROOM_FOR_A_LINE: f32 = 44.0;
/// On a lower one the bars lie closer together.
const ROOM_FOR_LINES: f32 = 22.0;
/// Ports that want more room than this have shorter bars beside them.
const MANY_PORTS: f32 = 80.0;
/// Room for the caption of a bar, and the space after it.
const CAPTION: f32 = 30.0;
/// The size that the maker's name is set in, with the space between its letters.
const MAKER_SIZE: f32 = 9.6;
/// From one letter of an upright name to the next.
const STRIP_LINE: f32 = 11.0;
/// From the left edge to the name: edge strip and light stand before it.
const NAME_LEFT: f32 = 30.0;

/// The frame of one device's drawing: everything that does not change with live data.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceFrame {
    width: f32,
    height: f32,
    first_line: f32,
    form: BarsForm,
    bars: BarsPlace,
    /// What its ports want at the least where they share the line with name and bars.
    ports_want: f32,
    device_type: DeviceType,
}

/// A device's shapes, back to front: those that stay while it shows values, or shows none; then the live ones.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceParts {
    pub still: Vec<Shape>,
    pub bars: Option<Shape>,
    pub value: Shape,
    pub context: Option<Shape>,
}

impl DeviceFrame {
    /// `width` is the room the device takes between the rails.
    pub fn new(device_type: &DeviceType, width: f32, scale: &Scale) -> Self {
        let height = (scale.height(device_type.height) - Scale::DEVICE_GAP).max(4.0);
        let form = if device_type.height.0 >= 4 && width >= ROOM_FOR_BARS {
            BarsForm::Block
        } else if height < ROOM_FOR_LINES {
            BarsForm::Tight
        } else {
            BarsForm::Line
        };
        let ports_want = face::least_width(device_type, height - 2.0 * margin_beside(form));
        let bar_width = match width {
            ..ROOM_FOR_BARS => 0.0,
            ..220.0 => 34.0,
            _ if form != BarsForm::Block && ports_want > MANY_PORTS => 34.0,
            _ => 60.0,
        };
        let x = match form {
            BarsForm::Tight | BarsForm::Line => width - bar_width - 42.0,
            BarsForm::Block => width - bar_width - 38.0,
        };
        let first_line = (scale.unit / 2.0 + 3.2).min(height / 2.0 + 4.2);
        Self {
            width,
            height,
            first_line,
            form,
            bars: BarsPlace {
                x,
                width: bar_width,
                form,
            },
            ports_want,
            device_type: device_type.clone(),
        }
    }

    pub fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// All shapes of a device in this state, in the order they are drawn.
    pub fn parts(&self, view: &DeviceView) -> DeviceParts {
        let mut still = self.plate(view);
        still.push(self.name(view));
        DeviceParts {
            still,
            bars: self.bars(view),
            value: self.value(view),
            context: self.context(view),
        }
    }

    /// Its shapes where no small print can be read: without openings, captions and context.
    pub fn plain_parts(&self, view: &DeviceView) -> DeviceParts {
        let mut cuts = PathBuilder::new();
        cuts.rounded(0.5, 0.5, self.width - 1.0, self.height - 1.0, 3.0);
        if view.bars.is_some() && self.bars.width > 0.0 {
            bars::grooves(self.bars, self.form.lowered(self.height), &mut cuts);
        }
        DeviceParts {
            still: vec![
                Shape::path(Role::Face, cuts.finish()).filled(Fill::Face),
                Shape::path(Role::Lights, self.large_lights(view).finish()),
                self.name(view),
            ],
            bars: self.bars(view),
            value: self.value(view),
            context: None,
        }
    }

    /// Whether going from one state to the other only changes the live parts.
    pub fn has_same_parts(&self, old: &DeviceView, new: &DeviceView) -> bool {
        // Name and openings take the room that the readings leave.
        let same_room = self.readings_left(old) == self.readings_left(new);
        let same_openings = self.openings_room(old) == self.openings_room(new);
        let same_frame = is_framed(old.health) == is_framed(new.health);
        old.bars.is_some() == new.bars.is_some()
            && old.name == new.name
            && same_room
            && same_openings
            && same_frame
            && self.has_same_lights(old, new)
    }

    fn has_same_lights(&self, old: &DeviceView, new: &DeviceView) -> bool {
        let face = &self.device_type.faceplate;
        let (drives, ports) = (face.drive_bays > 0, !face.ports.is_empty());
        (old.health == new.health || !drives && !ports)
            && (old.lights.disks == new.lights.disks || !drives)
            && (old.lights.traffic == new.lights.traffic || !ports)
    }

    /// The small lights on its front: those of drives and ports.
    pub fn lights(&self, view: &DeviceView) -> Vec<LightSpot> {
        face::lights(&self.device_type, self.openings_room(view))
    }

    /// The plate with its openings, and the lights on it.
    fn plate(&self, view: &DeviceView) -> Vec<Shape> {
        let mut openings = Openings::default();
        openings
            .cuts
            .rounded(0.5, 0.5, self.width - 1.0, self.height - 1.0, 3.0);
        let room = face::cut_known(&self.device_type, self.openings_room(view), &mut openings);
        let maker = self.maker(view, room);
        let room = match &maker {
            Some((_, width)) if self.form != BarsForm::Block => room.without_left(width + 10.0),
            _ => room,
        };
        face::fill(&self.device_type, room, &mut openings);
        if view.bars.is_some() && self.bars.width > 0.0 {
            bars::grooves(
                self.bars,
                self.form.lowered(self.height),
                &mut openings.cuts,
            );
        }
        let lit = Lit::of(openings.lights, view);
        let mut lights = self.large_lights(view);
        draw_all(&lit.with_health, &mut lights);
        let mut shapes = vec![
            Shape::path(Role::Face, openings.cuts.finish()).filled(Fill::Face),
            Shape::path(Role::Lights, lights.finish()),
        ];
        // There is a node for one more color where a context or the maker's name has one, else for two. The worst come first.
        let is_full = self.form == BarsForm::Block || maker.is_some();
        let colors = if is_full { 1 } else { 2 };
        for (level, spots) in lit.by_level.iter().take(colors) {
            let mut small = PathBuilder::new();
            draw_all(spots, &mut small);
            shapes.push(Shape::path(Role::Small(*level), small.finish()));
        }
        shapes.extend(maker.map(|(shape, _)| shape));
        shapes
    }

    /// The strip at the edge, the light before the name, and the frame of what needs a look now.
    fn large_lights(&self, view: &DeviceView) -> PathBuilder {
        let mut lights = PathBuilder::new();
        lights.rounded(0.0, 0.0, 4.0, self.height, 2.0);
        let center = if self.is_strip() {
            self.strip_center()
        } else {
            17.0
        };
        lights.dot(center, self.first_line - 4.0, 3.4);
        if is_framed(view.health) {
            lights.rounded(0.0, 0.0, self.width, self.height, 3.0);
            lights.rounded(1.4, 1.4, self.width - 2.8, self.height - 2.8, 2.0);
        }
        lights
    }

    fn name(&self, view: &DeviceView) -> Shape {
        if self.is_strip() {
            return Shape::glyphs(Role::Name, self.upright_name(&view.name));
        }
        Shape::text(
            Role::Name,
            NAME_LEFT,
            self.first_line,
            text::fit(&view.name, NAME_SIZE, self.room_for_name(view)),
        )
    }

    /// The maker's name and its width: below the name on a high front that shows nothing else there, in the room that ports and
    /// bays leave on a low one.
    fn maker(&self, view: &DeviceView, room: Room) -> Option<(Shape, f32)> {
        let (left, y, right) = match self.form {
            _ if self.is_strip() => return None,
            BarsForm::Block if view.bars.is_some() || !view.context.is_empty() => return None,
            BarsForm::Block => {
                let right = self.readings_left(view);
                (NAME_LEFT, self.first_line + 13.0, right)
            }
            // What is put into bays covers it.
            BarsForm::Tight | BarsForm::Line if !self.device_type.bays.is_empty() => return None,
            BarsForm::Tight | BarsForm::Line => (room.x, self.first_line - 0.6, room.right()),
        };
        let letters = self.letters_of_maker(left, right, MAKER_SIZE);
        let is_cut = letters.len() < self.device_type.manufacturer.chars().count();
        if letters.is_empty() || is_cut && self.form != BarsForm::Block {
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

    /// As much of the maker's name as fits between two points: each letter with its place and its width.
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

    /// The letters of a name below each other, as many as a third of the strip has room for.
    fn upright_name(&self, name: &str) -> Glyphs {
        let mut glyphs = Glyphs::default();
        let most = (self.height / 3.0 / STRIP_LINE) as usize;
        for (place, letter) in name.chars().take(most).enumerate() {
            let half = text::width(letter.encode_utf8(&mut [0; 4]), NAME_SIZE) / 2.0;
            let y = self.first_line + 16.0 + place as f32 * STRIP_LINE;
            glyphs.push_letter(letter, self.strip_center() - half, y);
        }
        glyphs
    }
}

fn draw_all(lights: &[LightSpot], path: &mut PathBuilder) {
    for light in lights {
        light.draw(path);
    }
}

/// What needs a look now has a frame in the color of its health.
const fn is_framed(health: Health) -> bool {
    matches!(health, Health::Critical)
}
