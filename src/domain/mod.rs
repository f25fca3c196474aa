//! What a rack, a device, a system and its health are. Pure: no clock, no randomness, no browser; both are passed in.

pub mod ids;
pub mod system;
pub mod units;
