//! What stands in menus: actions in groups, few at the top level and the others in folds.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::icons::icon_path;
use super::in_window::keep_in_window;
use super::items::ActionItem;
use super::{Action, by_id};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, nothing, sometimes};

/// One line of a menu.
pub(super) enum Line {
    /// The action with that id.
    Do(&'static str),
    /// Actions that are shown when its word is pressed.
    Fold(&'static str, &'static [&'static str]),
    /// Between two groups.
    Rule,
}

use Line::{Do, Fold, Rule};

/// Of the selected devices.
pub(super) const DEVICES: &[Line] = &[
    Do("open-device"),
    Do("edit-device"),
    Do("edit-devices"),
    Do("change-model"),
    Rule,
    Do("move-to"),
    Do("duplicate"),
    Fold(
        "Arrange",
        &[
            "flip",
            "move-up",
            "move-down",
            "stack-up",
            "stack-down",
            "distribute",
            "align",
        ],
    ),
    Fold(
        "Select",
        &["select-several", "select-all", "select-nothing"],
    ),
    Rule,
    Do("delete-devices"),
];

/// Of the selected rack.
pub(super) const RACK: &[Line] = &[
    Do("edit-rack"),
    Do("largest-gap"),
    Rule,
    Do("rack-left"),
    Do("rack-right"),
    Do("duplicate-rack"),
    Do("new-rack"),
    Rule,
    Do("delete-rack"),
];

/// Of the selected row.
pub(super) const ROW: &[Line] = &[
    Do("edit-row"),
    Do("rack-in-row"),
    Do("new-row"),
    Rule,
    Do("row-up"),
    Do("row-down"),
    Rule,
    Do("delete-row"),
];

/// Of the background.
pub(super) const BACKGROUND: &[Line] = &[
    Do("new-rack"),
    Do("templates"),
    Do("new-row"),
    Do("palette"),
    Rule,
    Do("fit-all"),
    Do("faces"),
    Fold(
        "View",
        &[
            "fit-selection",
            "actual-size",
            "zoom-in",
            "zoom-out",
            "column",
            "pictures",
            "filter",
            "fold-palette",
        ],
    ),
];

/// Of the layout and the app.
pub(super) const MORE: &[Line] = &[
    Fold(
        "Pages",
        &[
            "page-racks",
            "page-overview",
            "page-systems",
            "page-containers",
            "page-disks",
            "page-services",
            "page-alerts",
        ],
    ),
    Rule,
    Do("open-file"),
    Do("save"),
    Do("export"),
    Do("share"),
    Rule,
    Fold("Layouts", &["layouts", "duplicate-layout", "versions"]),
    Fold("Devices", &["palette", "new-type", "link-by-name"]),
    Rule,
    Do("theme"),
    Do("help"),
];

/// The lines of a menu that are possible now. Rules stand between groups only.
pub(super) fn lines(app: App, menu: &'static [Line]) -> Vec<AnyView> {
    let mut views: Vec<AnyView> = Vec::new();
    let mut rule = false;
    for line in menu {
        let view = match line {
            Rule => {
                rule = !views.is_empty();
                continue;
            }
            Do(id) => {
                possible(app, id).map(|action| view! { <ActionItem action=action /> }.into_any())
            }
            Fold(word, ids) => fold(app, word, ids),
        };
        let Some(view) = view else { continue };
        if std::mem::take(&mut rule) {
            views.push(view! { <hr /> }.into_any());
        }
        views.push(view);
    }
    views
}

fn possible(app: App, id: &str) -> Option<&'static Action> {
    by_id(id).filter(|action| (action.is_possible)(app))
}

/// The menu that an element is in has grown.
fn keep_menu_in_window(target: EventTarget) {
    let target: Option<Element> = target.dyn_into().ok();
    let menu = target.and_then(|target| target.closest(".context-menu").ok().flatten());
    if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
        keep_in_window(&menu);
    }
}

/// A word that shows its actions below it; `None` where none is possible.
fn fold(app: App, word: &'static str, ids: &'static [&'static str]) -> Option<AnyView> {
    let actions: Vec<_> = ids.iter().filter_map(|id| possible(app, id)).collect();
    if actions.is_empty() {
        return None;
    }
    let open = RwSignal::new(false);
    let expanded = sometimes(move || Some(if open.get() { "true" } else { "false" }));
    let view = view! {
        <button
            type="button"
            class="button item fold"
            role="menuitem"
            aria-haspopup="true"
            aria-expanded=expanded
            on:click=move |event| {
                // The menu stays open.
                event.stop_propagation();
                open.update(|open| *open = !*open);
                if let Some(target) = event.target() {
                    let _ = request_animation_frame(move || keep_menu_in_window(target));
                }
            }
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon_path(word) /></svg>
            <span>{word}</span>
        </button>
        {dynamic(move || {
            if !open.get() {
                return nothing();
            }
            let rows: Vec<_> =
                actions.iter().map(|action| view! { <ActionItem action=*action /> }).collect();
            view! { <div class="folded" role="group" aria-label=word>{rows}</div> }.into_any()
        })}
    };
    Some(view.into_any())
}
