//! Shown on the canvas while there are no racks.

use leptos::prelude::*;

use crate::domain::hub_state::HubState;
use crate::state::app::App;
use crate::views::desk::{DeskView, later};
use crate::views::ui::dynamic::dynamic;

/// The heading over a layout without racks.
const BEGINNING: &str = "No racks yet";

/// Shown while connecting, and for an account without systems.
#[component]
pub fn Waiting() -> impl IntoView {
    let inner = App::expect().inner();
    let (hub, account) = (inner.hub.clone(), inner.account.clone());
    let snapshot = inner.document.snapshot();
    let lines = Memo::new(move |_| {
        let host = account.with(|account| {
            account
                .as_ref()
                .map(|account| account.hub.clone())
                .unwrap_or_default()
        });
        // An empty layout does not wait for systems.
        if snapshot.with(|snapshot| snapshot.is_open()) {
            return empty_lines();
        }
        hub.with(|hub| waiting_lines(hub, &host))
    });
    dynamic(move || {
        let (heading, lines) = lines.get();
        let is_beginning = heading == BEGINNING;
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| view! { <p>{line}</p> })
            .collect();
        view! {
            <div class="empty" role="status">
                <h2>{heading}</h2>
                {lines}
                {is_beginning.then(|| later("ways", DeskView::Beginning))}
            </div>
        }
        .into_any()
    })
}

fn empty_lines() -> (&'static str, Vec<String>) {
    (
        BEGINNING,
        vec!["Add a rack, then drag devices into it.".to_owned()],
    )
}

/// Returns a heading and the lines below it.
fn waiting_lines(hub: &HubState, host: &str) -> (&'static str, Vec<String>) {
    match hub {
        HubState::Live | HubState::Listed | HubState::Polling(_) | HubState::Demo => (
            "This account sees no systems",
            vec![
                format!(
                    "{host} let you in, but lists no systems for your account. Either nothing is monitored yet, or the \
                     systems are not shared with you."
                ),
                "Add a system in Beszel, or have the hub's superuser add your account to the field users of the systems, in the \
                 admin pages below /_/. They appear here by themselves."
                    .to_owned(),
            ],
        ),
        HubState::Connecting | HubState::Reconnecting => ("Connecting", vec![format!("Asking {host} for its systems…")]),
        HubState::Lost(_) | HubState::None => ("", Vec::new()),
    }
}
