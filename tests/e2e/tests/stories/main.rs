//! What a person can do with the app, from end to end.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod actions;
mod alerts;
mod beginning;
mod blinking;
mod canvas;
mod card;
mod causes;
mod clicks;
mod connect;
mod demo;
mod engines;
mod files;
mod files_out;
mod filter;
mod fleet;
mod focus;
mod forms;
mod gaps;
mod inspector;
mod interaction;
mod keeping;
mod keyboard;
mod layout;
mod leaving;
mod linking;
mod live;
mod monitors;
mod palette;
mod panel;
mod pictures;
mod screens;
mod session;
mod slow;
mod trouble;
mod visits;
