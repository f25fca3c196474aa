//! Layouts as files of other programs.

pub mod csv;
