//! File formats.

pub mod base64url;
pub mod export;
mod facts;
mod fields;
pub mod import;
mod items;
pub mod json;
pub mod limits;
mod netbox;
mod pictures;
mod ports;
pub mod rackula;
mod reader;
mod reason;
mod report;
pub mod share;
pub mod steps;
pub mod types;
pub mod yaml;

pub use fields::BadItem;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod schema;
