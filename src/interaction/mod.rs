//! Pointer, touch, pen, wheel and keys as one machine. Pure: events and the time in, effects out.
//!
//! [`machine`] decides what a press, a click or a key becomes; [`session`] is the drag under way. It sees the page as a
//! [`scene`] and never changes it: a driver translates the browser's events to [`input`] and carries out each [`effect`].
//! [`camera_machine`] is a machine of its own: gestures and actions lead it.

pub mod camera_machine;
#[cfg(test)]
mod cost;
pub mod deferred;
pub mod device_drag;
pub mod edges;
pub mod effect;
pub mod focus;
pub mod hit;
pub mod hover;
pub mod input;
pub mod keys;
pub mod machine;
pub mod marquee;
pub mod menus;
pub mod navigation;
mod onto;
pub mod pan;
pub mod quiet;
pub mod rack_move;
pub mod rack_resize;
pub mod scene;
pub mod selection;
pub mod session;
pub mod sheet;
pub mod source;
pub mod thresholds;
