//! Layouts as files of other programs.

pub mod archive;
pub mod csv;
pub mod name;
mod zip;
