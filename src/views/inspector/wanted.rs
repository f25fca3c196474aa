//! The field that an action wants focused, once the inspector is shown.

use std::thread::LocalKey;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::views::ui::dynamic::effect;
use crate::views::ui::focus::focus;
use crate::views::ui::scroll::scroll_to;

/// A field that actions can focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedField {
    Name,
    System,
}

impl WantedField {
    const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::System => "system",
        }
    }
}

thread_local! {
    static WANTED: ArcRwSignal<Option<WantedField>> = ArcRwSignal::new(None);
}

/// Requests the focus for a field: at once, or when the inspector is shown.
pub fn want(field: WantedField) {
    of(&WANTED).set(Some(field));
}

/// Whether a field still waits for the focus.
pub fn is_wanted() -> bool {
    of(&WANTED).with_untracked(Option::is_some)
}

fn of(
    wanted: &'static LocalKey<ArcRwSignal<Option<WantedField>>>,
) -> ArcRwSignal<Option<WantedField>> {
    wanted.with(Clone::clone)
}

/// Focuses requested fields of this element.
pub(super) fn focus_requested(node: NodeRef<html::Div>) {
    let wanted = of(&WANTED);
    effect(move || {
        let (Some(field), Some(node)) = (wanted.get(), node.get()) else {
            return;
        };
        // Untracked: a rerun of this effect would cancel the frame.
        *wanted.write_untracked() = None;
        // The fields get their texts after this effect.
        let _ = request_animation_frame(move || {
            let selector = format!("[data-field={}] input", field.field());
            if let Some(found) = node.query_selector(&selector).ok().flatten() {
                enter(&found);
            }
        });
    });
}

/// Focuses the field and selects its text, which is usually replaced. A list below it opens, as on a click.
fn enter(found: &Element) {
    focus(found);
    scroll_to(found);
    if let Some(input) = found.dyn_ref::<HtmlInputElement>() {
        input.select();
        input.click();
    }
}
