//! Pointer, touch, pen, wheel and keys as a state machine. Pure: takes events and the time, returns effects.
//!
//! [`machine`] decides what a press, a click or a key means; [`session`] is the drag in progress. The machine sees the page as a
//! [`scene`] and never changes it: a driver translates the browser's events to [`input`] and carries out each [`effect`].
//! [`camera_machine`] is a separate machine, driven by gestures and actions.

pub mod camera_machine;
pub mod clear_place;
#[cfg(test)]
mod cost;
pub mod debouncer;
pub mod deferred;
pub mod device_drag;
mod drop_on_device;
pub mod edges;
pub mod effect;
pub mod focus;
pub mod hit;
pub mod hover;
pub mod input;
pub mod keys;
pub mod machine;
pub mod marquee;
pub mod menu_keys;
pub mod menus;
pub mod navigation;
pub mod pan;
pub mod rack_move;
pub mod rack_resize;
pub mod scene;
pub mod selection;
pub mod session;
pub mod sheet;
pub mod source;
pub mod thresholds;
