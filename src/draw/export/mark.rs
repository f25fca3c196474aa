//! Marks that a page, a canvas or a printer paints: geometry with final colors.

use super::palette::Color;
use crate::domain::ids::PictureId;
use crate::draw::area::Area;
use crate::draw::shape::Glyphs;

/// Marks with a common origin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The position of the origin.
    pub x: f32,
    pub y: f32,
    /// Title for screen readers; empty if none is needed.
    pub title: String,
    /// Back to front.
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An area or line; areas inside areas are holes (even-odd). `Stroke::beneath` tells whether the stroke is painted first.
    Path {
        /// SVG path data in the format of [`crate::draw::path::PathBuilder`].
        data: String,
        /// How far it is moved down, including its fill.
        lowered: f32,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    },
    Text(Text),
    /// A picture that fills an area and is cropped to it. The painter provides its bytes.
    Picture {
        picture: PictureId,
        area: Area,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    Solid(Color),
    Gradient(Gradient),
}

/// A vertical gradient. Two stops at the same offset make a sharp edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub from: f32,
    pub to: f32,
    /// Offset (0 to 1, ascending) and color.
    pub stops: Vec<(f32, Color)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub color: Color,
    pub width: f32,
    /// 0 to 1.
    pub opacity: f32,
    /// Length of both dashes and gaps.
    pub dash: Option<f32>,
    /// Whether it is painted before the fill, so that only its outer half is visible.
    pub beneath: bool,
}

impl Gradient {
    /// The start and end points: x and y of each.
    pub const fn points(&self) -> [f32; 4] {
        [0.0, self.from, 0.0, self.to]
    }
}

impl Stroke {
    pub const fn solid(color: Color, width: f32) -> Self {
        Self {
            color,
            width,
            opacity: 1.0,
            dash: None,
            beneath: false,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub place: TextPlace,
    pub size: f32,
    pub bold: bool,
    pub anchor: Anchor,
    /// Whether it runs downwards, rotated by a quarter turn around the origin.
    pub turned: bool,
    pub color: Color,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TextPlace {
    /// A run that starts at a point on the baseline.
    Run { x: f32, y: f32, text: String },
    /// A place for each character.
    Glyphs(Glyphs),
}

/// The end of a text to which its point refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    End,
}

impl Mark {
    /// A line of text that starts at a point.
    pub fn text(x: f32, y: f32, size: f32, color: Color, text: impl Into<String>) -> Self {
        Self::Text(Text {
            place: TextPlace::Run {
                x,
                y,
                text: text.into(),
            },
            size,
            bold: false,
            anchor: Anchor::Start,
            turned: false,
            color,
        })
    }

    pub fn bold(mut self) -> Self {
        if let Self::Text(text) = &mut self {
            text.bold = true;
        }
        self
    }
}
