//! Rackula's files: the schema that Rackula enforces, our reader and our writer.

mod color;
pub(super) mod read;
mod schema;
mod write;

pub use write::{Exported, write};
