//! What the screens share: sessions, connections, systems and the layout; and the actions on them.
//!
//! Each service has one responsibility and knows only those it is made with: [`sessions`] connects hubs, [`account`] holds who is signed
//! in and what is kept of it, [`live`] puts the live store behind signals, and [`document`] holds and saves the layout. [`selection`],
//! [`interaction_port`], [`viewport`], [`palette`], [`pictures`], [`messages`] and [`dialog`] hold what the user is working on. [`app`] makes
//! them all and gives the screens one handle; [`actions`] are its methods that take several services. [`part`] loads what the first picture
//! does not need.

pub mod account;
pub mod acknowledging;
pub mod actions;
pub mod app;
pub mod chart_choices;
pub mod demo;
pub mod dialog;
pub mod dismissals;
pub mod document;
pub mod event_log;
pub mod files;
pub mod filtering;
pub mod fleet;
pub mod focus;
pub mod following;
pub mod frames;
pub mod ids;
pub mod incoming;
pub mod interaction_port;
pub mod last_visits;
pub mod lease_record;
pub mod lensing;
pub mod list_orders;
pub mod live;
pub mod messages;
pub mod monitors;
pub mod notifications;
pub mod palette;
pub mod panel;
pub mod part;
pub mod pictures;
pub mod platform;
pub mod pointer;
pub mod reading;
pub mod screen;
pub mod selection;
pub mod sessions;
pub mod stream_leases;
pub mod theme;
pub mod time;
pub mod timer;
pub mod viewport;

/// Runs a future in the background.
pub fn spawn(task: impl std::future::Future<Output = ()> + 'static) {
    crate::shell::task::spawn(task);
}
