//! A layout of ours, with a report of every item.

use std::collections::HashMap;

use super::{Import, Source};
use crate::domain::io::json;
use crate::domain::io::report::{Report, titled};

/// Our own reader tells only of what is wrong; the rest came in.
pub(super) fn own(source: Source, loaded: json::Loaded) -> Import {
    let json::Loaded {
        layout,
        report: notices,
    } = loaded;
    let mut told: HashMap<String, Vec<String>> = HashMap::new();
    for notice in notices {
        told.entry(notice.item).or_default().push(notice.problem);
    }
    let racks = layout.racks.iter().map(|rack| titled("Rack", &rack.name));
    let types = layout
        .device_types
        .iter()
        .map(|known| titled("Device type", known.slug.as_str()));
    let devices = layout
        .devices
        .iter()
        .map(|device| titled("Device", &device.name));
    let mut report = Report::default();
    for item in racks.chain(types).chain(devices) {
        report.came_in(item);
    }
    let mut told: Vec<_> = told.into_iter().collect();
    told.sort();
    for (item, problem) in told.into_iter().flat_map(|(item, problems)| {
        problems
            .into_iter()
            .map(move |problem| (item.clone(), problem))
    }) {
        match problem.strip_prefix("left out: ") {
            Some(why) => report.skipped(item, why),
            None => report.changed(item, problem),
        }
    }
    Import::Layout {
        source,
        layout: Box::new(layout),
        report: report.finish(),
    }
}
