//! A modal `<dialog>`: it traps the focus, and Escape closes it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::button::IconButton;
use super::icon::Icon;
use super::style_sheet::adopt;

/// Open while it is on the page. `on_close` must remove it.
#[component]
pub fn Modal(label: &'static str, on_close: Callback<()>, content: AnyView) -> impl IntoView {
    adopt(include_str!("../../../style/dialogs.css"));
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|node| {
        // Refused only for a dialog that is not in the page or already open; this one is neither.
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

/// A click on the backdrop has the dialog itself as its target.
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
