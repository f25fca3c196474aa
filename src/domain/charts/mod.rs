//! Charts of a system's values over time: which charts there are, what they show, their axes, and the time window in view.

pub mod catalog;
pub mod covered;
pub mod events;
pub mod hour;
pub mod monitor;
pub mod passing;
pub mod reading;
pub mod table;
pub mod ticks;
pub mod unit;
pub mod view;
