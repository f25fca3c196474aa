//! Why a form cannot be done as it stands.

use thiserror::Error;

use crate::domain::command::{self, Command};
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;

/// In words for the person who fills the form in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum FormProblem {
    /// What a field must hold, and does not.
    #[error("{0}")]
    Field(&'static str),
    #[error("{0}")]
    Refused(#[from] Refusal),
}

/// The command, where the layout takes it.
pub(super) fn tried(layout: &Layout, command: Command) -> Result<Command, FormProblem> {
    command::apply(&mut layout.clone(), &command)?;
    Ok(command)
}
