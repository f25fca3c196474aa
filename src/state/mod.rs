//! What the screens share: who is signed in, the connections, the systems, the layout; and the actions on them.
//!
//! Each part has one responsibility: [`session`] signs in and out, [`account`] is who is signed in and what of it is kept,
//! [`live`] puts the live store behind signals, [`document`] holds and saves the layout, [`metric_history`] reads values over
//! time. [`selection`], [`drag`], [`viewport`], [`palette`] and [`dialog`] are what the user is at. [`app`] is what the screens
//! get: one handle to all of them. [`part`] loads what the first picture does not need.

pub mod account;
pub mod app;
pub mod demo;
pub mod dialog;
mod dialogs;
pub mod document;
mod downloads;
pub mod drag;
pub mod file_error;
pub mod files;
pub mod focus;
pub mod frames;
pub mod ids;
pub mod incoming;
pub mod live;
pub mod metric_history;
pub mod palette;
pub mod part;
mod parts;
pub mod platform;
mod receiving;
pub mod screen;
pub mod selection;
pub mod session;
pub mod shared;
pub mod theme;
pub mod time;
pub mod viewport;

/// Lets a future run by itself, beside what is being done.
pub fn spawn(task: impl std::future::Future<Output = ()> + 'static) {
    crate::shell::task::spawn(task);
}
