//! The names by which the operators of a page use its fonts, gradients and opacities.

use pdf_writer::Name;

/// The fonts of every page, by the names that its operators use.
pub(super) const REGULAR: Name = Name(b"F1");
pub(super) const BOLD: Name = Name(b"F2");

/// The name of a page's gradient, by its place in the list.
pub(super) fn gradient_name(number: usize) -> String {
    format!("G{number}")
}

/// The name of a page's opacity, by its place in the list.
pub(super) fn opacity_name(number: usize) -> String {
    format!("O{number}")
}

/// The name of a picture, by its place in the file.
pub(super) fn picture_name(number: usize) -> String {
    format!("P{number}")
}
