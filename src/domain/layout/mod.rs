//! The layout document: named racks, the device types they use, the devices in them and what those are linked to.
//!
//! A document is read by [`crate::domain::io::json::read`] alone, which checks every item, and changed by
//! [`crate::domain::command::apply`] alone, so a [`Layout`] in memory is always a valid one.

mod device;
mod device_type;
mod index;
mod rack;
mod table;

use serde::{Deserialize, Serialize};

use super::ids::{LayoutId, RackId};
use super::units::HalfU;

pub use device::{Device, Face, Link, Place};
pub use device_type::{Bay, Category, Connector, Depth, DeviceType, Faceplate, PortGroup, Width};
pub use index::LayoutIndex;
pub use rack::{Direction, Numbering, Rack, RackHeight, RackWidth};
pub use table::{Keyed, Table};

/// The version of the document's form that this build writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Keys that this build does not know. They are kept as they came and written back. Whole numbers of up to 64 bits are exact; of
/// others the first 15 digits are, and what comes after them may change each time the document is read.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "serde_json::Value")]
pub struct Layout {
    /// As read: a newer document keeps its number, since its unknown keys are written back too.
    pub schema_version: u32,
    pub id: LayoutId,
    pub name: String,
    /// In the order in which they stand, from the left.
    pub racks: Vec<Rack>,
    pub device_types: Table<DeviceType>,
    pub devices: Table<Device>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Layout {
    /// An empty document.
    pub fn new(id: LayoutId, name: impl Into<String>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            id,
            name: name.into(),
            racks: Vec::new(),
            device_types: Table::default(),
            devices: Table::default(),
            extra: Extra::new(),
        }
    }

    pub fn rack(&self, id: RackId) -> Option<&Rack> {
        self.racks.iter().find(|rack| rack.id == id)
    }

    /// The type of a device of this layout. Present for every device of a valid layout.
    pub fn type_of(&self, device: &Device) -> Option<&DeviceType> {
        self.device_types.get(&device.device_type)
    }

    /// The device and those it sits in, from itself outwards. Ends at the one that stands in a rack.
    pub fn with_parents<'a>(&'a self, device: &'a Device) -> impl Iterator<Item = &'a Device> {
        let outwards = std::iter::successors(Some(device), |inner| match inner.place {
            Place::Bay { parent, .. } => self.devices.get(&parent),
            Place::Rack { .. } => None,
        });
        outwards.take(self.devices.len() + 1)
    }

    /// The rack a device stands in, itself or by the device it sits in.
    pub fn rack_of(&self, device: &Device) -> Option<&Rack> {
        self.with_parents(device)
            .find_map(|outer| match outer.place {
                Place::Rack { rack, .. } => self.rack(rack),
                Place::Bay { .. } => None,
            })
    }

    /// The units a device takes ([`Rack::unit_label`]); for one in a bay those of the device it sits in.
    pub fn unit_label(&self, device: &Device) -> Option<String> {
        let (rack, bottom, height) = self.mounting_of(device)?;
        Some(rack.unit_label(bottom, height))
    }

    /// Where a device is, to be spoken: `Rack A unit 18`, and `in shelf-1, Rack A unit 18` for one in a bay.
    pub fn spoken_place(&self, device: &Device) -> Option<String> {
        let (rack, bottom, height) = self.mounting_of(device)?;
        let (unit, _) = rack.unit_span(bottom, height);
        let spot = format!("{} unit {unit}", rack.name);
        Some(match device.place {
            Place::Rack { .. } => spot,
            Place::Bay { parent, .. } => match self.devices.get(&parent) {
                Some(parent) => format!("in {}, {spot}", parent.name),
                None => spot,
            },
        })
    }

    /// The rack that a device or the one it sits in is mounted in, at which height, and how high that one is.
    fn mounting_of(&self, device: &Device) -> Option<(&Rack, HalfU, HalfU)> {
        let outermost = self.with_parents(device).last()?;
        let Place::Rack { rack, bottom, .. } = outermost.place else {
            return None;
        };
        Some((self.rack(rack)?, bottom, self.type_of(outermost)?.height))
    }
}
