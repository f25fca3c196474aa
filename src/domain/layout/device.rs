//! A device: one device type placed in a rack or in a bay of another device, and what it is linked to.

use serde::{Deserialize, Serialize, Serializer};

use super::{Extra, LifeCycle, Link, LinkTarget, PinnedDisk, PlateColor, Tags, UserLink};
use crate::domain::ids::{DeviceId, MonitorRef, RackId, SystemRef, TypeSlug};
use crate::domain::units::HalfU;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(into = "DeviceRecord<'static>"))]
#[serde(try_from = "serde_json::Value")]
pub struct Device {
    pub id: DeviceId,
    pub device_type: TypeSlug,
    pub name: String,
    pub place: Place,
    /// Its IP address or host name, for display only: nothing connects to it.
    pub address: String,
    /// What monitors it. The first system among these is the one that it shows.
    pub links: Vec<Link>,
    /// Further systems that run on it: virtual machines and containers with an agent of their own.
    pub guests: Vec<Link>,
    pub tags: Tags,
    /// Links to web pages, shells and documents, made by the user.
    pub user_links: Vec<UserLink>,
    pub life_cycle: LifeCycle,
    pub color: PlateColor,
    /// Which disk is in which drive bay.
    pub disks: Vec<PinnedDisk>,
    pub notes: String,
    pub extra: Extra,
}

impl Device {
    /// A device without links or notes.
    pub fn new(id: DeviceId, device_type: TypeSlug, name: impl Into<String>, place: Place) -> Self {
        Self {
            id,
            device_type,
            name: name.into(),
            place,
            address: String::new(),
            links: Vec::new(),
            guests: Vec::new(),
            tags: Tags::default(),
            user_links: Vec::new(),
            life_cycle: LifeCycle::default(),
            color: PlateColor::default(),
            disks: Vec::new(),
            notes: String::new(),
            extra: Extra::new(),
        }
    }

    /// The system that it shows.
    pub fn system(&self) -> Option<&SystemRef> {
        self.links.iter().find_map(Link::system)
    }

    /// The monitor that decides its health: the target of its first link.
    pub fn monitor(&self) -> Option<&MonitorRef> {
        match &self.links.first()?.target {
            LinkTarget::Monitor(monitor) => Some(monitor),
            LinkTarget::System(_) | LinkTarget::Other(_) => None,
        }
    }

    /// The first monitor it is linked to, whether or not that decides its health.
    pub fn any_monitor(&self) -> Option<&MonitorRef> {
        self.links.iter().find_map(|link| match &link.target {
            LinkTarget::Monitor(monitor) => Some(monitor),
            LinkTarget::System(_) | LinkTarget::Other(_) => None,
        })
    }

    /// Whether a system or a monitor decides its health.
    pub fn is_linked(&self) -> bool {
        self.system().is_some() || self.monitor().is_some()
    }

    /// The link to the system that it shows.
    pub fn system_link(&self) -> Option<&Link> {
        self.links.iter().find(|link| link.system().is_some())
    }

    /// All systems it is linked to, followed by those of its guests.
    pub fn systems(&self) -> impl Iterator<Item = &SystemRef> {
        self.links
            .iter()
            .chain(&self.guests)
            .filter_map(Link::system)
    }

    /// Its links with `link` in place of the current link to the system it shows or to the monitor that decides its health. A new system
    /// goes before any monitor, which would otherwise decide; beside a system, a further monitor goes last.
    pub(in crate::domain) fn links_with(&self, link: &Link) -> Vec<Link> {
        let is_monitor = matches!(link.target, LinkTarget::Monitor(_));
        let before = if is_monitor {
            self.monitor().map(|_| 0)
        } else {
            self.links.iter().position(|link| link.system().is_some())
        };
        let is_beside_system = is_monitor && before.is_none() && self.system().is_some();
        let is_there = |other: &Link| other.target == link.target;
        let mut links = self.links.clone();
        let placed = match before {
            Some(place) => links.get_mut(place).filter(|other| is_there(other)),
            None if is_beside_system => links.iter_mut().find(|other| is_there(other)),
            None => None,
        };
        if let Some(placed) = placed {
            // The name and address last seen may have changed.
            if !is_monitor {
                placed.clone_from(link);
            }
            return links;
        }
        if let Some(place) = before {
            links.remove(place);
        }
        links.retain(|other| !is_there(other));
        let place = match before {
            None if is_beside_system => links.len(),
            Some(place) if self.monitor().is_none() => place.min(links.len()),
            _ => 0,
        };
        links.insert(place, link.clone());
        links
    }

    /// Replaces the link to the system it shows; `None` removes it.
    pub(in crate::domain) fn set_system_link(&mut self, link: Option<Link>) {
        if let Some(link) = link {
            self.links = self.links_with(&link);
        } else if let Some(place) = self.links.iter().position(|link| link.system().is_some()) {
            self.links.remove(place);
        }
    }
}

/// Where a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Rack {
        rack: RackId,
        /// Height of its lower edge above the rack's floor.
        bottom: HalfU,
        face: Face,
        /// The column, from the left, among those of its width; 0 for a full-width device.
        column: u8,
    },
    /// Beside the rails, where it takes no units: a vertical power strip.
    Side {
        rack: RackId,
        side: Side,
        /// Below [`Place::SLOTS`]; 0 is the one next to the rail.
        slot: u8,
    },
    Bay {
        parent: DeviceId,
        /// Position in the parent type's list of bays.
        bay: u16,
    },
}

impl Place {
    /// Maximum number of devices on each side of a rack.
    pub const SLOTS: u8 = 2;
    /// Maximum number of devices nested in each other, including the outermost.
    pub const MAX_NESTING: usize = 8;

    /// The rack of a place in or beside the rails; `None` for a bay.
    pub const fn rack(self) -> Option<RackId> {
        match self {
            Self::Rack { rack, .. } | Self::Side { rack, .. } => Some(rack),
            Self::Bay { .. } => None,
        }
    }

    pub const fn is_bay(self) -> bool {
        matches!(self, Self::Bay { .. })
    }
}

/// Left or right of the rails, seen from the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Left,
    Right,
}

impl Side {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// The side of the rack that a device is mounted on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Face {
    #[default]
    Front,
    Rear,
    Both,
}

impl Face {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Rear => "rear",
            Self::Both => "front and rear",
        }
    }
}

/// The serialized form of a device: its place is among its own keys, so that unknown keys of any kind stay with the device. It borrows
/// everything else, since each save writes every device.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DeviceRecord<'a> {
    id: DeviceId,
    #[serde(rename = "type")]
    device_type: &'a TypeSlug,
    name: &'a String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rack: Option<RackId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bottom: Option<HalfU>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<Face>,
    #[serde(skip_serializing_if = "is_zero")]
    column: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    #[serde(skip_serializing_if = "is_zero")]
    slot: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<DeviceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bay: Option<u16>,
    #[serde(skip_serializing_if = "String::is_empty")]
    address: &'a String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: &'a Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guests: &'a Vec<Link>,
    #[serde(skip_serializing_if = "Tags::is_empty")]
    tags: &'a Tags,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user_links: &'a Vec<UserLink>,
    #[serde(skip_serializing_if = "LifeCycle::is_in_use")]
    life_cycle: &'a LifeCycle,
    #[serde(skip_serializing_if = "PlateColor::is_of_kind")]
    color: &'a PlateColor,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disks: &'a Vec<PinnedDisk>,
    #[serde(skip_serializing_if = "String::is_empty")]
    notes: &'a String,
    #[serde(flatten)]
    extra: &'a Extra,
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl Serialize for Device {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DeviceRecord::from(self).serialize(serializer)
    }
}

impl<'a> From<&'a Device> for DeviceRecord<'a> {
    fn from(device: &'a Device) -> Self {
        let mut record = Self {
            id: device.id,
            device_type: &device.device_type,
            name: &device.name,
            rack: None,
            bottom: None,
            face: None,
            column: 0,
            side: None,
            slot: 0,
            parent: None,
            bay: None,
            address: &device.address,
            links: &device.links,
            guests: &device.guests,
            tags: &device.tags,
            user_links: &device.user_links,
            life_cycle: &device.life_cycle,
            color: &device.color,
            disks: &device.disks,
            notes: &device.notes,
            extra: &device.extra,
        };
        match device.place {
            Place::Rack {
                rack,
                bottom,
                face,
                column,
            } => {
                record.rack = Some(rack);
                record.bottom = Some(bottom);
                record.face = Some(face);
                record.column = column;
            }
            Place::Side { rack, side, slot } => {
                record.rack = Some(rack);
                record.side = Some(side);
                record.slot = slot;
            }
            Place::Bay { parent, bay } => {
                record.parent = Some(parent);
                record.bay = Some(bay);
            }
        }
        record
    }
}
