//! File formats.

mod fields;
mod items;
pub mod json;
pub mod steps;
