//! Imports a layout of our own, with a report on every item.

use std::collections::HashMap;

use super::{Import, Item, ItemKind, Reason, Source};
use crate::domain::io::json::{self, Fate};
use crate::domain::io::report::Report;
use crate::domain::layout::{ConnectionEnd, Layout};

/// Our own reader reports only problems; all other items were imported unchanged.
pub(super) fn own(source: Source, loaded: json::Loaded) -> Import {
    let json::Loaded {
        layout,
        report: notices,
    } = loaded;
    let mut changed: HashMap<String, Vec<Reason>> = HashMap::new();
    let mut report = Report::default();
    for notice in notices {
        let why = Reason::Own(notice.problem);
        match notice.fate {
            Fate::Changed => changed.entry(notice.item).or_default().push(why),
            Fate::LeftOut => report.skipped(Item::new(ItemKind::Other, notice.item), why),
        }
    }
    let racks = layout.racks.iter();
    let racks = racks.map(|rack| Item::new(ItemKind::Rack, rack.name.as_str()));
    let types = layout.device_types.iter();
    let types = types.map(|known| Item::new(ItemKind::DeviceType, known.slug.as_str()));
    let devices = layout.devices.iter();
    let devices = devices.map(|device| Item::new(ItemKind::Device, device.name.as_str()));
    for item in racks.chain(types).chain(devices) {
        let reasons = changed.remove(&item.to_string()).unwrap_or_default();
        report.came_in_with(item, &reasons);
    }
    for connection in layout.connections.iter() {
        if connection.ends().into_iter().any(|end| lacks(&layout, end)) {
            let words = format!("Connection “{}”", connection.words(&layout));
            changed.entry(words).or_default().push(Reason::PortUnknown);
        }
    }
    // Entries about the document itself or about a whole list.
    let mut rest: Vec<(String, Vec<Reason>)> = changed.into_iter().collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    for (item, reasons) in rest {
        report.came_in_with(Item::new(ItemKind::Other, item), &reasons);
    }
    Import::Layout {
        source,
        layout: Box::new(layout),
        report: report.finish(),
    }
}

/// Whether the device lacks this port.
fn lacks(layout: &Layout, end: &ConnectionEnd) -> bool {
    let device = layout.devices.get(&end.device);
    let device_type = device.and_then(|device| layout.type_of(device));
    device_type.is_some_and(|device_type| !end.port.is_on(&device_type.faceplate))
}
