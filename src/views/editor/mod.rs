//! Forms that change what a rack, a row, a device or several of them are. Each edits a draft and does one command in the end.

pub mod device_form;
mod link_picker;
pub mod many;
mod problem;
pub mod rack_form;
pub mod row_form;
mod type_draft;
pub mod type_form;
