//! Shape and kind of a product.

use serde::{Deserialize, Serialize};

use super::table::Keyed;
use super::{Extra, Rack, RackWidth};
use crate::domain::ids::{PictureId, TypeSlug};
use crate::domain::units::HalfU;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct DeviceType {
    pub slug: TypeSlug,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub manufacturer: String,
    pub model: String,
    pub category: Category,
    /// 1 to [`DeviceType::MAX_HEIGHT`].
    pub height: HalfU,
    pub depth: Depth,
    pub width: Width,
    #[serde(skip_serializing_if = "Mount::is_rails")]
    pub mount: Mount,
    /// The rack widths it can be mounted in; empty means any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rack_widths: Vec<RackWidth>,
    /// What its front shows, and its rear.
    #[serde(skip_serializing_if = "Faceplate::is_plain")]
    pub faceplate: Faceplate,
    /// Places for other devices: on a shelf, in a blade chassis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bays: Vec<Bay>,
    /// Most power drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watts: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
    /// What its front looks like, and its rear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front_picture: Option<PictureId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rear_picture: Option<PictureId>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Keyed for DeviceType {
    type Key = TypeSlug;
    type Index = ();

    fn key(&self) -> &TypeSlug {
        &self.slug
    }
}

impl DeviceType {
    /// As high as the highest rack.
    pub const MAX_HEIGHT: HalfU = HalfU::from_units(100);
    /// The most bays a type may have.
    pub const MAX_BAYS: usize = 256;
    /// Rows and columns of bays are below this.
    pub const MAX_BAY_ROWS: u8 = 64;

    /// A full-width, full-depth type without further facts.
    pub fn new(slug: &str, model: impl Into<String>, category: Category, height: HalfU) -> Self {
        Self {
            slug: TypeSlug::new(slug),
            manufacturer: String::new(),
            model: model.into(),
            category,
            height,
            depth: Depth::default(),
            width: Width::default(),
            mount: Mount::default(),
            rack_widths: Vec::new(),
            faceplate: Faceplate::default(),
            bays: Vec::new(),
            watts: None,
            weight_grams: None,
            front_picture: None,
            rear_picture: None,
            extra: Extra::new(),
        }
    }

    /// Maker and model as one name.
    pub fn full_name(&self) -> String {
        if self.manufacturer.is_empty() {
            self.model.clone()
        } else {
            format!("{} {}", self.manufacturer, self.model)
        }
    }

    /// Whether it is made for racks of that width.
    pub fn goes_into(&self, rack: &Rack) -> bool {
        self.rack_widths.is_empty() || self.rack_widths.contains(&rack.width)
    }

    /// How many bays stand side by side in the row of that one; at least 1.
    pub fn bay_columns(&self, bay: &Bay) -> u8 {
        let row = self.bays.iter().filter(|other| other.row == bay.row);
        row.map(|other| other.column.saturating_add(1))
            .max()
            .unwrap_or(1)
    }

    /// How many bays as wide as that one are as wide as a rack: those of a row share the width of what they are in.
    pub fn bays_across(&self, bay: &Bay) -> u8 {
        self.width.columns().saturating_mul(self.bay_columns(bay))
    }

    /// Whether it can only stand on whole units: anything whose height is whole.
    pub const fn whole_units_only(&self) -> bool {
        self.height.0.is_multiple_of(2)
    }

    /// From one height it can stand at to the next, in half-units: 1 or 2.
    pub const fn step(&self) -> u16 {
        if self.whole_units_only() { 2 } else { 1 }
    }
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Server,
    Storage,
    Network,
    Firewall,
    PatchPanel,
    Power,
    Kvm,
    Cooling,
    AvMedia,
    Chassis,
    Shelf,
    Blank,
    CableManagement,
    /// Also any word that this build does not know.
    #[default]
    #[serde(other)]
    Other,
}

impl Category {
    /// As it is written in a document and in Rackula's files, and typed in a filter.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Storage => "storage",
            Self::Network => "network",
            Self::Firewall => "firewall",
            Self::PatchPanel => "patch-panel",
            Self::Power => "power",
            Self::Kvm => "kvm",
            Self::Cooling => "cooling",
            Self::AvMedia => "av-media",
            Self::Chassis => "chassis",
            Self::Shelf => "shelf",
            Self::Blank => "blank",
            Self::CableManagement => "cable-management",
            Self::Other => "other",
        }
    }
}

/// How far back it reaches. A full-depth device takes the rear of its units too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    #[default]
    Full,
    Half,
}

/// Which part of the rack's inner width it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    #[default]
    Full,
    Half,
    Third,
}

impl Width {
    /// How many of them stand side by side.
    pub const fn columns(self) -> u8 {
        match self {
            Self::Full => 1,
            Self::Half => 2,
            Self::Third => 3,
        }
    }

    /// Which of them one of that column is, from the left: `left`, `middle` or `right`. `None` for one that takes the whole width.
    pub const fn column_word(self, column: u8) -> Option<&'static str> {
        match (self, column) {
            (Self::Full, _) => None,
            (_, 0) => Some("left"),
            (Self::Third, 1) => Some("middle"),
            _ => Some("right"),
        }
    }
}

/// Where a type is mounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mount {
    /// Between the rails; also in a bay that is high enough.
    #[default]
    Rails,
    /// Beside the rails, at no unit: a vertical power strip.
    Side,
    /// Only in a bay of another device: a blade, a desktop box on a shelf.
    Bay,
}

impl Mount {
    /// Whether it is the usual one.
    pub const fn is_rails(&self) -> bool {
        matches!(self, Self::Rails)
    }
}

/// The facts that a front and a rear are drawn from.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Faceplate {
    pub drive_bays: u16,
    pub ports: Vec<PortGroup>,
    pub outlets: Vec<PortGroup>,
    /// An air inlet takes the room that is left.
    pub vents: bool,
    pub display: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rear_ports: Vec<PortGroup>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rear_outlets: Vec<PortGroup>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Faceplate {
    /// Whether nothing is known of it.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Alike connectors in a block.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PortGroup {
    pub count: u16,
    pub connector: Connector,
    #[serde(flatten)]
    pub extra: Extra,
}

impl PortGroup {
    pub fn new(count: u16, connector: Connector) -> Self {
        Self {
            count,
            connector,
            extra: Extra::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Connector {
    Rj45,
    Sfp,
    SfpPlus,
    Qsfp,
    Keystone,
    Lc,
    Coax,
    UsbA,
    UsbC,
    Serial,
    Hdmi,
    DisplayPort,
    Vga,
    IecC13,
    IecC19,
    Schuko,
    Nema,
    /// Also any word that this build does not know.
    #[default]
    #[serde(other)]
    Other,
}

/// A place for one other device.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Bay {
    pub name: String,
    /// Of the highest device that fits.
    pub height: HalfU,
    /// Counted from the lowest row.
    pub row: u8,
    /// Counted from the left.
    pub column: u8,
    #[serde(flatten)]
    pub extra: Extra,
}
