//! The state of the hub and of its systems, in words and as a light in the color of the worst; with a list of what needs a look.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::hub_state::HubState;
use crate::domain::summary::Totals;
use crate::domain::trouble::Trouble;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::viewport::CameraCommand;
use crate::views::ui::dynamic::{dynamic, sometimes, text};
use crate::views::ui::lazy::lazy;
use crate::views::ui::light::Light;
use crate::views::ui::menu::{dropdown, expanded};

/// No more rows than this: whoever has more filters by `problem`.
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
            Some(account) if !account.is_demo() => format!(" · {}", account.hub),
            _ => String::new(),
        })
    });
    let known = Memo::new(move |_| {
        let is_known = state.with(HubState::is_known);
        totals.with(|totals| if is_known { *totals } else { Totals::default() })
    });
    let counts = text(move || match known.get() {
        none if none == Totals::default() => String::new(),
        totals => format!(" · {totals}"),
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
            <span class="words">{word} <span class="wide-only">{host}</span> {counts}</span>
        </button>
    };
    let items = || lazy("", load_list, ());
    view! {
        // What a button contains is not read out when it changes.
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

/// The systems that are not plainly up, each a jump to its device.
fn list((): ()) -> AnyView {
    let app = App::expect();
    let troubles = Memo::new(move |_| app.inner().live.troubles());
    dynamic(move || {
        let mut troubles = troubles.get();
        if troubles.is_empty() {
            return view! { <p role="status">"Every system is up, all values in order."</p> }
                .into_any();
        }
        let more = troubles.len().saturating_sub(SHOWN);
        troubles.truncate(SHOWN);
        let rows: Vec<_> = troubles
            .into_iter()
            .map(|trouble| view! { <Row trouble=trouble /> })
            .collect();
        let rest = (more > 0).then(|| view! { <p>{format!("and {more} more")}</p> });
        view! {
            {rows}
            {rest}
        }
        .into_any()
    })
}

#[component]
fn Row(trouble: Trouble) -> impl IntoView {
    let app = App::expect();
    let Trouble {
        system,
        name,
        place,
        health,
        reason,
    } = trouble;
    let (device, place) = match place {
        Some(place) => (Some(place.device), place.words),
        None => (None, "not in a rack".to_owned()),
    };
    let word = match health {
        Health::Ok | Health::Warn | Health::Critical => String::new(),
        other => format!("{}: ", other.word()),
    };
    let go = move |_| match device {
        Some(device) => {
            app.select(Selection::Devices(vec![device]));
            app.move_camera(CameraCommand::Device(device));
        }
        None => app.pick_place_for_system(&system),
    };
    view! {
        <button type="button" class="button item look-at" on:click=go>
            <Light health=Signal::stored(health) />
            <span class="name">{name}</span>
            <small>{place}</small>
            <span class="reason">{word} {reason}</span>
        </button>
    }
}
