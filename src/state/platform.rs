//! What kind of machine the page is on.

pub use crate::shell::page::is_mac;
