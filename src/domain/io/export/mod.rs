//! Layouts as files of other programs.

pub mod csv;
pub mod name;
