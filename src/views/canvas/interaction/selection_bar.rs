//! A small toolbar beside the selected devices.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::ids::DeviceId;
use crate::draw::area::{Area, Point};
use crate::draw::beside::beside;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::actions::{Action, by_id, icon_path};
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{optional, text};
use crate::views::ui::style::pixels;

/// Maximum size, in screen pixels.
const SIZE: (f32, f32) = (38.0, 166.0);
/// Actions offered if they are possible.
const ACTIONS: [&str; 5] = [
    "move-to",
    "duplicate",
    "flip",
    "link-device",
    "delete-devices",
];

pub fn selection_bar() -> AnyView {
    view! { <SelectionBar /> }.into_any()
}

/// Positioned in the world, with a constant size at every zoom. Takes no focus: keys and menus offer the same actions.
#[component]
fn SelectionBar() -> impl IntoView {
    let app = App::expect();
    let inner = app.inner();
    let (selection, snapshot) = (inner.selection.clone(), inner.document.snapshot());
    let (selecting, picking) = (inner.selecting.clone(), inner.picking.clone());
    let (world, zoom) = (inner.viewport.world.clone(), inner.viewport.zoom.clone());
    let target = Memo::new(move |_| {
        world.track();
        snapshot.track();
        let is_busy = selecting.get() || picking.with(Option::is_some);
        let devices = selection.with(|selection| match selection {
            Selection::Devices(devices) => devices.clone(),
            _ => Vec::new(),
        });
        if is_busy {
            None
        } else {
            area_of(app, &devices)
        }
    });
    let seen = expect_context::<Stage>().seen();
    let at_zoom = zoom.clone();
    let corner = Memo::new(move |_| {
        let zoom = at_zoom.get().max(0.01) as f32;
        Some(corner_at(&target.get()?, zoom, &seen.get()))
    });
    let shown = Memo::new(move |_| corner.with(Option::is_some));
    let at =
        move |of: fn(Point) -> f32| text(move || pixels(f64::from(corner.get().map_or(0.0, of))));
    let scale = text(move || format!("scale({})", decimal(1.0 / zoom.get().max(0.01), 4)));
    let selection = inner.selection.clone();
    // Created anew only when the offered actions change, which depend on how many devices are selected.
    let offered = Memo::new(move |_| {
        selection.track();
        shown.get().then(|| {
            let is_possible =
                |id: &&'static str| by_id(id).is_some_and(|action| (action.is_possible)(app));
            ACTIONS.into_iter().filter(is_possible).collect::<Vec<_>>()
        })
    });
    optional(move || {
        let buttons: Vec<_> = offered
            .get()?
            .into_iter()
            .filter_map(by_id)
            .map(|action| button(app, action))
            .collect();
        Some(view! {
            <div
                class="selection-bar"
                role="group"
                aria-label="Selected devices"
                style:left=at(|corner| corner.x)
                style:top=at(|corner| corner.y)
                style:transform=scale
            >
                {buttons}
            </div>
        })
    })
}

fn button(app: App, action: &'static Action) -> AnyView {
    view! {
        <button
            type="button"
            class="button icon"
            tabindex="-1"
            aria-label=action.name
            title=action.name
            on:click=move |_| (action.run)(app)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon_path(action.id) /></svg>
        </button>
    }
    .into_any()
}

/// The devices, as wide as the rack that they are in.
fn area_of(app: App, devices: &[DeviceId]) -> Option<Area> {
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let bounds = world.bounds_of(layout, devices)?;
    let rack = layout.rack_of(layout.devices.get(devices.first()?)?)?;
    let drawing = world.place_of(rack.id)?.drawings();
    let (left, right) = (bounds.x.min(drawing.x), bounds.right().max(drawing.right()));
    Some(Area::new(left, bounds.y, right - left, bounds.height))
}

/// Beside the devices and in view; if there is no room, at the edge of the view.
fn corner_at(target: &Area, zoom: f32, seen: &Area) -> Point {
    let size = (SIZE.0 / zoom, SIZE.1 / zoom);
    if !target.meets(seen) {
        return Point::new(target.right(), target.y);
    }
    beside(target, size, seen).unwrap_or_else(|| {
        let lowest = (seen.bottom() - size.1).max(seen.y);
        Point::new(seen.right() - size.0, target.y.clamp(seen.y, lowest))
    })
}
