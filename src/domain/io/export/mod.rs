//! Layouts and charts as files of other programs.

pub mod archive;
pub mod chart;
pub mod csv;
pub mod name;
mod zip;
