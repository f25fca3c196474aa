//! The systems of the connected hubs as rows of a table.

use std::sync::Arc;

use super::store::LiveStore;
use crate::domain::filter::{AskedFacts, DeviceFilter, FilterSubject};
use crate::domain::fleet::{Fleet, FleetPlaces, FleetRow};
use crate::domain::health::PastSystem;
use crate::domain::ids::SystemRef;
use crate::domain::layout::Snapshot;
use crate::domain::units::Millis;

impl LiveStore {
    /// The systems of all hubs, and which of them fit the filter. One that a device shows is looked at together with it.
    pub fn fleet(
        &self,
        snapshot: &Snapshot,
        filter: &DeviceFilter,
        asked: &AskedFacts,
        now: Millis,
    ) -> Fleet {
        let (layout, places) = (&snapshot.layout, FleetPlaces::new(snapshot));
        let mut fleet = Fleet::default();
        for hub in self.hubs() {
            for system in hub.systems().chain(hub.past().map(PastSystem::system)) {
                let of = SystemRef::new(hub.id.clone(), system.id.clone());
                let evidence = hub.evidence(&system.id, now);
                let row = FleetRow::of(of.clone(), places.place_of(&of), &evidence);
                let host = places.device_of(&of);
                // A guest has its own name and values, but stands where its host does.
                let own = host.filter(|device| device.system() == Some(&of));
                let subject = FilterSubject {
                    device: own,
                    device_type: own.and_then(|device| layout.type_of(device)),
                    rack: host.and_then(|device| layout.rack_of(device)),
                    health: row.health,
                    system: Some(system),
                    hub: hub.id.as_str(),
                    details: asked.details.get(&of),
                    alone: own.is_none().then_some(&of),
                    running: Some(&asked.running),
                    has_alert: !evidence.criteria.alerts.is_empty(),
                };
                let row = Arc::new(row);
                if filter.is_empty() || filter.fits(&subject) {
                    fleet.fitting.push(row.clone());
                }
                fleet.all.push(row);
            }
        }
        fleet
    }
}
