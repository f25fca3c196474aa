//! The state of the hub and its systems, in words and as a light in the color of the worst one; with a list of what needs attention.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::format::BETWEEN;
use crate::domain::health::Health;
use crate::domain::hub_state::HubState;
use crate::domain::summary::{Totals, counted_words};
use crate::domain::trouble::{Trouble, TroubleSubject};
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::desk::{DeskView, later};
use crate::views::session::{EventList, NoticeChoices, unheard_note};
use crate::views::ui::dynamic::{optional, sometimes, text};
use crate::views::ui::focus::focus_device_soon;
use crate::views::ui::lazy::lazy;
use crate::views::ui::light::Light;
use crate::views::ui::menu::{dropdown, expanded};

/// The maximum number of rows; the filter `problem` shows all.
const SHOWN: usize = 50;

lazy_part!(status: fn load_list() -> fn(()) -> AnyView = list);

#[component]
pub(super) fn HubPill() -> impl IntoView {
    let inner = App::expect().inner();
    let (hub, account, totals) = (
        inner.hub.clone(),
        inner.account.clone(),
        inner.live.totals(),
    );
    let state = hub.clone();
    let word = text(move || hub.with(|hub| hub_word(hub).to_owned()));
    let spoken = text(move || format!("Hub: {}", word.get()));
    let host = text(move || {
        account.with(|account| match account {
            Some(account) if !account.is_demo() => format!("{BETWEEN}{}", account.hub),
            _ => String::new(),
        })
    });
    let known = Memo::new(move |_| {
        let is_known = state.with(HubState::is_known);
        totals.with(|totals| if is_known { *totals } else { Totals::default() })
    });
    let counts = text(move || known.with(Totals::to_string));
    let between = text(move || {
        if known.get() == Totals::default() {
            ""
        } else {
            BETWEEN
        }
        .to_owned()
    });
    let worst = sometimes(move || {
        let worst = known.with(Totals::worst)?;
        Some(worst.as_str())
    });
    let open = RwSignal::new(false);
    let button = view! {
        <button
            type="button"
            class="hub-state"
            data-worst=worst
            title="What needs a look"
            aria-expanded=expanded(open)
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="light" aria-hidden="true" data-health=worst></span>
            <span class="words">
                <span class="lead">{word} {later("", DeskView::UpdateAge)} <span class="wide-only">{host}</span> {between}</span>
                {counts}
            </span>
        </button>
    };
    let items = || lazy("", load_list, ());
    view! {
        // Screen readers do not announce changes inside a button.
        <span class="visually-hidden" role="status">{spoken}</span>
        {dropdown("menu status", open, button.into_any(), Arc::new(items))}
    }
}

const fn hub_word(hub: &HubState) -> &'static str {
    match hub {
        HubState::None => "no hub",
        HubState::Connecting | HubState::Listed => "connecting",
        HubState::Polling(_) => "updated once a minute",
        HubState::Reconnecting => "reconnecting",
        HubState::Live => "live",
        HubState::Lost(_) => "connection lost",
        HubState::Demo => "demo",
    }
}

/// Lists everything that is not plainly up, each linked to its device. A row keeps its node, and the focus, while it is listed.
fn list((): ()) -> AnyView {
    let app = App::expect();
    let troubles = Memo::new(move |_| app.inner().live.troubles());
    let shown = Memo::new(move |_| {
        let watched = |troubles: &Vec<Trouble>| {
            let first = troubles.iter().take(SHOWN);
            first.map(|trouble| trouble.of.clone()).collect::<Vec<_>>()
        };
        troubles.with(watched)
    });
    let rest = Memo::new(move |_| troubles.with(Vec::len).saturating_sub(SHOWN));
    let counted = Memo::new(move |_| {
        let (systems, monitors) = app.inner().live.counted();
        counted_words(systems, monitors)
    });
    view! {
        {unheard_note()}
        {optional(move || {
            let words = counted.get()?;
            Some(view! { <p>{format!("Counted: {words}")}</p> })
        })}
        {optional(move || {
            let is_empty = shown.with(Vec::is_empty);
            let words = if app.inner().live.has_systems() {
                "Everything is up, all values in order."
            } else {
                "No system is known yet."
            };
            is_empty.then(|| view! { <p role="status">{words}</p> })
        })}
        <For each=move || shown.get() key=TroubleSubject::clone let:watched>
            <Row of=watched troubles=troubles />
        </For>
        {optional(move || {
            let rest = rest.get();
            (rest > 0).then(|| view! { <p>{format!("and {rest} more")}</p> })
        })}
        <section class="happened">
            <h2>"Since this page was opened"</h2>
            <EventList />
            <NoticeChoices />
        </section>
    }
    .into_any()
}

#[component]
fn Row(of: TroubleSubject, troubles: Memo<Vec<Trouble>>) -> impl IntoView {
    let app = App::expect();
    let wanted = of.clone();
    let trouble = Memo::new(move |_| {
        let is_wanted = |trouble: &&Trouble| trouble.of == wanted;
        troubles.with(|troubles| troubles.iter().find(is_wanted).cloned())
    });
    let words = move |read: fn(&Trouble) -> String| {
        text(move || trouble.with(|trouble| trouble.as_ref().map(read).unwrap_or_default()))
    };
    let health = Signal::derive(move || {
        trouble.with(|one| one.as_ref().map_or(Health::Ok, |one| one.health))
    });
    let go = move |_| {
        let place = trouble.with_untracked(|one| one.as_ref().and_then(|one| one.place.clone()));
        match (place, &of) {
            (Some(place), _) => {
                app.go_to_device(place.device);
                focus_device_soon(place.device);
            }
            (None, TroubleSubject::System(system)) => app.pick_place_for_system(system),
            // Only monitors of devices are listed.
            (None, TroubleSubject::Monitor(_)) => {}
        }
    };
    view! {
        <button type="button" class="button item look-at" on:click=go>
            <Light health=health />
            <span class="name">{words(|trouble| trouble.name.clone())}</span>
            <small>{words(place_words)}</small>
            <span class="reason">{words(reason_words)}</span>
        </button>
    }
}

fn place_words(trouble: &Trouble) -> String {
    let place = trouble.place.as_ref();
    place
        .map_or("not in a rack", |place| &place.words)
        .to_owned()
}

/// Names the state before the reason, unless the system is up.
fn reason_words(trouble: &Trouble) -> String {
    if trouble.health.is_verified() {
        trouble.reason.clone()
    } else {
        format!("{}: {}", trouble.health.word(), trouble.reason)
    }
}
