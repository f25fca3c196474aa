//! Files that were chosen or dropped, until the dialog that reads them has them.

use std::sync::Arc;

use super::file_error::ReadError;

/// A file's name and content, or why it could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub name: String,
    pub content: Result<Arc<Vec<u8>>, ReadError>,
}
