//! Why a form cannot be submitted.

use thiserror::Error;

use crate::domain::command::{self, Command};
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;

/// A problem with the form.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum FormProblem {
    /// A field has an invalid value.
    #[error("{0}")]
    Field(&'static str),
    #[error("{0}")]
    Refused(#[from] Refusal),
}

/// Returns the command if the layout accepts it.
pub(super) fn tried(layout: &Layout, command: Command) -> Result<Command, FormProblem> {
    command::apply(&mut layout.clone(), &command)?;
    Ok(command)
}
