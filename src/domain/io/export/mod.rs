//! Layouts as files of other programs.

pub mod csv;
pub mod name;
pub mod rackula;
mod yaml;
