//! Hubs in the plural: a connection to each, and what all of them report in one store. Generic over its ports, so that the
//! tests run several hubs at once without a browser.
//!
//! [`connection`] carries out what [`super::realtime`] decides and reports to a sink; [`connections`] is the set of them, by
//! hub; [`tasks`] ends with a connection whatever it started; [`store`] holds the systems of all hubs and says what has to be
//! drawn again; [`candidates`] are those that can be linked or placed; [`monitors`] keeps checks of gear without an agent; [`session_cache`] what else was learned in a session.
//! [`kept_sessions`] is what of sign-ins is kept for the next visit, and [`last_visit`] what was known of their systems; [`visit_pace`]
//! says when.

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
mod visit_pace;

pub use connection::{HubReport, LiveConnection, Ports, Sink};
pub use connections::Connections;
pub use kept_sessions::{KeptSessions, SessionStore};
pub use last_visit::{LastVisit, ReadMonitors, VisitKeeper};
pub use session_cache::SessionCache;
pub use signed_in::{DEMO_HUB, SignedIn};
pub use store::LiveStore;
pub use tasks::Spawner;
pub use visit_pace::VisitPace;
