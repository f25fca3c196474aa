//! What a rack, a device, a system and its health are. Pure: no clock, no randomness, no browser; both are passed in.

pub mod autobuild;
pub mod format;
pub mod health;
pub mod ids;
pub mod inventory;
pub mod layout;
pub mod natural;
pub mod occupancy;
pub mod series;
pub mod skew;
pub mod system;
pub mod units;
pub mod view;
