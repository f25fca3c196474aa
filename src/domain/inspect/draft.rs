//! A text field that is edited in place.

use super::{EditProblem, Shown};

/// What is typed in a field while it is typed in, and why that was not taken. A field that nobody types in shows the layout's value,
/// whoever changed it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextDraft {
    typed: Option<String>,
    problem: Option<EditProblem>,
}

impl TextDraft {
    /// What the field shows; nothing for values that differ.
    pub fn text<'a>(&'a self, value: &'a Shown<String>) -> &'a str {
        match (&self.typed, value) {
            (Some(typed), _) => typed,
            (None, Shown::Same(value)) => value,
            (None, Shown::Mixed) => "",
        }
    }

    pub const fn problem(&self) -> Option<&EditProblem> {
        self.problem.as_ref()
    }

    /// A key was pressed in the field.
    pub fn type_in(&mut self, text: String) {
        self.typed = Some(text);
        self.problem = None;
    }

    /// The field is left, or Enter is pressed: what is to be set, if that is anything new.
    pub fn leave(&mut self, value: &Shown<String>) -> Option<String> {
        let typed = self.typed.as_ref()?;
        let is_untouched = match value {
            Shown::Same(value) => typed.trim() == value.trim(),
            // Nothing in the place of values that differ leaves them as they are.
            Shown::Mixed => typed.trim().is_empty(),
        };
        if is_untouched {
            self.revert();
            return None;
        }
        Some(typed.clone())
    }

    /// What came of setting it. What was refused stays in the field beside the reason.
    pub fn settle(&mut self, outcome: Result<(), EditProblem>) {
        match outcome {
            Ok(()) => *self = Self::default(),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Shows the layout's value again. Returns whether there was anything to take back.
    pub fn revert(&mut self) -> bool {
        let had = self.typed.is_some();
        *self = Self::default();
        had
    }
}
