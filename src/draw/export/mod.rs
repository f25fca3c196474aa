//! Racks for files: the display lists of the screen with a palette's colors, as SVG, PDF, or marks that a canvas can paint.

pub mod mark;
pub mod paint;
pub mod palette;
pub mod pdf;
pub mod picture;
pub mod pixels;
pub mod sheet;
pub mod svg;
pub mod title_block;

/// Rounded to hundredths, for text: never negative zero, never without end.
fn short(number: f32) -> f32 {
    let rounded = (number * 100.0).round() / 100.0;
    if rounded.is_finite() {
        rounded + 0.0
    } else {
        0.0
    }
}
