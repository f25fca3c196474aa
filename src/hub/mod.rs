//! The hub's protocol: requests, answers, and what to do when there are none. Pure: data in, data out.

pub mod auth;
pub mod client;
pub mod date;
pub mod deep_link;
pub mod encode;
pub mod error;
pub mod limits;
pub mod live;
pub mod queries;
pub mod read;
pub mod realtime;
pub mod records;
pub mod sse;
pub mod stream_leases;
pub mod tab_leases;
pub mod transport;
pub mod url;
pub mod version;
