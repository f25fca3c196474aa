//! Detects the format of a text by its content, since file names are unreliable.

use serde_json::{Map, Value};

use super::ImportError;
use crate::domain::io::limits::Budget;
use crate::domain::io::rackula::read as rackula;
use crate::domain::io::{json, netbox, share, yaml};

/// A detected format whose content is not read yet.
pub(super) enum Detected<'a> {
    /// Our own document.
    Own(Value),
    Rackula {
        /// At least one.
        files: Vec<Map<String, Value>>,
        /// The other documents of the text.
        others: Vec<Value>,
        flaws: TextFlaws,
    },
    RackulaLink(Map<String, Value>),
    /// The code of a link of ours.
    OwnLink(&'a str),
    NetBox {
        documents: Vec<Value>,
        flaws: TextFlaws,
    },
}

/// What was wrong with a text that could still be read.
#[derive(Default)]
pub(super) struct TextFlaws {
    pub notes: Vec<yaml::YamlWarning>,
    pub skipped: Vec<yaml::BadDocument>,
}

/// Charges the memory of the values to the budget.
pub(super) fn detect<'a>(text: &'a str, budget: &mut Budget) -> Result<Detected<'a>, ImportError> {
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(code) = own_link(text) {
        return Ok(Detected::OwnLink(code));
    }
    if let Some(code) = rackula::link::code(text) {
        return match rackula::link::expand(&code) {
            Some(Value::Object(file)) if rackula::is_layout(&file) => {
                Ok(Detected::RackulaLink(file))
            }
            _ => Err(ImportError::DamagedLink),
        };
    }
    if text.starts_with(['{', '[']) {
        // If the text is not JSON, the YAML parser starts anew.
        let before = budget.clone();
        match json::parse_value(text, budget) {
            Ok(value) => return in_json(value),
            // A text that is not JSON may still be YAML.
            Err(json::Broken::NotJson(_)) => *budget = before,
            Err(refused) => return Err(refused.into()),
        }
    }
    in_yaml(text, budget)
}

/// The code in a full link of ours, or in its fragment alone.
fn own_link(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let (_, fragment) = text.split_once('#')?;
    let is_one_word = !text.contains(char::is_whitespace);
    share::in_fragment(fragment).filter(|_| is_one_word)
}

fn in_json<'a>(value: Value) -> Result<Detected<'a>, ImportError> {
    match &value {
        Value::Object(file)
            if file.contains_key("schema_version") && file.contains_key("racks") =>
        {
            Ok(Detected::Own(value))
        }
        _ => among(vec![value], TextFlaws::default()),
    }
}

fn in_yaml<'a>(text: &str, budget: &mut Budget) -> Result<Detected<'a>, ImportError> {
    let yaml::Yaml {
        documents,
        notes,
        skipped,
    } = yaml::parse_within(text, budget)?;
    among(documents, TextFlaws { notes, skipped })
}

fn among<'a>(documents: Vec<Value>, flaws: TextFlaws) -> Result<Detected<'a>, ImportError> {
    // A list of types counts as several documents.
    let documents: Vec<Value> = documents
        .into_iter()
        .flat_map(|document| match document {
            Value::Array(list) => list,
            other => vec![other],
        })
        .collect();
    let is = |test: fn(&Map<String, Value>) -> bool| {
        move |document: &Value| document.as_object().is_some_and(test)
    };
    if documents.iter().any(is(rackula::is_layout)) {
        let (mut files, mut others) = (Vec::new(), Vec::new());
        for document in documents {
            match document {
                Value::Object(file) if rackula::is_layout(&file) => files.push(file),
                Value::Null => {}
                other => others.push(other),
            }
        }
        return Ok(Detected::Rackula {
            files,
            others,
            flaws,
        });
    }
    if documents.iter().any(is(netbox::looks_like_netbox)) {
        return Ok(Detected::NetBox { documents, flaws });
    }
    // An unreadable document may have been the wanted one, so its error is the more useful one.
    let skipped = flaws.skipped.into_iter().next();
    Err(skipped.map_or(ImportError::Unknown, |document| document.error.into()))
}
