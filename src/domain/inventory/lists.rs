//! The lists of one system, as its panel shows them.

use super::{Container, PastAlert, Pool, QuietHours, Service, SmartDisk};
use crate::domain::alert_rules::AlertSetting;
use crate::domain::units::Millis;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerList(pub Vec<Container>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceList(pub Vec<Service>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DiskList {
    pub disks: Vec<SmartDisk>,
    /// Empty also if the hub does not support pools; `None` if they could not be read.
    pub pools: Option<Vec<Pool>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlertList {
    pub rules: Vec<AlertSetting>,
    /// Newest first; `None` if it could not be read.
    pub history: Option<Vec<PastAlert>>,
    /// The history is cut and contains only alerts triggered since then; `None` if it is complete.
    pub history_since: Option<Millis>,
    /// Those of this system and those for all systems; `None` if they could not be read.
    pub quiet: Option<Vec<QuietHours>>,
}

impl AlertList {
    /// When a rule triggered, by the history, which is not affected by changes to the rule.
    pub fn triggered_since(&self, rule: &AlertSetting) -> Option<Millis> {
        let mut history = self.history.iter().flatten();
        let lasting = history.find(|past| {
            past.resolved.is_none() && past.system == rule.system && past.name == rule.name
        });
        lasting.and_then(|past| past.triggered)
    }
}
