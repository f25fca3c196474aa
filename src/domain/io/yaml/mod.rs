//! YAML text to JSON values and back.

mod document_texts;
mod read;
mod write;

pub use read::{BadDocument, Yaml, YamlError, YamlWarning, parse, parse_within};
pub use write::write;
