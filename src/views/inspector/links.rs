//! What a device is linked to and its guests, and the field that finds more.

mod found;

use std::collections::HashMap;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::offer_keys::{focused_offer, go_to_offer, press_offer};
use super::offers::{Offers, index_of, linked_to, monitored};
use super::{SetOutcome, labelled, plain_name};
use crate::domain::ids::{DeviceId, HubId, MonitorRef, SystemRef};
use crate::domain::inspect::DeviceChange;
use crate::domain::inventory::SystemDetails;
use crate::domain::layout::{Device, Link, LinkTarget};
use crate::domain::search::SearchIndex;
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, nothing};
use crate::views::ui::focus::focus;

/// The links and the guests of a device.
#[derive(Clone, Default, PartialEq)]
struct Linked {
    links: Vec<Link>,
    guests: Vec<Link>,
}

#[derive(Clone, Copy)]
struct Picker {
    app: App,
    linked: Memo<Linked>,
    set: Callback<DeviceChange, SetOutcome>,
    typed: RwSignal<String>,
    offers: StoredValue<Option<Offers>>,
    /// The query, and the systems shown for it, which keep their places while more are found.
    shown: StoredValue<(String, Vec<usize>)>,
    /// The machine details that the hubs have reported so far.
    machines: RwSignal<HashMap<SystemRef, SystemDetails>>,
    has_asked: StoredValue<bool>,
    is_open: RwSignal<bool>,
    field: NodeRef<html::Input>,
}

/// The rows for the links, the guests and the search field.
pub fn links_fields(device: DeviceId, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let linked = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&device);
            device.map(Linked::of).unwrap_or_default()
        })
    });
    let picker = Picker {
        app,
        linked,
        set,
        typed: RwSignal::new(String::new()),
        offers: StoredValue::new(None),
        shown: StoredValue::default(),
        machines: RwSignal::new(HashMap::new()),
        has_asked: StoredValue::new(false),
        is_open: RwSignal::new(false),
        field: NodeRef::new(),
    };
    let label = view! { <label for="edit-system">"Link to"</label> }.into_any();
    view! {
        {labelled("links", plain_name("links-name", "System"), dynamic(move || picker.links()))}
        {labelled("system", label, picker.search())}
        {labelled("guests", plain_name("guests-name", "Guests"), dynamic(move || picker.guests()))}
    }
    .into_any()
}

impl Linked {
    fn of(device: &Device) -> Self {
        Self {
            links: device.links.clone(),
            guests: device.guests.clone(),
        }
    }
}

impl Picker {
    fn links(self) -> AnyView {
        self.app.inner().live.track_systems();
        let links = self.linked.with(|linked| linked.links.clone());
        let rows = links.iter().enumerate().map(|(at, link)| {
            let mut rest = links.clone();
            rest.remove(at);
            self.row(link, "Unlink", DeviceChange::Links(rest))
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return view! { <p class="text">"Not linked, so it shows no live values."</p> }
                .into_any();
        }
        view! { <ul class="linked">{rows}</ul> }.into_any()
    }

    fn guests(self) -> AnyView {
        self.app.inner().live.track_systems();
        let guests = self.linked.with(|linked| linked.guests.clone());
        let rows = guests.iter().enumerate().map(|(at, guest)| {
            let mut rest = guests.clone();
            rest.remove(at);
            self.row(guest, "Remove", DeviceChange::Guests(rest))
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return view! { <p class="text">"None"</p> }.into_any();
        }
        view! { <ul class="linked">{rows}</ul> }.into_any()
    }

    /// A link with the button that makes that change.
    fn row(self, link: &Link, verb: &'static str, change: DeviceChange) -> AnyView {
        let system = link
            .system()
            .and_then(|system| self.app.inner().live.system(system));
        let (name, detail) = match (system, &link.target) {
            (Some(system), _) => (system.name, system.host),
            (None, LinkTarget::System(system)) => {
                (system.system.to_string(), "not on its hub".to_owned())
            }
            (None, LinkTarget::Monitor(monitor)) => self.monitor_words(link, monitor),
            (None, LinkTarget::Other(kind)) => (kind.clone(), String::new()),
        };
        let label = format!("{verb} {name}");
        let press = move |_| {
            // Removing a link is never refused.
            let _ = self.set.run(change.clone());
            self.focus_field();
        };
        view! {
            <li>
                <span class="name">{name}</span>
                <small>{detail}</small>
                <button type="button" class="button" aria-label=label on:click=press>{verb}</button>
            </li>
        }
        .into_any()
    }

    /// The name of a monitor, and its state.
    fn monitor_words(self, link: &Link, of: &MonitorRef) -> (String, String) {
        let inner = self.app.inner();
        let known = self.app.monitor_facts(of);
        let name = known.as_ref().map(|facts| facts.monitor.title());
        let name = name.or(link.seen_name()).unwrap_or(of.monitor.as_str());
        let is_open = inner.monitors.get().is_none_or(|all| all.is_open(&of.hub));
        let is_known = inner
            .monitors
            .get()
            .is_some_and(|all| all.is_known(&of.hub));
        let detail = match (&known, is_open) {
            (Some(facts), _) => facts.monitor.kind(),
            (None, true) if !is_known => "not known yet".to_owned(),
            (None, true) => "not on its hub".to_owned(),
            (None, false) => "not on this hub".to_owned(),
        };
        (name.to_owned(), detail)
    }

    /// The field; while it is in use, the matching systems are listed below.
    fn search(self) -> AnyView {
        let close = move || {
            self.is_open.set(false);
            self.typed.set(String::new());
        };
        let on_key = move |event: KeyboardEvent| {
            if event.key() == "Escape" && self.is_open.get_untracked() {
                event.prevent_default();
                event.stop_propagation();
                close();
            }
        };
        view! {
            <input
                id="edit-system"
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                placeholder="Find a system"
                node_ref=self.field
                prop:value=self.typed
                on:input=move |event| {
                    self.open();
                    self.typed.set(event_target_value(&event));
                }
                on:click=move |_| self.open()
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "ArrowDown" if self.is_open.get_untracked() => go_to_offer(&event, 0),
                        "ArrowDown" => self.open(),
                        // The list is up to date with the typed text.
                        "Enter" if !self.typed.with_untracked(String::is_empty) => {
                            // A copy, because the pressed offer clears the field.
                            press_offer(&event, &self.typed.get_untracked());
                        }
                        _ => on_key(event),
                    }
                }
            />
            {dynamic(move || {
                if self.is_open.get() {
                    let on_key = move |event: KeyboardEvent| {
                        match (event.key().as_str(), focused_offer()) {
                            ("ArrowDown", Some(at)) => go_to_offer(&event, at + 1),
                            ("ArrowUp", Some(0)) => {
                                event.prevent_default();
                                self.focus_field();
                            }
                            ("ArrowUp", Some(at)) => go_to_offer(&event, at - 1),
                            _ => on_key(event),
                        }
                    };
                    view! { <div class="offers" on:keydown=on_key>{self.typed.with(|typed| self.found(typed))}</div> }.into_any()
                } else {
                    nothing()
                }
            })}
        }
        .into_any()
    }

    /// Opens the list, reading the systems.
    fn open(self) {
        if self.is_open.get_untracked() {
            return;
        }
        let app = self.app;
        let systems = app.linkable_systems();
        let index = self
            .machines
            .with_untracked(|machines| index_of(&systems, machines));
        let monitors = match app.inner().monitors.get() {
            Some(all) => untrack(|| all.all()),
            None => Vec::new(),
        };
        let mut monitor_index = SearchIndex::default();
        for monitor in &monitors {
            monitor_index.add(&[&monitor.title], &[], &[&monitor.target]);
        }
        let snapshot = app.inner().document.snapshot().get_untracked();
        self.shown.set_value(Default::default());
        self.offers.set_value(Some(Offers {
            systems,
            index,
            linked_to: linked_to(&snapshot.layout),
            monitors,
            monitor_index,
            monitored: monitored(&snapshot.layout),
        }));
        self.is_open.set(true);
        if !self.has_asked.get_value() {
            self.has_asked.set_value(true);
            app.read_details(move |hub, known| self.take_machines(&hub, known));
        }
    }

    /// Makes systems also searchable by their machine details.
    fn take_machines(self, hub: &HubId, known: Vec<SystemDetails>) {
        let known = known.into_iter().map(|machine| {
            let of = SystemRef::new(hub.clone(), machine.system.clone());
            (of, machine)
        });
        let mut all = self.machines.try_get_untracked().unwrap_or_default();
        all.extend(known);
        let _ = self.offers.try_update_value(|offers| {
            if let Some(offers) = offers {
                offers.index = index_of(&offers.systems, &all);
            }
        });
        // The panel may be closed by now.
        let _ = self.machines.try_set(all);
    }

    fn pick(self, change: DeviceChange) {
        // Linking is never refused.
        let _ = self.set.run(change);
        self.is_open.set(false);
        self.typed.set(String::new());
        self.focus_field();
    }

    /// The pressed button is gone by then.
    fn focus_field(self) {
        if let Some(field) = self.field.get_untracked() {
            focus(&field);
        }
    }
}
