//! The open layout as a machine, on a store in memory, with events in chosen and in any order.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod any_order;
mod carriers;
mod faults;
mod memory;
mod opening;
mod queue;
mod saving;
mod tabs;
mod world;
