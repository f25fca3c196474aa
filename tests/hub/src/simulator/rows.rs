//! Simulated records in the form that the test hub accepts.

use blinkenrack::demo::Machine;
use blinkenrack::domain::units::Millis;
use serde_json::Value;

use super::fleet::wall_clock;
use crate::{Client, Result};

/// Number of records per call, which stays well below the hub's limit.
const CHUNK: usize = 1000;

/// The record without the fields that the hub adds.
pub fn bare(mut record: Value) -> Value {
    if let Some(fields) = record.as_object_mut() {
        fields.remove("collectionId");
        fields.remove("collectionName");
    }
    record
}

/// The record also without its times, which the hub sets.
pub fn timeless(record: Value) -> Value {
    let mut record = bare(record);
    if let Some(fields) = record.as_object_mut() {
        fields.remove("created");
        fields.remove("updated");
    }
    record
}

/// A stats row that is written now.
pub fn stats_record(row: Value, stats: Value) -> Value {
    let mut record = timeless(row);
    record["stats"] = stats;
    record
}

/// The containers, last seen now.
pub fn container_rows(machine: &Machine, now: Millis) -> impl Iterator<Item = Value> + use<> {
    machine.container_records(now).into_iter().map(seen_now)
}

/// The services, last seen now.
pub fn service_rows(machine: &Machine, now: Millis) -> impl Iterator<Item = Value> + use<> {
    machine.service_records(now).into_iter().map(seen_now)
}

fn seen_now(record: Value) -> Value {
    let mut record = bare(record);
    record["updated"] = wall_clock().0.into();
    record
}

/// Saves records, including the events.
pub fn save(root: &Client, collection: &str, records: &[Value]) -> Result<()> {
    for records in records.chunks(CHUNK) {
        root.save_records(collection, records)?;
    }
    Ok(())
}

/// Writes rows without events.
pub fn write(root: &Client, table: &str, rows: impl Iterator<Item = Value>) -> Result<()> {
    let mut chunk = Vec::with_capacity(CHUNK);
    for row in rows {
        chunk.push(row);
        if chunk.len() == CHUNK {
            root.write_rows(table, &chunk)?;
            chunk.clear();
        }
    }
    if chunk.is_empty() {
        return Ok(());
    }
    root.write_rows(table, &chunk)
}
