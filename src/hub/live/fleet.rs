//! The systems of all hubs together: as table rows, as a list of troubles, and as totals by health.

use std::sync::Arc;

use super::store::LiveStore;
use crate::domain::filter::{DeviceFilter, FilterFacts, FilterSubject};
use crate::domain::fleet::{Fleet, FleetPlaces, FleetRow};
use crate::domain::health::{Health, PastSystem, judge};
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::summary::Totals;
use crate::domain::trouble::{self, Trouble, TroublePlace, TroubleSubject};
use crate::domain::units::Millis;

/// The device that shows a system, or whose guest it is.
fn place_of(snapshot: &Snapshot, hub: &HubId, system: &SystemId) -> Option<TroublePlace> {
    let (layout, index) = (&snapshot.layout, &snapshot.index);
    let own = index.devices_of(hub, system).first();
    let device = own.or_else(|| index.hosts_of(hub, system).first())?;
    let device = layout.devices.get(device)?;
    let place = layout.spoken_place(device).unwrap_or_default();
    Some(TroublePlace {
        device: device.id,
        words: if own.is_some() {
            place
        } else {
            format!("on {}, {place}", device.name)
        },
    })
}

impl LiveStore {
    /// Returns the systems of all hubs, and which of them match the filter. A system that a device shows is matched together with it.
    pub fn fleet(
        &self,
        snapshot: &Snapshot,
        filter: &DeviceFilter,
        asked: &FilterFacts,
        now: Millis,
    ) -> Fleet {
        let (layout, places) = (&snapshot.layout, FleetPlaces::new(snapshot));
        let mut fleet = Fleet::default();
        for hub in &self.hubs {
            for system in hub.systems().chain(hub.past().map(PastSystem::system)) {
                let of = SystemRef::new(hub.id.clone(), system.id.clone());
                let evidence = hub.evidence(&system.id, now);
                let row = FleetRow::of(of.clone(), places.place_of(&of), &evidence);
                let host = places.device_of(&of);
                // A guest has its own name and values, but the place of its host.
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

    /// The systems of all hubs that are not plainly up, worst first.
    pub fn troubles(&self, snapshot: &Snapshot, now: Millis) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        for hub in &self.hubs {
            for system in hub.systems().chain(hub.past().map(PastSystem::system)) {
                let verdict = judge(&hub.evidence(&system.id, now));
                if verdict.health == Health::Ok {
                    continue;
                }
                let place = place_of(snapshot, &hub.id, &system.id);
                troubles.push(Trouble {
                    of: TroubleSubject::System(SystemRef::new(hub.id.clone(), system.id.clone())),
                    name: system.name.clone(),
                    place,
                    health: verdict.health,
                    reason: verdict.reason.unwrap_or_default(),
                });
            }
        }
        trouble::sort(&mut troubles);
        troubles
    }

    /// Counts the systems of all hubs, whether or not the layout shows them: the rows of [`Self::fleet`].
    pub fn totals(&mut self, now: Millis) -> Totals {
        let mut totals = Totals::default();
        for hub in &mut self.hubs {
            totals.extend(hub.healths(now));
            // Systems known only from an earlier visit share one health: waiting for the hub, or lost with it.
            if let Some(past) = hub.past().next() {
                let health = judge(&hub.evidence(past.id(), now)).health;
                totals.extend(std::iter::repeat_n(health, hub.past().count()));
            }
        }
        totals
    }
}
