//! The facts of a device type for searching and filtering.

use crate::domain::layout::{
    Category, Connector, Depth, DeviceType, Mount, PortGroup, RackWidth, Width,
};
use crate::domain::units::HalfU;

/// The facts of a device type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeFeatures {
    pub height: HalfU,
    pub width: Width,
    pub depth: Depth,
    pub mount: Mount,
    /// The rack widths it is made for; empty means any.
    pub racks: Vec<RackWidth>,
    pub category: Category,
    /// Number of ports that supply power.
    pub poe: u16,
    pub drives: u16,
    pub outlets: u16,
    /// Whether it has a radio for wireless networks.
    pub has_radio: bool,
    /// The speeds of its network ports.
    pub speeds: Vec<LinkSpeed>,
    /// Blocks of ports and outlets, front and rear.
    ports: Vec<(u16, Connector)>,
    /// Whether its outlets are counted, but their connector is unknown.
    has_unknown_outlets: bool,
}

/// A speed of network ports, in units of 100 Mbit/s. Only standard speeds exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSpeed(u16);

impl LinkSpeed {
    pub const GIGABIT: Self = Self(10);
    const TEN: Self = Self(100);
    const FORTY: Self = Self(400);
    const HUNDRED: Self = Self(1000);
    const KNOWN: [(&str, Self); 10] = [
        ("1", Self::GIGABIT),
        ("2.5", Self(25)),
        ("5", Self(50)),
        ("10", Self::TEN),
        ("25", Self(250)),
        ("40", Self::FORTY),
        ("50", Self(500)),
        ("100", Self::HUNDRED),
        ("200", Self(2000)),
        ("400", Self(4000)),
    ];

    /// The speed of this many Gbit/s; `None` if it is not a standard one.
    pub fn of_gigabits(number: &str) -> Option<Self> {
        let known = Self::KNOWN.into_iter().find(|(word, _)| *word == number);
        known.map(|(_, speed)| speed)
    }

    /// The usual speeds of ports with this connector.
    const fn usual(connector: Connector) -> &'static [Self] {
        match connector {
            Connector::Rj45 | Connector::Sfp => &[Self::GIGABIT],
            Connector::SfpPlus => &[Self::TEN],
            Connector::Qsfp => &[Self::FORTY, Self::HUNDRED],
            _ => &[],
        }
    }
}

/// Something that a query can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeFeature {
    /// `4u`.
    Height(HalfU),
    /// `half width`.
    Width(Width),
    /// `half depth`.
    Depth(Depth),
    /// `10 inch`.
    Rack(RackWidth),
    /// `48 port`, `4 sfp+`.
    Ports(u16, Option<Connector>),
    /// `sfp+`.
    Connector(Connector),
    /// `10gbe`.
    Speed(LinkSpeed),
    /// `poe`.
    Poe,
    /// `rackmount`.
    Rackmount,
    /// `12 bays`.
    Drives(u16),
    /// `8 outlets`.
    Outlets(u16),
}

impl TypeFeatures {
    pub fn of(device_type: &DeviceType) -> Self {
        let face = &device_type.faceplate;
        let outlets = face.outlets.iter().chain(&face.rear_outlets);
        let sockets = face.ports.iter().chain(&face.rear_ports);
        let groups = sockets.clone().chain(outlets.clone());
        let is_on_network = matches!(
            device_type.category,
            Category::Network | Category::Firewall | Category::Server | Category::Storage
        );
        let speeds = sockets
            .filter(|_| is_on_network)
            .flat_map(|group| LinkSpeed::usual(group.connector));
        let mut unknown = outlets
            .clone()
            .map(|group| group.connector == Connector::Other);
        Self {
            height: device_type.height,
            width: device_type.width,
            depth: device_type.depth,
            mount: device_type.mount,
            racks: device_type.rack_widths.clone(),
            category: device_type.category,
            poe: 0,
            has_radio: false,
            speeds: speeds.copied().collect(),
            has_unknown_outlets: unknown.clone().count() > 0 && unknown.all(|unknown| unknown),
            drives: face.drive_bays,
            outlets: outlets.fold(0, |sum, group| sum.saturating_add(group.count)),
            ports: groups
                .map(
                    |PortGroup {
                         count, connector, ..
                     }| (*count, *connector),
                )
                .collect(),
        }
    }

    /// Whether the type has the fact, or may have it.
    pub fn has(&self, feature: TypeFeature) -> bool {
        let is_on_rails = self.mount == Mount::Rails;
        match feature {
            TypeFeature::Height(height) => is_on_rails && self.height == height,
            TypeFeature::Width(width) => is_on_rails && self.width == width,
            TypeFeature::Depth(depth) => is_on_rails && self.depth == depth,
            TypeFeature::Rack(width) => self.racks.contains(&width),
            TypeFeature::Ports(count, connector) => {
                self.has_ports(count, connector) || self.is_guess(feature)
            }
            TypeFeature::Connector(connector) => {
                self.has_connector(connector) || self.is_guess(feature)
            }
            TypeFeature::Speed(speed) => self.speeds.contains(&speed),
            TypeFeature::Rackmount => is_on_rails,
            TypeFeature::Poe => self.poe > 0,
            TypeFeature::Drives(count) => self.drives == count,
            TypeFeature::Outlets(count) => self.outlets == count,
        }
    }

    /// Whether the type only may have the fact: its outlets are unknown, and the connector is the usual one for outlets.
    pub fn is_guess(&self, feature: TypeFeature) -> bool {
        let is_usual = |connector| matches!(connector, Connector::IecC13 | Connector::IecC19);
        match feature {
            TypeFeature::Connector(connector) => self.has_unknown_outlets && is_usual(connector),
            TypeFeature::Ports(count, Some(connector)) => {
                self.has_unknown_outlets && is_usual(connector) && self.outlets == count
            }
            _ => false,
        }
    }

    fn has_connector(&self, connector: Connector) -> bool {
        self.ports.iter().any(|(_, other)| is_of(*other, connector))
    }

    /// Number of known blocks of ports.
    pub fn port_groups(&self) -> usize {
        self.ports.len()
    }

    /// Number of network ports.
    pub fn network_ports(&self) -> u16 {
        let is_network = |connector: Connector| {
            matches!(
                connector,
                Connector::Rj45 | Connector::Sfp | Connector::SfpPlus | Connector::Qsfp
            )
        };
        self.sum(is_network)
    }

    /// Whether this many ports are in one block, or have one connector, or supply power.
    fn has_ports(&self, count: u16, connector: Option<Connector>) -> bool {
        let Some(connector) = connector else {
            return self.poe == count
                || self.ports.iter().any(|(block, other)| {
                    !is_outlet(*other)
                        && (*block == count || self.sum(|another| another == *other) == count)
                });
        };
        let is_wanted = |other: Connector| is_of(other, connector);
        let one = |(block, other): &(u16, Connector)| *block == count && is_wanted(*other);
        self.ports.iter().any(one) || self.sum(is_wanted) == count
    }

    fn sum(&self, is_wanted: impl Fn(Connector) -> bool) -> u16 {
        let wanted = self
            .ports
            .iter()
            .filter(|(_, connector)| is_wanted(*connector));
        wanted.fold(0, |sum: u16, (count, _)| sum.saturating_add(*count))
    }
}

/// Whether the word for a connector also means another: keystones take RJ45 plugs.
fn is_of(connector: Connector, wanted: Connector) -> bool {
    connector == wanted || (wanted == Connector::Rj45 && connector == Connector::Keystone)
}

fn is_outlet(connector: Connector) -> bool {
    matches!(
        connector,
        Connector::IecC13 | Connector::IecC19 | Connector::Schuko | Connector::Nema
    )
}
