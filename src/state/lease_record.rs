//! The record of the leases on streams that the tabs of this browser share ([`crate::hub::stream_leases`]).

use crate::domain::ids::HubId;
use crate::hub::stream_leases::{MOST_STREAMS, StreamLeases};
use crate::shell::storage::{self, Keep};

/// The key of a hub's record.
pub(super) fn key(hub: &HubId) -> String {
    format!("streams {hub}")
}

pub(super) fn read(hub: &HubId) -> StreamLeases {
    StreamLeases::parse(&storage::read(Keep::Device, &key(hub)).unwrap_or_default())
}

pub(super) fn write(hub: &HubId, leases: &StreamLeases) {
    if leases.is_empty() {
        return storage::remove(Keep::Device, &key(hub));
    }
    // Where nothing can be written, every tab takes itself for the first one.
    let _kept = storage::write(Keep::Device, &key(hub), &leases.to_text());
}

/// Whether as many leases are noted as there may be, ended ones too: then it is looked closely before a stream is opened.
pub(super) fn is_crowded(hub: &HubId) -> bool {
    let record = storage::read(Keep::Device, &key(hub)).unwrap_or_default();
    let ends = record.bytes().filter(|byte| *byte == b'\n').count();
    ends + 1 >= MOST_STREAMS
}
