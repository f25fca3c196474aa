//! All racks as a table for spreadsheets, with a row for each device.

use crate::domain::csv::{CsvTable, safe};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, DeviceType, Layout, LayoutIndex, Place, Rack, UserLink};

/// The header row. It names the units, so that the cells are plain numbers.
const HEADS: [&str; 21] = [
    "Row",
    "Rack",
    "Position",
    "Face",
    "Column",
    "Inside",
    "Bay",
    "Device",
    "Type",
    "Maker",
    "Model",
    "Category",
    "Height (U)",
    "Power (W)",
    "Weight (kg)",
    "Address",
    "System",
    "State",
    "Tags",
    "Links",
    "Notes",
];

/// Writes the racks in order, each from the top; a device in a bay follows its parent. `index` belongs to `layout`; `system_of` returns the
/// name of the linked system, if any.
pub fn write(
    layout: &Layout,
    index: &LayoutIndex,
    system_of: &dyn Fn(&Device) -> Option<String>,
) -> String {
    let mut table = CsvTable::for_spreadsheets();
    table.line(HEADS.map(str::to_owned));
    for rack in &layout.racks {
        let lines = Lines {
            layout,
            rack,
            system_of,
        };
        for id in index.all_of(rack.id) {
            lines.add(id, &mut table);
        }
    }
    table.into_text()
}

struct Lines<'a> {
    layout: &'a Layout,
    rack: &'a Rack,
    system_of: &'a dyn Fn(&Device) -> Option<String>,
}

impl Lines<'_> {
    fn add(&self, id: DeviceId, table: &mut CsvTable) {
        let Some(device) = self.layout.devices.get(&id) else {
            return;
        };
        if let Some(device_type) = self.layout.type_of(device) {
            table.line(self.cells(device, device_type));
        }
    }

    fn cells(&self, device: &Device, device_type: &DeviceType) -> [String; 21] {
        let (face, column) = self.mounting(device, device_type);
        let (inside, bay) = self.bay(device);
        let number = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
        [
            self.row_name(),
            safe(&self.rack.name),
            self.layout.unit_label(device).unwrap_or_default(),
            face,
            column,
            inside,
            bay,
            safe(&device.name),
            safe(device_type.slug.as_str()),
            safe(&device_type.manufacturer),
            safe(&device_type.model),
            device_type.category.word().to_owned(),
            halves(device_type.height.0),
            number(device_type.watts),
            device_type.weight_grams.map_or_else(String::new, kilograms),
            safe(&device.address),
            (self.system_of)(device).map_or_else(String::new, |name| safe(&name)),
            safe(device.life_cycle.word()),
            safe(&joined(device.tags.iter().map(str::to_owned))),
            safe(&joined(device.user_links.iter().map(user_link))),
            safe(&device.notes),
        ]
    }

    fn row_name(&self) -> String {
        let row = self.rack.row.and_then(|row| self.layout.row(row));
        row.map_or_else(String::new, |row| safe(&row.name))
    }

    /// The face of the rack and, for a device that shares its units, its column, counted from 1 at the left.
    fn mounting(&self, device: &Device, device_type: &DeviceType) -> (String, String) {
        match device.place {
            Place::Rack { face, column, .. } => {
                let column = match device_type.width.columns() {
                    1 => String::new(),
                    _ => (column + 1).to_string(),
                };
                (face.word().to_owned(), column)
            }
            Place::Side { side, .. } => (format!("{} side", side.word()), String::new()),
            Place::Bay { .. } => (String::new(), String::new()),
        }
    }

    /// The names of the parent device and of the bay.
    fn bay(&self, device: &Device) -> (String, String) {
        let Place::Bay { parent, bay } = device.place else {
            return (String::new(), String::new());
        };
        let Some(parent) = self.layout.devices.get(&parent) else {
            return (String::new(), String::new());
        };
        let name = self
            .layout
            .type_of(parent)
            .and_then(|outer| outer.bays.get(usize::from(bay)))
            .map_or_else(|| (bay + 1).to_string(), |bay| safe(&bay.name));
        (safe(&parent.name), name)
    }
}

/// Joins several texts for one cell.
fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

/// The name, and the URL with its placeholders unexpanded.
fn user_link(link: &UserLink) -> String {
    format!("{} {}", link.name, link.url.as_str())
}

/// Formats half-units as units: `1`, `1.5`.
fn halves(half_units: u16) -> String {
    let rest = if half_units.is_multiple_of(2) {
        ""
    } else {
        ".5"
    };
    format!("{}{rest}", half_units / 2)
}

/// Formats grams as kilograms: `12.5`.
fn kilograms(grams: u32) -> String {
    let text = format!("{}.{:03}", grams / 1000, grams % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{halves, kilograms, write};
    use crate::domain::ids::{DeviceId, LayoutId, RackId};
    use crate::domain::layout::{
        Bay, Category, Device, DeviceType, Extra, Face, Layout, LayoutIndex, LifeCycle, Place,
        Rack, RackHeight, Tags, UrlTemplate, UserLink,
    };
    use crate::domain::units::HalfU;
    use uuid::Uuid;

    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        let rack = Rack::new(
            RackId::new(Uuid::from_u128(1)),
            "Rack, \"A\"",
            RackHeight::clamped(12),
        );
        let mut shelf = DeviceType::new("shelf", "Shelf", Category::Shelf, HalfU(2));
        shelf.bays.push(Bay {
            name: "Left".to_owned(),
            height: HalfU(2),
            row: 0,
            column: 0,
            extra: Extra::new(),
        });
        let mut server = DeviceType::new("pi", "=Pi 5", Category::Server, HalfU(1));
        (server.watts, server.weight_grams) = (Some(27), Some(1250));
        let outer = DeviceId::new(Uuid::from_u128(1));
        let place = Place::Rack {
            rack: rack.id,
            bottom: HalfU(4),
            face: Face::Front,
            column: 0,
        };
        layout
            .devices
            .insert(Device::new(outer, shelf.slug.clone(), "shelf-1", place));
        let inner = DeviceId::new(Uuid::from_u128(2));
        let place = Place::Bay {
            parent: outer,
            bay: 0,
        };
        let mut device = Device::new(inner, server.slug.clone(), "pi", place);
        device.notes = "two\nlines".to_owned();
        device.life_cycle = LifeCycle::Spare;
        device.tags = Tags::of(["=tag", "b"]);
        device.user_links.push(UserLink {
            name: "@web".to_owned(),
            url: UrlTemplate::parse("https://{address}/").expect("a URL"),
            extra: Extra::new(),
        });
        layout.devices.insert(device);
        layout.racks.push(rack);
        layout.device_types.insert(shelf);
        layout.device_types.insert(server);
        layout
    }

    #[test]
    fn a_device_a_line() {
        let layout = layout();
        let table = write(&layout, &LayoutIndex::new(&layout), &|device| {
            (device.name == "pi").then(|| "@pi".to_owned())
        });
        let lines: Vec<&str> = table.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}Row,Rack,Position,"));
        assert_eq!(
            lines[1],
            ",\"Rack, \"\"A\"\"\",U3,front,,,,shelf-1,shelf,,Shelf,shelf,1,,,,,in-use,,,"
        );
        assert_eq!(
            lines[2],
            ",\"Rack, \"\"A\"\"\",U3,,,shelf-1,Left,pi,pi,,'=Pi 5,server,0.5,27,1.25,,'@pi,spare,'=tag; b,'@web https://{address}/,\"two\nlines\""
        );
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([halves(1), halves(2), halves(3)], ["0.5", "1", "1.5"]);
        assert_eq!(
            [kilograms(12_500), kilograms(10_000), kilograms(1)],
            ["12.5", "10", "0.001"]
        );
    }
}
