//! Charts of a system's values over time.

pub mod heading;
pub mod plot;
pub mod reading_side;
pub mod svg;
pub mod time_axis;

/// The surface a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surface {
    /// Device pixels.
    pub width: u32,
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub density: f32,
}
