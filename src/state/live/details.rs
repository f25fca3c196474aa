//! What the panel follows of one device.

use leptos::prelude::*;

use super::{Live, LiveState};
use crate::domain::contact::Contact;
use crate::domain::health::{Criteria, PastSystem};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::preferences::Preferences;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;
use crate::domain::version::Version;
use crate::domain::view::DeviceView;

/// What the panel of a device shows beyond its view.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceDetails {
    pub view: DeviceView,
    /// The linked system, as last reported; `None` if its hub does not have it.
    pub system: Option<(SystemRef, System)>,
    /// What an earlier visit knew of it, and when, while its hub has listed nothing.
    pub past: Option<(PastSystem, Millis)>,
    pub contact: Contact,
    pub alerts: Vec<TriggeredAlert>,
    pub preferences: Preferences,
    pub hub_version: Option<Version>,
}

impl DeviceDetails {
    /// The criteria by which its values are judged.
    pub fn criteria(&self) -> Criteria<'_> {
        Criteria {
            alerts: &self.alerts,
            preferences: self.preferences,
            hub_version: self.hub_version,
            now: None,
        }
    }
}

impl Live {
    /// Follows one device more closely, for its panel.
    pub fn follow(&self, device: Option<DeviceId>) -> ArcRwSignal<Option<DeviceDetails>> {
        self.state.followed.set(device);
        self.state
            .refresh_details
            .set(Some(LiveState::read_followed));
        self.state.read_followed();
        self.state.details.clone()
    }

    /// The details of one device.
    pub fn details_of(&self, device: DeviceId) -> Option<DeviceDetails> {
        self.state.read_details(device)
    }
}

impl LiveState {
    fn read_followed(&self) {
        let details = self.followed.get().and_then(|id| self.read_details(id));
        if self.details.with_untracked(|old| *old != details) {
            self.details.set(details);
        }
    }

    fn read_details(&self, id: DeviceId) -> Option<DeviceDetails> {
        let snapshot = self.snapshot.borrow().clone();
        let device = snapshot.layout.devices.get(&id)?;
        let view = self.view_of(device);
        let store = self.store.borrow();
        let linked = device.system();
        let system = linked.and_then(|of| Some((of.clone(), store.system(of)?.clone())));
        let last_seen = linked.and_then(|of| store.last_seen(of));
        Some(DeviceDetails {
            view,
            system,
            past: last_seen.map(|seen| (seen.past().clone(), seen.seen)),
            contact: linked.map(|of| store.contact(of)).unwrap_or_default(),
            preferences: linked
                .map(|of| store.preferences(&of.hub))
                .unwrap_or_default(),
            hub_version: linked.and_then(|of| store.version(&of.hub)),
            alerts: linked
                .map(|of| store.alerts(of).to_vec())
                .unwrap_or_default(),
        })
    }
}
