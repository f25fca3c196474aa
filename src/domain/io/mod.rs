//! File formats.

pub mod base64url;
pub mod export;
mod fields;
mod items;
pub mod json;
pub mod share;
pub mod steps;
