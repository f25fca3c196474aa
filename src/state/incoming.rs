//! Chosen or dropped files and pasted links that wait for the import dialog.

use web_sys::File;

use crate::shell::worker::Input;

/// A file or a text, with the name that is shown for it.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub name: String,
    pub(super) input: Input,
}

impl Incoming {
    pub fn file(file: File) -> Self {
        Self {
            name: file.name(),
            input: Input::File(file),
        }
    }

    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            input: Input::Text(text.into()),
        }
    }
}
