//! YAML text to JSON values and back.

mod read;
mod write;

pub use read::{Oddity, Yaml, YamlError, parse, parse_within};
pub use write::write;
