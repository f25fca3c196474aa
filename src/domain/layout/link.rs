//! What monitors a device: systems and monitors of hubs.

use serde::{Deserialize, Serialize, Serializer};

use super::Extra;
use crate::domain::ids::{HubId, MonitorId, MonitorRef, SystemId, SystemRef};

/// From a device to what monitors it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(into = "LinkRecord<'static>"))]
#[serde(try_from = "serde_json::Value")]
pub struct Link {
    pub target: LinkTarget,
    pub extra: Extra,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkTarget {
    System(SystemRef),
    Monitor(MonitorRef),
    /// A kind that this build does not know. What it leads to is in the link's extra keys and is written back.
    Other(String),
}

impl Link {
    /// In the file, and what a link without a kind is.
    pub const SYSTEM: &'static str = "system";
    pub const MONITOR: &'static str = "monitor";
    /// Among the extra keys: only what compares a layout with its hubs reads them.
    const SEEN_NAME: &'static str = "seen_name";
    const SEEN_HOST: &'static str = "seen_host";

    pub fn to(target: LinkTarget) -> Self {
        Self {
            target,
            extra: Extra::new(),
        }
    }

    /// To a system.
    pub fn new(hub: HubId, system: SystemId) -> Self {
        SystemRef::new(hub, system).into()
    }

    /// Without those that say the same as one before: to each system and monitor there is one link.
    pub fn distinct(links: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut kept: Vec<Self> = Vec::new();
        for link in links {
            let is_twin = |known: &Self| match link.target {
                LinkTarget::Other(_) => *known == link,
                LinkTarget::System(_) | LinkTarget::Monitor(_) => known.target == link.target,
            };
            if !kept.iter().any(is_twin) {
                kept.push(link);
            }
        }
        kept
    }

    /// The same link, with the name and the address that the system had when they were last taken note of.
    #[must_use]
    pub fn seen_as(self, name: &str, host: &str) -> Self {
        self.seen_named(name).seen_at(host)
    }

    /// As [`Link::seen_as`], with the name alone.
    #[must_use]
    pub fn seen_named(self, name: &str) -> Self {
        self.noting(Self::SEEN_NAME, name)
    }

    /// As [`Link::seen_as`], with the address alone.
    #[must_use]
    pub fn seen_at(self, host: &str) -> Self {
        self.noting(Self::SEEN_HOST, host)
    }

    fn noting(mut self, key: &str, text: &str) -> Self {
        self.extra.insert(key.to_owned(), text.into());
        self
    }

    /// The name that the system had when it was last taken note of; `None` where that was never done.
    pub fn seen_name(&self) -> Option<&str> {
        self.extra.get(Self::SEEN_NAME)?.as_str()
    }

    /// As [`Link::seen_name`], the address.
    pub fn seen_host(&self) -> Option<&str> {
        self.extra.get(Self::SEEN_HOST)?.as_str()
    }

    /// The system that it leads to, if it leads to one.
    pub fn system(&self) -> Option<&SystemRef> {
        match &self.target {
            LinkTarget::System(system) => Some(system),
            LinkTarget::Monitor(_) | LinkTarget::Other(_) => None,
        }
    }

    /// The hub whose systems or monitors it leads to.
    pub fn hub(&self) -> Option<&HubId> {
        match &self.target {
            LinkTarget::System(system) => Some(&system.hub),
            LinkTarget::Monitor(monitor) => Some(&monitor.hub),
            LinkTarget::Other(_) => None,
        }
    }

    /// The same system or monitor, under the hub's other address.
    pub(in crate::domain) fn move_to(&mut self, hub: &HubId) {
        match &mut self.target {
            LinkTarget::System(system) => system.hub.clone_from(hub),
            LinkTarget::Monitor(monitor) => monitor.hub.clone_from(hub),
            LinkTarget::Other(_) => {}
        }
    }

    pub fn points_to(&self, hub: &HubId, system: &SystemId) -> bool {
        self.system()
            .is_some_and(|found| found.hub == *hub && found.system == *system)
    }
}

impl From<SystemRef> for Link {
    fn from(system: SystemRef) -> Self {
        Self::to(LinkTarget::System(system))
    }
}

impl From<MonitorRef> for Link {
    fn from(monitor: MonitorRef) -> Self {
        Self::to(LinkTarget::Monitor(monitor))
    }
}

/// A link as it is written.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LinkRecord<'a> {
    /// `system`, `monitor`, or the word of a later version. `system` where there is none.
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hub: Option<&'a HubId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'a SystemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monitor: Option<&'a MonitorId>,
    #[serde(flatten)]
    extra: &'a Extra,
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        LinkRecord::from(self).serialize(serializer)
    }
}

impl<'a> From<&'a Link> for LinkRecord<'a> {
    fn from(link: &'a Link) -> Self {
        let mut record = Self {
            kind: "",
            hub: None,
            system: None,
            monitor: None,
            extra: &link.extra,
        };
        match &link.target {
            LinkTarget::System(SystemRef { hub, system }) => {
                record.kind = Link::SYSTEM;
                (record.hub, record.system) = (Some(hub), Some(system));
            }
            LinkTarget::Monitor(MonitorRef { hub, monitor }) => {
                record.kind = Link::MONITOR;
                (record.hub, record.monitor) = (Some(hub), Some(monitor));
            }
            LinkTarget::Other(kind) => record.kind = kind,
        }
        record
    }
}
