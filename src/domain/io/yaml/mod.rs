//! YAML text to JSON values and back.

mod read;
mod write;

pub use read::{MAX_DEPTH, MAX_SIZE, Yaml, YamlError, parse};
pub use write::write;
