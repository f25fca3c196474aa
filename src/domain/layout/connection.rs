//! Cables between ports.

use serde::{Deserialize, Serialize};

use super::table::Keyed;
use super::{Extra, Faceplate, PortGroup};
use crate::domain::ids::{ConnectionId, DeviceId};

/// A cable between two ports of devices. Both devices are in the layout, and the two ends differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct Connection {
    pub id: ConnectionId,
    pub a: ConnectionEnd,
    pub b: ConnectionEnd,
    /// Kind of cable, as one word: `cat6a`, `dac`, `power`.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<CableColor>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_mm: Option<u32>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Connection {
    /// A cable with nothing but its ends.
    pub fn new(id: ConnectionId, a: ConnectionEnd, b: ConnectionEnd) -> Self {
        Self {
            id,
            a,
            b,
            kind: String::new(),
            color: None,
            label: String::new(),
            length_mm: None,
            extra: Extra::new(),
        }
    }

    pub fn ends(&self) -> [&ConnectionEnd; 2] {
        [&self.a, &self.b]
    }

    /// Whether one of its ends is at the device.
    pub fn is_at(&self, device: DeviceId) -> bool {
        self.ends().into_iter().any(|end| end.device == device)
    }
}

impl Keyed for Connection {
    type Key = ConnectionId;
    type Index = ();

    fn key(&self) -> &ConnectionId {
        &self.id
    }
}

/// One end of a cable.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConnectionEnd {
    pub device: DeviceId,
    #[serde(flatten)]
    pub port: Port,
}

/// A port of a device. It may be missing from the device's type, since the type may change again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Port {
    /// Identified by its printed name, which is never empty.
    Named { port: String },
    /// Identified by its position on the faceplate.
    Placed {
        panel: Panel,
        /// Position in the faceplate's list of groups.
        group: u16,
        /// Position in the group.
        index: u16,
    },
}

impl Port {
    /// Whether a device of that type has the port. Types do not name their ports, so a named port is assumed to exist.
    pub fn is_on(&self, faceplate: &Faceplate) -> bool {
        match self {
            Self::Named { .. } => true,
            Self::Placed {
                panel,
                group,
                index,
            } => panel
                .groups(faceplate)
                .get(usize::from(*group))
                .is_some_and(|group| *index < group.count),
        }
    }
}

/// One of the port and outlet lists of a faceplate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Panel {
    #[default]
    Ports,
    RearPorts,
    Outlets,
    RearOutlets,
}

impl Panel {
    pub fn groups(self, faceplate: &Faceplate) -> &[PortGroup] {
        match self {
            Self::Ports => &faceplate.ports,
            Self::RearPorts => &faceplate.rear_ports,
            Self::Outlets => &faceplate.outlets,
            Self::RearOutlets => &faceplate.rear_outlets,
        }
    }
}

/// A color as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CableColor(String);

impl CableColor {
    /// `None` for anything but `#` and six hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let is_color = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_color.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
