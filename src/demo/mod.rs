//! A simulated hub behind the same transport port as the real one, and the world it reports on. The test hub's simulator uses
//! the same world to play its agents. In the browser it is a separate program, in a worker that only the demo starts. Pure: a
//! world is a function of its seed and the requested time.

pub mod account;
pub mod hub;
pub mod layout;
pub mod noise;
pub mod world;

mod alerts;
mod catalog;
mod collections;
mod container_records;
mod containers;
mod disks;
mod filter;
mod fleet;
mod homelab;
mod json;
mod line;
mod load;
mod machine;
mod models;
mod monitors;
mod outages;
mod pools;
mod query;
mod rules;
mod running;
mod sample;
mod services;
mod stats;
mod stream;
mod system_records;
mod topics;

pub use hub::DemoHub;
pub use line::HubLine;
pub use machine::{Machine, MachineState};
pub use monitors::DemoMonitor;
pub use rules::AlertRule;
pub use world::DemoWorld;
