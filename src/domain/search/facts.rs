//! What is known of a device type in numbers, to search and filter by.

use crate::domain::layout::{
    Category, Connector, Depth, DeviceType, Mount, PortGroup, RackWidth, Width,
};
use crate::domain::units::HalfU;

/// The facts of a device type.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub height: HalfU,
    pub width: Width,
    pub depth: Depth,
    pub mount: Mount,
    /// The rack widths it is made for; empty means any.
    pub racks: Vec<RackWidth>,
    pub category: Category,
    /// Ports that supply power.
    pub poe: u16,
    pub drives: u16,
    pub outlets: u16,
    /// Blocks of ports, front and rear.
    ports: Vec<(u16, Connector)>,
}

/// Something that a query can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
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
    /// `poe`.
    Poe,
    /// `12 bays`.
    Drives(u16),
    /// `8 outlets`.
    Outlets(u16),
}

impl Facts {
    pub fn of(device_type: &DeviceType) -> Self {
        let face = &device_type.faceplate;
        let outlets = face.outlets.iter().chain(&face.rear_outlets);
        let groups = face
            .ports
            .iter()
            .chain(&face.rear_ports)
            .chain(outlets.clone());
        Self {
            height: device_type.height,
            width: device_type.width,
            depth: device_type.depth,
            mount: device_type.mount,
            racks: device_type.rack_widths.clone(),
            category: device_type.category,
            poe: 0,
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

    /// Whether the type is that, or has that.
    pub fn has(&self, fact: Fact) -> bool {
        let is_on_rails = self.mount == Mount::Rails;
        match fact {
            Fact::Height(height) => is_on_rails && self.height == height,
            Fact::Width(width) => is_on_rails && self.width == width,
            Fact::Depth(depth) => is_on_rails && self.depth == depth,
            Fact::Rack(width) => self.racks.contains(&width),
            Fact::Ports(count, connector) => self.has_ports(count, connector),
            Fact::Connector(connector) => {
                self.ports.iter().any(|(_, other)| is_of(*other, connector))
            }
            Fact::Poe => self.poe > 0,
            Fact::Drives(count) => self.drives == count,
            Fact::Outlets(count) => self.outlets == count,
        }
    }

    /// How many blocks of ports are known.
    pub fn port_groups(&self) -> usize {
        self.ports.len()
    }

    /// How many sockets for a network there are.
    pub fn network_ports(&self) -> u16 {
        let is_network = |connector: Connector| {
            matches!(
                connector,
                Connector::Rj45 | Connector::Sfp | Connector::SfpPlus | Connector::Qsfp
            )
        };
        self.sum(is_network)
    }

    /// As many in one block, or of one connector, or all of them supplied with power.
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

/// Whether a connector is meant by the word for another: a socket for RJ45 plugs may be a keystone.
fn is_of(connector: Connector, wanted: Connector) -> bool {
    connector == wanted || (wanted == Connector::Rj45 && connector == Connector::Keystone)
}

fn is_outlet(connector: Connector) -> bool {
    matches!(
        connector,
        Connector::IecC13 | Connector::IecC19 | Connector::Schuko | Connector::Nema
    )
}
