//! The browser's own modal box: it keeps the focus, and Escape closes it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::button::IconButton;
use super::icon::Icon;

/// Open for as long as it is on the page. `on_close` is to take it away.
#[component]
pub fn Modal(label: &'static str, on_close: Callback<()>, content: AnyView) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|node| {
        // It is in the page by now and not open, the two cases in which this is refused.
        let _ = request_animation_frame(move || drop(node.show_modal()));
    });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-label=label
            on:close=move |_| on_close.run(())
            on:click=move |event| {
                if is_beside(&event) {
                    on_close.run(());
                }
            }
        >
            {content}
            <IconButton
                icon=Icon::Close
                label=Signal::stored("Close".to_owned())
                class="button icon close"
                on_press=on_close
            />
        </dialog>
    }
}

/// A click beside the box hits the dialog itself, as nothing else of it is there.
fn is_beside(event: &MouseEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target.filter(|target| target.tag_name() == "DIALOG") else {
        return false;
    };
    let place = target.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let inside =
        (place.left()..=place.right()).contains(&x) && (place.top()..=place.bottom()).contains(&y);
    !inside
}
