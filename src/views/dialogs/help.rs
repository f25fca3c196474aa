//! The keys, as the registry of actions has them, and what hands can do.

use leptos::prelude::*;

use crate::views::actions::{ActionGroup, RACK_KEYS, actions};
use crate::views::ui::dynamic::nothing;

/// What needs no key of its own.
const GESTURES: &[(&str, &str)] = &[
    ("Drag a device", "Move it; Escape puts it back"),
    ("Drag from the palette", "Place a new device"),
    ("Shift and drag", "Select all that the frame catches"),
    ("Ctrl or ⌘ and click", "Add to the selection, or take away"),
    ("Shift and click", "Select all up to there"),
    (
        "Rest a finger on a device",
        "Lift it, to move it; let go for what can be done",
    ),
    ("Wheel or pinch", "Zoom at the pointer"),
    ("Drag the ground, or Space and drag", "Move the view"),
    ("Right click or long press", "What can be done here"),
];

#[component]
pub fn Help() -> impl IntoView {
    let groups: Vec<_> = ActionGroup::ALL
        .into_iter()
        .map(|group| {
            let rows: Vec<AnyView> = actions()
                .filter(|action| action.group == group && !action.keys.is_empty())
                .map(|action| {
                    let keys: Vec<String> = action.keys.iter().map(|key| key.words()).collect();
                    row(keys.join(" or "), action.name)
                })
                .collect();
            if rows.is_empty() {
                nothing()
            } else {
                section(group.heading(), rows)
            }
        })
        .collect();
    let gestures = GESTURES
        .iter()
        .map(|(gesture, does)| row((*gesture).to_owned(), does))
        .collect();
    let on_racks = RACK_KEYS
        .iter()
        .map(|key| row(key.name.to_owned(), key.does))
        .collect();
    view! {
        <h2>"Keys and help"</h2>
        <div class="help">
            {section("Hands", gestures)} {section("On the racks", on_racks)} {groups}
        </div>
    }
}

fn section(heading: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! {
        <section>
            <h3>{heading}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

fn row(keys: String, does: &'static str) -> AnyView {
    view! {
        <div>
            <dt><kbd>{keys}</kbd></dt>
            <dd>{does}</dd>
        </div>
    }
    .into_any()
}
