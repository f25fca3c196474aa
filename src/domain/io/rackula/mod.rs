//! Rackula's files: the schema that its own reader enforces, our reader and our writer.

mod color;
pub(super) mod read;
mod schema;
mod write;

pub use write::{Exported, write};
