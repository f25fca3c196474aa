//! What a device shows, and the evidence for it.

use super::LiveStore;
use crate::domain::contact::Contact;
use crate::domain::filter::{FilterFacts, FilterSubject};
use crate::domain::health::{Criteria, Evidence, HubConnection, SeenSystem, judge};
use crate::domain::ids::SystemRef;
use crate::domain::layout::{Device, Layout, Link};
use crate::domain::lens::LensReader;
use crate::domain::summary::Totals;
use crate::domain::units::Millis;
use crate::domain::view::{DeviceView, past_guests};

impl LiveStore {
    /// The health of a device's guests, counted.
    pub fn guests_of(&self, device: &Device, now: Millis) -> Totals {
        let guests = device.guests.iter().filter_map(Link::system);
        let healths = guests.map(|guest| self.health_of_link(guest, now));
        healths.collect()
    }

    /// The same without the guests that are known only from an earlier visit.
    pub fn known_guests_of(&self, device: &Device, now: Millis) -> Totals {
        let guests = device.guests.iter().filter_map(Link::system);
        let known = guests.filter(|guest| self.last_seen(guest).is_none());
        known.map(|guest| self.health_of_link(guest, now)).collect()
    }

    /// The guests of a device that are known only from an earlier visit.
    pub fn past_guests_of(&self, device: &Device) -> Vec<SeenSystem<'_>> {
        let guests = device.guests.iter().filter_map(Link::system);
        guests.filter_map(|guest| self.last_seen(guest)).collect()
    }

    /// Adds the device's guests to the view: current ones first, then those known from an earlier visit.
    pub fn add_guests(&self, view: DeviceView, device: &Device, now: Millis) -> DeviceView {
        let all = self.guests_of(device, now);
        match past_guests(&self.past_guests_of(device), now) {
            Some(words) => view
                .with_guests(self.known_guests_of(device, now))
                .with_past_guests(all, &words),
            None => view.with_guests(all),
        }
    }

    /// What a device shows, without its guests.
    pub fn view(
        &self,
        device: &Device,
        layout: &Layout,
        lens: Option<&LensReader>,
        now: Millis,
    ) -> DeviceView {
        let place = layout.spoken_place(device).unwrap_or_default();
        let evidence = self.evidence(device.system(), now);
        let view = DeviceView::of(device, &place, &evidence);
        match lens {
            Some(read) => {
                let mark = read(device, &evidence, view.health);
                view.under(mark)
            }
            None => view,
        }
    }

    /// Applies a reader to the evidence about a device's system.
    pub fn read<T>(&self, device: &Device, now: Millis, read: impl FnOnce(&Evidence) -> T) -> T {
        read(&self.evidence(device.system(), now))
    }

    /// What a filter may examine of a device.
    pub fn filter_subject<'a>(
        &'a self,
        device: &'a Device,
        layout: &'a Layout,
        asked: &'a FilterFacts,
        now: Millis,
    ) -> FilterSubject<'a> {
        let shown = device.system();
        let evidence = self.evidence(shown, now);
        FilterSubject {
            device: Some(device),
            device_type: layout.type_of(device),
            rack: layout.rack_of(device),
            health: judge(&evidence).health,
            system: evidence.system,
            hub: shown.map_or("", |shown| shown.hub.as_str()),
            details: shown.and_then(|shown| asked.details.get(shown)),
            alone: None,
            running: Some(&asked.running),
            has_alert: !evidence.criteria.alerts.is_empty(),
        }
    }

    /// A link to an unknown hub counts as no link.
    pub(super) fn evidence(&self, system: Option<&SystemRef>, now: Millis) -> Evidence<'_> {
        let found = system.and_then(|system| Some((self.hub(&system.hub)?, &system.system)));
        match found {
            Some((hub, id)) => hub.evidence(id, now),
            None => Evidence {
                linked: false,
                connection: HubConnection::Connecting,
                system: None,
                last_seen: None,
                contact: Contact::default(),
                criteria: Criteria::default(),
                hub_now: now,
            },
        }
    }
}
