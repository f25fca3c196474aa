//! The devices of a selection for which nothing is proposed: for each, a field in which a system of the hub is found by name.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::format::BETWEEN;
use crate::domain::hub_system::Linkable;
use crate::domain::ids::DeviceId;
use crate::domain::layout::Layout;
use crate::domain::matching::{ChosenLink, Proposal, choice_name};
use crate::state::app::App;

/// The id of the list of systems that all fields offer.
const LIST: &str = "linkable-systems";

#[derive(Clone, Copy)]
pub(super) struct Choosing {
    app: App,
    devices: StoredValue<Vec<DeviceId>>,
    systems: StoredValue<Vec<Linkable>>,
    typed: RwSignal<HashMap<DeviceId, String>>,
}

impl Choosing {
    pub fn among(app: App, devices: &[DeviceId]) -> Self {
        Self {
            app,
            devices: StoredValue::new(devices.to_vec()),
            systems: StoredValue::new(app.linkable_systems()),
            typed: RwSignal::new(HashMap::new()),
        }
    }

    /// What is typed for the devices without a proposal, as far as it is the name of a system.
    pub fn chosen(self, proposals: &[Proposal]) -> Vec<ChosenLink> {
        let typed = self.typed.get();
        let others = self.others(proposals).into_iter();
        self.systems.with_value(|systems| {
            others
                .filter_map(|device| ChosenLink::named(device, typed.get(&device)?, systems))
                .collect()
        })
    }

    fn others(self, proposals: &[Proposal]) -> Vec<DeviceId> {
        let mut others = self.devices.get_value();
        others.retain(|device| proposals.iter().all(|of| of.device != *device));
        others
    }

    pub fn fields(self, proposals: &[Proposal]) -> AnyView {
        let snapshot = self.app.inner().document.snapshot().get_untracked();
        let others = self.others(proposals).into_iter();
        let rows: Vec<_> = others
            .filter_map(|device| self.field(device, &snapshot.layout))
            .collect();
        if rows.is_empty() {
            return ().into_any();
        }
        let options = self.systems.with_value(|systems| {
            let options = systems.iter().map(|system| {
                let words = self.words(system);
                view! { <option value=choice_name(system)>{words}</option> }
            });
            options.collect::<Vec<_>>()
        });
        view! {
            <datalist id=LIST>{options}</datalist>
            <p class="hint">"For these nothing is proposed. Find a system by name:"</p>
            <ul class="proposals" aria-label="Devices without a proposal">{rows}</ul>
        }
        .into_any()
    }

    fn field(self, device: DeviceId, layout: &Layout) -> Option<AnyView> {
        let of = layout.devices.get(&device)?;
        let place = layout.spoken_place(of).unwrap_or_default();
        let linked = of
            .system()
            .and_then(|system| self.app.inner().live.system(system));
        let hint = linked.map_or_else(
            || "Find a system".to_owned(),
            |system| format!("Linked to {}", system.name),
        );
        let typed = move || {
            self.typed
                .with(|typed| typed.get(&device).cloned().unwrap_or_default())
        };
        let on_input = move |event| {
            let text = event_target_value(&event);
            self.typed.update(|typed| {
                typed.insert(device, text);
            });
        };
        let row = view! {
            <li>
                <label class="choice field">
                    <span><b>{of.name.clone()}</b> " " <small>{place}</small></span>
                    <input
                        type="search"
                        list=LIST
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=hint
                        prop:value=typed
                        on:input=on_input
                    />
                </label>
            </li>
        };
        Some(row.into_any())
    }

    /// Its state and current values.
    fn words(self, system: &Linkable) -> String {
        let now = self.app.inner().live.system(&system.system);
        let now = now.filter(|_| system.health.is_verified());
        let machine = system.machine_words(None, now.as_ref().map(|now| &now.metrics));
        let parts = [system.health.word().to_owned(), machine];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(BETWEEN)
    }
}
