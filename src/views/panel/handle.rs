//! The handle at the top of a phone's sheet: pressed or swiped, it takes the whole screen, or leaves the racks in sight again.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use crate::interaction::sheet::{SheetMove, swiped};
use crate::views::ui::dynamic::text;

/// `on_settled` runs when the height has changed and stays.
#[component]
pub fn Handle(
    is_tall: RwSignal<bool>,
    on_close: Callback<()>,
    on_settled: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Button>::new();
    let from = StoredValue::new(None::<f64>);
    // The click that follows a swipe means nothing.
    let has_swiped = StoredValue::new(false);
    let set = move |tall: bool| {
        is_tall.set(tall);
        on_settled.run(());
    };
    let on_down = move |event: PointerEvent| {
        from.set_value(Some(f64::from(event.client_y())));
        has_swiped.set_value(false);
        if let Some(node) = node.get_untracked() {
            // A pointer that is gone already moves nothing.
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
        // A key's click is no swipe's: it has no count.
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
