//! What a page, a canvas or a printer paints: geometry with colors in it, and nothing left to look up.

use super::palette::Color;
use crate::domain::ids::PictureId;
use crate::draw::area::Area;
use crate::draw::shape::Glyphs;

/// Marks that share a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Where its marks' origin is.
    pub x: f32,
    pub y: f32,
    /// What it shows, for those who hear a picture; empty for what needs no words.
    pub title: String,
    /// Back to front.
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An area or line; areas inside areas are holes (even-odd). The stroke is painted first where it is said to lie beneath.
    Path {
        /// SVG path data as [`crate::draw::path::PathBuilder`] writes it.
        data: String,
        /// How far it is moved downwards, its fill included.
        lowered: f32,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    },
    Text(Text),
    /// A picture that fills an area, cut off at its edges. Whoever paints it has its bytes.
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

/// From one height to another. Two stops at one offset make a sharp edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub from: f32,
    pub to: f32,
    /// Share of the way (0 to 1, never falling) and color.
    pub stops: Vec<(f32, Color)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub color: Color,
    pub width: f32,
    /// 0 to 1.
    pub opacity: f32,
    /// Dashes and gaps of that length.
    pub dash: Option<f32>,
    /// Painted before the fill, so that only its outer half shows.
    pub beneath: bool,
}

impl Gradient {
    /// The two points it runs between, x and y of each.
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
    /// Whether it runs downwards, turned around the origin by a quarter.
    pub turned: bool,
    pub color: Color,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TextPlace {
    /// A run from a point on the baseline.
    Run { x: f32, y: f32, text: String },
    /// A place for each character.
    Glyphs(Glyphs),
}

/// Which end of a text its point is.
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
