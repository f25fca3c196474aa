//! The lists of the hubs as the overview reads them, and the text shown if there are no entries.

use leptos::prelude::*;

use crate::domain::fleet::{FleetReach, NothingListed};
use crate::domain::hub_state::HubState;
use crate::domain::ids::HubId;
use crate::domain::inventory::loading::Fault;
use crate::state::actions::hub_lists::HubList;
use crate::state::app::App;

/// How far the lists of the hubs are loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceState {
    /// Whether any hub has answered.
    pub is_known: bool,
    pub faults: Vec<Fault>,
}

/// Reads entries from all lists of a kind; the caller must keep `T` open meanwhile.
pub fn read_lists<T: HubList, R: PartialEq + Send + Sync + 'static>(
    app: App,
    read: impl Fn(&HubId, &T) -> Vec<R> + Send + Sync + 'static,
) -> Memo<(SourceState, Vec<R>)> {
    let hub = app.inner().hub.clone();
    Memo::new(move |_| {
        hub.track();
        let mut found = Vec::new();
        let mut state = SourceState {
            is_known: false,
            faults: Vec::new(),
        };
        for (hub, list) in app.hub_lists::<T>() {
            list.with(|listed| {
                state.faults.extend(listed.fault.clone());
                if let Some((list, _)) = &listed.list {
                    state.is_known = true;
                    found.extend(read(&hub, list));
                }
            });
        }
        (state, found)
    })
}

impl SourceState {
    /// Explains why entries are missing; `None` if all is well. `many` names the entries, `none` is the text for no entries.
    pub fn words(&self, app: App, many: &str, is_any: bool, none: &str) -> Option<String> {
        let mut faults: Vec<String> = self.faults.iter().map(|fault| fault.words(many)).collect();
        faults.dedup();
        if !faults.is_empty() {
            return Some(faults.join(" "));
        }
        if is_any {
            return None;
        }
        if self.is_known {
            return Some(none.to_owned());
        }
        let words = app.inner().hub.with(|hub| match hub {
            HubState::None | HubState::Lost(_) => hub.unknown_words(),
            _ => "Loading…",
        });
        Some(words.to_owned())
    }
}

/// The explanation below a part, if there is one.
pub fn sentence<R: PartialEq + Send + Sync + 'static>(
    app: App,
    found: Memo<(SourceState, Vec<R>)>,
    many: &'static str,
    none: NothingListed,
    reach: Memo<FleetReach>,
) -> AnyView {
    let words = Memo::new(move |_| {
        let none = none.words(reach.get());
        found.with(|(state, found)| state.words(app, many, !found.is_empty(), none))
    });
    crate::views::ui::dynamic::optional(move || {
        words
            .get()
            .map(|words| view! { <p class="hint">{words}</p> })
    })
}
