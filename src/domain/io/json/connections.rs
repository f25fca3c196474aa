//! Reads the connections of a document; each is kept if both of its ends are.

use serde_json::Value;

use super::{ReadReport, parse};
use crate::domain::layout::{Connection, Layout};
use crate::domain::placement::Refusal;

pub(super) fn take_connections(layout: &mut Layout, values: Vec<Value>, report: &mut ReadReport) {
    for value in values {
        let Some(connection) = parse::<Connection>("Connection", value, report) else {
            continue;
        };
        let item = format!("Connection “{}”", connection.words(layout));
        if layout.connections.contains(&connection.id) {
            report.leave_out(&item, "another connection has the same id");
            continue;
        }
        match connection.check(layout) {
            Ok(()) => layout.connections.insert(connection),
            Err(Refusal::NoSuchDevice) => {
                report.leave_out(&item, "a device it leads to is missing");
            }
            Err(refusal) => report.leave_out(&item, &refusal.to_string()),
        }
    }
}
