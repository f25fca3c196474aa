//! Toasts: the last thing done, for a moment.

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::ui::dynamic::{effect, optional};

/// Announces what was done to screen readers, and shows it for a moment.
#[component]
pub fn Announcer() -> impl IntoView {
    let message = App::expect().inner().messages.latest();
    let shown = message.clone();
    let mut timer = None::<TimeoutHandle>;
    effect(move || {
        if let Some(old) = timer.take() {
            old.clear();
        }
        timer = shown.get().and_then(|_| {
            let shown = shown.clone();
            set_timeout(move || shown.set(None), std::time::Duration::from_secs(4)).ok()
        });
    });
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {optional(move || message.get().map(|text| view! { <div class="toast">{text}</div> }))}
        </div>
    }
}
