//! A line of a menu that shows further ones below it.

use leptos::prelude::*;
use web_sys::EventTarget;

use super::dynamic::{dynamic, nothing, sometimes};
use super::menu::Items;

pub struct Fold {
    pub word: &'static str,
    pub role: Option<&'static str>,
    /// Shown before the word.
    pub sign: Option<AnyView>,
    /// Whether it starts open.
    pub is_open: bool,
}

impl Fold {
    /// `grown` is called with its line after the rows below it appeared or disappeared.
    pub fn view(self, rows: Items, grown: fn(EventTarget)) -> AnyView {
        let word = self.word;
        let open = RwSignal::new(self.is_open);
        let expanded = sometimes(move || Some(if open.get() { "true" } else { "false" }));
        view! {
            <button
                type="button"
                class="button item fold"
                role=self.role
                aria-haspopup=self.role.map(|_| "true")
                aria-expanded=expanded
                on:click=move |event| {
                    // The menu stays open.
                    event.stop_propagation();
                    open.update(|open| *open = !*open);
                    if let Some(target) = event.target() {
                        let _ = request_animation_frame(move || grown(target));
                    }
                }
            >
                {self.sign}
                <span>{word}</span>
            </button>
            {dynamic(move || {
                if open.get() {
                    view! { <div class="folded" role="group" aria-label=word>{rows()}</div> }.into_any()
                } else {
                    nothing()
                }
            })}
        }
        .into_any()
    }
}
