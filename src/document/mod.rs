//! The open layout as a machine, and what it needs of a store. Pure: no browser, no clock, no chance.
//!
//! [`machine`] takes events and gives effects; [`queue`] keeps those in order. [`records`] is what is stored of a layout, [`store`]
//! the port to whatever stores it, with the rules that every store follows.

pub mod machine;
pub mod queue;
pub mod records;
pub mod store;
