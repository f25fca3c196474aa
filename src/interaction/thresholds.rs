//! The one table of distances and times that distinguish gestures.

use std::time::Duration;

/// The kind of pointer: a pen works like a mouse, a finger scrolls unless it is held still first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    Mouse,
    Pen,
    Touch,
}

impl PointerKind {
    /// A pressed pointer that moves less than this clicks, in pixels of the screen. Fingers are less steady.
    pub const fn drag_distance(self) -> f64 {
        match self {
            Self::Mouse | Self::Pen => 4.0,
            Self::Touch => 10.0,
        }
    }

    /// What a person does with it to choose something, as the first word of a sentence.
    pub const fn click_word(self) -> &'static str {
        match self {
            Self::Mouse | Self::Pen => "Click",
            Self::Touch => "Tap",
        }
    }

    /// The same for what opens the menu.
    pub const fn menu_words(self) -> &'static str {
        match self {
            Self::Mouse | Self::Pen => "Right click",
            Self::Touch => "Press and hold",
        }
    }
}

/// A finger held still for that long lifts what is under it.
pub const LONG_PRESS: Duration = Duration::from_millis(350);

/// The pointer or the focus must rest on a device for that long before its card is shown.
pub const HOVER: Duration = Duration::from_millis(100);
/// Two clicks within this time are a double click.
pub const DOUBLE_CLICK: Duration = Duration::from_millis(600);

/// Minimum distance of a swipe on the handle of a sheet, in CSS pixels.
pub const SWIPE: f64 = 32.0;

/// The view scrolls while something is dragged that close to its edge, in pixels of the screen.
pub const EDGE_DEPTH: f64 = 56.0;
/// Scroll speed at the very edge, in pixels of the screen per second.
pub const EDGE_SPEED: f64 = 1_320.0;
/// How far beyond the racks it still scrolls, in pixels of the world.
pub const BEYOND_RACKS: f32 = 40.0;
/// Assumed length of the first frame, and the maximum length counted for any frame, in milliseconds.
pub const FIRST_FRAME: f64 = 16.0;
pub const LONGEST_FRAME: f64 = 50.0;
