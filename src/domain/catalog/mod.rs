//! The device types one can choose from without making one: generic shapes, and a list of real products.

pub mod families;
pub mod filter;
pub mod gap;
pub mod generic;
pub mod heading;
pub mod kinds;
pub mod placing;
pub mod products;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::layout::{Category, Mount, RackWidth, Width};

/// The category of that word; `Other` for any unknown one.
fn category(word: &str) -> Category {
    Category::deserialize(StrDeserializer::<Error>::new(word)).unwrap_or_default()
}

/// The racks that a type is for which says nothing of them: what takes the whole width between the rails is made for 19 inches.
/// Narrower things stand in any rack, and in bays and beside the rails its width does not matter.
fn usual_racks(mount: Mount, width: Width) -> &'static [RackWidth] {
    match (mount, width) {
        (Mount::Rails, Width::Full) => RackWidth::Nineteen.racks(),
        _ => &[],
    }
}
