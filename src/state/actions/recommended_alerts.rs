//! Sets the recommended alerts on the systems of the chosen devices, of a rack, or on any others, with a way back.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::recommended_alerts::{RecommendedBatch, RecommendedResult};
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
            let (batch, of) = (batch.clone(), hub.clone());
            self.add_recommended(&hub, systems, move |answer| {
                let result = batch.borrow_mut().answer(answer);
                self.read_alerts_of_hub_again(&of);
                if let Some(result) = result {
                    self.say_recommended(result);
                }
            });
        }
    }

    /// Says what was set, and offers to remove just that.
    fn say_recommended(self, RecommendedResult { words, added }: RecommendedResult) {
        if added.is_empty() {
            return self.say(words);
        }
        self.inner().messages.say_with_way_back(words, move || {
            for (hub, added) in added {
                let of = hub.clone();
                self.remove_added(&hub, added, move |result| {
                    self.say(match result {
                        Ok(()) => "Removed the alerts that were set.".to_owned(),
                        Err(fault) => fault.words("changing alerts"),
                    });
                    self.read_alerts_of_hub_again(&of);
                });
            }
        });
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
