//! Exports of layouts and charts in other formats.

pub mod archive;
pub mod chart;
pub mod csv;
pub mod name;
mod zip;
