//! Something that went wrong, in words for people.

/// What went wrong and why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub sentence: String,
    pub way_forward: String,
}

impl Problem {
    pub fn new(sentence: impl Into<String>, way_forward: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            way_forward: way_forward.into(),
        }
    }
}
