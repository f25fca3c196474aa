//! The handle at the top of a phone's sheet: a press or swipe expands the sheet to the full screen, or uncovers the racks again.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use crate::interaction::sheet::{SheetMove, swiped};
use crate::views::ui::dynamic::text;

/// `on_settled` runs once a new height is final.
#[component]
pub fn Handle(
    is_tall: RwSignal<bool>,
    on_close: Callback<()>,
    on_settled: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Button>::new();
    let from = StoredValue::new(None::<f64>);
    // Suppresses the click that follows a swipe.
    let has_swiped = StoredValue::new(false);
    let set = move |tall: bool| {
        is_tall.set(tall);
        on_settled.run(());
    };
    let on_down = move |event: PointerEvent| {
        from.set_value(Some(f64::from(event.client_y())));
        has_swiped.set_value(false);
        if let Some(node) = node.get_untracked() {
            // Fails if the pointer is gone; then there is nothing to capture.
            let _ = node.set_pointer_capture(event.pointer_id());
        }
    };
    let on_up = move |event: PointerEvent| {
        let Some(from) = from.try_update_value(Option::take).flatten() else {
            return;
        };
        let down = f64::from(event.client_y()) - from;
        let Some(moved) = swiped(is_tall.get_untracked(), down) else {
            return;
        };
        has_swiped.set_value(true);
        match moved {
            SheetMove::Rise => set(true),
            SheetMove::Sink => set(false),
            SheetMove::Close => on_close.run(()),
        }
    };
    let on_click = move |event: MouseEvent| {
        // A click by key has no count, and does not follow a swipe.
        if event.detail() == 0 || !has_swiped.get_value() {
            set(!is_tall.get_untracked());
        }
        has_swiped.set_value(false);
    };
    let label = text(move || {
        let label = if is_tall.get() {
            "Show the racks"
        } else {
            "Whole screen"
        };
        label.to_owned()
    });
    view! {
        <button
            type="button"
            class="handle"
            aria-label=label
            node_ref=node
            on:pointerdown=on_down
            on:pointerup=on_up
            on:pointercancel=move |_| from.set_value(None)
            on:click=on_click
        ></button>
    }
}
