//! What is known of the hubs' monitors, for who shows it. What keeps it comes with a part of its own, after the first picture.

pub(super) mod follower;
mod told;
mod watched;

use std::cell::OnceCell;
use std::rc::Rc;

use crate::domain::health::Health;
use crate::domain::ids::{HubId, MonitorRef, SystemRef};
use crate::domain::monitor::Monitor;
use crate::domain::monitor_view::LastCheck;
use crate::domain::units::Millis;
use crate::hub::live::LiveStore;

/// A monitor that a device can be linked to, as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkableMonitor {
    pub monitor: MonitorRef,
    pub title: String,
    pub target: String,
    /// `ping · 12 ms`, or its state in a word.
    pub words: String,
    pub health: Health,
}

/// What the screens say of one monitor.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorFacts {
    pub of: MonitorRef,
    pub monitor: Monitor,
    /// The system that checks, with its name where the hub lists it.
    pub checker: SystemRef,
    pub checker_name: Option<String>,
    pub hub_now: Millis,
}

pub trait MonitorSource {
    /// All of all hubs, in the natural order of their titles; tracked.
    fn all(&self) -> Vec<LinkableMonitor>;
    /// `None` where its hub does not have it; tracked.
    fn facts(&self, of: &MonitorRef) -> Option<MonitorFacts>;
    /// What that monitor said last, judged by what is known of its hub; not tracked.
    fn last_check(&self, of: &MonitorRef, live: &LiveStore) -> LastCheck;
    /// Whether that hub is open here.
    fn is_open(&self, hub: &HubId) -> bool;
    /// Whether it is known which monitors that hub has; tracked.
    fn is_known(&self, hub: &HubId) -> bool;
    /// Whether any hub has any; tracked.
    fn has_any(&self) -> bool;
}

/// The monitors, once they are followed.
pub type MonitorPort = OnceCell<Rc<dyn MonitorSource>>;
