//! The display list: shapes whose colors are roles, given by the style sheet on screen and by a palette in an export.

use super::area::Area;
use crate::domain::health::Level;
use crate::domain::ids::PictureId;

/// What a shape is, and so how it is painted. The style sheet has a class of the same name for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    RackBox,
    RackInside,
    RackLines,
    RackRails,
    RackHoles,
    RackNumbers,
    /// Every fifth unit's number, and which side this is.
    RackFifths,
    /// Where devices stand that are seen from the other side only.
    RackTaken,
    /// A picture of a device's side.
    Picture,
    /// A device's front, with its openings cut out.
    Face,
    /// Everything on a device that is lit in the color of its health.
    Lights,
    /// Small lights on a device that tell a level of their own.
    Small(Level),
    Name,
    /// A name set smaller, to be whole.
    SmallName,
    Bars,
    Value,
    /// The value of a lens on a low device, and on a higher one.
    LensValue,
    LargeLensValue,
    /// The last hour of a lens's value.
    Spark,
    Context,
    /// In its place: why a device needs a look, in the color of its state.
    Reason,
    Captions,
    /// Small lights on a device that are in several colors, each in that of its state.
    OwnLights,
    /// What stands beside a rack's devices.
    ColumnText,
}

impl Role {
    pub const fn class(self) -> &'static str {
        match self {
            Role::RackBox => "rack-box",
            Role::RackInside => "rack-inside",
            Role::RackLines => "rack-lines",
            Role::RackRails => "rack-rails",
            Role::RackHoles => "rack-holes",
            Role::RackNumbers => "rack-numbers",
            Role::RackFifths => "rack-numbers fifth",
            Role::RackTaken => "rack-taken",
            Role::Picture => "picture",
            Role::Face => "face",
            Role::Lights => "lights",
            Role::Small(Level::Ok) => "small ok",
            Role::Small(Level::Warn) => "small warn",
            Role::Small(Level::Critical) => "small critical",
            Role::Name => "name",
            Role::SmallName => "name small",
            Role::Bars => "bars",
            Role::Value => "value",
            Role::LensValue => "value lens",
            Role::LargeLensValue => "value lens large",
            Role::Spark => "spark",
            Role::Context => "context",
            Role::Reason => "context reason",
            Role::Captions => "captions",
            Role::OwnLights => "own-lights",
            Role::ColumnText => "column-text",
        }
    }
}

/// How a shape's inside is filled when the role alone does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// As the role's class says.
    Role,
    /// The gradient of device fronts of that tint.
    Face(super::kind::Tint),
    /// One of the three-band gradients of [`crate::draw::bars`].
    Bars(super::bars::BarsFill),
}

/// From one baseline to the next one of [`Geometry::Lines`].
pub const LINE: f32 = 13.0;

/// One shape, in pixels of its parent's coordinates, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub role: Role,
    pub geometry: Geometry,
    pub fill: Fill,
    /// How far it is moved downwards, its fill included.
    pub lowered: f32,
    /// Whether it is turned around the origin by a quarter, clockwise: a text then runs downwards.
    pub turned: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// SVG path data; areas inside areas are holes (even-odd).
    Path(String),
    /// A run of text starting at a baseline point.
    Text { x: f32, y: f32, text: String },
    /// Lines of text from the baseline of the first one down, [`LINE`] apart, each as long as `length` at most. One box, where every
    /// line would be a text of its own.
    Lines {
        x: f32,
        y: f32,
        length: f32,
        text: String,
    },
    /// Text with a place of its own for each character: many short labels as one shape.
    Glyphs(Glyphs),
    /// A picture that fills an area, cut off at its edges where it has other proportions. Whoever draws it has its bytes.
    Picture { picture: PictureId, area: Area },
}

/// Characters, each with its place; what is longer than the places follows the last one as a run of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glyphs {
    pub text: String,
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
}

impl Glyphs {
    /// Adds a label whose characters stand `advance` apart, the first at `x`.
    pub fn push(&mut self, label: &str, x: f32, y: f32, advance: f32) {
        for (index, character) in label.chars().enumerate() {
            self.push_letter(character, x + index as f32 * advance, y);
        }
    }

    pub fn push_letter(&mut self, letter: char, x: f32, y: f32) {
        self.text.push(letter);
        self.xs.push(x);
        self.ys.push(y);
    }

    /// Each character and at last the run, with its place.
    pub fn runs(&self) -> impl Iterator<Item = (&str, f32, f32)> {
        let last = self.xs.len().saturating_sub(1);
        let starts = self.text.char_indices().map(|(start, _)| start);
        let places = self.xs.iter().zip(&self.ys);
        starts
            .zip(places)
            .enumerate()
            .map(move |(index, (start, (x, y)))| {
                let rest = &self.text[start..];
                let length = rest.chars().next().map_or(0, char::len_utf8);
                let run = if index == last { rest } else { &rest[..length] };
                (run, *x, *y)
            })
    }

    /// Adds a label that ends at `right`, for text that the style sheet anchors at its end: each character is placed by where
    /// it ends.
    pub fn push_ending(&mut self, label: &str, right: f32, y: f32, width: fn(char) -> f32) {
        let mut end = right;
        let placed: Vec<(char, f32)> = label
            .chars()
            .rev()
            .map(|character| {
                let place = (character, end);
                end -= width(character);
                place
            })
            .collect();
        for (character, x) in placed.into_iter().rev() {
            self.push_letter(character, x, y);
        }
    }
}

impl Shape {
    pub fn path(role: Role, data: String) -> Self {
        Self {
            role,
            geometry: Geometry::Path(data),
            fill: Fill::Role,
            lowered: 0.0,
            turned: false,
        }
    }

    pub fn text(role: Role, x: f32, y: f32, text: impl Into<String>) -> Self {
        Self {
            role,
            geometry: Geometry::Text {
                x,
                y,
                text: text.into(),
            },
            fill: Fill::Role,
            lowered: 0.0,
            turned: false,
        }
    }

    /// Lines that are parted by line feeds, in a room of that length.
    pub fn lines(role: Role, (x, y): (f32, f32), length: f32, text: String) -> Self {
        Self {
            geometry: Geometry::Lines { x, y, length, text },
            ..Self::text(role, x, y, "")
        }
    }

    pub fn glyphs(role: Role, glyphs: Glyphs) -> Self {
        Self {
            role,
            geometry: Geometry::Glyphs(glyphs),
            fill: Fill::Role,
            lowered: 0.0,
            turned: false,
        }
    }

    pub fn picture(picture: PictureId, area: Area) -> Self {
        Self {
            role: Role::Picture,
            geometry: Geometry::Picture { picture, area },
            fill: Fill::Role,
            lowered: 0.0,
            turned: false,
        }
    }

    pub fn lowered(mut self, by: f32) -> Self {
        self.lowered = by;
        self
    }

    pub fn turned(mut self) -> Self {
        self.turned = true;
        self
    }

    pub fn filled(mut self, fill: Fill) -> Self {
        self.fill = fill;
        self
    }
}
