//! User actions that take more than one service, all as methods of [`super::app::App`]; no service uses them.
//!
//! [`sign_in`] signs in and out; [`editing`] runs commands; [`layouts`] handles the layouts of the open hub, [`elsewhere`] those of
//! other hubs, [`local`] those without one, [`versions`] the earlier states of the open one, and [`quarantine`] unreadable ones;
//! [`pictures`] keeps the pictures of devices; [`systems`] places the hub's systems in racks; [`chart_data`] reads values over time.

mod acknowledging;
pub mod activities;
mod alert_removal;
mod asking;
pub mod blinking;
pub mod cause;
pub mod chart_data;
pub mod details;
mod device_address;
mod dialogs;
pub mod disk_fill;
mod downloads;
mod drag;
mod drive_lights;
mod editing;
pub mod fleet_tracks;
mod following;
pub mod guest_details;
pub mod hub_lists;
pub mod labels;
pub mod last_hours;
pub mod layouts;
mod linking;
pub mod list_cell;
mod local;
pub mod many_rows;
mod metric_history;
pub mod monitor_data;
mod monitoring;
mod monitors;
pub mod other_hubs;
mod pages;
mod palette;
mod parts;
pub mod pictures;
pub mod quarantine;
mod receiving;
mod recommended_alerts;
mod seen_disks;
mod selection;
mod session_events;
pub mod shared;
pub mod sign_in;
mod system_extras;
pub mod system_lists;
mod systems;
pub mod versions;
mod view;
mod visits;
mod wake;
