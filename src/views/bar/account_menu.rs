//! The account menu: the signed-in account, and sign-out.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::query_signal;

use crate::domain::account::AccountView;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::icon::Icon;
use crate::views::ui::lazy::lazy;
use crate::views::ui::menu::Menu;

#[component]
pub fn AccountMenu() -> impl IntoView {
    let items = || lazy("", load_items, ());
    view! { <Menu icon=Icon::Person label="Account" items=Arc::new(items) /> }
}

lazy_part!(editor: fn load_items() -> fn(()) -> AnyView = |()| view! { <AccountItems /> }.into_any());

#[component]
fn AccountItems() -> impl IntoView {
    let app = App::expect();
    let (_, set_demo) = query_signal::<String>("demo");
    let account = app.inner().account.clone();
    let url = account
        .with_untracked(|account| account.as_ref().and_then(|account| account.hub_url.clone()));
    let is_demo = app.is_demo();
    let is_local = untrack(|| app.is_local());
    let leave_word = match (is_local, is_demo) {
        (true, _) => "Connect a hub",
        (_, true) => "Leave the demo",
        _ => "Sign out",
    };
    let leave = Callback::new(move |()| {
        if is_local {
            app.leave_local();
        } else if is_demo {
            set_demo.set(None)
        } else {
            app.sign_out()
        }
    });
    let facts = Signal::derive(move || {
        account.with(|account| account.as_ref().map_or_else(local_facts, facts_of))
    });
    view! {
        <>
            <p>{Signal::derive(move || facts.get().0)}</p>
            <p>{Signal::derive(move || facts.get().1)}</p>
            {url.map(|url| {
                view! {
                    <a class="button" href=url target="_blank" rel="noopener noreferrer">
                        "Open Beszel"
                    </a>
                }
            })}
            <Button label=Signal::stored(leave_word.to_owned()) on_press=leave />
        </>
    }
}

fn local_facts() -> (String, String) {
    (
        "Drawn without a hub, so nothing here is live.".to_owned(),
        "Saved in this browser only.".to_owned(),
    )
}

/// Describes the signed-in account, and how long the sign-in lasts.
fn facts_of(account: &AccountView) -> (String, String) {
    if account.is_demo() {
        return (
            "Demo: a simulated hub inside this page.".to_owned(),
            "Nothing leaves this page. Your changes are saved in this browser, for the demo only."
                .to_owned(),
        );
    }
    let who = match account.name.as_str() {
        "" => account.hub.clone(),
        name => format!("{name} ({}) on {}", account.role, account.hub),
    };
    let lasts = if account.kept {
        "Signed in on this device"
    } else {
        "Signed in for this tab only"
    };
    (who, lasts.to_owned())
}
