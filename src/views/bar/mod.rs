//! The bar above the racks: the layout, the state of the hub, and actions.

mod account_menu;
pub mod layouts_menu;
pub mod phone;

use leptos::prelude::*;

use self::account_menu::AccountMenu;
use self::layouts_menu::LayoutsMenu;
use crate::domain::hub_state::HubState;
use crate::domain::summary::Totals;
use crate::state::app::App;
use crate::state::theme::Theme;
use crate::views::actions::{self, MoreMenu};
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{flag, text};
use crate::views::ui::icon::{Icon, Logo};

#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <Logo />
            <LayoutsMenu />
            <span class="gap"></span>
            <HubPill />
            <Jump />
            <HistoryButtons />
            <ThemeButton />
            <span class="wide-only"><MoreMenu /></span>
            <AccountMenu />
        </header>
    }
}

/// Opens the command palette; shows its key.
#[component]
fn Jump() -> impl IntoView {
    let app = App::expect();
    let action = actions::by_id("commands");
    let key = action
        .and_then(|action| action.keys.first())
        .map(actions::key_words);
    view! {
        <button
            type="button"
            class="jump"
            aria-label="Jump to an action, device or rack"
            on:click=move |_| actions::run(app, "commands")
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Search.path() /></svg>
            <span>"Jump to…"</span>
            <kbd aria-hidden="true">{key}</kbd>
        </button>
    }
}

/// The state of the hub, in words and as a light.
#[component]
fn HubPill() -> impl IntoView {
    let inner = App::expect().inner();
    let (hub, account, totals) = (
        inner.hub.clone(),
        inner.account.clone(),
        inner.live.totals(),
    );
    let state = hub.clone();
    let word = text(move || hub.with(|hub| hub_word(hub).to_owned()));
    let host = text(move || {
        account.with(|account| match account {
            Some(account) if !account.is_demo() => format!(" · {}", account.hub),
            _ => String::new(),
        })
    });
    let counts = text(move || {
        let is_known = state.with(HubState::is_known);
        totals.with(|totals| {
            if is_known && *totals != Totals::default() {
                format!(" · {totals}")
            } else {
                String::new()
            }
        })
    });
    view! {
        <div class="hub-state" role="status">
            <span class="light" aria-hidden="true"></span>
            <span class="words">{word} <span class="wide-only">{host}</span> {counts}</span>
        </div>
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

#[component]
fn HistoryButtons() -> impl IntoView {
    let app = App::expect();
    let step = move |of: fn(Steps) -> Option<String>| {
        app.inner().document.snapshot().track();
        of(app.inner().document.next_steps())
    };
    let undo = move || step(|(undo, _)| undo);
    let redo = move || step(|(_, redo)| redo);
    view! {
        <IconButton
            icon=Icon::Undo
            label=text(move || step_label("Undo", undo()))
            class="button icon wide-only"
            disabled=flag(move || undo().is_none())
            on_press=Callback::new(move |()| actions::run(app, "undo"))
        />
        <IconButton
            icon=Icon::Redo
            label=text(move || step_label("Redo", redo()))
            class="button icon wide-only"
            disabled=flag(move || redo().is_none())
            on_press=Callback::new(move |()| actions::run(app, "redo"))
        />
    }
}

/// The next undo and redo steps, in words.
type Steps = (Option<String>, Option<String>);

fn step_label(verb: &str, step: Option<String>) -> String {
    match step {
        Some(words) => format!("{verb}: {words}"),
        None => format!("{verb}: nothing"),
    }
}

#[component]
pub fn ThemeButton() -> impl IntoView {
    let app = App::expect();
    let theme = RwSignal::from(app.inner().theme.clone());
    let label = text(move || format!("Switch to {} theme", theme.get().other().word()));
    let icon = Signal::derive(move || match theme.get() {
        Theme::Dark => Icon::Sun,
        Theme::Light => Icon::Moon,
    });
    let switch = Callback::new(move |()| actions::run(app, "theme"));
    view! { <IconButton icon=icon label=label on_press=switch /> }
}
