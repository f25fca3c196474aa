//! File formats.

pub mod json;
