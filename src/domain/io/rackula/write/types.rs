//! Writes device types, including the carriers created for a file.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{
    LONGEST_NAME, Owner, change, connectors, cut, give_back, kept, report_refused, set_aside,
    unknown,
};
use crate::domain::ids::TypeSlug;
use crate::domain::io::rackula::read::{CARRIER, HIGHEST, KEY, OURS, is_device_bay};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, ReportEntry};
use crate::domain::layout::{Bay, Category, Depth, DeviceType, Layout, Mount, Place, Width};
use crate::domain::pictures::PictureSide;
use crate::domain::units::HalfU;

/// Minimum width of a slot, as a fraction of its carrier's width.
const LEAST_FRACTION: f64 = 0.01;

/// The types of a file being written.
pub(super) struct WrittenTypes {
    list: Vec<Value>,
    slugs: HashMap<TypeSlug, String>,
    taken: HashSet<String>,
    /// The slugs of carriers by their content.
    carriers: HashMap<String, String>,
}

impl WrittenTypes {
    pub(super) fn of(layout: &Layout, report: &mut Vec<ReportEntry>) -> Self {
        let mut types = Self {
            list: Vec::new(),
            slugs: HashMap::new(),
            taken: HashSet::new(),
            carriers: HashMap::new(),
        };
        let needs = widths_in_bays(layout);
        for device_type in &layout.device_types {
            let slug = types.free_slug(device_type.slug.as_str());
            if slug != device_type.slug.as_str() {
                change(
                    report,
                    &item(device_type),
                    Reason::SlugBecomes(slug.clone()),
                );
            }
            let value = type_value(device_type, &slug, &needs, report);
            types.list.push(value);
            types.slugs.insert(device_type.slug.clone(), slug);
        }
        types
    }

    /// The written types, and the slug written for each of ours.
    pub(super) fn finish(self) -> (Vec<Value>, Vec<(TypeSlug, String)>) {
        (self.list, self.slugs.into_iter().collect())
    }

    pub(super) fn slug_of(&self, slug: &TypeSlug) -> String {
        self.slugs
            .get(slug)
            .cloned()
            .unwrap_or_else(|| strict(slug.as_str()))
    }

    /// Returns the slug of a carrier with these slots. Equal carriers share a type.
    pub(super) fn carrier(&mut self, units: u16, full_depth: bool, slots: Vec<Value>) -> String {
        let mut value = json!({
            "u_height": units,
            "model": "Carrier",
            "colour": color(Category::Shelf),
            "category": Category::Shelf.word(),
            "is_full_depth": full_depth,
            "slots": slots,
        });
        let look = value.to_string();
        if let Some(slug) = self.carriers.get(&look) {
            return slug.clone();
        }
        let slug = self.free_slug(&format!("{CARRIER}{}", self.carriers.len() + 1));
        if let Some(fields) = value.as_object_mut() {
            fields.insert("slug".to_owned(), slug.clone().into());
        }
        self.list.push(value);
        self.carriers.insert(look, slug.clone());
        slug
    }

    fn free_slug(&mut self, wanted: &str) -> String {
        let base = strict(wanted);
        let mut slug = base.clone();
        let mut number = 2;
        while !self.taken.insert(slug.clone()) {
            slug = format!("{base}-{number}");
            number += 1;
        }
        slug
    }
}

fn item(device_type: &DeviceType) -> Item {
    Item::new(ItemKind::DeviceType, device_type.slug.as_str())
}

/// Normalizes a slug: groups of lower-case letters and digits joined by single hyphens, 1 to 90 characters, which leaves room for a
/// number. A slug that is valid already may have 100.
fn strict(slug: &str) -> String {
    const LONGEST: usize = 90;
    let lower = slug.to_lowercase();
    let groups = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|group| !group.is_empty());
    let mut strict = groups.collect::<Vec<_>>().join("-");
    if strict.len() > LONGEST && strict != slug || strict.len() > LONGEST_NAME {
        strict.truncate(LONGEST);
    }
    let strict = strict.trim_end_matches('-');
    if strict.is_empty() {
        "type".to_owned()
    } else {
        strict.to_owned()
    }
}

/// The width that each bay needs: that of its widest child.
fn widths_in_bays(layout: &Layout) -> HashMap<(TypeSlug, u16), f64> {
    let mut needs: HashMap<(TypeSlug, u16), f64> = HashMap::new();
    for device in &layout.devices {
        let Place::Bay { parent, bay } = device.place else {
            continue;
        };
        let (Some(parent), Some(device_type)) =
            (layout.devices.get(&parent), layout.type_of(device))
        else {
            continue;
        };
        let width = if slot_width(device_type) == 1 {
            0.5
        } else {
            1.0
        };
        let need = needs.entry((parent.device_type.clone(), bay)).or_default();
        *need = need.max(width);
    }
    needs
}

/// Rackula knows half and full width. Types for bays count as half width, which is what bays mostly are.
fn slot_width(device_type: &DeviceType) -> u8 {
    match (device_type.width, device_type.mount) {
        (Width::Full, Mount::Rails | Mount::Side) => 2,
        (Width::Half | Width::Third, _) | (Width::Full, Mount::Bay) => 1,
    }
}

fn type_value(
    device_type: &DeviceType,
    slug: &str,
    needs: &HashMap<(TypeSlug, u16), f64>,
    report: &mut Vec<ReportEntry>,
) -> Value {
    let item = item(device_type);
    let mut kept = kept(&device_type.extra);
    if device_type.height > HIGHEST {
        change(report, &item, Reason::HighestType);
    }
    let mut value = Map::new();
    value.insert("slug".to_owned(), slug.into());
    value.insert(
        "u_height".to_owned(),
        units(device_type.height.min(HIGHEST)),
    );
    if !device_type.manufacturer.is_empty() {
        let manufacturer = cut(
            &device_type.manufacturer,
            LONGEST_NAME,
            &item,
            "maker",
            report,
        );
        value.insert("manufacturer".to_owned(), manufacturer.into());
    }
    if !device_type.model.is_empty() {
        let model = cut(&device_type.model, LONGEST_NAME, &item, "model", report);
        value.insert("model".to_owned(), model.into());
    }
    if device_type.category != Category::Other {
        value.insert("category".to_owned(), device_type.category.word().into());
    }
    if slot_width(device_type) == 1 {
        value.insert("slot_width".to_owned(), 1.into());
    }
    if !device_type.rack_widths.is_empty() {
        let widths: Vec<u8> = device_type
            .rack_widths
            .iter()
            .map(|width| width.inches())
            .collect();
        value.insert("rack_widths".to_owned(), widths.into());
    }
    value.insert(
        "is_full_depth".to_owned(),
        (device_type.depth == Depth::Full).into(),
    );
    if let Some(grams) = device_type.weight_grams.filter(|grams| *grams > 0) {
        value.insert("weight".to_owned(), (f64::from(grams) / 1000.0).into());
        value.insert("weight_unit".to_owned(), "kg".into());
    }
    for side in PictureSide::ALL {
        if device_type.picture(side).is_some() {
            value.insert(format!("{}_image", side.word()), true.into());
        }
    }
    let mut ours = ours(device_type);
    connectors::lists(device_type, &mut kept, &mut value);
    bays(device_type, needs, &mut value, report);
    let mut custom_fields = match kept.remove("custom_fields") {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let owner = Owner::Type {
        half_depth: device_type.depth == Depth::Half,
    };
    let refused = give_back(owner, &mut value, kept);
    set_aside(refused, &item, &mut ours, report);
    value
        .entry("category")
        .or_insert_with(|| device_type.category.word().into());
    value
        .entry("colour")
        .or_insert_with(|| color(device_type.category).into());
    connectors::beside_lists(device_type, &value, &mut ours);
    if !ours.is_empty() {
        custom_fields.insert(OURS.to_owned(), Value::Object(ours));
    }
    if !custom_fields.is_empty() {
        value.insert("custom_fields".to_owned(), Value::Object(custom_fields));
    }
    Value::Object(value)
}

/// Data that Rackula has no fields for, under our own names.
fn ours(device_type: &DeviceType) -> Map<String, Value> {
    let mut ours = unknown(&device_type.extra);
    for side in PictureSide::ALL {
        if let Some(picture) = device_type.picture(side) {
            ours.insert(
                format!("{}_picture", side.word()),
                picture.to_string().into(),
            );
        }
    }
    if device_type.mount != Mount::Rails {
        ours.insert("mount".to_owned(), json!(device_type.mount));
    }
    let is_plainly_half = device_type.width == Width::Half;
    if slot_width(device_type) == 1 && !is_plainly_half {
        ours.insert("width".to_owned(), json!(device_type.width));
    }
    if device_type.weight_grams == Some(0) {
        ours.insert("weight_grams".to_owned(), 0.into());
    }
    if device_type.height > HIGHEST {
        ours.insert("height".to_owned(), device_type.height.0.into());
    }
    ours
}

/// Writes bays as slots, or as NetBox bays if they were imported as such.
fn bays(
    device_type: &DeviceType,
    needs: &HashMap<(TypeSlug, u16), f64>,
    value: &mut Map<String, Value>,
    report: &mut Vec<ReportEntry>,
) {
    let (mut slots, mut device_bays) = (Vec::new(), Vec::new());
    for ((position, bay), id) in device_type
        .bays
        .iter()
        .enumerate()
        .zip(slot_ids(&device_type.bays))
    {
        let mut rest = kept(&bay.extra);
        if is_device_bay(bay) {
            rest.remove("device_bay");
            let mut of_netbox = Map::new();
            of_netbox.extend(rest);
            of_netbox.insert("name".to_owned(), bay.name.clone().into());
            device_bays.push(Value::Object(of_netbox));
            continue;
        }
        let need = u16::try_from(position)
            .ok()
            .and_then(|bay| needs.get(&(device_type.slug.clone(), bay)));
        let fraction = rest
            .remove("width_fraction")
            .and_then(|fraction| fraction.as_f64());
        let fraction = fraction.unwrap_or_else(|| share(device_type.bay_columns(bay)));
        let mut slot = Map::new();
        slot.insert("id".to_owned(), id.into());
        slot.insert("name".to_owned(), bay.name.clone().into());
        slot.insert(
            "position".to_owned(),
            json!({"row": bay.row, "col": bay.column}),
        );
        let needed = need.copied().unwrap_or(LEAST_FRACTION);
        slot.insert(
            "width_fraction".to_owned(),
            fraction.max(needed).min(1.0).into(),
        );
        slot.insert("height_units".to_owned(), units(bay.height));
        let refused = give_back(Owner::Slot, &mut slot, rest);
        report_refused(&refused, &item(device_type), report);
        slots.push(Value::Object(slot));
    }
    if !slots.is_empty() {
        value.insert("slots".to_owned(), slots.into());
    }
    if !device_bays.is_empty() {
        value.insert("device_bays".to_owned(), device_bays.into());
    }
}

/// The width of one of `columns` equal columns, rounded to four decimals.
fn share(columns: u8) -> f64 {
    (10_000.0 / f64::from(columns.max(1))).round() / 10_000.0
}

/// The imported id of each bay, or a new one; all distinct.
pub(super) fn slot_ids(bays: &[Bay]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut ids = Vec::with_capacity(bays.len());
    for (position, bay) in bays.iter().enumerate() {
        let own = bay
            .extra
            .get(KEY)
            .and_then(|kept| kept.get("id"))
            .and_then(Value::as_str);
        let mut id = own.map_or_else(|| format!("bay-{}", position + 1), str::to_owned);
        while !taken.insert(id.clone()) {
            id.push_str("-x");
        }
        ids.push(id);
    }
    ids
}

/// Units as Rackula writes them: 1, 1.5.
pub(super) fn units(height: HalfU) -> Value {
    if height.0.is_multiple_of(2) {
        (height.0 / 2).into()
    } else {
        (f64::from(height.0) / 2.0).into()
    }
}

/// Rackula's own color for a category.
fn color(category: Category) -> &'static str {
    match category {
        Category::Server => "#4A7A8A",
        Category::Network => "#7B6BA8",
        Category::Firewall => "#C0392B",
        Category::Storage => "#3D7A4A",
        Category::Power => "#A84A4A",
        Category::Kvm => "#A87A4A",
        Category::AvMedia => "#A85A7A",
        Category::Cooling => "#8A8A4A",
        Category::Chassis => "#5A6A8A",
        Category::Blank => "#44475A",
        Category::PatchPanel | Category::Shelf | Category::CableManagement | Category::Other => {
            "#6272A4"
        }
    }
}
