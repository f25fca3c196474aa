//! One device: plate, lights, name, bars, numbers, context. At most seven shapes, of which three change with live data.
//! Small lights that tell of disks and network are among those that stay: they change too rarely to be worth more.

mod rooms;

use super::bars::{self, BarsForm, BarsPlace};
use super::face::lights::Lit;
use super::face::{self, LightSpot, Openings, Room};
use super::path::PathBuilder;
use super::scale::Scale;
use super::shape::{Fill, Glyphs, Role, Shape};
use super::text;
use crate::domain::health::Health;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::view::DeviceView;
use rooms::margin_beside;

const NAME_SIZE: f32 = 12.0;
const CONTEXT_SIZE: f32 = 11.0;
/// Advance of one figure in the size that values are set in.
const FIGURE: f32 = 6.6;
/// A narrower device shows its name and one number or word, whatever its height.
const ROOM_FOR_BARS: f32 = 150.0;
/// A narrower one is a strip beside the rails: its name stands upright, a letter below the other.
const ROOM_FOR_A_LINE: f32 = 44.0;
/// On a lower one the bars lie closer together.
const ROOM_FOR_LINES: f32 = 22.0;
/// Ports that want more room than this have shorter bars beside them.
const MANY_PORTS: f32 = 80.0;
/// From this height on, the maker's name stands below the bars.
const ROOM_FOR_MAKER: f32 = 56.0;
/// Room for the caption of a bar.
const CAPTION: f32 = 25.0;
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
        let letters = self.letters_of_maker(left, right);
        let is_cut = letters.len() < self.device_type.manufacturer.chars().count();
        if letters.is_empty() || is_cut && self.form != BarsForm::Block {
            return None;
        }
        let mut glyphs = Glyphs::default();
        let mut width = 0.0;
        for (letter, x, advance) in letters {
            glyphs.push(&letter.to_string(), x, y, advance);
            width += advance;
        }
        Some((Shape::glyphs(Role::Captions, glyphs), width))
    }

    /// As much of the maker's name as fits between two points: each letter with its place and its width.
    fn letters_of_maker(&self, left: f32, right: f32) -> Vec<(char, f32, f32)> {
        let mut x = left;
        let mut letters = Vec::new();
        for letter in self.device_type.manufacturer.to_ascii_uppercase().chars() {
            let advance = text::width(letter.encode_utf8(&mut [0; 4]), MAKER_SIZE);
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
            let letter = letter.encode_utf8(&mut [0; 4]).to_owned();
            let half = text::width(&letter, NAME_SIZE) / 2.0;
            let y = self.first_line + 16.0 + place as f32 * STRIP_LINE;
            glyphs.push(&letter, self.strip_center() - half, y, 0.0);
        }
        glyphs
    }

    /// The bars, while there are values that can be vouched for.
    pub fn bars(&self, view: &DeviceView) -> Option<Shape> {
        let values = view.bars.as_ref().filter(|_| self.bars.width > 0.0)?;
        let (data, fill) = bars::bars(self.bars, values);
        Some(
            Shape::path(Role::Bars, data)
                .filled(Fill::Bars(fill))
                .lowered(self.form.lowered(self.height)),
        )
    }

    /// The number beside the bars; on a higher device one for each, with their captions and the maker's name; or the state in a
    /// word. All of its characters are placed by where they end.
    pub fn value(&self, view: &DeviceView) -> Shape {
        let right = self.width - 9.0;
        match (&view.bars, self.form) {
            (Some(bars), BarsForm::Block) => {
                let mut glyphs = Glyphs::default();
                for (index, (caption, bar)) in bars.labeled().into_iter().enumerate() {
                    let left = self.bars.x - 6.0;
                    glyphs.push_ending(caption, left, self.row(index), width_in_caption);
                    let label =
                        bar.map_or_else(|| "–".to_owned(), |bar| format!("{}%", bar.percent));
                    glyphs.push_ending(&label, right, self.row(index), width_in_number);
                }
                if self.height >= ROOM_FOR_MAKER {
                    let (left, y) = (self.bars.x - CAPTION - 3.0, self.height - 5.0);
                    for (letter, x, advance) in self.letters_of_maker(left, right) {
                        glyphs.push(&letter.to_string(), x + advance, y, 0.0);
                    }
                }
                Shape::glyphs(Role::Value, glyphs)
            }
            _ if self.is_strip() => Shape::text(Role::Value, right, self.first_line, ""),
            _ => Shape::text(Role::Value, right, self.first_line, self.state_word(view)),
        }
    }

    /// The state in a word. Gear that nobody expects a link of shows its ports there instead; its light tells it apart.
    fn state_word<'a>(&self, view: &'a DeviceView) -> &'a str {
        if view.health == Health::Unlinked && has_a_face_of_its_own(&self.device_type) {
            return "";
        }
        match view.value.split_once(" · ") {
            // How long it has been so is told where there is room, and in the panel.
            Some((word, _)) if self.width < ROOM_FOR_BARS => word,
            _ => &view.value,
        }
    }

    /// One line below the name: what else is known.
    pub fn context(&self, view: &DeviceView) -> Option<Shape> {
        if self.form != BarsForm::Block {
            return None;
        }
        let available = self.readings_left(view) - NAME_LEFT - 8.0;
        Some(Shape::text(
            Role::Context,
            NAME_LEFT,
            self.first_line + 14.5,
            text::fit(&view.context, CONTEXT_SIZE, available),
        ))
    }

    /// The baseline of the bar's label and number.
    fn row(&self, index: usize) -> f32 {
        self.form.top() + index as f32 * self.form.pitch() + 6.3
    }
}

/// Figures are all of one width, the percent sign is wider.
const fn width_in_number(character: char) -> f32 {
    match character {
        '%' => FIGURE * 1.52,
        _ => FIGURE,
    }
}

/// The advance of a letter in the captions of the bars, which are set as the numbers are.
const fn width_in_caption(letter: char) -> f32 {
    match letter {
        'M' => 9.2,
        'E' | 'P' | 'S' | 'K' => 6.8,
        _ => 7.8,
    }
}

fn draw_all(lights: &[LightSpot], path: &mut PathBuilder) {
    for light in lights {
        light.draw(path);
    }
}

/// Whether a front says by itself that nobody expects values there.
fn has_a_face_of_its_own(device_type: &DeviceType) -> bool {
    !device_type.faceplate.is_plain()
        || !device_type.bays.is_empty()
        || matches!(
            device_type.category,
            Category::Blank | Category::Shelf | Category::CableManagement
        )
}

/// What needs a look now has a frame in the color of its health.
const fn is_framed(health: Health) -> bool {
    matches!(health, Health::Critical)
}
