//! Pointer, touch, pen, wheel and keys as machines. Pure: events and the time in, effects out.

pub mod focus;
pub mod selection;
