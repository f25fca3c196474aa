//! The menus of the actions, as views.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::icons::icon_path;
use super::in_window::keep_in_window;
use super::items::ActionItem;
use super::{Action, by_id};
use crate::interaction::menus::MenuLine;
use crate::state::app::App;
use crate::views::ui::fold::Fold;

/// The possible lines of a menu. Rules appear only between groups.
pub(super) fn lines(app: App, menu: &'static [MenuLine]) -> Vec<AnyView> {
    let mut views: Vec<AnyView> = Vec::new();
    let mut rule = false;
    for line in menu {
        let view = match line {
            MenuLine::Rule => {
                rule = !views.is_empty();
                continue;
            }
            MenuLine::Do(id) => possible(app, id).map(item),
            MenuLine::FirstOf(ids) => ids.iter().find_map(|id| possible(app, id)).map(item),
            MenuLine::Fold(word, ids) => actions_fold(app, word, ids),
        };
        let Some(view) = view else { continue };
        if std::mem::take(&mut rule) {
            views.push(view! { <hr /> }.into_any());
        }
        views.push(view);
    }
    views
}

fn item(action: &'static Action) -> AnyView {
    view! { <ActionItem action=action /> }.into_any()
}

fn possible(app: App, id: &str) -> Option<&'static Action> {
    by_id(id).filter(|action| (action.is_possible)(app))
}

/// A word that unfolds its actions; `None` if none is possible.
fn actions_fold(app: App, word: &'static str, ids: &'static [&'static str]) -> Option<AnyView> {
    let actions: Vec<_> = ids.iter().filter_map(|id| possible(app, id)).collect();
    if actions.is_empty() {
        return None;
    }
    let rows = move || {
        actions
            .iter()
            .map(|action| item(action))
            .collect_view()
            .into_any()
    };
    let sign =
        view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon_path(word) /></svg> };
    let fold = Fold {
        word,
        role: Some("menuitem"),
        sign: Some(sign.into_any()),
        is_open: false,
    };
    Some(fold.view(Arc::new(rows), keep_menu_in_window))
}

/// Moves the menu that contains this element into the window, after it has grown.
fn keep_menu_in_window(target: EventTarget) {
    let target: Option<Element> = target.dyn_into().ok();
    let menu = target.and_then(|target| target.closest(".context-menu").ok().flatten());
    if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
        keep_in_window(&menu);
    }
}
