//! The draft behind the form of a device type.

use leptos::prelude::*;

use super::problem::FormProblem;
use crate::domain::catalog::generic;
use crate::domain::ids::{PictureId, TypeSlug};
use crate::domain::layout::{
    Category, Connector, Depth, DeviceType, Layout, Mount, PortGroup, RackWidth, Width,
};
use crate::domain::units::HalfU;

/// An option: value and label.
type SelectOptions = Vec<(String, String)>;

const CATEGORIES: [(Category, &str); 14] = [
    (Category::Server, "Server"),
    (Category::Storage, "Storage"),
    (Category::Network, "Network"),
    (Category::Firewall, "Firewall"),
    (Category::PatchPanel, "Patch panel"),
    (Category::Power, "Power"),
    (Category::Kvm, "KVM"),
    (Category::Cooling, "Cooling"),
    (Category::AvMedia, "Audio and video"),
    (Category::Chassis, "Chassis"),
    (Category::Shelf, "Shelf"),
    (Category::Blank, "Blank"),
    (Category::CableManagement, "Cable management"),
    (Category::Other, "Other"),
];

const PORTS: [(Connector, &str); 14] = [
    (Connector::Rj45, "RJ45"),
    (Connector::Sfp, "SFP"),
    (Connector::SfpPlus, "SFP+"),
    (Connector::Qsfp, "QSFP"),
    (Connector::Keystone, "Keystone"),
    (Connector::Lc, "LC"),
    (Connector::Coax, "Coax"),
    (Connector::UsbA, "USB-A"),
    (Connector::UsbC, "USB-C"),
    (Connector::Serial, "Serial"),
    (Connector::Hdmi, "HDMI"),
    (Connector::DisplayPort, "DisplayPort"),
    (Connector::Vga, "VGA"),
    (Connector::Other, "Other"),
];

const OUTLETS: [(Connector, &str); 5] = [
    (Connector::IecC13, "IEC C13"),
    (Connector::IecC19, "IEC C19"),
    (Connector::Schuko, "Schuko"),
    (Connector::Nema, "NEMA"),
    (Connector::Other, "Other"),
];

const MOUNTS: [(Mount, &str); 3] = [
    (Mount::Rails, "between the rails"),
    (Mount::Side, "beside the rails"),
    (Mount::Bay, "on shelves and in bays"),
];

const DEPTHS: [(Depth, &str); 2] = [(Depth::Full, "full"), (Depth::Half, "half")];

const WIDTHS: [(Width, &str); 3] = [
    (Width::Full, "full"),
    (Width::Half, "half"),
    (Width::Third, "a third"),
];

const RACKS: [(Option<RackWidth>, &str); 5] = [
    (None, "any width"),
    (Some(RackWidth::Ten), "10 inches"),
    (Some(RackWidth::Nineteen), "19 inches and wider"),
    (Some(RackWidth::TwentyOne), "21 inches and wider"),
    (Some(RackWidth::TwentyThree), "23 inches"),
];

/// A group of ports or outlets.
#[derive(Clone, Copy)]
pub(super) struct GroupDraft {
    pub(super) count: RwSignal<String>,
    pub(super) connector: RwSignal<String>,
}

/// The form's values. For choices, the value is the label.
#[derive(Clone, Copy)]
pub(super) struct TypeDraft {
    /// The type before editing: it keeps what the form does not show.
    original: StoredValue<DeviceType>,
    /// Slugs that are taken.
    taken: StoredValue<Vec<TypeSlug>>,
    is_new: bool,
    pub(super) model: RwSignal<String>,
    pub(super) maker: RwSignal<String>,
    pub(super) category: RwSignal<String>,
    pub(super) height: RwSignal<String>,
    pub(super) mount: RwSignal<String>,
    pub(super) depth: RwSignal<String>,
    pub(super) width: RwSignal<String>,
    pub(super) racks: RwSignal<String>,
    pub(super) watts: RwSignal<String>,
    pub(super) weight: RwSignal<String>,
    pub(super) drives: RwSignal<String>,
    pub(super) ports: [GroupDraft; Self::PORT_ROWS],
    pub(super) outlets: GroupDraft,
    pub(super) bay_columns: RwSignal<String>,
    pub(super) bay_rows: RwSignal<String>,
    pub(super) vents: RwSignal<bool>,
    pub(super) display: RwSignal<bool>,
    pub(super) front_picture: RwSignal<Option<PictureId>>,
    pub(super) rear_picture: RwSignal<Option<PictureId>>,
}

impl TypeDraft {
    /// The number of port groups in the form.
    pub(super) const PORT_ROWS: usize = 3;

    /// A draft of the type with that slug, or of a new one.
    pub(super) fn of(layout: &Layout, slug: Option<TypeSlug>) -> Self {
        let found = slug.and_then(|slug| layout.device_types.get(&slug).cloned());
        let is_new = found.is_none();
        let original = found.unwrap_or_else(|| {
            DeviceType::new("custom-", "", Category::Server, HalfU::from_units(1))
        });
        let face = &original.faceplate;
        let (columns, rows) = grid_of(&original);
        Self {
            taken: StoredValue::new(
                layout
                    .device_types
                    .iter()
                    .map(|known| known.slug.clone())
                    .collect(),
            ),
            is_new,
            model: RwSignal::new(original.model.clone()),
            maker: RwSignal::new(original.manufacturer.clone()),
            category: chosen(&CATEGORIES, original.category),
            height: RwSignal::new(decimal(u32::from(original.height.0) * 500)),
            mount: chosen(&MOUNTS, original.mount),
            depth: chosen(&DEPTHS, original.depth),
            width: chosen(&WIDTHS, original.width),
            racks: chosen(&RACKS, original.rack_widths.first().copied()),
            watts: RwSignal::new(
                original
                    .watts
                    .map(|watts| watts.to_string())
                    .unwrap_or_default(),
            ),
            weight: RwSignal::new(original.weight_grams.map(decimal).unwrap_or_default()),
            drives: count_text(face.drive_bays),
            ports: std::array::from_fn(|place| GroupDraft::of(&PORTS, face.ports.get(place))),
            outlets: GroupDraft::of(&OUTLETS, face.outlets.first()),
            bay_columns: count_text(columns.into()),
            bay_rows: count_text(rows.into()),
            vents: RwSignal::new(face.vents),
            display: RwSignal::new(face.display),
            front_picture: RwSignal::new(original.front_picture),
            rear_picture: RwSignal::new(original.rear_picture),
            original: StoredValue::new(original),
        }
    }

    /// The type as entered.
    pub(super) fn read(&self) -> Result<DeviceType, FormProblem> {
        let made = self.sketch()?;
        if made.model.is_empty() {
            return Err(FormProblem::Field("A type needs a name"));
        }
        Ok(made)
    }

    /// Whether nothing was entered yet.
    pub(super) fn is_untouched(&self) -> bool {
        let original = self.original.get_value();
        self.is_new
            && self.sketch().is_ok_and(|made| {
                let slug = original.slug.clone();
                DeviceType { slug, ..made } == original
            })
    }

    /// As `read`, but the name may be missing.
    pub(super) fn sketch(&self) -> Result<DeviceType, FormProblem> {
        let mut made = self.original.get_value();
        made.model = self.model.get().trim().to_owned();
        made.manufacturer = self.maker.get().trim().to_owned();
        if self.is_new {
            made.slug = self.free_slug(&made.model);
        }
        made.height = thousandths(&self.height.get())
            .filter(|height| height.is_multiple_of(500))
            .and_then(|height| u16::try_from(height / 500).ok())
            .filter(|height| (1..=DeviceType::MAX_HEIGHT.0).contains(height))
            .map(HalfU)
            .ok_or(FormProblem::Field(
                "The height is a number of units in halves, 0.5 to 100",
            ))?;
        made.category = choice(&CATEGORIES, &self.category.get(), made.category);
        made.mount = choice(&MOUNTS, &self.mount.get(), made.mount);
        made.depth = choice(&DEPTHS, &self.depth.get(), made.depth);
        made.width = choice(&WIDTHS, &self.width.get(), made.width);
        let rack = choice(&RACKS, &self.racks.get(), None);
        if rack != made.rack_widths.first().copied() {
            made.rack_widths = rack.map_or_else(Vec::new, |width| width.racks().to_vec());
        }
        made.watts = match self.watts.get().trim() {
            "" => None,
            watts => Some(
                watts
                    .parse()
                    .map_err(|_| FormProblem::Field("Watts are a whole number"))?,
            ),
        };
        made.weight_grams = match self.weight.get().trim() {
            "" => None,
            weight => Some(
                thousandths(weight)
                    .ok_or(FormProblem::Field("The weight is a number of kilograms"))?,
            ),
        };
        let face = &mut made.faceplate;
        face.drive_bays = count(&self.drives.get())?;
        face.vents = self.vents.get();
        face.display = self.display.get();
        let kept = face.ports.split_off(face.ports.len().min(Self::PORT_ROWS));
        let shown = std::mem::take(&mut face.ports);
        for (place, row) in self.ports.iter().enumerate() {
            face.ports.extend(row.read(&PORTS, shown.get(place))?);
        }
        face.ports.extend(kept);
        let kept = face.outlets.split_off(face.outlets.len().min(1));
        let shown = std::mem::take(&mut face.outlets);
        face.outlets
            .extend(self.outlets.read(&OUTLETS, shown.first())?);
        face.outlets.extend(kept);
        self.read_bays(&mut made)?;
        made.front_picture = self.front_picture.get();
        made.rear_picture = self.rear_picture.get();
        Ok(made)
    }

    /// Bays stay unchanged unless their counts or the height change.
    fn read_bays(&self, made: &mut DeviceType) -> Result<(), FormProblem> {
        let few = |text: &RwSignal<String>| {
            count(&text.get())
                .ok()
                .and_then(|number| u8::try_from(number).ok())
                .filter(|number| *number <= 32)
                .ok_or(FormProblem::Field(
                    "Up to 32 bays beside each other and 32 rows are possible",
                ))
        };
        let (columns, rows) = (few(&self.bay_columns)?, few(&self.bay_rows)?);
        let old_height = self.original.with_value(|original| original.height);
        if (columns, rows) == grid_of(made) && made.height == old_height {
            return Ok(());
        }
        made.bays = if columns == 0 {
            Vec::new()
        } else {
            generic::grid(columns, rows.max(1), made.height)
        };
        Ok(())
    }

    fn free_slug(&self, name: &str) -> TypeSlug {
        let mut words = String::from("custom");
        for word in name
            .to_ascii_lowercase()
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            words.push('-');
            words.push_str(word);
        }
        if words == "custom" {
            words.push_str("-type");
        }
        let is_free = |slug: &TypeSlug| self.taken.with_value(|taken| !taken.contains(slug));
        let first = TypeSlug::new(words.as_str());
        if is_free(&first) {
            return first;
        }
        (2_u32..)
            .map(|number| TypeSlug::new(format!("{words}-{number}")))
            .find(is_free)
            .unwrap_or(first)
    }

    pub(super) fn categories() -> SelectOptions {
        options(&CATEGORIES)
    }

    pub(super) fn mounts() -> SelectOptions {
        options(&MOUNTS)
    }

    pub(super) fn depths() -> SelectOptions {
        options(&DEPTHS)
    }

    pub(super) fn widths() -> SelectOptions {
        options(&WIDTHS)
    }

    pub(super) fn racks() -> SelectOptions {
        options(&RACKS)
    }

    pub(super) fn port_kinds() -> SelectOptions {
        options(&PORTS)
    }

    pub(super) fn outlet_kinds() -> SelectOptions {
        options(&OUTLETS)
    }
}

impl GroupDraft {
    fn of(kinds: &[(Connector, &str)], group: Option<&PortGroup>) -> Self {
        let first = kinds.first().map(|(kind, _)| *kind).unwrap_or_default();
        Self {
            count: count_text(group.map_or(0, |group| group.count)),
            connector: chosen(kinds, group.map_or(first, |group| group.connector)),
        }
    }

    /// Returns `None` for a count of zero. Keeps the properties of the old group that the form does not show.
    fn read(
        &self,
        kinds: &[(Connector, &str)],
        old: Option<&PortGroup>,
    ) -> Result<Option<PortGroup>, FormProblem> {
        let count = count(&self.count.get())?;
        if count == 0 {
            return Ok(None);
        }
        let connector = choice(kinds, &self.connector.get(), Connector::Other);
        let mut group = old.cloned().unwrap_or(PortGroup::new(count, connector));
        (group.count, group.connector) = (count, connector);
        Ok(Some(group))
    }
}

/// The columns and rows of a type's bays; zero without bays.
fn grid_of(device_type: &DeviceType) -> (u8, u8) {
    let bays = &device_type.bays;
    let columns = bays.iter().map(|bay| bay.column.saturating_add(1)).max();
    let rows = bays.iter().map(|bay| bay.row.saturating_add(1)).max();
    (columns.unwrap_or(0), rows.unwrap_or(0))
}

fn options<T>(choices: &[(T, &str)]) -> SelectOptions {
    choices
        .iter()
        .map(|(_, words)| ((*words).to_owned(), (*words).to_owned()))
        .collect()
}

fn chosen<T: PartialEq>(choices: &[(T, &str)], value: T) -> RwSignal<String> {
    let found = choices.iter().find(|(other, _)| *other == value);
    RwSignal::new(found.map_or_else(String::new, |(_, words)| (*words).to_owned()))
}

fn choice<T: Copy>(choices: &[(T, &str)], words: &str, otherwise: T) -> T {
    choices
        .iter()
        .find(|(_, other)| *other == words)
        .map_or(otherwise, |(value, _)| *value)
}

/// Zero is an empty field.
fn count_text(count: u16) -> RwSignal<String> {
    RwSignal::new(if count == 0 {
        String::new()
    } else {
        count.to_string()
    })
}

fn count(text: &str) -> Result<u16, FormProblem> {
    match text.trim() {
        "" => Ok(0),
        text => match text.parse() {
            Ok(count) if count <= 1000 => Ok(count),
            _ => Err(FormProblem::Field(
                "Ports, drives, outlets and bays are whole numbers up to 1000",
            )),
        },
    }
}

/// A number with at most three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if decimals.len() > 3 {
        return None;
    }
    let mut value = whole.parse::<u32>().ok()?.checked_mul(1000)?;
    let mut worth = 100;
    for digit in decimals.chars() {
        value = value.checked_add(digit.to_digit(10)? * worth)?;
        worth /= 10;
    }
    Some(value)
}

/// The inverse: `1500` becomes `1.5`.
fn decimal(thousandths: u32) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:03}");
    format!("{whole}.{}", rest.trim_end_matches('0'))
}
