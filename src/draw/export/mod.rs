//! Racks for files: the display lists of the screen in the colors of a palette, as SVG, PDF, or marks for a canvas.

pub mod mark;
pub mod paint;
pub mod palette;
pub mod pdf;
pub mod picture;
pub mod pixels;
pub mod sheet;
pub mod svg;
pub mod title_block;

/// Rounds to hundredths for text output; avoids negative zero and non-finite numbers.
fn short(number: f32) -> f32 {
    let rounded = (number * 100.0).round() / 100.0;
    if rounded.is_finite() {
        rounded + 0.0
    } else {
        0.0
    }
}
