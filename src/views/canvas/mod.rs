//! The canvas with all racks: a scroll container with the world in it, and all interaction with it.

mod beginning;
mod camera_command;
mod changes;
pub mod clock;
mod empty_racks;
mod frame;
mod interaction;
mod levels;
mod minimap;
pub mod node_registry;
pub mod place;
mod row;
mod scroller;
pub mod stage;
mod view;
mod waiting;

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

pub use self::beginning::beginning;
pub use self::empty_racks::empty_racks;
pub use self::interaction::{interaction, pointer_input, selection_bar};
use self::row::{RackAddition, RowHeading};
use self::stage::Stage;
use self::view::View;
use self::waiting::Waiting;
use super::desk::{DeskPart, DeskView, later};
use super::filter;
use super::rack::pointing::{device_at, stop_at};
use super::rack::rack_view::RackView;
use super::ui::dynamic::{dynamic, effect, nothing};
use crate::domain::ids::DeviceId;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::column;
use crate::draw::scale::Scale;
use crate::draw::world::{CanvasItem, WorldMemo};
use crate::state::app::App;
use crate::state::viewport::{self, CameraCommand};

/// `open` is the device whose panel is open.
#[component]
pub fn Canvas(open: Signal<Option<DeviceId>>) -> impl IntoView {
    let app = App::expect();
    let stage = Stage::new(app);
    provide_context(stage);
    let scale = screen_scale();
    follow_layout(app, stage, scale);
    register_canvas(app, stage);

    let world = app.inner().viewport.world.clone();
    let items = {
        let world = world.clone();
        Memo::new(move |_| world.with(|world| world.items().to_vec()))
    };
    mark_devices(app, stage, open);
    let is_empty = Memo::new(move |_| items.with(Vec::is_empty));
    let desk = DeskPart::expect();
    let on_click = move |event: MouseEvent| {
        if !desk.is_loaded() {
            open_clicked(app, &event);
        }
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
        >
            <For each=items key=|item| *item let:item>
                {standing(item, scale)}
            </For>
            {later("", DeskView::EmptyRacks)}
            {later("", DeskView::SelectionBar)}
        </View>
        {later("", DeskView::Interaction(stage))}
        {filter::fading(stage)}
    }
}

/// A rack, the heading of a row, or the place where a rack is added.
fn standing(item: CanvasItem, scale: Signal<Scale>) -> AnyView {
    match item {
        CanvasItem::Rack(id) => view! { <RackView id=id scale=scale /> }.into_any(),
        CanvasItem::Heading(row) => view! { <RowHeading id=row /> }.into_any(),
        CanvasItem::Addition(row) => view! { <RackAddition row=row /> }.into_any(),
    }
}

/// Handles clicks until the interaction part is loaded: a click opens a device, or with Ctrl or Shift toggles it in the selection.
fn open_clicked(app: App, event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let Some(device) = target.and_then(|target: Element| device_at(app, &target, at)) else {
        return;
    };
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        let selection = app.inner().selection.get_untracked();
        app.select(selection.toggled(device));
    } else {
        app.open_device(Some(device));
    }
}

/// Recomputes the positions of the racks when they may have changed. Changes that concern only devices leave the world alone: showing
/// it would force a page layout.
fn follow_layout(app: App, stage: Stage, scale: Signal<Scale>) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let mut seen = None;
    let mut memo = WorldMemo::default();
    effect(move || {
        let snapshot = snapshot.get();
        let layout = &snapshot.layout;
        if seen.replace(layout.id) != Some(layout.id) {
            app.show_kept_faces(layout.id);
        }
        let scale = scale.get();
        let faces = inner.viewport.faces.get();
        stage.changes().take_up(snapshot.clone());
        let column = if inner.viewport.has_column.get() {
            column::WIDTH
        } else {
            0.0
        };
        let (world, is_new) = memo.of(layout, &scale, faces, column);
        if is_new {
            let kept = &inner.viewport.world;
            if kept.with_untracked(|old| **old != *world) {
                kept.set(world.clone());
            }
            stage.set_world(layout.id, &world, scale == Scale::NARROW);
        }
    });
}

/// Marks the selected devices, the open one among them.
fn mark_devices(app: App, stage: Stage, open: Signal<Option<DeviceId>>) {
    let selection = app.inner().selection.clone();
    effect(move || {
        let mut devices = selection.with(|selection| selection.devices().to_vec());
        devices.extend(open.get());
        let before = stage.nodes().select(&devices);
        // From far away a rack shows as a whole which of its devices are selected.
        let snapshot = app.inner().document.snapshot().get_untracked();
        for id in before.iter().chain(devices) {
            let device = snapshot.layout.devices.get(&id);
            if let Some(rack) = device.and_then(|device| snapshot.layout.rack_of(device)) {
                stage.levels().refresh(rack.id);
            }
        }
    });
}

/// Carries out camera commands, for as long as the canvas is on the page.
fn register_canvas(app: App, stage: Stage) {
    app.inner()
        .viewport
        .set_canvas(Some(Rc::new(OnPage(stage))));
    on_cleanup(move || app.inner().viewport.set_canvas(None));
}

/// The canvas for callers without the stage.
struct OnPage(Stage);

impl viewport::Canvas for OnPage {
    fn move_camera(&self, command: CameraCommand) {
        self.0.move_camera(command);
    }

    fn world_point(&self, at: Pair) -> Point {
        self.0.world_point(at.0, at.1)
    }
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
