//! The agents whose version differs from their hub's.

use leptos::prelude::*;

use super::parts::{part, show_systems};
use crate::domain::fleet::{FleetOverview, FleetSubset, NothingListed};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, nothing, text};

pub fn agents(app: App, seen: Memo<FleetOverview>) -> AnyView {
    const NAMED: usize = 4;
    let lagging = Memo::new(move |_| seen.with(|seen| seen.lagging.clone()));
    let is_compared = Memo::new(move |_| seen.with(|seen| seen.compared > 0));
    let reach = Memo::new(move |_| seen.with(|seen| seen.reach));
    let content = dynamic(move || {
        let words = lagging.with(|lagging| {
            let named = lagging.iter().take(NAMED);
            let named = named.map(|row| format!("{} {}", row.name, row.agent));
            let mut words = named.collect::<Vec<_>>().join(", ");
            if lagging.len() > NAMED {
                words.push_str(&format!(" and {} more", lagging.len() - NAMED));
            }
            words
        });
        if words.is_empty() {
            let none = if is_compared.get() {
                NothingListed::Lagging
            } else {
                NothingListed::Compared
            };
            let words = none.words(reach.get());
            view! { <p class="hint">{words}</p> }.into_any()
        } else {
            view! {
                <button type="button" class="entry plain" on:click=move |_| show_systems(app, FleetSubset::AgentLags)>
                    <span class="reason">{words}</span>
                </button>
            }
            .into_any()
        }
    });
    let count = text(move || lagging.with(|lagging| lagging.len().to_string()));
    part("Agents that lag", count, nothing(), content)
}
