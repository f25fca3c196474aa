//! Links of a device: its own system and its guests, chosen from a searchable list.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::hub_system::Linkable;
use crate::domain::ids::SystemRef;
use crate::domain::layout::{Layout, Link, LinkTarget};
use crate::domain::search::{Query, SearchIndex};
use crate::state::app::App;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::field::Field;
use crate::views::ui::light::Light;

/// Nobody reads more rows; typing another letter is faster.
const SHOWN: usize = 20;

/// What the picker knows while it is open.
#[derive(Clone, Copy)]
struct Picker {
    systems: StoredValue<Vec<Linkable>>,
    /// Of the systems, in their order.
    index: StoredValue<SearchIndex>,
    /// The device that is linked to the system already.
    shown_by: StoredValue<HashMap<SystemRef, String>>,
    link: RwSignal<Option<Link>>,
    guests: RwSignal<Vec<Link>>,
}

#[component]
pub fn LinkPicker(link: RwSignal<Option<Link>>, guests: RwSignal<Vec<Link>>) -> impl IntoView {
    let app = App::expect();
    let systems = app.linkable_systems();
    let snapshot = app.inner().document.snapshot();
    let mut index = SearchIndex::default();
    for system in &systems {
        index.add(&[&system.name], &[], &[&system.host]);
    }
    let picker = Picker {
        index: StoredValue::new(index),
        shown_by: StoredValue::new(snapshot.with_untracked(|snapshot| shown_by(&snapshot.layout))),
        systems: StoredValue::new(systems),
        link,
        guests,
    };
    let typed = RwSignal::new(String::new());
    view! {
        <fieldset class="wide links">
            <legend>"Systems"</legend>
            {dynamic(move || picker.chosen())}
            <Field id="device-system" label="Find a system to link" placeholder="name or host" value=typed />
            {dynamic(move || picker.found(&Query::new(&typed.get())))}
        </fieldset>
    }
}

/// The device that each system is linked to.
fn shown_by(layout: &Layout) -> HashMap<SystemRef, String> {
    let mut shown = HashMap::new();
    for device in &layout.devices {
        for system in device.systems() {
            shown.insert(system.clone(), device.name.clone());
        }
    }
    shown
}

impl Picker {
    /// The link and the guests, each with a button that removes it.
    fn chosen(self) -> AnyView {
        let mut rows = Vec::new();
        if let Some(link) = self.link.get() {
            let unlink = Callback::new(move |()| self.link.set(None));
            rows.push(self.row(&link, "this device’s system", "Unlink", unlink));
        }
        for guest in self.guests.get() {
            let removed = guest.clone();
            let remove = Callback::new(move |()| {
                self.guests
                    .update(|guests| guests.retain(|other| *other != removed));
            });
            rows.push(self.row(&guest, "guest", "Remove", remove));
        }
        if rows.is_empty() {
            return view! { <p class="quiet">"Not linked to a system, so it shows no live values."</p> }
                .into_any();
        }
        view! { <ul class="listed">{rows}</ul> }.into_any()
    }

    fn row(
        self,
        link: &Link,
        role: &'static str,
        verb: &'static str,
        on_press: Callback<()>,
    ) -> AnyView {
        let known = self.systems.with_value(|systems| {
            let mut systems = systems.iter();
            systems
                .find(|system| link.system() == Some(&system.system))
                .map(|system| (system.name.clone(), system.health))
        });
        let (name, health) = known.unwrap_or_else(|| (id_of(&link.target), Health::Missing));
        let label = format!("{verb} {name}");
        view! {
            <li>
                <Light health=Signal::stored(health) />
                <span>{name}</span>
                <small>{format!("{} · {role}", health.word())}</small>
                {small_button(verb, label, on_press)}
            </li>
        }
        .into_any()
    }

    /// Systems that match the query; those without a device come first.
    fn found(self, query: &Query) -> AnyView {
        let all = self.systems.with_value(Vec::len);
        let mut fits: Vec<usize> = match query.is_empty() {
            true => (0..all).collect(),
            false => self.index.with_value(|index| {
                let found = index.ranked(&index.plan(query), &|_, _| false).into_iter();
                found.map(|found| found.entry).collect()
            }),
        };
        fits.sort_by_key(|at| {
            let system = self
                .systems
                .with_value(|systems| systems.get(*at).map(|system| system.system.clone()));
            self.shown_by
                .with_value(|shown| system.is_some_and(|system| shown.contains_key(&system)))
        });
        let more = fits.len().saturating_sub(SHOWN);
        let rows: Vec<_> = fits
            .into_iter()
            .take(SHOWN)
            .filter_map(|at| self.systems.with_value(|systems| systems.get(at).cloned()))
            .map(|system| self.offer(system))
            .collect();
        let rest = (more > 0).then(|| view! { <p class="quiet">{format!("and {more} more")}</p> });
        if rows.is_empty() {
            return view! { <p class="quiet" role="status">"No systems found"</p> }.into_any();
        }
        view! {
            <ul class="listed">{rows}</ul>
            {rest}
        }
        .into_any()
    }

    fn offer(self, system: Linkable) -> AnyView {
        let shown = self
            .shown_by
            .with_value(|shown| shown.get(&system.system).cloned());
        let detail = match shown {
            Some(device) => format!("{} · linked to {device}", system.health.word()),
            None => format!("{} · {}", system.health.word(), system.host),
        };
        let link = Link::from(system.system.clone()).seen_as(&system.name, &system.host);
        let guest = Link::from(system.system);
        let set = Callback::new(move |()| self.link.set(Some(link.clone())));
        let add = Callback::new(move |()| {
            self.guests.update(|guests| {
                if !guests.iter().any(|other| other.target == guest.target) {
                    guests.push(guest.clone());
                }
            });
        });
        let name = system.name;
        let (link_label, guest_label) = (format!("Link {name}"), format!("Add {name} as guest"));
        view! {
            <li>
                <Light health=Signal::stored(system.health) />
                <span>{name}</span>
                <small>{detail}</small>
                {small_button("Link", link_label, set)}
                {small_button("Guest", guest_label, add)}
            </li>
        }
        .into_any()
    }
}

fn id_of(target: &LinkTarget) -> String {
    match target {
        LinkTarget::System(system) => system.system.to_string(),
        LinkTarget::Monitor(monitor) => monitor.monitor.to_string(),
        LinkTarget::Other(kind) => kind.clone(),
    }
}

/// `spoken` adds the system's name to the visible words.
fn small_button(words: &'static str, spoken: String, on_press: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="button" aria-label=spoken on:click=move |_| on_press.run(())>
            {words}
        </button>
    }
    .into_any()
}
