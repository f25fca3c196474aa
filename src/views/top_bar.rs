//! The bar above the racks: where one is, how the hub stands, and what can be done.

use leptos::prelude::*;

use super::account_menu::AccountMenu;
use super::ui::icon::{Icon, Logo};
use crate::domain::summary::Totals;
use crate::state::app::{App, HubState};
use crate::state::theme::Theme;

#[component]
pub fn TopBar() -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot();
    let name = move || snapshot.with(|snapshot| snapshot.layout.name.clone());
    view! {
        <header class="top">
            <Logo />
            <span class="layout-name">{name}</span>
            <span class="gap"></span>
            <HubPill />
            <HistoryButtons />
            <ThemeButton />
            <AccountMenu />
        </header>
    }
}

/// How the hub stands, in words and by a light.
#[component]
fn HubPill() -> impl IntoView {
    let inner = App::expect().inner();
    let (hub, account, totals) = (
        inner.hub.clone(),
        inner.account.clone(),
        inner.board.totals(),
    );
    let state = hub.clone();
    let word = move || match hub.get() {
        HubState::None => "",
        HubState::Connecting => "connecting",
        HubState::Reconnecting => "reconnecting",
        HubState::Live => "live",
        HubState::Lost(_) => "connection lost",
        HubState::Demo => "demo",
    };
    let host = move || {
        let host = account.with(|account| {
            account
                .as_ref()
                .filter(|account| !account.is_demo())
                .map(|account| account.hub.clone())
        });
        host.map(|host| format!(" · {host}"))
    };
    let counts = move || match state.get() {
        HubState::Live | HubState::Demo => {
            totals.with(|totals| (*totals != Totals::default()).then(|| format!(" · {totals}")))
        }
        _ => None,
    };
    view! {
        <div class="hub-state" role="status">
            <span class="light" aria-hidden="true"></span>
            <span class="words">
                {word} <span class="wide-only">{host}</span> {counts}
            </span>
        </div>
    }
}

#[component]
fn HistoryButtons() -> impl IntoView {
    let app = App::expect();
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let steps = Memo::new(move |_| {
        snapshot.track();
        App::expect().inner().document.next_steps()
    });
    let label = |verb: &str, step: Option<String>| {
        step.map_or_else(
            || format!("Nothing to {}", verb.to_lowercase()),
            |words| format!("{verb}: {words}"),
        )
    };
    let undo_label = move || label("Undo", steps.get().0);
    let redo_label = move || label("Redo", steps.get().1);
    view! {
        <button
            type="button"
            class="button icon wide-only"
            aria-label=undo_label
            title=undo_label
            disabled=move || steps.with(|steps| steps.0.is_none())
            on:click=move |_| app.undo()
        >
            {Icon::Undo.view()}
        </button>
        <button
            type="button"
            class="button icon wide-only"
            aria-label=redo_label
            title=redo_label
            disabled=move || steps.with(|steps| steps.1.is_none())
            on:click=move |_| app.redo()
        >
            {Icon::Redo.view()}
        </button>
    }
}

#[component]
pub fn ThemeButton() -> impl IntoView {
    let theme = RwSignal::new(Theme::current());
    let label = move || format!("Switch to {} theme", theme.get().other().word());
    let switch = move |_| {
        let other = theme.get_untracked().other();
        other.choose();
        theme.set(other);
    };
    view! {
        <button type="button" class="button icon" aria-label=label title=label on:click=switch>
            {move || match theme.get() {
                Theme::Dark => Icon::Sun.view().into_any(),
                Theme::Light => Icon::Moon.view().into_any(),
            }}
        </button>
    }
}
