//! The built-in device types: generic ones and a list of real products.

pub mod families;
pub mod filter;
pub mod gap;
pub mod generic;
pub mod heading;
pub mod kinds;
pub mod placing;
pub mod products;
pub mod type_index;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::layout::{Category, Mount, RackWidth, Width};

/// The category for a word; `Other` for an unknown one.
fn category(word: &str) -> Category {
    Category::deserialize(StrDeserializer::<Error>::new(word)).unwrap_or_default()
}

/// The rack widths of a type that does not list any: full-width devices are for 19 inches.
/// Narrower devices fit any rack. In bays and beside the rails the rack's width does not matter.
fn usual_racks(mount: Mount, width: Width) -> &'static [RackWidth] {
    match (mount, width) {
        (Mount::Rails, Width::Full) => RackWidth::Nineteen.racks(),
        _ => &[],
    }
}
