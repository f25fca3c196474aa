//! The notes beside a list: why a hub's list is missing, and why there are no rows.

use std::sync::Arc;

use leptos::prelude::*;

use super::no_hub::ways_to_a_hub;
use crate::domain::fleet::lists::{ListKind, ListRow};
use crate::domain::hub_state::HubState;
use crate::domain::ids::HubId;
use crate::domain::inventory::loading::Fault;
use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing, optional};

/// The lists of all hubs, as far as they are known.
#[derive(Clone, PartialEq)]
pub struct ListedRows {
    pub rows: Vec<Arc<ListRow>>,
    /// Why a hub's list is missing or outdated.
    pub faults: Vec<(HubId, Fault)>,
    /// Whether any hub has answered, now or before.
    pub is_known: bool,
    /// Whether every hub that answered gave everything requested; for alerts, this includes their history.
    pub has_history: bool,
}

/// Why a hub's list is missing.
pub fn list_faults(kind: ListKind, listed: Memo<ListedRows>) -> AnyView {
    let words = Memo::new(move |_| {
        listed.with(|listed| {
            let faults = listed.faults.iter();
            let words = faults.map(|(_, fault)| fault.words(kind.many()));
            let mut words: Vec<String> = words.collect();
            words.dedup();
            words.join(" ")
        })
    });
    optional(move || {
        let words = words.get();
        (!words.is_empty()).then(|| view! { <p class="page-fault" role="status">{words}</p> })
    })
}

/// Explains why there are no rows, and what to do.
pub fn nothing_listed(
    app: App,
    kind: ListKind,
    listed: Memo<ListedRows>,
    part: RwSignal<u8>,
    typed: RwSignal<String>,
) -> AnyView {
    let filter = app.inner().filtering.text.clone();
    let clear = Callback::new(move |()| {
        filter.set(String::new());
        typed.set(String::new());
        part.set(kind.first_part());
    });
    let filter = app.inner().filtering.text.clone();
    dynamic(move || {
        let is_known = listed.with(|listed| listed.is_known);
        let is_faulty = listed.with(|listed| !listed.faults.is_empty());
        let is_searched = !typed.with(String::is_empty) || !filter.with(String::is_empty);
        if !is_known && is_faulty {
            return nothing();
        }
        if is_known && is_searched {
            return view! {
                <div class="page-empty" role="status">
                    <p>"No matches."</p>
                    <Button label="Show all" on_press=clear />
                </div>
            }
            .into_any();
        }
        let state = app.inner().hub.with(|hub| match hub {
            HubState::None | HubState::Lost(_) => Some(hub.unknown_words()),
            _ => None,
        });
        app.inner().live.track_systems();
        let words = match state {
            _ if is_known && !app.inner().live.has_systems() => "There are no systems yet.",
            _ if is_known => listed.with(|listed| {
                kind.empty_words(part.get(), !listed.rows.is_empty(), listed.has_history)
            }),
            Some(words) => words,
            None => "Loading…",
        };
        view! {
            <div class="page-empty" role="status">
                <p>{words}</p>
                {ways_to_a_hub(app)}
            </div>
        }
        .into_any()
    })
}
