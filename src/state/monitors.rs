//! What is known of the hubs' monitors. The implementation is in a part that is loaded after the first picture.

pub(super) mod follower;
mod reported;
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

/// What the screens show of one monitor.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorFacts {
    pub of: MonitorRef,
    pub monitor: Monitor,
    /// The system that runs the checks, with its name if the hub lists it.
    pub checker: SystemRef,
    pub checker_name: Option<String>,
    pub hub_now: Millis,
}

pub trait MonitorSource {
    /// All monitors of all hubs, in the natural order of their titles; tracked.
    fn all(&self) -> Vec<LinkableMonitor>;
    /// `None` if its hub does not have the monitor; tracked.
    fn facts(&self, of: &MonitorRef) -> Option<MonitorFacts>;
    /// The last result of that monitor, judged by the state of its hub; not tracked.
    fn last_check(&self, of: &MonitorRef, live: &LiveStore) -> LastCheck;
    /// Whether there is a session with that hub.
    fn is_open(&self, hub: &HubId) -> bool;
    /// Whether it is known which monitors that hub has; tracked.
    fn is_known(&self, hub: &HubId) -> bool;
    /// Whether any hub has monitors; tracked.
    fn has_any(&self) -> bool;
}

/// The monitors, once they are followed.
pub type MonitorPort = OnceCell<Rc<dyn MonitorSource>>;
