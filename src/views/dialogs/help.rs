//! Help: keys from the action registry, mouse and touch.

use leptos::prelude::*;

use crate::interaction::keys::RACK_KEYS;
use crate::views::actions::{ActionGroup, actions, key_words};
use crate::views::ui::dynamic::nothing;

/// Mouse and touch.
const GESTURES: &[(&str, &str)] = &[
    ("Drag a device", "Move it; Escape puts it back"),
    ("Drag from the palette", "Place a new device"),
    ("Shift and drag", "Select everything in the frame"),
    (
        "Ctrl or ⌘ and click",
        "Add to the selection, or remove from it",
    ),
    ("Shift and click", "Select the whole range"),
    (
        "Press and hold a device",
        "Lift it to move it; let go to open its menu",
    ),
    ("Wheel or pinch", "Zoom at the pointer"),
    ("Drag the background, or Space and drag", "Move the view"),
    ("Right-click, or press and hold", "Open the menu"),
];

/// Touch alone.
const TOUCHES: &[(&str, &str)] = &[
    ("Tap a device", "Open its panel"),
    (
        "Press and hold a device",
        "Lift it to move it; let go to open its menu",
    ),
    ("Press and hold a rack", "Open its menu"),
    ("Swipe", "Move the view"),
    ("Pinch", "Zoom"),
    (
        "Swipe the handle of a sheet",
        "Make it taller, or show the racks again",
    ),
];

/// Keys of the charts of a device.
const CHART_KEYS: &[(&str, &str)] = &[
    ("← →", "Move the crosshair; with Shift, move in time"),
    (
        "[ ]",
        "Go to the earlier or later event: alert, restart, gap",
    ),
    ("W or Enter", "What was it?"),
    ("+ −", "Zoom; Home shows the whole range"),
];

#[component]
pub fn Help() -> impl IntoView {
    if is_touched_only() {
        let touches = TOUCHES
            .iter()
            .map(|(gesture, does)| row((*gesture).to_owned(), does))
            .collect();
        return view! {
            <h2>"Help"</h2>
            <div class="help">{section("Touch", touches)}</div>
        }
        .into_any();
    }
    let groups: Vec<_> = ActionGroup::ALL
        .into_iter()
        .map(|group| {
            let rows: Vec<AnyView> = actions()
                .filter(|action| action.group == group && !action.keys.is_empty())
                .map(|action| {
                    let keys: Vec<String> = action.keys.iter().map(key_words).collect();
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
    let on_charts = CHART_KEYS
        .iter()
        .map(|(keys, does)| row((*keys).to_owned(), does))
        .collect();
    let on_racks = RACK_KEYS
        .iter()
        .map(|key| row(key.name.to_owned(), key.does))
        .collect();
    view! {
        <h2>"Shortcuts and help"</h2>
        <div class="help">
            {section("Mouse and touch", gestures)} {section("On the racks", on_racks)}
            {section("On the charts", on_charts)} {groups}
        </div>
    }
    .into_any()
}

/// Whether this device has no mouse, and so hardly a keyboard.
fn is_touched_only() -> bool {
    let list = window().match_media("(hover: none) and (pointer: coarse)");
    list.ok().flatten().is_some_and(|list| list.matches())
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
