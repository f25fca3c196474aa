//! The canvas all racks stand on: a scroll container with the world in it, and every way to act on what is there.

mod camera_command;
mod changes;
mod clock;
mod frame;
mod gesture;
mod hands;
mod levels;
mod minimap;
pub mod node_registry;
mod pan;
pub mod place;
mod rack_hands;
mod row;
mod scroller;
pub mod stage;
mod view;
mod waiting;
mod zoom;

use std::rc::Rc;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

use self::pan::Panning;
use self::row::{RackAddition, RowHeading};
use self::stage::Stage;
use self::view::View;
use self::waiting::Waiting;
use super::actions::{self, RackDoing};
use super::rack::device_mark::device_id_of;
use super::rack::pointing::{device_at, stop_at};
use super::rack::rack_view::RackView;
use super::ui::dynamic::{dynamic, effect, nothing, optional};
use super::ui::focus::focus_by_press;
use crate::domain::ids::DeviceId;
use crate::draw::scale::Scale;
use crate::draw::world::{Item, World, racks_per_line};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::spawn;

/// `open` is the device whose panel is open.
#[component]
pub fn Canvas(
    open: Signal<Option<DeviceId>>,
    set_open: Callback<Option<DeviceId>>,
) -> impl IntoView {
    let app = App::expect();
    let stage = Stage::new(app);
    provide_context(stage);
    let scale = screen_scale();
    follow_layout(app, stage, scale);
    attend(app, stage);

    let world = app.inner().viewport.world.clone();
    let items = {
        let world = world.clone();
        Memo::new(move |_| world.with(|world| world.items().to_vec()))
    };
    mark_devices(app, stage, open);
    let is_empty = Memo::new(move |_| items.with(Vec::is_empty));
    let panning = StoredValue::new_local(Panning::default());
    let on_page_key = window_event_listener(ev::keydown, move |event| {
        panning.with_value(|panning| panning.on_key(&event, true));
        let is_ours =
            !event.default_prevented() && app.inner().dialog.with_untracked(Option::is_none);
        if is_ours && RackDoing::of(&event) == Some(RackDoing::Leave) {
            if app.inner().selecting.get_untracked() {
                return app.end_selecting();
            }
            let was_open = open.get_untracked().is_some();
            set_open.run(None);
            if !was_open {
                app.select(Selection::Nothing);
                app.choose_gap(None);
            }
        }
    });
    let on_page_key_up = window_event_listener(ev::keyup, move |event| {
        panning.with_value(|panning| panning.on_key(&event, false));
        let is_plain = event.key() == " " && !event.ctrl_key() && !event.meta_key();
        if is_plain
            && panning.with_value(Panning::was_space_alone)
            && let Some(id) = device_of(event.target())
        {
            let selection = app.inner().selection.get_untracked();
            app.select(selection.toggled(id));
        }
    });
    let on_blur = window_event_listener(ev::blur, move |_| {
        panning.with_value(Panning::forget_keys);
    });
    actions::on_keys(app);
    on_cleanup(move || {
        on_page_key.remove();
        on_page_key_up.remove();
        on_blur.remove();
    });
    let on_click = move |event: MouseEvent| {
        if panning.with_value(Panning::swallows_click) {
            return;
        }
        click(app, stage, &event);
    };
    let on_down = move |event: PointerEvent| {
        panning.with_value(|panning| panning.on_down(app, &event));
    };
    let on_press = move |event: MouseEvent| {
        if panning.with_value(Panning::holds_by_space) {
            event.prevent_default();
        }
    };
    let on_move = move |event: PointerEvent| {
        panning.with_value(|panning| panning.on_move(stage, &event));
    };
    let on_up = move |event: PointerEvent| {
        panning.with_value(|panning| panning.on_up(&event));
    };
    let on_focus = move |event: web_sys::FocusEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        match target.and_then(|target| stop_at(&target)) {
            Some((rack, stop)) => app.inner().focus.enter(rack, stop),
            None => app.inner().focus.leave(),
        }
    };
    view! {
        {dynamic(move || if is_empty.get() { view! { <Waiting /> }.into_any() } else { nothing() })}
        <View
            stage=stage
            on:click=on_click
            on:focusin=on_focus
            on:focusout=move |_| app.inner().focus.leave()
            on:pointerdown=on_down
            on:mousedown=on_press
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
        >
            <For each=items key=|item| *item let:item>
                {standing(item, scale)}
            </For>
        </View>
        {attended(app, stage)}
    }
}

/// A rack, the heading of a row, or the place where a rack is added.
fn standing(item: Item, scale: Signal<Scale>) -> AnyView {
    match item {
        Item::Rack(id) => view! { <RackView id=id scale=scale /> }.into_any(),
        Item::Heading(row) => view! { <RowHeading id=row /> }.into_any(),
        Item::Addition(row) => view! { <RackAddition row=row /> }.into_any(),
    }
}

lazy_part!(interaction: fn load_hands() -> fn(Stage) -> AnyView = hands_on);

/// What hands do with devices and with racks, and the overview that they move over.
fn hands_on(stage: Stage) -> AnyView {
    rack_hands::attend(stage);
    (hands::hands(stage), minimap::minimap(stage)).into_any()
}

/// Loads what drags and marks once the page is there; until then a click opens a device.
fn attended(app: App, stage: Stage) -> AnyView {
    let hands = RwSignal::new(None::<fn(Stage) -> AnyView>);
    // A failure is told.
    let attempt = move || app.with_part(load_hands(), move |_, loaded| hands.set(Some(loaded)));
    spawn(async move {
        app.hub_first().await;
        attempt();
    });
    // What did not load is tried again when the network is back.
    let online = window_event_listener(ev::online, move |_| {
        if hands.get_untracked().is_none() {
            attempt();
        }
    });
    on_cleanup(move || online.remove());
    optional(move || hands.get().map(|hands| hands(stage)))
}

/// Opens the device that is clicked, adds it to the selection or takes it away, or adds all up to it; elsewhere nothing is
/// selected any more but the gap that was clicked, if it was not chosen already.
fn click(app: App, stage: Stage, event: &MouseEvent) {
    let inner = app.inner();
    let toggles = event.ctrl_key() || event.meta_key() || inner.selecting.get_untracked();
    match clicked_device(app, event) {
        Some(id) => {
            enter(stage, id);
            let selection = inner.selection.get_untracked();
            if event.shift_key() {
                let snapshot = inner.document.snapshot().get_untracked();
                app.select(selection.stretched_to(id, &snapshot.layout, &snapshot.index));
            } else if toggles {
                app.select(selection.toggled(id));
            } else {
                app.open_device(Some(id));
            }
        }
        None if !toggles && !event.shift_key() && is_on_nothing(event) => {
            app.open_device(None);
            app.select(Selection::Nothing);
            if let Some(target) = target_of(event) {
                let at = (f64::from(event.client_x()), f64::from(event.client_y()));
                app.with_part(hands::load_choose_gap(), move |app, choose| {
                    choose(app, (&target, at));
                });
            }
        }
        None => {}
    }
}

/// Gives a device the keyboard's focus. The browser does so for what is pressed, but not through the openings of a plate.
fn enter(stage: Stage, id: DeviceId) {
    if let Some(node) = stage.nodes().node(id) {
        focus_by_press(&node);
    }
}

fn is_on_nothing(event: &MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| {
            let used = "header, button, input, a, [role=slider], [data-addition]";
            target.closest(used).ok().flatten().is_none()
        })
}

/// Works out where the racks stand whenever that may have changed.
fn follow_layout(app: App, stage: Stage, scale: Signal<Scale>) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let mut seen = None;
    effect(move || {
        let layout = snapshot.with(|snapshot| snapshot.layout.id);
        if seen.replace(layout) != Some(layout) {
            app.show_kept_faces(layout);
        }
        let scale = scale.get();
        let narrow = scale == Scale::NARROW;
        let faces = inner.viewport.faces.get();
        stage.changes().take_up(snapshot.get());
        let (layout, world) = snapshot.with(|snapshot| {
            let layout = &snapshot.layout;
            let per_line = if narrow { 1 } else { racks_per_line(layout) };
            (layout.id, World::new(layout, &scale, faces, per_line))
        });
        let kept = &inner.viewport.world;
        if kept.with_untracked(|old| **old != world) {
            kept.set(Arc::new(world.clone()));
        }
        stage.set_world(layout, &world, narrow);
    });
}

/// NodeRegistry the selected devices, the open one among them.
fn mark_devices(app: App, stage: Stage, open: Signal<Option<DeviceId>>) {
    let selection = app.inner().selection.clone();
    effect(move || {
        let mut devices = selection.with(|selection| selection.devices().to_vec());
        devices.extend(open.get());
        let before = stage.nodes().select(devices.clone());
        // From far away a rack shows as a whole which of its devices are selected.
        let snapshot = app.inner().document.snapshot().get_untracked();
        for id in before.iter().chain(&devices) {
            let device = snapshot.layout.devices.get(id);
            if let Some(rack) = device.and_then(|device| snapshot.layout.rack_of(device)) {
                stage.levels().refresh(rack.id);
            }
        }
    });
}

/// Carries out what actions ask of the canvas, for as long as it is on the page.
fn attend(app: App, stage: Stage) {
    app.inner()
        .viewport
        .attend(Some(Rc::new(move |command| stage.move_camera(command))));
    on_cleanup(move || app.inner().viewport.attend(None));
}

/// The device that was clicked on.
fn clicked_device(app: App, event: &MouseEvent) -> Option<DeviceId> {
    let target = target_of(event)?;
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    device_at(app, &target, x, y)
}

fn target_of(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn device_of(target: Option<web_sys::EventTarget>) -> Option<DeviceId> {
    let node: Element = target?.dyn_into().ok()?;
    device_id_of(&node.closest("[data-device-id]").ok()??)
}

/// Wide on a desk's screen, narrow on a phone held upright; follows the window.
fn screen_scale() -> Signal<Scale> {
    const NARROW: &str = "(max-width: 700px)";
    let list = window().match_media(NARROW).ok().flatten();
    let narrow = RwSignal::new(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    let resized = window_event_listener(ev::resize, move |_| {
        let now = list.as_ref().is_some_and(web_sys::MediaQueryList::matches);
        if narrow.get_untracked() != now {
            narrow.set(now);
        }
    });
    on_cleanup(move || resized.remove());
    Signal::derive(move || {
        if narrow.get() {
            Scale::NARROW
        } else {
            Scale::WIDE
        }
    })
}
