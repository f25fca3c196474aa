//! What a rack, a device, a system and its health are. Pure: no clock, no randomness, no browser; both are passed in.

pub mod arrange;
pub mod autobuild;
pub mod catalog;
pub mod command;
pub mod decimal;
pub mod find;
pub mod format;
pub mod health;
pub mod ids;
pub mod inventory;
pub mod io;
pub mod layout;
pub mod merging;
pub mod natural;
pub mod occupancy;
pub mod placement;
pub mod problem;
pub mod relink;
pub mod series;
pub mod skew;
pub mod sorted;
pub mod summary;
pub mod system;
pub mod undo;
pub mod units;
pub mod view;
