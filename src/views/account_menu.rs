//! Who is signed in where, and the way out.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::query_signal;
use wasm_bindgen::JsCast;

use super::ui::icon::Icon;
use crate::state::app::App;
use crate::state::session::Account;

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
            <button
                type="button"
                class="button icon"
                aria-label="Account"
                title="Account"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {Icon::Person.view()}
            </button>
            <Show when=move || open.get()>
                <AccountItems />
            </Show>
        </div>
    }
}

#[component]
fn AccountItems() -> impl IntoView {
    let app = App::expect();
    let (_, set_demo) = query_signal::<String>("demo");
    let account = app.inner().account.clone();
    let is_demo = account.with_untracked(|account| account.as_ref().is_some_and(Account::is_demo));
    let lines = move || account.with(|account| account.as_ref().map(lines_of).unwrap_or_default());
    let hub = app
        .inner()
        .account
        .with_untracked(|account| account.as_ref().and_then(|account| account.hub_url.clone()));
    view! {
        <div class="items">
            <p>{move || lines().into_iter().map(|line| view! { {line} <br /> }).collect::<Vec<_>>()}</p>
            {hub.map(|url| {
                view! {
                    <a class="button" href=url target="_blank" rel="noopener noreferrer">
                        "Open Beszel"
                    </a>
                }
            })}
            <button type="button" class="button" on:click=move |_| if is_demo { set_demo.set(None) } else { app.sign_out() }>
                {if is_demo { "Leave the demo" } else { "Sign out" }}
            </button>
        </div>
    }
}

fn lines_of(account: &Account) -> Vec<String> {
    if account.is_demo() {
        return vec!["Demo: a simulated hub inside this page. Nothing leaves it.".to_owned()];
    }
    let mut lines = vec![account.hub.clone()];
    if !account.name.is_empty() {
        lines.push(format!("{} ({})", account.name, account.role));
    }
    lines.push(if account.kept {
        "Signed in on this device".to_owned()
    } else {
        "Signed in for this tab only".to_owned()
    });
    lines
}
