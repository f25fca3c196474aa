//! Links from devices to systems and monitors of hubs.

use serde::{Deserialize, Serialize, Serializer};

use super::Extra;
use crate::domain::ids::{HubId, MonitorId, MonitorRef, SystemId, SystemRef};

/// A link from a device to what monitors it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(into = "LinkRecord<'static>"))]
#[serde(try_from = "serde_json::Value")]
pub struct Link {
    pub target: LinkTarget,
    pub extra: Extra,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkTarget {
    System(SystemRef),
    Monitor(MonitorRef),
    /// A kind that this build does not know. Its target stays in the link's extra keys and is written back.
    Other(String),
}

impl Link {
    /// The word in a document, and the default for a link without a kind.
    pub const SYSTEM: &'static str = "system";
    pub const MONITOR: &'static str = "monitor";
    /// Extra keys that only the comparison of a layout with its hubs reads.
    const SEEN_NAME: &'static str = "seen_name";
    const SEEN_HOST: &'static str = "seen_host";

    pub fn to(target: LinkTarget) -> Self {
        Self {
            target,
            extra: Extra::new(),
        }
    }

    /// A link to a system.
    pub fn new(hub: HubId, system: SystemId) -> Self {
        SystemRef::new(hub, system).into()
    }

    /// Drops duplicates: each system and monitor keeps its first link.
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

    /// The link with the system's name and address as last seen.
    #[must_use]
    pub fn seen_as(self, name: &str, host: &str) -> Self {
        self.seen_named(name).seen_at(host)
    }

    /// Like [`Link::seen_as`], with the name only.
    #[must_use]
    pub fn seen_named(self, name: &str) -> Self {
        self.noting(Self::SEEN_NAME, name)
    }

    /// Like [`Link::seen_as`], with the address only.
    #[must_use]
    pub fn seen_at(self, host: &str) -> Self {
        self.noting(Self::SEEN_HOST, host)
    }

    fn noting(mut self, key: &str, text: &str) -> Self {
        self.extra.insert(key.to_owned(), text.into());
        self
    }

    /// The system's name as last seen; `None` if it was never recorded.
    pub fn seen_name(&self) -> Option<&str> {
        self.extra.get(Self::SEEN_NAME)?.as_str()
    }

    /// The system's address as last seen; `None` if it was never recorded.
    pub fn seen_host(&self) -> Option<&str> {
        self.extra.get(Self::SEEN_HOST)?.as_str()
    }

    /// The system it links to, if any.
    pub fn system(&self) -> Option<&SystemRef> {
        match &self.target {
            LinkTarget::System(system) => Some(system),
            LinkTarget::Monitor(_) | LinkTarget::Other(_) => None,
        }
    }

    /// The hub of its system or monitor.
    pub fn hub(&self) -> Option<&HubId> {
        match &self.target {
            LinkTarget::System(system) => Some(&system.hub),
            LinkTarget::Monitor(monitor) => Some(&monitor.hub),
            LinkTarget::Other(_) => None,
        }
    }

    /// Moves the link to the same system or monitor under another address of the hub.
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

/// The serialized form of a link.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LinkRecord<'a> {
    /// `system`, `monitor`, or the word of a later version. A missing kind means `system`.
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
