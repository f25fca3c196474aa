//! One row of the table, and the device type it describes.

use super::ports;
use crate::domain::catalog::gap::RackFit;
use crate::domain::catalog::{category, generic, usual_racks};
use crate::domain::layout::{
    Bay, Category, Connector, Depth, DeviceType, Faceplate, Mount, PortGroup, RackWidth, Width,
};
use crate::domain::search::TypeFeatures;
use crate::domain::units::HalfU;

/// Number of columns of the table.
const COLUMNS: usize = 24;

pub(super) struct ProductRow<'a> {
    pub(super) manufacturer: &'a str,
    pub(super) model: &'a str,
    pub(super) slug: &'a str,
    pub(super) part_number: &'a str,
    pub(super) category_word: &'a str,
    /// Zero if the product is not mounted on rails.
    units: HalfU,
    depth: &'a str,
    width: &'a str,
    rack_widths: &'a str,
    pub(super) weight_kg: &'a str,
    pub(super) psu_max_w: &'a str,
    pub(super) psus: &'a str,
    pub(super) ports: &'a str,
    mgmt_ports: &'a str,
    pub(super) poe_ports: &'a str,
    console_ports: &'a str,
    pub(super) outlets: &'a str,
    front_ports: &'a str,
    rear_ports: &'a str,
    device_bays: &'a str,
    pub(super) airflow: &'a str,
}

impl<'a> ProductRow<'a> {
    /// `None` if columns, slug or model are missing, or the height cannot be read.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let mut columns = [""; COLUMNS];
        let mut found = 0;
        for column in line.trim_end_matches('\r').split('\t') {
            *columns.get_mut(found)? = column;
            found += 1;
        }
        let [
            manufacturer,
            model,
            slug,
            part_number,
            category_word,
            u_height,
            depth,
            width,
            rack_widths,
            weight_kg,
            psu_max_w,
            psus,
            ports,
            mgmt_ports,
            poe_ports,
            console_ports,
            outlets,
            front_ports,
            rear_ports,
            device_bays,
            _module_bays,
            _role,
            airflow,
            _source,
        ] = columns;
        let units = half_units(u_height)?;
        let is_whole = found == COLUMNS && !slug.is_empty() && !model.is_empty();
        is_whole.then_some(Self {
            manufacturer,
            model,
            slug,
            part_number,
            category_word,
            units,
            depth,
            width,
            rack_widths,
            weight_kg,
            psu_max_w,
            psus,
            ports,
            mgmt_ports,
            poe_ports,
            console_ports,
            outlets,
            front_ports,
            rear_ports,
            device_bays,
            airflow,
        })
    }

    /// What is known of it besides its names and size, as the table has it.
    pub(super) fn facts(&self) -> [&'a str; 16] {
        [
            self.part_number,
            self.depth,
            self.width,
            self.rack_widths,
            self.weight_kg,
            self.psu_max_w,
            self.psus,
            self.ports,
            self.mgmt_ports,
            self.poe_ports,
            self.console_ports,
            self.outlets,
            self.front_ports,
            self.rear_ports,
            self.device_bays,
            self.airflow,
        ]
    }

    pub(super) fn category(&self) -> Category {
        category(self.category_word)
    }

    pub(super) fn mounting(&self) -> RackFit<'static> {
        RackFit {
            height: self.height(),
            depth: self.depth(),
            width: self.width(),
            mount: self.mount(),
            racks: self.racks(),
        }
    }

    pub(super) fn features(&self) -> TypeFeatures {
        let mut features = TypeFeatures::of(&self.device_type());
        features.poe = count(self.poe_ports);
        features.has_radio = self.ports.contains("ieee802.11");
        features.speeds = ports::speeds(self.ports).collect();
        features
    }

    pub(super) fn device_type(&self) -> DeviceType {
        let mut made = DeviceType::new(self.slug, self.model, self.category(), self.height());
        made.manufacturer = self.manufacturer.to_owned();
        made.depth = self.depth();
        made.width = self.width();
        made.mount = self.mount();
        made.rack_widths = self.racks().to_vec();
        made.weight_grams = grams(self.weight_kg);
        made.watts = self.watts();
        made.bays = self.bays();
        made.faceplate = self.faceplate();
        made
    }

    pub(super) fn depth(&self) -> Depth {
        if self.depth == "half" {
            Depth::Half
        } else {
            Depth::Full
        }
    }

    /// Products without a height: outlet strips go beside the rails, everything else on a shelf.
    pub(super) fn mount(&self) -> Mount {
        match (self.units.0, self.category()) {
            (0, Category::Power) if self.outlet_count() >= 6 => Mount::Side,
            (0, _) => Mount::Bay,
            _ => Mount::Rails,
        }
    }

    /// The length of a strip is estimated from its outlets; products on a shelf are assumed to take one unit.
    pub(super) fn height(&self) -> HalfU {
        match self.mount() {
            Mount::Rails => self.units,
            Mount::Side => HalfU(self.outlet_count().saturating_mul(3).clamp(20, 76)),
            Mount::Bay => HalfU::from_units(1),
        }
    }

    fn rack_width(&self) -> Option<RackWidth> {
        let inches: u8 = self.rack_widths.parse().ok()?;
        RackWidth::try_from(inches).ok()
    }

    pub(super) fn width(&self) -> Width {
        // Half of 19 inches is the full width of a 10-inch rack.
        if self.width == "half" && self.mount() == Mount::Rails && self.rack_width().is_none() {
            Width::Half
        } else {
            Width::Full
        }
    }

    fn racks(&self) -> &'static [RackWidth] {
        match self.rack_width() {
            Some(width) => width.racks(),
            None => usual_racks(self.mount(), self.width()),
        }
    }

    /// The number of data ports of all kinds.
    pub(super) fn port_count(&self) -> u16 {
        let groups = ports::groups(self.ports, ports::of_interface);
        groups.fold(0, |sum, group| sum.saturating_add(group.count))
    }

    pub(super) fn outlet_count(&self) -> u16 {
        count(self.outlets)
    }

    /// The draw of one power supply, in watts, as a second one is usually for redundancy. Power distribution itself draws almost nothing.
    fn watts(&self) -> Option<u32> {
        if self.category() == Category::Power {
            return None;
        }
        self.psu_max_w.parse().ok().filter(|watts| *watts > 0)
    }

    fn bays(&self) -> Vec<Bay> {
        let bays = u8::try_from(count(self.device_bays)).unwrap_or(0);
        if bays == 0 || self.category() == Category::Storage {
            return Vec::new();
        }
        let rows = rows_of_bays(bays, self.height().units_ceil());
        let columns = bays.div_ceil(rows);
        if columns > DeviceType::MAX_BAY_ROWS {
            return Vec::new();
        }
        generic::grid(columns, rows, self.height())
            .into_iter()
            .take(usize::from(bays))
            .collect()
    }

    fn faceplate(&self) -> Faceplate {
        let mut face = Faceplate {
            drive_bays: self.drive_bays(),
            rear_ports: ports::groups(self.rear_ports, ports::of_panel).collect(),
            ..Faceplate::default()
        };
        match self.category() {
            Category::Server | Category::Storage if self.mount() == Mount::Rails => {
                face.vents = self.category() == Category::Server;
                face.rear_ports.extend(self.ports_and_consoles());
            }
            Category::Power if self.is_ups() => {
                face.display = true;
                face.vents = true;
                face.rear_ports.extend(self.ports_and_consoles());
                face.rear_outlets.extend(self.outlet_group());
            }
            Category::PatchPanel => {
                face.ports
                    .extend(ports::groups(self.front_ports, ports::of_panel));
                face.ports.extend(self.ports_and_consoles());
                if face.ports.is_empty() {
                    face.ports.extend(self.ports_by_name());
                }
            }
            Category::Blank | Category::CableManagement => {
                let name = self.model.to_ascii_lowercase();
                face.vents = name.contains("vent") || name.contains("brush");
            }
            category => {
                face.vents = category == Category::Cooling;
                face.ports
                    .extend(ports::groups(self.front_ports, ports::of_panel));
                face.ports.extend(self.ports_and_consoles());
                face.outlets.extend(self.outlet_group());
            }
        }
        face
    }

    /// Data ports first, then management and console ports.
    fn ports_and_consoles(&self) -> impl Iterator<Item = PortGroup> {
        let counted = [
            (self.mgmt_ports, Connector::Rj45),
            (self.console_ports, Connector::Serial),
        ];
        let groups = counted.map(|(ports, connector)| PortGroup::new(count(ports), connector));
        let there = groups.into_iter().filter(|group| group.count > 0);
        ports::groups(self.ports, ports::of_interface).chain(there)
    }

    fn outlet_group(&self) -> Option<PortGroup> {
        let outlets = self.outlet_count();
        (outlets > 0).then(|| PortGroup::new(outlets, ports::of_outlets(self.model)))
    }

    /// Reads `24-port` or `24 Port` in the name of a panel whose ports are not listed.
    fn ports_by_name(&self) -> Option<PortGroup> {
        let name = self.model.to_ascii_lowercase();
        let before = name.get(..name.find("port")?)?;
        let before = before.trim_end_matches(['-', ' ']);
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let ports: u16 = before.get(before.len() - digits..)?.parse().ok()?;
        let connector = if name.contains("fiber") {
            Connector::Lc
        } else {
            Connector::Keystone
        };
        Some(PortGroup::new(ports, connector))
    }

    /// A UPS has its outlets at the rear.
    fn is_ups(&self) -> bool {
        let name = self.model.to_ascii_lowercase();
        self.mount() == Mount::Rails
            && (self.units >= HalfU::from_units(2) || name.contains("ups"))
            && !name.contains("pdu")
    }

    fn drive_bays(&self) -> u16 {
        if self.category() != Category::Storage {
            return 0;
        }
        let by_name = drives_by_name(self.manufacturer, self.model);
        by_name.unwrap_or_else(|| match count(self.device_bays) {
            bays @ 4.. => bays,
            _ => 0,
        })
    }
}

/// The number of drive bays, from the maker's naming scheme.
fn drives_by_name(manufacturer: &str, model: &str) -> Option<u16> {
    /// By prefix of the model; the first match wins.
    const KNOWN: [(&str, &str, u16); 24] = [
        ("Synology", "RS4", 4),
        ("Synology", "RS8", 4),
        ("Synology", "RS12", 8),
        ("Synology", "RS16", 4),
        ("Synology", "RS24", 12),
        ("Synology", "RS36", 12),
        ("Synology", "RX12", 12),
        ("Synology", "FS64", 24),
        ("Synology", "DS9", 4),
        ("Synology", "DS15", 5),
        ("Synology", "DS16", 6),
        ("Synology", "DS18", 8),
        ("Synology", "DS24", 12),
        ("Synology", "DS11", 1),
        ("Synology", "DS2", 2),
        ("Synology", "DS4", 4),
        ("Ubiquiti", "UNAS Pro", 7),
        ("Ubiquiti", "UNVR-Pro", 7),
        ("Ubiquiti", "ENVR", 16),
        ("Dell", "PowerVault MD3200", 12),
        ("Dell", "PowerVault ME4024", 24),
        ("NetApp", "E2824", 24),
        ("NetApp", "FAS2750", 24),
        ("Apple", "Xserve RAID", 14),
    ];
    if manufacturer == "QNAP" {
        return qnap_drives(model);
    }
    KNOWN
        .into_iter()
        .find(|(maker, start, _)| *maker == manufacturer && model.starts_with(start))
        .map(|(_, _, bays)| bays)
}

/// QNAP's model numbers begin with the number of bays: `TS-453` has 4, `TS-1263` has 12.
fn qnap_drives(model: &str) -> Option<u16> {
    let from = model.find(|c: char| c.is_ascii_digit())?;
    let number = model.get(from..)?;
    let digits = number
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(number.len());
    number.get(..digits.checked_sub(2)?)?.parse().ok()
}

/// The number of equal rows for an enclosure's bays, with at least two bays in each.
fn rows_of_bays(bays: u8, units: u16) -> u8 {
    let most = match units {
        0 | 1 => 1,
        2..=5 => 2,
        _ if bays >= 14 => 2,
        _ => 4,
    };
    (1..=most)
        .rev()
        .find(|rows| bays.is_multiple_of(*rows) && bays / rows >= 2)
        .unwrap_or(1)
}

/// Parses a number; zero if the text is not one.
pub(super) fn count(text: &str) -> u16 {
    text.parse().unwrap_or(0)
}

/// Parses `1.5` as three half-units; `None` if it is not a multiple of one half or exceeds the maximum height of a type.
fn half_units(text: &str) -> Option<HalfU> {
    let (whole, half) = match text.split_once('.') {
        None => (text, 0),
        Some((whole, "5")) => (whole, 1),
        Some((whole, "0")) => (whole, 0),
        Some(_) => return None,
    };
    let whole: u16 = whole.parse().ok()?;
    let height = HalfU(whole.checked_mul(2)?.checked_add(half)?);
    (height <= DeviceType::MAX_HEIGHT).then_some(height)
}

/// Converts kilograms with at most three decimals to grams; `None` if the text is empty, invalid or zero.
fn grams(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut grams: u32 = whole.parse::<u32>().ok()?.checked_mul(1000)?;
    let mut worth = 100;
    for digit in decimals.chars().take(3) {
        grams = grams.checked_add(digit.to_digit(10)? * worth)?;
        worth /= 10;
    }
    (grams > 0).then_some(grams)
}
