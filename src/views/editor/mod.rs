//! Forms for new racks and rows, for types, models and the second line of devices. Each edits a draft and runs one command at the end.

pub mod label_form;
pub mod model_picker;
pub mod new_rack;
mod problem;
pub mod rack_form;
pub mod row_form;
pub mod template_picker;
mod type_draft;
pub mod type_form;
