//! File formats.

pub mod base64url;
pub mod export;
mod fields;
pub mod import;
mod items;
pub mod json;
pub mod share;
pub mod steps;
mod takes;
pub mod types;

pub use fields::BadItem;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod schema;
