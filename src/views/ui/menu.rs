//! A button that opens a list below it.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::IconButton;
use super::dynamic::{optional, sometimes};
use super::icon::Icon;

/// The menu's content, made when it opens.
pub type Items = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A list that opens below an icon button.
#[component]
pub fn Menu(
    icon: Icon,
    label: &'static str,
    #[prop(default = "menu")] class: &'static str,
    items: Items,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = view! {
        <IconButton
            icon=icon
            label=Signal::stored(label.to_owned())
            expanded=expanded(open)
            on_press=Callback::new(move |()| open.update(|open| *open = !*open))
        />
    };
    dropdown(class, open, button.into_any(), items)
}

/// The value of `aria-expanded` for the button that opens it.
pub fn expanded(open: RwSignal<bool>) -> Signal<Option<&'static str>> {
    sometimes(move || Some(if open.get() { "true" } else { "false" }))
}

/// A button and the list below it. Closes by a click outside, and after a click on one of its buttons; `views/menu_keys` has the keys.
pub fn dropdown(
    class: &'static str,
    open: RwSignal<bool>,
    button: AnyView,
    items: Items,
) -> AnyView {
    let menu = NodeRef::<html::Div>::new();
    close_outside(open, menu);
    view! {
        <div class=class node_ref=menu>
            {button}
            {optional(move || {
                let items = items.clone();
                open.get().then(|| view! { <div class="items" on:click=move |_| open.set(false)>{items()}</div> })
            })}
        </div>
    }
    .into_any()
}

fn close_outside(open: RwSignal<bool>, menu: NodeRef<html::Div>) {
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let inside = menu.get_untracked().is_some_and(|menu| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            menu.contains(target.as_ref())
        });
        if open.get_untracked() && !inside {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
}
