//! The list of what can be linked: systems and monitors that match what is typed.

use leptos::prelude::*;

use super::Picker;
use crate::domain::format::BETWEEN;
use crate::domain::hub_system::Linkable;
use crate::domain::inspect::DeviceChange;
use crate::domain::layout::Link;
use crate::domain::offering::{Offered, in_order};
use crate::domain::search::Query;
use crate::state::monitors::LinkableMonitor;
use crate::views::inspector::offers::{Offers, fitting};
use crate::views::ui::light::Light;

/// Maximum number of rows; typing another letter is faster than reading more.
const SHOWN: usize = 8;

impl Picker {
    /// The machine details of a system, and its current values.
    fn machine_words(self, system: &Linkable) -> String {
        let live = &self.app.inner().live;
        let now = live.system(&system.system);
        let now = now.filter(|_| system.health.is_verified());
        self.machines.with(|machines| {
            let machine = machines.get(&system.system);
            system.machine_words(machine, now.as_ref().map(|now| &now.metrics))
        })
    }

    /// The matches for the typed text, in the order in which they are offered.
    pub(super) fn found(self, typed: &str) -> AnyView {
        self.machines.track();
        let query = &Query::new(typed);
        let rows = self.offers.with_value(|offers| {
            let offers = offers.as_ref()?;
            let fits = fitting(&offers.index, offers.systems.len(), query);
            let (of, shown) = self.shown.get_value();
            let shown = if of == typed { shown } else { Vec::new() };
            let fits = in_order(typed, fits, &shown, |at| {
                let system = offers.systems.get(at)?;
                Some(Offered {
                    name: &system.name,
                    is_linked: offers.linked_to.contains_key(&system.system),
                })
            });
            self.shown.set_value((typed.to_owned(), fits.clone()));
            let more = fits.len().saturating_sub(SHOWN);
            let systems = fits
                .into_iter()
                .take(SHOWN)
                .filter_map(|at| offers.systems.get(at));
            let rows: Vec<_> = systems.map(|system| self.offer(offers, system)).collect();
            Some((rows, more, self.found_monitors(offers, query, typed)))
        });
        let (rows, more, monitors) = rows.unwrap_or_default();
        if rows.is_empty() && monitors.is_empty() {
            return view! { <p class="text" role="status">"Nothing found"</p> }.into_any();
        }
        view! {
            {(!rows.is_empty()).then(|| view! { <ul class="linked">{rows}</ul> })}
            {(more > 0).then(|| view! { <p class="text">{format!("and {more} more: type to find them")}</p> })}
            {(!monitors.is_empty()).then(|| view! {
                <p class="text">"Monitors"</p>
                <ul class="linked" aria-label="Monitors">{monitors}</ul>
            })}
        }
        .into_any()
    }

    fn found_monitors(self, offers: &Offers, query: &Query, typed: &str) -> Vec<AnyView> {
        let fits = fitting(&offers.monitor_index, offers.monitors.len(), query);
        let fits = in_order(typed, fits, &[], |at| {
            let found = offers.monitors.get(at)?;
            Some(Offered {
                name: &found.title,
                is_linked: offers.monitored.contains_key(&found.monitor),
            })
        });
        let found = fits.into_iter().take(SHOWN);
        let found = found.filter_map(|at| offers.monitors.get(at));
        found
            .map(|found| self.offer_monitor(offers, found))
            .collect()
    }

    fn offer_monitor(self, offers: &Offers, found: &LinkableMonitor) -> AnyView {
        let device = offers.monitored.get(&found.monitor);
        let linked = device.map(|device| format!("linked to {device}"));
        let target = (found.title != found.target).then(|| found.target.clone());
        let detail = [target, Some(found.words.clone()), linked];
        let detail = detail
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(BETWEEN);
        let link = Link::from(found.monitor.clone()).seen_as(&found.title, &found.target);
        let press = move |_| self.pick(DeviceChange::Monitor(link.clone()));
        let label = format!("Link {}", found.title);
        view! {
            <li>
                <Light health=Signal::stored(found.health) />
                <span class="name">{found.title.clone()}</span>
                <small>{detail}</small>
                <button type="button" class="button" aria-label=label on:click=press>"Link"</button>
            </li>
        }
        .into_any()
    }

    fn offer(self, offers: &Offers, system: &Linkable) -> AnyView {
        let linked = offers.linked_to.get(&system.system);
        let linked = linked.map(|device| format!("linked to {device}"));
        let detail = [
            Some(system.host.clone()).filter(|host| !host.is_empty()),
            linked,
        ];
        let detail = detail
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(BETWEEN);
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
        let machine = self.machine_words(system);
        let machine =
            (!machine.is_empty()).then(|| view! { <small class="machine">{machine}</small> });
        let name = system.name.clone();
        let (link_label, guest_label) = (format!("Link {name}"), format!("Add {name} as guest"));
        view! {
            <li>
                <Light health=Signal::stored(system.health) />
                <span class="name">{name}</span>
                <small>{detail}</small>
                <button type="button" class="button" aria-label=link_label on:click=move |_| set_link.run(())>"Link"</button>
                <button type="button" class="button" aria-label=guest_label on:click=move |_| add_guest.run(())>"Guest"</button>
                {machine}
            </li>
        }
        .into_any()
    }
}
