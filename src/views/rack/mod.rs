//! Racks on the canvas: drawing, dragging, moving by keyboard.

pub mod colored_lights;
pub mod definitions;
pub mod details;
pub mod device_mark;
mod drawing;
pub mod header;
pub mod pointing;
pub mod rack_view;
