//! The scroll container: what is scrolled over, and in it the world.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::stage::Stage;
use crate::views::ui::dynamic::effect;

#[component]
pub fn View(stage: Stage, children: Children) -> impl IntoView {
    let view = NodeRef::<html::Div>::new();
    let sizer = NodeRef::<html::Div>::new();
    let world = NodeRef::<html::Div>::new();
    effect(move || {
        if let (Some(view), Some(sizer), Some(world)) = (view.get(), sizer.get(), world.get()) {
            let view: HtmlElement = view.into();
            follow_size(stage, &view);
            stage.attach(view, sizer.into(), world.into());
        }
    });
    view! {
        <div
            class="view"
            node_ref=view
            on:scroll=move |_| stage.on_scroll()
        >
            <div class="sizer" node_ref=sizer></div>
            <div class="world" node_ref=world>
                {children()}
            </div>
        </div>
    }
}

/// The panel and the window change the container's size.
fn follow_size(stage: Stage, view: &Element) {
    let callback = Closure::<dyn Fn()>::new(move || stage.resize());
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(view);
    let kept = StoredValue::new_local((observer, callback));
    on_cleanup(move || {
        kept.with_value(|(observer, _)| observer.disconnect());
    });
}
