//! What a file or a pasted text is: told by its content, as names of files are anyone's guess.

use serde_json::{Map, Value};

use super::{ImportError, MAX_SIZE, zip};
use crate::domain::io::rackula::read as rackula;
use crate::domain::io::share;
use crate::domain::io::{netbox, yaml};

/// What was found, not read yet.
pub(super) enum Detected {
    /// Our own document, as text.
    Own(String),
    Rackula {
        file: Map<String, Value>,
        /// How many pictures were beside it.
        pictures: usize,
        /// What was odd about the text.
        notes: Vec<String>,
    },
    RackulaLink(Map<String, Value>),
    /// The code of a link of ours.
    OwnLink(String),
    NetBox {
        documents: Vec<Value>,
        notes: Vec<String>,
    },
}

pub(super) fn detect(bytes: &[u8]) -> Result<Detected, ImportError> {
    if bytes.len() > MAX_SIZE {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    if zip::is_zip(bytes) {
        return in_archive(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(code) = own_link(text) {
        return Ok(Detected::OwnLink(code.to_owned()));
    }
    if let Some(code) = rackula::link::code(text) {
        return match rackula::link::expand(&code) {
            Some(Value::Object(file)) if rackula::is_layout(&file) => {
                Ok(Detected::RackulaLink(file))
            }
            _ => Err(ImportError::DamagedLink),
        };
    }
    if text.starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str(text)
    {
        return in_json(value, text);
    }
    in_yaml(text)
}

/// The code in a whole link of ours, or in its part after `#`.
fn own_link(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let (_, fragment) = text.split_once('#')?;
    let is_one_word = !text.contains(char::is_whitespace);
    share::in_fragment(fragment).filter(|_| is_one_word)
}

fn in_archive(bytes: &[u8]) -> Result<Detected, ImportError> {
    let unpacked = rackula::archive::unpack(bytes)?.ok_or(ImportError::NothingInArchive)?;
    match in_yaml(&unpacked.text)? {
        Detected::Rackula { file, notes, .. } => Ok(Detected::Rackula {
            file,
            notes,
            pictures: unpacked.pictures,
        }),
        other => Ok(other),
    }
}

fn in_json(value: Value, text: &str) -> Result<Detected, ImportError> {
    match value {
        Value::Object(file)
            if file.contains_key("schema_version") && file.contains_key("racks") =>
        {
            Ok(Detected::Own(text.to_owned()))
        }
        other => among(vec![other], Vec::new()),
    }
}

fn in_yaml(text: &str) -> Result<Detected, ImportError> {
    let yaml::Yaml { documents, notes } = yaml::parse(text)?;
    among(documents, notes)
}

fn among(documents: Vec<Value>, notes: Vec<String>) -> Result<Detected, ImportError> {
    // A list of types is as good as several documents.
    let mut documents: Vec<Value> = documents
        .into_iter()
        .flat_map(|document| match document {
            Value::Array(list) => list,
            other => vec![other],
        })
        .collect();
    let is = |test: fn(&Map<String, Value>) -> bool| {
        move |document: &Value| document.as_object().is_some_and(test)
    };
    if let Some(position) = documents.iter().position(is(rackula::is_layout))
        && let Value::Object(file) = documents.swap_remove(position)
    {
        return Ok(Detected::Rackula {
            file,
            pictures: 0,
            notes,
        });
    }
    if documents.iter().any(is(netbox::is_device_type)) {
        return Ok(Detected::NetBox { documents, notes });
    }
    Err(ImportError::Unknown)
}
