//! The panel of one device: a sheet with its state, the link to Beszel, and tabs.

mod acknowledge;
mod alert_form;
mod alerts;
mod bays;
mod card;
pub mod charts;
mod containers;
mod disks;
mod facts;
mod grip;
mod guests;
mod handle;
mod inputs;
pub mod listing;
mod logs;
mod open_row;
mod overview;
mod pools;
mod quiet;
pub mod selection;
mod services;
mod strip;
mod tabs;
mod tile_list;
mod tree_view;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use self::card::{Card, card_of};
use self::grip::Grip;
use self::guests::{guest_bar, guests_of};
use self::handle::Handle;
use self::inputs::TabInputs;
use self::strip::strip;
use self::tabs::Tabs;
use crate::domain::format::unbroken_units;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::interaction::sheet::opens_raised;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::viewport::CameraCommand;
use crate::views::actions;
use crate::views::ui::button::{Button, IconButton, ToggleButton};
use crate::views::ui::dynamic::{dynamic, effect, flag, nothing, optional, sometimes, text};
use crate::views::ui::focus::focus;
use crate::views::ui::icon::Icon;
use crate::views::ui::light::Light;
use crate::views::ui::style_sheet::adopt;

/// The panel's inputs: which device is open, and how to close it.
#[derive(Clone, Copy)]
pub struct Opening {
    pub device: Signal<Option<DeviceId>>,
    pub on_close: Callback<()>,
}

lazy_part!(panel: pub fn load_panel() -> fn(Opening) -> AnyView = panel);

/// The style sheet of all panels.
fn adopt_styles() {
    adopt(include_str!("../../../style/panel.css"));
}

fn panel(opening: Opening) -> AnyView {
    adopt_styles();
    let open = opening.device;
    let app = App::expect();
    let inner = app.inner();
    let details = inner.live.follow(None);
    effect(move || {
        inner.live.follow(open.get());
    });
    on_cleanup(move || {
        app.inner().live.follow(None);
    });
    let snapshot = app.inner().document.snapshot();
    let card = Memo::new(move |_| {
        let id = open.get()?;
        details.with(|details| {
            snapshot.with(|snapshot| Some(card_of(app, snapshot, id, details.as_ref()?)))
        })
    });
    let is_open = Memo::new(move |_| open.get().filter(|_| card.with(Option::is_some)).is_some());
    dynamic(move || {
        if is_open.get() {
            view! { <Sheet opening=opening card=card /> }.into_any()
        } else {
            nothing()
        }
    })
}

#[component]
fn Sheet(opening: Opening, card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let Opening { device, on_close } = opening;
    let chosen = RwSignal::new(None::<SystemRef>);
    let shown = Memo::new(move |_| device.get());
    effect(move || {
        // A chosen guest stays chosen only while its device is open.
        let _ = shown.get();
        chosen.set(None);
    });
    let guests = guests_of(device);
    let guest = Memo::new(move |_| {
        let chosen = chosen.get()?;
        guests.with(|guests| guests.contains(&chosen).then_some(chosen))
    });
    let system = Memo::new(move |_| {
        let of_card = || card.with(|card| card.as_ref().and_then(|card| card.system.clone()));
        guest.get().or_else(of_card)
    });
    effect(move || app.following().open(system.get()));
    on_cleanup(move || app.following().open(None));
    let preferences = Memo::new(move |_| match guest.get() {
        Some(of) => {
            app.inner().live.track_flushes();
            app.inner().live.preferences_of(&of.hub)
        }
        None => card.with(|card| {
            card.as_ref()
                .map(|card| card.preferences)
                .unwrap_or_default()
        }),
    });
    let monitor = Memo::new(move |_| {
        let of = |card: &Card| card.monitor.clone();
        card.with(|card| card.as_ref().and_then(of))
            .filter(|_| system.with(Option::is_none))
    });
    let inputs = TabInputs {
        device,
        guest,
        system,
        monitor,
        card,
        preferences,
    };
    effect(move || reveal(app, device.get()));
    let on_settled = Callback::new(move |()| reveal(app, device.get_untracked()));
    let is_tall = RwSignal::new(app.inner().tab.with_untracked(|tab| opens_raised(tab)));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.stop_propagation();
            let closed = device.get_untracked();
            on_close.run(());
            focus_device(closed);
        } else if event.key() == "F6" {
            event.prevent_default();
            focus_device(device.get_untracked());
        }
    };
    view! {
        <aside
            class="panel sheet"
            aria-label="Device"
            data-tall=sometimes(move || is_tall.get().then_some(""))
            on:keydown=on_key
        >
            <Grip on_settled=on_settled />
            <Handle is_tall=is_tall on_close=on_close on_settled=on_settled />
            <Head card=card on_close=on_close />
            <div class="body">
                <p class="where">{text(move || card.with(|card| card.as_ref().map(|card| card.place.clone()).unwrap_or_default()))}</p>
                {follow_button(card)}
                <Reason card=card />
                {guest_bar(card, guests, guest, chosen)}
                {strip(inputs)}
                <Tabs inputs=inputs />
            </div>
        </aside>
    }
}

/// Moves the device into the part of the canvas beside the panel, once that has its size.
fn reveal(app: App, device: Option<DeviceId>) {
    if let Some(device) = device {
        // If no frame can be requested, nothing is drawn anyway.
        let _ = request_animation_frame(move || {
            let _ = request_animation_frame(move || app.move_camera(CameraCommand::Device(device)));
        });
    }
}

fn focus_device(device: Option<DeviceId>) {
    let found = device.and_then(|device| {
        let selector = format!("[data-device-id=\"{device}\"]");
        document().query_selector(&selector).ok().flatten()
    });
    if let Some(found) = found {
        focus(&found);
    }
}

#[component]
fn Head(card: Memo<Option<Card>>, on_close: Callback<()>) -> impl IntoView {
    let name = text(move || {
        card.with(|card| {
            card.as_ref()
                .map(|card| card.name.clone())
                .unwrap_or_default()
        })
    });
    let health = Signal::derive(move || {
        card.with(|card| card.as_ref().map_or(Health::Unlinked, |card| card.health))
    });
    let page =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.page.clone())));
    let head = NodeRef::<html::Div>::new();
    view! {
        <div class="head" data-device-head="" node_ref=head>
            <Light health=health />
            <h2>{name}</h2>
            {optional(move || {
                page.get().map(|page| {
                    view! {
                        <a class="button accent" href=page target="_blank" rel="noopener noreferrer">
                            <span>"Open in Beszel"</span>
                            <svg viewBox="0 0 24 24" aria-hidden="true">
                                <path d=Icon::External.path() />
                            </svg>
                        </a>
                    }
                })
            })}
            <IconButton
                icon=Icon::More
                label=text(move || {
                    card.with(|card| {
                        let name = card.as_ref().map(|card| card.name.as_str());
                        format!("Menu of {}", name.unwrap_or_default())
                    })
                })
                on_press=Callback::new(move |()| actions::open_menu_below(head.get_untracked()))
            />
            <IconButton icon=Icon::Close label=Signal::stored("Close".to_owned()) on_press=on_close />
        </div>
    }
}

/// The button that pins a system. While its panel is open, the system is followed anyway.
fn follow_button(card: Memo<Option<Card>>) -> AnyView {
    let app = App::expect();
    let system =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.system.clone())));
    optional(move || {
        let of = system.get()?;
        let is_on = flag(move || app.following().is_pinned(&of));
        let press = Callback::new(move |()| app.toggle_followed());
        Some(view! {
            <ToggleButton
                class="button quiet follow"
                label="Follow every second"
                title="Also while this panel is closed"
                is_on=is_on
                on_press=press
            />
        })
    })
}

/// The button that resumes a paused system, if the account may do so.
fn resume_button(app: App, health: Memo<Option<Health>>) -> AnyView {
    optional(move || {
        let is_paused = health.get() == Some(Health::Paused);
        (is_paused && untrack(|| app.can_set_monitored(true))).then(|| {
            view! {
                <Button label="Resume" on_press=Callback::new(move |()| actions::run(app, "resume-system")) />
            }
        })
    })
}

/// Why the health is not ok, in one line.
#[component]
fn Reason(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let reason =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.reason.clone())));
    let health = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.health)));
    optional(move || {
        reason.get().map(|(tone, reason)| {
            view! {
                <p class="reason" data-tone=tone.word()>
                    {unbroken_units(&reason)}
                    {resume_button(app, health)}
                </p>
            }
        })
    })
}
