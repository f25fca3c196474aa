//! Positions racks and rows on the canvas.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::draw::world::CanvasItem;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style::{pixels, style};

/// Keeps a node at the position and width of that item of the world.
pub fn follow_place<E>(app: App, item: CanvasItem, node: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    node.on_load(move |node| follow(app, item, node.unchecked_into()));
}

fn follow(app: App, item: CanvasItem, node: HtmlElement) {
    let world = app.inner().viewport.world.clone();
    effect(move || {
        let Some(area) = world.with(|world| world.area_of_item(item)) else {
            return;
        };
        style(&node, "left", &pixels(f64::from(area.x)));
        style(&node, "top", &pixels(f64::from(area.y)));
        style(&node, "width", &pixels(f64::from(area.width)));
        // The height of a rack is that of its contents.
        if !matches!(item, CanvasItem::Rack(_)) {
            style(&node, "height", &pixels(f64::from(area.height)));
        }
    });
}
