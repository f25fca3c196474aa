//! Selecting several devices one by one, without a key held: the bar above the racks tells how many there are, and ends it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::state::app::App;
use crate::state::drag::{DragMeans, DragSession};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, optional, text};

/// There while taps and clicks select.
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
                0 => "Tap the devices to select".to_owned(),
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

/// Whatever is done with what was selected ends the selecting.
fn end_when_used(app: App) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let (carried, opened, dialog) = (
        inner.drag.clone(),
        inner.opened.clone(),
        inner.dialog.clone(),
    );
    let mut seen = None;
    effect(move || {
        let now = snapshot.get();
        let is_changed = seen
            .replace(now.clone())
            .is_some_and(|seen| !Arc::ptr_eq(&seen, &now));
        // A finger that rests takes something up as well; that is nothing done yet.
        let is_picking = |carried: &Option<DragSession>| {
            carried
                .as_ref()
                .is_some_and(|carried| carried.means == DragMeans::Picking)
        };
        let is_used = carried.with(is_picking)
            || opened.with(Option::is_some)
            || dialog.with(Option::is_some);
        if is_changed || is_used {
            app.end_selecting();
        }
    });
}
