//! The bar above the racks: the layout, the state of the hub, and actions.

mod account_menu;
mod hub_pill;
mod layout_list;
mod layout_tabs;
pub mod layouts_menu;
mod phone;

use leptos::prelude::*;

use self::account_menu::AccountMenu;
use self::hub_pill::HubPill;
use self::layouts_menu::LayoutsMenu;
use self::phone::PhoneBar;
use crate::domain::past_tense::to_imperative;
use crate::state::app::App;
use crate::state::theme::Theme;
use crate::views::actions::{self, MoreMenu};
use crate::views::desk::{DeskView, later};
use crate::views::filter::FilterBox;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{flag, text};
use crate::views::ui::icon::{Icon, Logo};

#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <Logo />
            {later("menu layouts", DeskView::LayoutsMenu)}
            {later("filter", DeskView::FilterBox)}
            <span class="gap"></span>
            <HubPill />
            {later("tools", DeskView::Tools)}
        </header>
    }
}

pub fn layouts_menu() -> AnyView {
    view! { <LayoutsMenu /> }.into_any()
}

pub fn filter_box() -> AnyView {
    view! { <FilterBox /> }.into_any()
}

pub fn phone_bar() -> AnyView {
    view! { <PhoneBar /> }.into_any()
}

/// Undo, redo, the theme and menus.
pub fn tools() -> AnyView {
    view! {
        <div class="tools">
            <Jump />
            <HistoryButtons />
            <ThemeButton />
            <span class="wide-only"><MoreMenu /></span>
            <AccountMenu />
        </div>
    }
    .into_any()
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
            title="Jump to an action, device or rack"
            on:click=move |_| actions::run(app, "commands")
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Search.path() /></svg>
            <span>"Jump to…"</span>
            <kbd aria-hidden="true">{key}</kbd>
        </button>
    }
}

#[component]
fn HistoryButtons() -> impl IntoView {
    let app = App::expect();
    // A command changes the undo step, but rarely the redo step.
    let step = move |of: fn(Steps) -> Option<String>| {
        Memo::new(move |_| {
            app.inner().document.snapshot().track();
            of(app.inner().document.next_steps())
        })
    };
    let undo = step(|(undo, _)| undo);
    let redo = step(|(_, redo)| redo);
    view! {
        <IconButton
            icon=Icon::Undo
            label=text(move || step_label("Undo", undo.get()))
            class="button icon wide-only"
            disabled=flag(move || undo.with(Option::is_none))
            on_press=Callback::new(move |()| actions::run(app, "undo"))
        />
        <IconButton
            icon=Icon::Redo
            label=text(move || step_label("Redo", redo.get()))
            class="button icon wide-only"
            disabled=flag(move || redo.with(Option::is_none))
            on_press=Callback::new(move |()| actions::run(app, "redo"))
        />
    }
}

/// The next undo and redo steps, in words.
type Steps = (Option<String>, Option<String>);

fn step_label(verb: &str, step: Option<String>) -> String {
    match step {
        Some(words) => format!("{verb}: {}", to_imperative(&words)),
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
