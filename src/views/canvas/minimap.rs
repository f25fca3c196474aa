//! A map of the whole canvas in a corner, with a frame around the visible part. Dragging in it pans the canvas.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::stage::Stage;
use crate::domain::decimal::decimal;
use crate::domain::health::Health;
use crate::draw::minimap::{MapFrame, Minimap as Map};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, effect, optional};
use crate::views::ui::style::{pixels, style, translation};

/// Distance of an arrow key, as a share of the view.
const STEP: f64 = 0.25;
/// Line width of the frame on screen, in pixels.
const LINE: f32 = 1.5;

/// Shown while a part of the racks is out of view and the window is not too small; on phones a strip at the edge. It appears and disappears
/// only while the camera is at rest: creating it during a zoom would cost a frame.
pub fn minimap(stage: Stage) -> AnyView {
    let viewport = &App::expect().inner().viewport;
    let (world, zoom) = (viewport.world.clone(), viewport.zoom.clone());
    let seen = stage.seen();
    let is_worth_it = Memo::new(move |before| {
        // The zoom signal changes when the camera comes to rest.
        zoom.track();
        world.track();
        let seen = seen.get();
        match before {
            Some(before) if stage.is_moving() => *before,
            _ => {
                let view = stage.camera().view();
                world.with(|world| Map::has_room(world, view) && Map::is_worth_it(world, seen))
            }
        }
    });
    optional(move || is_worth_it.get().then(|| view! { <Minimap stage=stage /> }))
}

#[component]
fn Minimap(stage: Stage) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let app = App::expect();
    let world = app.inner().viewport.world.clone();
    let map = Memo::new(move |_| world.with(|world| Map::new(world)));
    // Values and places change far more often than the worst states do.
    let worst = Memo::new(move |_| app.inner().lensing.worst());
    let paths = Memo::new(move |_| {
        worst.with(|worst| map.with(|map| map.paths(|rack| worst.get(&rack).copied())))
    });
    node.on_load(move |node| {
        let frame = part(&node, ".frame").and_then(|frame| frame.dyn_into::<HtmlElement>().ok());
        let mut height = None;
        let box_of: HtmlElement = node.unchecked_into();
        effect(move || {
            map.with(|map| {
                style(&box_of, "width", &pixels(f64::from(map.size.0.round())));
                style(&box_of, "height", &pixels(f64::from(map.size.1.round())));
            });
        });
        let seen = stage.seen();
        effect(move || {
            let place = map.with(|map| map.frame(seen.get()));
            if let Some(frame) = &frame {
                put_frame(frame, place, &mut height);
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
            <svg aria-hidden="true">{dynamic(move || paths.with(|paths| racks_of(paths)))}</svg>
            <div class="frame"></div>
        </div>
    }
}

/// One path for each state.
fn racks_of(paths: &[(Option<Health>, String)]) -> AnyView {
    let paths = paths.iter().map(|(health, data)| {
        let health = health.map(Health::as_str);
        view! { <path class="racks" data-health=health d=data.clone() /> }
    });
    paths.collect::<Vec<_>>().into_any()
}

fn part(node: &Element, selector: &str) -> Option<Element> {
    node.query_selector(selector).ok().flatten()
}

/// Sets the height only if it differs, because that triggers a layout.
fn put_frame(node: &HtmlElement, frame: MapFrame, height: &mut Option<f32>) {
    let MapFrame { x, y, scale, .. } = frame;
    let moved = translation(f64::from(x), f64::from(y));
    let place = format!("{moved} scale({})", decimal(f64::from(scale), 4));
    style(node, "transform", &place);
    // The line is scaled with the box.
    let line = LINE / scale.max(0.001);
    style(node, "outline-width", &pixels(f64::from(line)));
    if height.replace(frame.height) != Some(frame.height) {
        style(node, "height", &pixels(f64::from(frame.height)));
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
