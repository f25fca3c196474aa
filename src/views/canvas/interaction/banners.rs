//! The banners above the racks: one asks for a place, one counts the selected devices.

use std::sync::Arc;

use leptos::prelude::*;

use crate::interaction::input::PageRequest;
use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, optional, text};

/// Shown while something waits for a place.
#[component]
pub fn PickingBanner() -> impl IntoView {
    let app = App::expect();
    let picking = app.inner().picking.clone();
    let cancel = Callback::new(move |()| app.interact(PageRequest::StopPicking));
    optional(move || {
        let words = picking.get()?;
        Some(view! {
            <div class="picking" role="status">
                <p>{words}</p>
                <Button label="Cancel" on_press=cancel />
            </div>
        })
    })
}

/// Shown while taps and clicks select.
#[component]
pub fn SelectingBanner() -> impl IntoView {
    let app = App::expect();
    end_when_used(app);
    let inner = app.inner();
    let (selecting, selection) = (inner.selecting.clone(), inner.selection.clone());
    optional(move || {
        if !selecting.get() {
            return None;
        }
        let selection = selection.clone();
        let words = text(
            move || match selection.with(|selection| selection.devices().len()) {
                0 => app.selecting_request(),
                count => format!("{count} selected"),
            },
        );
        let finish = Callback::new(move |()| {
            app.end_selecting();
            app.say_selection();
        });
        Some(view! {
            <div class="picking">
                <p role="status">{words}</p>
                <Button label="Done" on_press=finish />
            </div>
        })
    })
}

/// Ends selecting as soon as something is done with the selected devices.
fn end_when_used(app: App) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let (picking, opened, dialog) = (
        inner.picking.clone(),
        inner.opened.clone(),
        inner.dialog.clone(),
    );
    let mut seen = None;
    effect(move || {
        let now = snapshot.get();
        let is_changed = seen
            .replace(now.clone())
            .is_some_and(|seen| !Arc::ptr_eq(&seen, &now));
        let is_used = picking.with(Option::is_some)
            || opened.with(Option::is_some)
            || dialog.with(Option::is_some);
        if is_changed || is_used {
            app.end_selecting();
        }
    });
}
