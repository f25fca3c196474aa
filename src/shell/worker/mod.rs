//! Programs in web workers. One is a hub behind the port of [`crate::hub::transport::Transport`]: the page's end, the worker's end,
//! and what passes between them; neither end knows which hub it carries. The other reads files.

mod client;
mod exchange;
mod message;
mod port;
mod reading;
mod server;

pub use client::WorkerTransport;
pub use reading::{Heard, Input, ReaderWorker, serve_reader};
pub use server::{report_panics, serve};
