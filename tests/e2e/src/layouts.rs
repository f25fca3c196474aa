//! Large layouts for measuring and viewing, always the same.

use serde_json::{Value, json};

/// Number of racks and devices, and of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub racks: u64,
    pub devices_per_rack: u64,
    pub rows: u64,
}

/// A room.
pub const ROOM: Size = Size {
    racks: 24,
    devices_per_rack: 24,
    rows: 2,
};

/// A hall.
pub const HALL: Size = Size {
    racks: 100,
    devices_per_rack: 24,
    rows: 5,
};

/// Several halls.
pub const CAMPUS: Size = Size {
    racks: 500,
    devices_per_rack: 24,
    rows: 10,
};

impl Size {
    pub const fn devices(self) -> u64 {
        self.racks * self.devices_per_rack
    }
}

/// Height of a rack in units.
const HEIGHT: u64 = 42;
/// The contents of each rack from the floor up, repeated: servers, a storage, a switch; as slug, model, category and height in half-units.
const KINDS: [(&str, &str, &str, u64); 4] = [
    ("generic-server-1u", "1U server", "server", 2),
    ("generic-server-2u", "2U server", "server", 4),
    ("generic-switch-48", "48-port switch", "network", 2),
    ("generic-jbod-12", "12-bay JBOD", "storage", 4),
];
const PATTERN: [usize; 6] = [0, 1, 0, 2, 0, 3];

/// The document of a layout of that size. Its devices are linked to the hub's systems in turn; an empty hub links none.
pub fn layout(size: Size, hub: &str, systems: &[String]) -> Value {
    let row_ids: Vec<String> = (0..size.rows).map(|row| id(3, row)).collect();
    let rows: Vec<Value> = (0..)
        .zip(&row_ids)
        .map(|(row, id): (u64, _)| json!({ "id": id, "name": format!("Row {}", row + 1) }))
        .collect();
    let per_row = size.racks.div_ceil(size.rows.max(1));
    let racks: Vec<Value> = (0..size.racks)
        .map(|rack| {
            json!({
                "id": id(1, rack), "name": format!("Rack {:03}", rack + 1), "height": HEIGHT, "width": 19,
                "unit_direction": "up", "first_unit": 1, "row_id": row_ids.get((rack / per_row) as usize),
            })
        })
        .collect();
    json!({
        "schema_version": 1, "id": id(4, size.devices()), "name": format!("{} racks", size.racks), "rows": rows, "racks": racks,
        "device_types": device_types(), "devices": devices(size, hub, systems),
    })
}

fn device_types() -> Vec<Value> {
    KINDS
        .iter()
        .map(|(slug, model, category, height)| {
            let faceplate = match *category {
                "network" => json!({ "drive_bays": 0, "ports": [{ "count": 48, "connector": "rj45" }], "vents": false, "display": false }),
                "storage" => json!({ "drive_bays": 12, "ports": [], "vents": true, "display": false }),
                _ => json!({ "drive_bays": 4, "ports": [], "vents": true, "display": false }),
            };
            json!({
                "slug": slug, "model": model, "category": category, "height": height, "depth": "full", "width": "full",
                "faceplate": faceplate, "watts": 300, "weight_grams": 12_000,
            })
        })
        .collect()
}

fn devices(size: Size, hub: &str, systems: &[String]) -> Vec<Value> {
    let mut devices = Vec::new();
    for rack in 0..size.racks {
        let mut bottom = 0;
        for place in 0..size.devices_per_rack {
            let number = rack * size.devices_per_rack + place;
            let kind = PATTERN[(place as usize) % PATTERN.len()];
            let (slug, .., height) = KINDS[kind];
            let mut device = json!({
                "id": id(2, number), "type": slug, "name": format!("node-{:04}", number + 1), "rack": id(1, rack), "bottom": bottom,
                "face": "front",
            });
            if let Some(system) = systems.get(number as usize % systems.len().max(1)) {
                device["link"] = json!({ "hub": hub, "system": system });
            }
            devices.push(device);
            bottom += height;
        }
    }
    devices
}

fn id(kind: u64, number: u64) -> String {
    format!("0000000{kind}-0000-4000-8000-{number:012x}")
}
