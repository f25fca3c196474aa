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
    /// Ports and other features of its front and rear.
    #[serde(skip_serializing_if = "Faceplate::is_plain")]
    pub faceplate: Faceplate,
    /// Places for other devices: on a shelf, in a blade chassis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bays: Vec<Bay>,
    /// Maximum power draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watts: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
    /// Picture of the front.
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
    /// The height of the tallest rack.
    pub const MAX_HEIGHT: HalfU = HalfU::from_units(100);
    /// Maximum number of bays of a type.
    pub const MAX_BAYS: usize = 256;
    /// Upper bound (exclusive) of bay rows and columns.
    pub const MAX_BAY_ROWS: u8 = 64;

    /// A full-width, full-depth type without further data.
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

    /// Manufacturer and model as one name.
    pub fn full_name(&self) -> String {
        if self.manufacturer.is_empty() {
            self.model.clone()
        } else {
            format!("{} {}", self.manufacturer, self.model)
        }
    }

    /// Whether it fits racks of this width.
    pub fn goes_into(&self, rack: &Rack) -> bool {
        self.rack_widths.is_empty() || self.rack_widths.contains(&rack.width)
    }

    /// Number of bays side by side in the row of `bay`; at least 1.
    pub fn bay_columns(&self, bay: &Bay) -> u8 {
        let row = self.bays.iter().filter(|other| other.row == bay.row);
        row.map(|other| other.column.saturating_add(1))
            .max()
            .unwrap_or(1)
    }

    /// How many bays of this width span a full rack width: the bays of a row share the width of their device.
    pub fn bays_across(&self, bay: &Bay) -> u8 {
        self.width.columns().saturating_mul(self.bay_columns(bay))
    }

    /// Whether it can only be mounted at whole units, as anything with a whole height.
    pub const fn whole_units_only(&self) -> bool {
        self.height.0.is_multiple_of(2)
    }

    /// Distance between possible mounting heights, in half-units: 1 or 2.
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
    /// The word in documents, in Rackula's files and in filters.
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
    /// Number of such devices side by side.
    pub const fn columns(self) -> u8 {
        match self {
            Self::Full => 1,
            Self::Half => 2,
            Self::Third => 3,
        }
    }

    /// The position of a column: `left`, `middle` or `right`. `None` for full width.
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
    /// Between the rails, or in a bay that is high enough.
    #[default]
    Rails,
    /// Beside the rails, taking no units: a vertical power strip.
    Side,
    /// Only in a bay of another device: a blade, a desktop box on a shelf.
    Bay,
}

impl Mount {
    /// Whether it is the default.
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
    /// Whether an air inlet fills the remaining space.
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
    /// Whether nothing is known about it.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A block of equal connectors.
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
    /// Height of the tallest device that fits.
    pub height: HalfU,
    /// Counted from the lowest row.
    pub row: u8,
    /// Counted from the left.
    pub column: u8,
    #[serde(flatten)]
    pub extra: Extra,
}
