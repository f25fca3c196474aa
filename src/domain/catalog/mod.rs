//! The device types one can choose from without making one: generic shapes, and a list of real products.

pub mod gap;
pub mod generic;
pub mod heading;
pub mod placing;
pub mod products;
pub mod search;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::layout::Category;

/// The category of that word; `Other` for any unknown one.
fn category(word: &str) -> Category {
    Category::deserialize(StrDeserializer::<Error>::new(word)).unwrap_or_default()
}
