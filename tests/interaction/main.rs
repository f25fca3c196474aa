//! The editor without a browser: presses, moves, releases, keys and timers in; what is shown and what changes out.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop where it stands"
)]

mod camera;
mod clicks;
mod devices;
mod editor;
mod home;
mod keys;
mod properties;
mod racks;
mod shelves;
mod touch;
mod view;
