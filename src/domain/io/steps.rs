//! Undo steps as JSON.

use crate::domain::undo::UndoStep;

/// Serializes a step.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write(step: &UndoStep) -> String {
    serde_json::to_string(step).expect("a step is always writable")
}

/// Returns `None` if the text is damaged or has commands of another build: the step is then lost, the layout is not.
pub fn read(text: &str) -> Option<UndoStep> {
    serde_json::from_str(text).ok()
}
