//! Hubs in the plural: one connection to each, and one store for what they report. Generic over its ports, so that tests run
//! several hubs at once without a browser.
//!
//! [`connection`] carries out what [`super::realtime`] decides and reports to a sink; [`connections`] is the set of them, by
//! hub; [`tasks`] ends whatever a connection started when it ends; [`store`] holds the systems of all hubs and tells what to
//! redraw; [`candidates`] are systems to link or place; [`monitors`] holds the checks of gear without an agent; [`session_cache`]
//! holds what else was learned in a session. [`kept_sessions`] and [`last_visit`] keep sign-ins and last known systems for the
//! next visit; [`visit_pace`] decides when.

mod candidates;
pub mod connection;
pub mod connections;
mod fleet;
pub mod kept_sessions;
pub mod last_visit;
mod live_hub;
pub mod monitors;
pub mod session_cache;
pub mod signed_in;
pub mod store;
pub mod tasks;
mod visit_schedule;

pub use connection::{HubReport, LiveConnection, Ports, Sink};
pub use connections::Connections;
pub use kept_sessions::{KeptSessions, SessionStore};
pub use last_visit::{LastVisit, ReadMonitors, VisitKeeper};
pub use session_cache::SessionCache;
pub use signed_in::{DEMO_HUB, SignedIn};
pub use store::LiveStore;
pub use tasks::Spawner;
pub use visit_schedule::VisitSchedule;
