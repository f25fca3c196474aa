//! The stage in a device's life.

use serde::{Deserialize, Serialize};

/// Only states other than in use are written; unknown words of later versions are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "String"))]
#[serde(from = "String", into = "String")]
pub enum LifeCycle {
    Planned,
    #[default]
    InUse,
    Spare,
    Retired,
    /// A word that this build does not know.
    Other(String),
}

impl LifeCycle {
    /// The word in a document.
    pub fn word(&self) -> &str {
        match self {
            Self::Planned => "planned",
            Self::InUse => "in-use",
            Self::Spare => "spare",
            Self::Retired => "retired",
            Self::Other(word) => word,
        }
    }

    pub fn is_in_use(&self) -> bool {
        *self == Self::InUse
    }
}

impl From<String> for LifeCycle {
    fn from(word: String) -> Self {
        match word.as_str() {
            "planned" => Self::Planned,
            "in-use" | "" => Self::InUse,
            "spare" => Self::Spare,
            "retired" => Self::Retired,
            _ => Self::Other(word),
        }
    }
}

impl From<LifeCycle> for String {
    fn from(state: LifeCycle) -> Self {
        state.word().to_owned()
    }
}
