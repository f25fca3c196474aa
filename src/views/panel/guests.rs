//! The guests of the device in its panel, one click away: all tabs except Edit then show the chosen one.

use leptos::prelude::*;

use super::card::Card;
use super::inputs::TabInputs;
use super::tile_list::tile_list;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Link, LinkTarget};
use crate::state::actions::guest_details::GuestDetails;
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, optional, sometimes, text};
use crate::views::ui::light::Light;

/// The systems that run on the device.
pub fn guests_of(device: Signal<Option<DeviceId>>) -> Memo<Vec<SystemRef>> {
    let snapshot = App::expect().inner().document.snapshot();
    let system_of = |link: &Link| match &link.target {
        LinkTarget::System(of) => Some(of.clone()),
        LinkTarget::Monitor(_) | LinkTarget::Other(_) => None,
    };
    Memo::new(move |_| {
        let Some(id) = device.get() else {
            return Vec::new();
        };
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&id);
            let guests = device.into_iter().flat_map(|device| &device.guests);
            guests.filter_map(system_of).collect()
        })
    })
}

/// Buttons for the device itself and for each guest; nothing for a device without guests.
pub fn guest_bar(
    card: Memo<Option<Card>>,
    guests: Memo<Vec<SystemRef>>,
    guest: Memo<Option<SystemRef>>,
    chosen: RwSignal<Option<SystemRef>>,
) -> AnyView {
    let is_any = Memo::new(move |_| guests.with(|guests| !guests.is_empty()));
    let own_health = move || card.with(|card| card.as_ref().map(|card| card.health));
    optional(move || {
        is_any.get().then(|| {
            let own = text(move || {
                card.with(|card| card.as_ref().map(|card| card.name.clone()))
                    .unwrap_or_default()
            });
            let own_light = Signal::derive(move || own_health().unwrap_or(Health::Unlinked));
            view! {
                <div class="guest-bar" role="group" aria-label="Device and guests">
                    {choice(None, own_light, own, guest, chosen)}
                    <For each=move || guests.get() key=SystemRef::clone let:of>
                        {guest_choice(of, guest, chosen)}
                    </For>
                </div>
            }
        })
    })
}

fn guest_choice(
    of: SystemRef,
    guest: Memo<Option<SystemRef>>,
    chosen: RwSignal<Option<SystemRef>>,
) -> AnyView {
    let app = App::expect();
    let head = {
        let of = of.clone();
        Memo::new(move |_| app.guest_head(&of))
    };
    let health = Signal::derive(move || {
        head.with(|head| head.as_ref().map_or(Health::Missing, |(_, health)| *health))
    });
    let unnamed = of.system.to_string();
    let name = text(move || {
        head.with(|head| {
            head.as_ref()
                .map_or_else(|| unnamed.clone(), |(name, _)| name.clone())
        })
    });
    choice(Some(of), health, name, guest, chosen)
}

fn choice(
    of: Option<SystemRef>,
    health: Signal<Health>,
    name: Signal<String>,
    guest: Memo<Option<SystemRef>>,
    chosen: RwSignal<Option<SystemRef>>,
) -> AnyView {
    let pressed = {
        let of = of.clone();
        sometimes(move || Some(if guest.get() == of { "true" } else { "false" }))
    };
    let spoken = text(move || format!("{}, {}", name.get(), health.get().word()));
    view! {
        <button
            type="button"
            aria-pressed=pressed
            aria-label=spoken
            on:click=move |_| chosen.set(of.clone())
        >
            <Light health=health />
            <span class="name">{name}</span>
        </button>
    }
    .into_any()
}

/// The overview of the chosen guest.
pub fn guest_overview(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let details = Memo::new(move |_| app.guest_details(&inputs.guest.get()?));
    let reason = Memo::new(move |_| details.with(|details| details.as_ref()?.reason.clone()));
    let page = Memo::new(move |_| details.with(|details| details.as_ref()?.page.clone()));
    let tiles = Memo::new(move |_| {
        let of = |details: &GuestDetails| details.tiles.clone();
        details.with(|details| details.as_ref().map(of))
    });
    let is_missing = Memo::new(move |_| details.with(Option::is_none));
    view! {
        {optional(move || reason.get().map(|reason| view! { <p class="hint" role="status">{reason}</p> }))}
        {optional(move || {
            is_missing.get().then(|| view! { <p class="empty">"Its hub does not have this guest, or is not connected."</p> })
        })}
        {tile_list(tiles)}
        {dynamic(move || super::facts::machine(inputs))}
        {optional(move || {
            page.get().map(|page| {
                view! {
                    <div class="actions">
                        <a class="button" href=page target="_blank" rel="noopener noreferrer">
                            "Open guest in Beszel"
                        </a>
                    </div>
                }
            })
        })}
    }
    .into_any()
}
