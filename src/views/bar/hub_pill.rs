//! The state of the hub and its systems, in words and as a light in the color of the worst one; with a list of what needs attention.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::domain::fleet::FleetSubset;
use crate::domain::health::Health;
use crate::domain::hub_state::HubState;
use crate::domain::summary::{Totals, counted_words};
use crate::domain::trouble::{Trouble, TroubleSubject};
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::desk::{DeskPart, DeskView};
use crate::views::fleet::show_systems;
use crate::views::session::{EventList, NotificationChoices, unheard_note};
use crate::views::ui::dynamic::{dynamic, optional, sometimes, text};
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
    let (hub, totals) = (inner.hub.clone(), inner.live.totals());
    let state = hub.clone();
    let word = text(move || hub.with(|hub| hub.word().to_owned()));
    let spoken = text(move || format!("Hub: {}", word.get()));
    let worst = sometimes(move || {
        let is_known = state.with(HubState::is_known);
        let worst = totals.with(Totals::worst).filter(|_| is_known)?;
        Some(worst.as_str())
    });
    let (desk, open) = (DeskPart::expect(), RwSignal::new(false));
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
            {dynamic(move || desk.show(DeskView::PillWords).unwrap_or_else(|| word.into_any()))}
        </button>
    };
    let items = || lazy("", load_list, ());
    view! {
        // Screen readers do not announce changes inside a button.
        <span class="visually-hidden" role="status">{spoken}</span>
        {dropdown("menu status", open, button.into_any(), Arc::new(items))}
    }
}

/// Lists everything that is not plainly up, each linked to its device. A row keeps its node, and the focus, while it is listed.
fn list((): ()) -> AnyView {
    let app = App::expect();
    let troubles = Memo::new(move |_| app.inner().live.troubles());
    let chosen = RwSignal::new(None::<Health>);
    let listed = Memo::new(move |_| troubles.with(|troubles| of_state(troubles, chosen.get())));
    let shown = Memo::new(move |_| {
        listed.with(|listed| listed.iter().take(SHOWN).cloned().collect::<Vec<_>>())
    });
    let rest = Memo::new(move |_| listed.with(Vec::len).saturating_sub(SHOWN));
    let counted = Memo::new(move |_| {
        let (systems, monitors) = app.inner().live.counted();
        counted_words(systems, monitors)
    });
    view! {
        {unheard_note()}
        <StateCounts chosen=chosen />
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
            <NotificationChoices />
        </section>
    }
    .into_any()
}

/// How many are in each state, the worst first. Each count shows those of that state: in this list, or on the page of systems if there is
/// nothing wrong with them.
#[component]
fn StateCounts(chosen: RwSignal<Option<Health>>) -> impl IntoView {
    let app = App::expect();
    let totals = app.inner().live.totals();
    let counts = Memo::new(move |_| totals.with(|totals| totals.counted().collect::<Vec<_>>()));
    let button = move |(health, count): (Health, usize)| {
        let pressed = sometimes(move || match health {
            Health::Ok => None,
            _ if chosen.get() == Some(health) => Some("true"),
            _ => Some("false"),
        });
        let show = move |event: ev::MouseEvent| {
            if health == Health::Ok {
                return show_systems(app, FleetSubset::In(health));
            }
            // The list stays open.
            event.stop_propagation();
            chosen.update(|chosen| *chosen = (*chosen != Some(health)).then_some(health));
        };
        let class = match health {
            Health::Ok => "button",
            _ => "button stays",
        };
        view! {
            <button type="button" class=class aria-pressed=pressed on:click=show>
                <Light health=Signal::stored(health) />
                {format!("{count} {}", health.brief_word())}
            </button>
        }
    };
    view! {
        <div class="counted" role="group" aria-label="Show">
            {dynamic(move || counts.get().into_iter().map(button).collect_view().into_any())}
        </div>
    }
}

/// Those in this state; all if none is, or no state is chosen.
fn of_state(troubles: &[Trouble], chosen: Option<Health>) -> Vec<TroubleSubject> {
    let is_any = troubles
        .iter()
        .any(|trouble| Some(trouble.health) == chosen);
    let is_meant = |trouble: &&Trouble| !is_any || Some(trouble.health) == chosen;
    let meant = troubles.iter().filter(is_meant);
    meant.map(|trouble| trouble.of.clone()).collect()
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
