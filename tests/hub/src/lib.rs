//! A hub to test against: a real PocketBase with Beszel's collections, rules and routes, and a simulator for the agents.

mod client;
mod hub;
mod pocketbase;
pub mod simulator;
pub mod stream;
mod template;

pub use blinkenrack::demo::HubLine;
pub use client::{Client, Reply};
pub use hub::{ADMIN, Account, Options, READONLY, ROOT, TestHub, USER};
pub use simulator::Simulation;

/// Why the test hub failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no PocketBase program: {0}")]
    Program(String),
    #[error("port {0} cannot be used: {1}")]
    Port(u16, std::io::Error),
    #[error("PocketBase did not start:\n{0}")]
    Start(String),
    #[error("no answer to {request}: {reason}")]
    NoAnswer { request: String, reason: String },
    #[error("{request} was answered with {status}: {body}")]
    Refused {
        request: String,
        status: u16,
        body: String,
    },
    #[error("{0} did not happen in time")]
    TooLate(String),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Error {
    /// Whether another program listens on the port.
    fn is_port_taken(&self) -> bool {
        match self {
            Self::Port(..) => true,
            Self::Start(log) => log.contains("address already in use"),
            _ => false,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
