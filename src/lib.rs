//! Blinkenrack: server racks in the browser, alive with the data of a Beszel hub.
//!
//! The layers below `shell` are pure and build natively; see ARCHITECTURE.md for which layer may use which.
#![forbid(unsafe_code)]

pub mod demo;
pub mod document;
pub mod domain;
pub mod draw;
pub mod hub;
pub mod interaction;

#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod views;
