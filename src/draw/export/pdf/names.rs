//! Names of fonts, gradients, opacities and pictures in the operators of a page.

use pdf_writer::Name;

/// The fonts of every page, by the names that its operators use.
pub(super) const REGULAR: Name = Name(b"F1");
pub(super) const BOLD: Name = Name(b"F2");

/// The name of a page's gradient, by its index.
pub(super) fn gradient_name(number: usize) -> String {
    format!("G{number}")
}

/// The name of a page's opacity, by its index.
pub(super) fn opacity_name(number: usize) -> String {
    format!("O{number}")
}

/// The name of a picture, by its index in the file.
pub(super) fn picture_name(number: usize) -> String {
    format!("P{number}")
}
