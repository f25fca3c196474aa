//! The hub's protocol: what is asked, what comes back, and what to do when it does not. Pure: data in, data out.

pub mod transport;
