//! The scroll container: an element of the scrollable size, and the world.

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::stage::Stage;
use crate::views::ui::dynamic::effect;
use crate::views::ui::size::follow_size;

#[component]
pub fn View(stage: Stage, children: Children) -> impl IntoView {
    let view = NodeRef::<html::Div>::new();
    let sizer = NodeRef::<html::Div>::new();
    let world = NodeRef::<html::Div>::new();
    effect(move || {
        if let (Some(view), Some(sizer), Some(world)) = (view.get(), sizer.get(), world.get()) {
            let view: HtmlElement = view.into();
            // The panel and the window change its size.
            follow_size(&view, move || stage.resize());
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
