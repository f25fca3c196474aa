//! The record of stream leases that the tabs of this browser share ([`crate::hub::stream_leases`]).

use crate::domain::ids::HubId;
use crate::hub::stream_leases::{StreamLeases, origin_of};
use crate::hub::tab_leases::LeaseRecords;
use crate::shell::storage::{self, Keep};

/// The key of the record that a hub shares with all hubs of its origin.
pub(super) fn key(hub: &HubId) -> String {
    format!("streams {}", origin_of(hub))
}

/// The records in the storage of this device.
pub(super) struct StoredLeases;

impl LeaseRecords for StoredLeases {
    fn read(&self, hub: &HubId) -> StreamLeases {
        StreamLeases::parse(&text(hub))
    }

    fn write(&self, hub: &HubId, leases: &StreamLeases) {
        if leases.is_empty() {
            return storage::remove(Keep::Device, &key(hub));
        }
        // If nothing can be written, every tab takes itself for the first one.
        let _kept = storage::write(Keep::Device, &key(hub), &leases.to_text());
    }
}

/// Whether the leases must be checked before a stream of the hub is opened.
pub(super) fn may_be_full(hub: &HubId) -> bool {
    StreamLeases::may_be_full(&text(hub))
}

fn text(hub: &HubId) -> String {
    storage::read(Keep::Device, &key(hub)).unwrap_or_default()
}
