//! The display list: shapes whose colors are roles, resolved by the style sheet on screen and by a palette in exports.

use super::area::Area;
use crate::domain::health::Level;
use crate::domain::ids::PictureId;

/// What a shape represents, which determines how it is painted. The style sheet has a class for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    RackBox,
    RackInside,
    RackLines,
    RackRails,
    RackHoles,
    RackNumbers,
    /// Every fifth unit's number, and the name of the face.
    RackFifths,
    /// Areas of devices that are visible only from the other side.
    RackTaken,
    /// A picture of a device's face.
    Picture,
    /// A device's front, with its openings cut out.
    Face,
    /// All parts of a device that are lit in the color of its health.
    Lights,
    /// Small lights on a device that show their own level.
    Small(Level),
    Name,
    /// A name in the smaller size, to fit.
    SmallName,
    Bars,
    Value,
    /// The value of a lens on a low device; below, on a higher one.
    LensValue,
    LargeLensValue,
    /// The last hour of a lens value.
    Spark,
    Context,
    /// In place of the context: the reason for a device's health, in its color.
    Reason,
    Captions,
    /// Small lights on a device in several colors, each in that of its health.
    ColoredLights,
    /// The text in the column beside a rack's devices.
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
            Role::ColoredLights => "own-lights",
            Role::ColumnText => "column-text",
        }
    }
}

/// The fill of a shape, if the role alone does not determine it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// As the role's class defines.
    Role,
    /// The gradient of fronts with that tint.
    Face(super::kind::Tint),
    /// One of the three-band gradients of [`crate::draw::bars`].
    Bars(super::bars::BarsFill),
}

/// Distance between baselines of [`Geometry::Lines`].
pub const LINE: f32 = 13.0;

/// A shape, in pixels of its parent's coordinates; y points down.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub role: Role,
    pub geometry: Geometry,
    pub fill: Fill,
    /// How far it is moved down, including its fill.
    pub lowered: f32,
    /// Whether it is rotated clockwise by a quarter turn around the origin, so that a text runs downwards.
    pub turned: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// SVG path data; areas inside areas are holes (even-odd).
    Path(String),
    /// A run of text starting at a baseline point.
    Text { x: f32, y: f32, text: String },
    /// Lines of text, the first with its baseline at `y`, [`LINE`] apart, each at most `length` wide. A single box instead of a text
    /// element per line.
    Lines {
        x: f32,
        y: f32,
        length: f32,
        text: String,
    },
    /// Text with a position for each character: many short labels as one shape.
    Glyphs(Glyphs),
    /// A picture that fills an area and is cropped where the proportions differ. Whoever draws it provides its bytes.
    Picture { picture: PictureId, area: Area },
}

/// Characters with positions; any text beyond the last position continues from there as a run.
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

    /// Each character with its position; the last item includes the remaining text.
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

    /// Adds a label that ends at `right`, for text that the style sheet anchors at its end: each character is positioned by its
    /// right end.
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

    /// Lines separated by line feeds, with a maximum width.
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
