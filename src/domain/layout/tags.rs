//! Words on devices and racks for finding, grouping and filtering.

use serde::{Deserialize, Serialize};

/// Tags in the order given, without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Tags(#[serde(deserialize_with = "normalized")] Vec<String>);

impl Tags {
    /// Maximum length, in characters; longer tags are cut.
    pub const LONGEST: usize = 64;

    /// Makes a tag of each text, without empty ones and duplicates.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut tags: Vec<String> = Vec::new();
        for tag in texts.into_iter().filter_map(tag) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Self(tags)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Normalizes to one lower-case word with its parts joined by hyphens: `Prod  DB` becomes `prod-db`. `None` if nothing is left.
fn tag(text: &str) -> Option<String> {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || c == ',';
    let mut word = String::new();
    for part in text.split(is_gap).filter(|part| !part.is_empty()) {
        if !word.is_empty() {
            word.push('-');
        }
        word.extend(part.chars().flat_map(char::to_lowercase));
    }
    let word: String = word.chars().take(Tags::LONGEST).collect();
    (!word.is_empty()).then_some(word)
}

fn normalized<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(Tags::of(texts.iter().map(String::as_str)).0)
}

#[cfg(test)]
mod tests {
    use super::Tags;

    #[test]
    fn a_tag_is_one_word_in_lower_case_and_there_once() {
        let tags = Tags::of(["Prod  DB", "backup", "", " PROD-db ", "ÄRGER", "a,b"]);
        let words: Vec<&str> = tags.iter().collect();
        assert_eq!(words, ["prod-db", "backup", "ärger", "a-b"]);
        assert_eq!(Tags::of(words), tags);
    }
}
