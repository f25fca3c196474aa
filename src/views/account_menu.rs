//! Who is signed in where, and the way out.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::query_signal;
use wasm_bindgen::JsCast;

use super::ui::button::{Button, IconButton};
use super::ui::dynamic::{optional, sometimes};
use super::ui::icon::Icon;
use crate::state::app::App;
use crate::state::signed_in::Account;

#[component]
pub fn AccountMenu() -> impl IntoView {
    let open = RwSignal::new(false);
    let menu = NodeRef::<html::Div>::new();
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let inside = menu.get_untracked().is_some_and(|menu| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            menu.contains(target.as_ref())
        });
        if open.get_untracked() && !inside {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=menu on:keydown=on_key>
            <IconButton
                icon=Icon::Person
                label=Signal::stored("Account".to_owned())
                expanded=sometimes(move || Some(if open.get() { "true" } else { "false" }))
                on_press=Callback::new(move |()| open.update(|open| *open = !*open))
            />
            {optional(move || open.get().then(|| view! { <AccountItems /> }))}
        </div>
    }
}

#[component]
fn AccountItems() -> impl IntoView {
    let app = App::expect();
    let (_, set_demo) = query_signal::<String>("demo");
    let account = app.inner().account.clone();
    let url = account
        .with_untracked(|account| account.as_ref().and_then(|account| account.hub_url.clone()));
    let is_demo = url.is_none();
    let leave = Callback::new(move |()| {
        if is_demo {
            set_demo.set(None)
        } else {
            app.sign_out()
        }
    });
    let facts = Signal::derive(move || {
        account.with(|account| account.as_ref().map(facts_of).unwrap_or_default())
    });
    view! {
        <div class="items">
            <p>{Signal::derive(move || facts.get().0)}</p>
            <p>{Signal::derive(move || facts.get().1)}</p>
            {url.map(|url| {
                view! {
                    <a class="button" href=url target="_blank" rel="noopener noreferrer">
                        "Open Beszel"
                    </a>
                }
            })}
            <Button label=Signal::stored(if is_demo { "Leave the demo" } else { "Sign out" }.to_owned()) on_press=leave />
        </div>
    }
}

/// Who it is and where, and how long it lasts.
fn facts_of(account: &Account) -> (String, String) {
    if account.is_demo() {
        return (
            "Demo: a simulated hub inside this page.".to_owned(),
            "Nothing leaves it.".to_owned(),
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
