//! A hub in a web worker behind the port of [`crate::hub::transport::Transport`]: the page's end, the worker's end, and what
//! passes between them. Neither end knows which hub it carries.

mod client;
mod exchange;
mod message;
mod server;

pub use client::WorkerTransport;
pub use server::{report_panics, serve};
