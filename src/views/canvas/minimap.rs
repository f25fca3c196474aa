//! The whole canvas in a corner, with a frame around what is seen of it. Dragging there moves over the canvas.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::stage::Stage;
use crate::draw::area::Area;
use crate::draw::minimap::Minimap as Map;
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::shapes;
use crate::views::ui::style::style;

/// What an arrow key moves by, as a share of the view.
const STEP: f64 = 0.25;

/// There while the world takes at least two screens, and the window is not too small for it; hidden on phones by the style sheet.
pub fn minimap(stage: Stage) -> AnyView {
    let world = App::expect().inner().viewport.world.clone();
    let seen = stage.seen();
    let is_worth_it = Memo::new(move |_| {
        let seen = seen.get();
        Map::has_room(stage.camera().view()) && world.with(|world| Map::is_worth_it(world, seen))
    });
    optional(move || is_worth_it.get().then(|| view! { <Minimap stage=stage /> }))
}

#[component]
fn Minimap(stage: Stage) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let world = App::expect().inner().viewport.world.clone();
    let map = Memo::new(move |_| world.with(|world| Map::new(world)));
    node.on_load(move |node| {
        let (racks, frame) = (part(&node, ".racks"), part(&node, ".frame"));
        let box_of: HtmlElement = node.unchecked_into();
        effect(move || {
            map.with(|map| {
                style(&box_of, "width", &format!("{:.0}px", map.size.0));
                style(&box_of, "height", &format!("{:.0}px", map.size.1));
                if let Some(racks) = &racks {
                    shapes::set(racks, "d", &map.racks);
                }
            });
        });
        let seen = stage.seen();
        effect(move || {
            let area = map.with(|map| map.area(seen.get()));
            if let Some(frame) = &frame {
                put_frame(frame, area);
            }
        });
    });
    view! {
        <div
            class="minimap"
            role="group"
            aria-label="Overview of all racks: arrow keys move over the canvas"
            tabindex="0"
            node_ref=node
            on:keydown=move |event| on_key(stage, &event)
        >
            <svg aria-hidden="true">
                <path class="racks" />
                <rect class="frame" rx="2" />
            </svg>
        </div>
    }
}

fn part(node: &Element, selector: &str) -> Option<Element> {
    node.query_selector(selector).ok().flatten()
}

fn put_frame(frame: &Element, area: Area) {
    let sides = [
        ("x", area.x),
        ("y", area.y),
        ("width", area.width),
        ("height", area.height),
    ];
    for (name, value) in sides {
        shapes::set(frame, name, &format!("{value:.1}"));
    }
}

fn on_key(stage: Stage, event: &KeyboardEvent) {
    let (x, y) = match event.key().as_str() {
        "ArrowLeft" => (-STEP, 0.0),
        "ArrowRight" => (STEP, 0.0),
        "ArrowUp" => (0.0, -STEP),
        "ArrowDown" => (0.0, STEP),
        _ => return,
    };
    event.prevent_default();
    let camera = stage.camera();
    let view = camera.view();
    stage.fly(camera.moved((x * view.0, y * view.1)));
}
