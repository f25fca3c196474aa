//! Steps that can be taken back, as JSON: one text each.

use crate::domain::undo::UndoStep;

/// The step as text.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write(step: &UndoStep) -> String {
    serde_json::to_string(step).expect("a step is always writable")
}

/// `None` for a text of another build's commands, or a damaged one: the step is then lost, the layout is not.
pub fn read(text: &str) -> Option<UndoStep> {
    serde_json::from_str(text).ok()
}
