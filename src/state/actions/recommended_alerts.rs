//! Sets the recommended alerts on the systems of the chosen devices, of a rack, or on any others.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::alert_rules::{MINUTES, RECOMMENDED};
use crate::domain::fleet::RecommendedBatch;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::lists::AlertList;
use crate::domain::inventory::loading::Event;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::part::lazy_part;

lazy_part!(panel: fn load_recommend() -> fn(App) = App::recommend_alerts_now);
lazy_part!(panel: fn load_recommend_on() -> fn(App, Vec<SystemRef>) = App::recommend_alerts_on_now);

impl App {
    /// Whether the selection shows any system, or has one as a guest.
    pub fn can_recommend_alerts(&self) -> bool {
        !self.chosen_systems().is_empty()
    }

    /// Sets the recommended alerts on the systems and guests of the chosen devices, or of all devices in the chosen rack.
    pub fn recommend_alerts(&self) {
        self.with_part(load_recommend(), |app, recommend| recommend(app));
    }

    /// Sets the recommended alerts on these systems.
    pub fn recommend_alerts_on(&self, systems: Vec<SystemRef>) {
        self.with_part(load_recommend_on(), |app, recommend| {
            recommend(app, systems)
        });
    }

    fn recommend_alerts_now(self) {
        self.recommend_alerts_on_now(self.chosen_systems().into_iter().collect());
    }

    fn recommend_alerts_on_now(self, systems: Vec<SystemRef>) {
        let count = systems.len();
        let mut of_hubs: BTreeMap<HubId, Vec<SystemId>> = BTreeMap::new();
        for of in systems {
            of_hubs.entry(of.hub).or_default().push(of.system);
        }
        let batch = Rc::new(RefCell::new(RecommendedBatch::new(of_hubs.len(), count)));
        for (hub, systems) in of_hubs {
            let alerts = RECOMMENDED.map(|(name, value)| (name, value, MINUTES.2));
            let (batch, asked) = (batch.clone(), systems.clone());
            let of = hub.clone();
            self.add_alerts(&hub, systems, alerts.to_vec(), move |result| {
                let said = batch.borrow_mut().answer(asked.len(), result);
                if let [system] = &asked[..] {
                    let of = SystemRef::new(of, system.clone());
                    self.step_list::<AlertList>(&of, Event::Refresh);
                }
                if let Some(words) = said {
                    self.step_hub_lists::<AlertList>(|| Event::Refresh);
                    self.say(words);
                }
            });
        }
    }

    fn chosen_systems(&self) -> BTreeSet<SystemRef> {
        let inner = self.inner();
        let rack = inner.selection.with_untracked(Selection::rack);
        let devices = self.chosen_devices();
        inner.document.snapshot().with_untracked(|snapshot| {
            let devices = match rack {
                Some(rack) => snapshot.index.all_of(rack),
                None => devices,
            };
            let devices = devices
                .iter()
                .filter_map(|id| snapshot.layout.devices.get(id));
            let systems = devices.flat_map(|device| device.systems());
            systems.cloned().collect()
        })
    }
}
