//! The layout document: named racks, their device types and devices, and the links of those.
//!
//! Only [`crate::domain::io::json::read`] reads a document, checking every item, and only [`crate::domain::command::apply`] changes one, so
//! a [`Layout`] in memory is always valid.

mod connection;
#[cfg(test)]
pub(crate) mod counting;
mod device;
mod device_type;
mod difference;
mod disk;
#[cfg(test)]
pub(crate) mod hall;
mod index;
mod life_cycle;
mod link;
mod plate_color;
mod rack;
mod shared;
mod snapshot;
mod table;
mod tags;
mod user_link;

use serde::{Deserialize, Serialize};

use super::decimal;
use super::ids::{DeviceId, LayoutId, RackId, RowId};
use super::units::HalfU;

pub use connection::{CableColor, Connection, ConnectionEnd, Panel, Port};
pub use device::{Device, Face, Place, Side};
pub use device_type::{
    Bay, Category, Connector, Depth, DeviceType, Faceplate, Mount, PortGroup, Width,
};
pub use difference::{devices_that_differ, racks_that_differ};
pub use disk::PinnedDisk;
pub use index::LayoutIndex;
pub use life_cycle::LifeCycle;
pub use link::{Link, LinkTarget};
pub use plate_color::{PlateColor, PlateTone};
pub use rack::{Direction, NoSuchRackSize, Numbering, Rack, RackHeight, RackWidth, Row};
pub use shared::Shared;
pub use snapshot::Snapshot;
pub use table::{Difference, Index, Keyed, Table};
pub use tags::Tags;
pub use user_link::{BadUrl, UrlTemplate, UserLink};

/// The schema version that this build writes.
pub const SCHEMA_VERSION: u32 = 2;

/// Keys that this build does not know, written back unchanged. Integers of up to 64 bits are exact; of other numbers the first 15 digits
/// are, and the rest may change each time the document is read.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct Layout {
    /// As read: a newer document keeps its number, since its unknown keys are written back too.
    pub schema_version: u32,
    pub id: LayoutId,
    pub name: String,
    /// In display order.
    #[serde(skip_serializing_if = "Shared::is_empty")]
    pub rows: Shared<Row>,
    /// From left to right, also within each row.
    pub racks: Shared<Rack>,
    pub device_types: Table<DeviceType>,
    pub devices: Table<Device>,
    /// Cables between their ports.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub connections: Table<Connection>,
    /// Template of device labels, with placeholders such as `{name}`; empty for the name alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label_template: String,
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
            rows: Shared::default(),
            racks: Shared::default(),
            device_types: Table::default(),
            devices: Table::default(),
            connections: Table::default(),
            label_template: String::new(),
            extra: Extra::new(),
        }
    }

    pub fn rack(&self, id: RackId) -> Option<&Rack> {
        self.racks.iter().find(|rack| rack.id == id)
    }

    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The racks of a row from the left; with `None` those outside of rows.
    pub fn racks_in(&self, row: Option<RowId>) -> impl Iterator<Item = &Rack> {
        self.racks.iter().filter(move |rack| rack.row == row)
    }

    /// All racks in display order: those outside of rows, then row by row.
    pub fn racks_in_order(&self) -> impl Iterator<Item = &Rack> {
        let rows = self.rows.iter().map(|row| Some(row.id));
        let rows = std::iter::once(None).chain(rows);
        rows.flat_map(|row| self.racks_in(row))
    }

    /// The type of a device; always present in a valid layout.
    pub fn type_of(&self, device: &Device) -> Option<&DeviceType> {
        self.device_types.get(&device.device_type)
    }

    /// The device followed by the devices it sits in, ending with the one mounted in a rack.
    pub fn with_parents<'a>(&'a self, device: &'a Device) -> impl Iterator<Item = &'a Device> {
        let outwards = std::iter::successors(Some(device), |inner| match inner.place {
            Place::Bay { parent, .. } => self.devices.get(&parent),
            Place::Rack { .. } | Place::Side { .. } => None,
        });
        outwards.take(self.devices.len() + 1)
    }

    /// The nesting depth of a device with its children, 1 if it has none. Stops one level beyond [`Place::MAX_NESTING`].
    pub fn levels_within(&self, device: DeviceId) -> usize {
        self.levels_down_to(Place::MAX_NESTING, device)
    }

    fn levels_down_to(&self, deepest: usize, device: DeviceId) -> usize {
        let Some(deepest) = deepest.checked_sub(1) else {
            return 1;
        };
        let children = self.devices.index().children_of(device).iter();
        let levels = children.map(|child| self.levels_down_to(deepest, *child));
        1 + levels.max().unwrap_or_default()
    }

    /// The rack of a device, directly or through the device it sits in.
    pub fn rack_of(&self, device: &Device) -> Option<&Rack> {
        self.with_parents(device)
            .find_map(|outer| self.rack(outer.place.rack()?))
    }

    /// The position of a device in its rack: its units ([`Rack::unit_label`]), or `left side` beside the rails. A device in a bay has the
    /// position of the outermost device.
    pub fn unit_label(&self, device: &Device) -> Option<String> {
        let rack = self.rack_of(device)?;
        Some(match self.mounting_of(device)? {
            MountedAt::Rails { bottom, height, .. } => rack.unit_label(bottom, height),
            MountedAt::Side(side) => format!("{} side", side.word()),
        })
    }

    /// The place of a device for screen readers: `Rack A unit 18`, `Rack A unit 18 right`, `Rack A, left side`, and `in shelf-1, Rack A
    /// unit 18` for one in a bay.
    pub fn spoken_place(&self, device: &Device) -> Option<String> {
        let mut text = String::new();
        self.push_spoken_place(device, self.rack_of(device)?, &mut text);
        Some(text)
    }

    /// Appends [`Layout::spoken_place`] to a text. `rack` is the device's rack.
    pub fn push_spoken_place(&self, device: &Device, rack: &Rack, text: &mut String) {
        if let Place::Bay { parent, .. } = device.place
            && let Some(parent) = self.devices.get(&parent)
        {
            for part in ["in ", &parent.name, ", "] {
                text.push_str(part);
            }
        }
        text.push_str(&rack.name);
        match self.mounting_of(device) {
            Some(MountedAt::Rails {
                bottom,
                height,
                column,
            }) => {
                text.push_str(" unit ");
                let (unit, _) = rack.unit_span(bottom, height);
                decimal::push(text, unit.into(), 0);
                if let Some(column) = column {
                    text.push(' ');
                    text.push_str(column);
                }
            }
            Some(MountedAt::Side(side)) => {
                for part in [", ", side.word(), " side"] {
                    text.push_str(part);
                }
            }
            None => {}
        }
    }

    /// How a device, or the outermost device it sits in, is mounted in its rack.
    fn mounting_of(&self, device: &Device) -> Option<MountedAt> {
        let outermost = self.with_parents(device).last()?;
        match outermost.place {
            Place::Rack { bottom, column, .. } => {
                let device_type = self.type_of(outermost)?;
                Some(MountedAt::Rails {
                    bottom,
                    height: device_type.height,
                    column: device_type.width.column_word(column),
                })
            }
            Place::Side { side, .. } => Some(MountedAt::Side(side)),
            Place::Bay { .. } => None,
        }
    }
}

enum MountedAt {
    Rails {
        bottom: HalfU,
        height: HalfU,
        /// Its position among devices of its width, as a word.
        column: Option<&'static str>,
    },
    Side(Side),
}
