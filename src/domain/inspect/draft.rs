//! A text field that is edited in place.

use super::{EditProblem, FieldValue};

/// The text being typed in a field, and why it was refused. A field without a draft shows the layout's value, whoever changes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextDraft {
    typed: Option<String>,
    problem: Option<EditProblem>,
}

impl TextDraft {
    /// The text of the field; empty for mixed values.
    pub fn text<'a>(&'a self, value: &'a FieldValue<String>) -> &'a str {
        match (&self.typed, value) {
            (Some(typed), _) => typed,
            (None, FieldValue::Same(value)) => value,
            (None, FieldValue::Mixed) => "",
        }
    }

    pub const fn problem(&self) -> Option<&EditProblem> {
        self.problem.as_ref()
    }

    /// The text of the field was changed.
    pub fn type_in(&mut self, text: String) {
        self.typed = Some(text);
        self.problem = None;
    }

    /// The field lost focus, or Enter was pressed. Returns the value to set, if it is new.
    pub fn leave(&mut self, value: &FieldValue<String>) -> Option<String> {
        let typed = self.typed.as_ref()?;
        let is_untouched = match value {
            FieldValue::Same(value) => typed.trim() == value.trim(),
            // An empty text leaves mixed values unchanged.
            FieldValue::Mixed => typed.trim().is_empty(),
        };
        if is_untouched {
            self.revert();
            return None;
        }
        Some(typed.clone())
    }

    /// The outcome of setting the value. Refused text stays in the field with the reason.
    pub fn settle(&mut self, outcome: Result<(), EditProblem>) {
        match outcome {
            Ok(()) => *self = Self::default(),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Reverts to the layout's value. Returns whether there was a draft.
    pub fn revert(&mut self) -> bool {
        let had = self.typed.is_some();
        *self = Self::default();
        had
    }
}
