//! What a device is linked to and its guests, and the list of systems to choose from.

use std::collections::HashMap;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::{SetOutcome, labelled, plain_name};
use crate::domain::hub_system::Linkable;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::inspect::DeviceChange;
use crate::domain::layout::{Device, Layout, Link, LinkTarget};
use crate::domain::search::{Query, SearchIndex};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, nothing};
use crate::views::ui::focus::focus;
use crate::views::ui::light::Light;

/// Nobody reads more rows; typing another letter is faster.
const SHOWN: usize = 8;

/// The links and the guests of a device.
#[derive(Clone, Default, PartialEq)]
struct Linked {
    links: Vec<Link>,
    guests: Vec<Link>,
}

/// Systems to choose from, read when the list opens.
struct Offers {
    systems: Vec<Linkable>,
    /// Of the systems, in their order.
    index: SearchIndex,
    /// The device that is linked to the system already.
    linked_to: HashMap<SystemRef, String>,
}

#[derive(Clone, Copy)]
struct Picker {
    app: App,
    linked: Memo<Linked>,
    set: Callback<DeviceChange, SetOutcome>,
    typed: RwSignal<String>,
    offers: StoredValue<Option<Offers>>,
    is_open: RwSignal<bool>,
    field: NodeRef<html::Input>,
}

/// The rows of the system, the guests and the field that finds systems.
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
            (None, LinkTarget::Monitor(monitor)) => {
                (monitor.monitor.to_string(), "monitor".to_owned())
            }
            (None, LinkTarget::Other(kind)) => (kind.clone(), String::new()),
        };
        let label = format!("{verb} {name}");
        let press = move |_| {
            // Taking a link away is never refused.
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

    /// The field, with the systems that match below it while it is in use.
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
                type="text"
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
                    if event.key() == "ArrowDown" {
                        self.open();
                    }
                    on_key(event);
                }
            />
            {dynamic(move || {
                if self.is_open.get() {
                    view! { <div class="offers" on:keydown=on_key>{self.found(&Query::new(&self.typed.get()))}</div> }.into_any()
                } else {
                    nothing()
                }
            })}
        }
        .into_any()
    }

    /// Reads the systems, the first time.
    fn open(self) {
        if self.is_open.get_untracked() {
            return;
        }
        let app = self.app;
        let systems = app.linkable_systems();
        let mut index = SearchIndex::default();
        for system in &systems {
            index.add(&[&system.name], &[], &[&system.host]);
        }
        let snapshot = app.inner().document.snapshot().get_untracked();
        self.offers.set_value(Some(Offers {
            systems,
            index,
            linked_to: linked_to(&snapshot.layout),
        }));
        self.is_open.set(true);
    }

    /// Systems that match the query; those without a device come first.
    fn found(self, query: &Query) -> AnyView {
        let rows = self.offers.with_value(|offers| {
            let offers = offers.as_ref()?;
            let mut fits: Vec<usize> = match query.is_empty() {
                true => (0..offers.systems.len()).collect(),
                false => {
                    let found = offers
                        .index
                        .ranked(&offers.index.plan(query), &|_, _| false);
                    found.into_iter().map(|found| found.entry).collect()
                }
            };
            fits.sort_by_key(|at| {
                let system = offers.systems.get(*at);
                system.is_some_and(|system| offers.linked_to.contains_key(&system.system))
            });
            let more = fits.len().saturating_sub(SHOWN);
            let systems = fits
                .into_iter()
                .take(SHOWN)
                .filter_map(|at| offers.systems.get(at));
            let rows: Vec<_> = systems.map(|system| self.offer(offers, system)).collect();
            Some((rows, more))
        });
        let (rows, more) = rows.unwrap_or_default();
        if rows.is_empty() {
            return view! { <p class="text" role="status">"No systems found"</p> }.into_any();
        }
        view! {
            <ul class="linked">{rows}</ul>
            {(more > 0).then(|| view! { <p class="text">{format!("and {more} more: type to find them")}</p> })}
        }
        .into_any()
    }

    fn offer(self, offers: &Offers, system: &Linkable) -> AnyView {
        let detail = match offers.linked_to.get(&system.system) {
            Some(device) => format!("linked to {device}"),
            None => system.host.clone(),
        };
        let guest = Link::from(system.system.clone());
        let link = guest.clone().seen_as(&system.name, &system.host);
        let set_link = Callback::new(move |()| {
            self.pick(DeviceChange::Link(link.clone()));
        });
        let add_guest = Callback::new(move |()| {
            let mut guests = self.linked.with_untracked(|linked| linked.guests.clone());
            guests.push(guest.clone());
            self.pick(DeviceChange::Guests(guests));
        });
        let name = system.name.clone();
        let (link_label, guest_label) = (format!("Link {name}"), format!("Add {name} as guest"));
        view! {
            <li>
                <Light health=Signal::stored(system.health) />
                <span class="name">{name}</span>
                <small>{detail}</small>
                <button type="button" class="button" aria-label=link_label on:click=move |_| set_link.run(())>"Link"</button>
                <button type="button" class="button" aria-label=guest_label on:click=move |_| add_guest.run(())>"Guest"</button>
            </li>
        }
        .into_any()
    }

    fn pick(self, change: DeviceChange) {
        // Linking is never refused.
        let _ = self.set.run(change);
        self.is_open.set(false);
        self.typed.set(String::new());
        self.focus_field();
    }

    /// What was pressed is gone by then.
    fn focus_field(self) {
        if let Some(field) = self.field.get_untracked() {
            focus(&field);
        }
    }
}

/// The device that each system is linked to.
fn linked_to(layout: &Layout) -> HashMap<SystemRef, String> {
    let mut linked = HashMap::new();
    for device in &layout.devices {
        for system in device.systems() {
            linked.insert(system.clone(), device.name.clone());
        }
    }
    linked
}
