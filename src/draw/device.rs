//! One device: plate, lights, name, bars, numbers, context. At most seven shapes, of which three change with live data.

use super::bars::{self, BarsForm, BarsPlace};
use super::face::{self, Openings, Room};
use super::scale::Scale;
use super::shape::{Fill, Glyphs, Role, Shape};
use super::text;
use crate::domain::health::Health;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::view::DeviceView;

const NAME_SIZE: f32 = 12.0;
const CONTEXT_SIZE: f32 = 11.0;
/// Advance of one figure in the size that values are set in.
const FIGURE: f32 = 6.6;
/// A narrower device shows its name and one number or word, whatever its height.
const ROOM_FOR_BARS: f32 = 150.0;
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
        } else {
            BarsForm::Line
        };
        let bar_width = match width {
            ..ROOM_FOR_BARS => 0.0,
            ..220.0 => 34.0,
            _ => 60.0,
        };
        let x = match form {
            BarsForm::Line => width - bar_width - 42.0,
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
            device_type: device_type.clone(),
        }
    }

    pub fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// All shapes of a device in this state, in the order they are drawn.
    pub fn parts(&self, view: &DeviceView) -> DeviceParts {
        let (plate, lights) = self.plate(view);
        let mut still = vec![plate, lights, self.name(view)];
        if self.form == BarsForm::Block && view.bars.is_some() {
            still.push(self.captions());
        }
        DeviceParts {
            still,
            bars: self.bars(view),
            value: self.value(view),
            context: self.context(view),
        }
    }

    /// Whether going from one state to the other only changes the live parts.
    pub fn has_same_parts(&self, old: &DeviceView, new: &DeviceView) -> bool {
        // Name and openings take the room that the readings leave.
        let same_room = self.readings_left(old) == self.readings_left(new);
        let same_frame = is_framed(old.health) == is_framed(new.health);
        old.bars.is_some() == new.bars.is_some() && old.name == new.name && same_room && same_frame
    }

    /// The plate with its openings, and the lights on it.
    fn plate(&self, view: &DeviceView) -> (Shape, Shape) {
        let mut openings = Openings::default();
        openings
            .cuts
            .rounded(0.5, 0.5, self.width - 1.0, self.height - 1.0, 3.0);
        openings.lights.rounded(0.0, 0.0, 4.0, self.height, 2.0);
        openings.lights.dot(17.0, self.first_line - 4.0, 3.4);
        face::cut(&self.device_type, self.openings_room(view), &mut openings);
        if view.bars.is_some() && self.bars.width > 0.0 {
            bars::grooves(
                self.bars,
                self.form.lowered(self.height),
                &mut openings.cuts,
            );
        }
        if is_framed(view.health) {
            openings
                .lights
                .rounded(0.0, 0.0, self.width, self.height, 3.0);
            openings
                .lights
                .rounded(1.4, 1.4, self.width - 2.8, self.height - 2.8, 2.0);
        }
        (
            Shape::path(Role::Face, openings.cuts.finish()).filled(Fill::Face),
            Shape::path(Role::Lights, openings.lights.finish()),
        )
    }

    fn name(&self, view: &DeviceView) -> Shape {
        let available = self.readings_left(view) - NAME_LEFT - 8.0;
        Shape::text(
            Role::Name,
            NAME_LEFT,
            self.first_line,
            text::fit(&view.name, NAME_SIZE, available),
        )
    }

    /// The captions of the bars, on devices high enough to have them.
    fn captions(&self) -> Shape {
        let mut glyphs = Glyphs::default();
        for (index, label) in ["CPU", "MEM", "DSK"].into_iter().enumerate() {
            glyphs.push(label, self.bars.x - 24.0, self.row(index), 7.0);
        }
        Shape::glyphs(Role::Captions, glyphs)
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

    /// The number beside the bars, one for each on a higher device; or the state in a word.
    pub fn value(&self, view: &DeviceView) -> Shape {
        let right = self.width - 9.0;
        match (&view.bars, self.form) {
            (Some(bars), BarsForm::Block) => {
                let mut glyphs = Glyphs::default();
                for (index, (_, bar)) in bars.labeled().into_iter().enumerate() {
                    let label =
                        bar.map_or_else(|| "–".to_owned(), |bar| format!("{}%", bar.percent));
                    glyphs.push_number(&label, right, self.row(index), FIGURE);
                }
                Shape::glyphs(Role::Value, glyphs)
            }
            _ => Shape::text(Role::Value, right, self.first_line, self.state_word(view)),
        }
    }

    /// The state in a word. Gear that nobody expects a link of shows its ports there instead; its light tells it apart.
    fn state_word<'a>(&self, view: &'a DeviceView) -> &'a str {
        let says_enough = view.health == Health::Unlinked
            && (!self.device_type.faceplate.is_plain()
                || self.device_type.category == Category::Blank);
        if says_enough {
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
        if self.form == BarsForm::Line {
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

    /// Where bars, numbers and words of state begin, or the ports of a device that has none.
    fn readings_left(&self, view: &DeviceView) -> f32 {
        match (view.bars.is_some(), self.form) {
            (true, BarsForm::Line) => self.bars.x,
            (true, BarsForm::Block) => self.bars.x - 26.0,
            (false, _) => self.width - 12.0 - text::width(self.state_word(view), 10.5),
        }
    }

    /// On one unit the openings share the line with name and numbers; above that they have the lower part for themselves.
    fn openings_room(&self, view: &DeviceView) -> Room {
        match self.form {
            BarsForm::Line => {
                let name_width = text::width(&view.name, NAME_SIZE).min(self.width * 0.45);
                let x = NAME_LEFT + name_width + 14.0;
                let right = self.readings_left(view) - 10.0;
                Room {
                    x,
                    y: 4.5,
                    width: (right - x).max(0.0),
                    height: self.height - 9.0,
                }
            }
            BarsForm::Block => {
                let y = self.first_line + 20.0;
                Room {
                    x: NAME_LEFT,
                    y,
                    width: (self.width - NAME_LEFT - 12.0).min(if self.height < 80.0 {
                        self.bars.x - NAME_LEFT - 32.0
                    } else {
                        f32::MAX
                    }),
                    height: self.height - y - 6.0,
                }
            }
        }
    }
}

/// What needs a look now has a frame in the color of its health.
const fn is_framed(health: Health) -> bool {
    matches!(health, Health::Critical)
}
