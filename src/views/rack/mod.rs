//! Racks on the canvas: drawing, dragging, moving by keyboard.

pub mod definitions;
pub mod device_mark;
pub mod drag;
pub mod keyboard;
pub mod rack_view;
