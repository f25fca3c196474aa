//! Rackula's files: what its own reader accepts, how a layout is read from one, and how one is written.

pub(super) mod read;
mod schema;
mod write;

pub use write::{Exported, write};
