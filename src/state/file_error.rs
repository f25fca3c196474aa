//! Why a chosen or dropped file was not read.

use thiserror::Error;

use crate::shell::files;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(transparent)]
pub struct ReadError(#[from] files::ReadError);
