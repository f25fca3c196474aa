//! What the screens share: who is signed in, the connection, the systems, the layout; and the actions on them.
//!
//! Each part has one responsibility: [`session`] signs in and out, [`signed_in`] is a sign-in while it lasts, [`connection`] carries out what the realtime reducer decides,
//! [`board`] turns systems into what each device shows, [`document`] holds and saves the layout, [`history`] reads values over
//! time. [`selection`], [`carry`], [`viewport`], [`palette`] and [`dialog`] are what the user is at. [`app`] is what the screens get: one handle to all of them.
//! [`part`] loads what the first picture does not need.

pub mod app;
pub mod board;
pub mod carry;
pub mod connection;
pub mod demo;
pub mod dialog;
pub mod document;
pub mod files;
pub mod focus;
pub mod history;
pub mod hub_state;
pub mod ids;
pub mod incoming;
pub mod palette;
pub mod part;
pub mod platform;
pub mod screen;
pub mod selection;
pub mod session;
pub mod shared;
pub mod signed_in;
pub mod theme;
pub mod time;
pub mod viewport;

pub use crate::shell::frames::FrameTask;
pub use crate::shell::task::spawn;
