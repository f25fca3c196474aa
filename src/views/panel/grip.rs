//! The grip on the panel's edge, which resizes the panel.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use crate::draw::sheet::{STEP, USUAL_WIDTH, fitting_width};
use crate::state::panel;
use crate::views::ui::dynamic::{effect, text};

/// `on_settled` runs once a new width is final.
#[component]
pub fn Grip(on_settled: Callback<()>) -> impl IntoView {
    let width = RwSignal::new(panel::kept_width().unwrap_or(USUAL_WIDTH));
    let dragged = StoredValue::new(false);
    let node = NodeRef::<html::Div>::new();
    effect(move || panel::show_width(fitting_width(width.get(), window_width())));
    let resized = window_event_listener(leptos::ev::resize, move |_| width.notify());
    on_cleanup(move || resized.remove());
    let settle = move || {
        panel::keep_width(width.get_untracked());
        on_settled.run(());
    };
    let on_down = move |event: PointerEvent| {
        if event.button() == 0 {
            event.prevent_default();
            dragged.set_value(true);
            if let Some(node) = node.get_untracked() {
                // Fails if the pointer is gone; then there is nothing to capture.
                let _ = node.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let on_move = move |event: PointerEvent| {
        if dragged.get_value() {
            let window = window_width();
            width.set(fitting_width(window - f64::from(event.client_x()), window));
        }
    };
    let on_end = move |_: PointerEvent| {
        if dragged.get_value() {
            dragged.set_value(false);
            settle();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => STEP,
            "ArrowRight" => -STEP,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        width.update(|width| *width = fitting_width(*width + step, window_width()));
        settle();
    };
    let on_double = move |_| {
        width.set(USUAL_WIDTH);
        settle();
    };
    view! {
        <div
            class="grip"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the panel"
            aria-valuenow=text(move || width.get().to_string())
            tabindex="0"
            node_ref=node
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_end
            on:pointercancel=on_end
            on:keydown=on_key
            on:dblclick=on_double
        ></div>
    }
}

fn window_width() -> f64 {
    let width = window().inner_width().ok();
    width.and_then(|width| width.as_f64()).unwrap_or(1_280.0)
}
