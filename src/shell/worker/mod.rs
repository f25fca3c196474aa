//! Programs in web workers. One serves a hub behind the port [`crate::hub::transport::Transport`]: the page's side, the worker's
//! side, and their messages; neither side knows which hub it carries. The other reads files.

mod client;
mod exchange;
mod message;
mod port;
mod reading;
mod server;

pub use client::WorkerTransport;
pub use reading::{Input, ReaderMessage, ReaderWorker, serve_reader};
pub use server::{report_panics, serve};
