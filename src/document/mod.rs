//! The open layout as a machine, and the store it needs. Pure: no browser, no clock, no randomness.
//!
//! [`machine`] takes events and returns effects; [`queue`] keeps those in order. [`records`] defines what is stored of a layout,
//! [`store`] the port to the store, with the rules that every store follows.

pub mod machine;
pub mod queue;
pub mod records;
pub mod store;
