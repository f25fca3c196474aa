//! Marking devices by a rectangle drawn over them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use crate::domain::ids::DeviceId;
use crate::draw::aim;
use crate::draw::area::{Area, Point};
use crate::draw::camera::Pair;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::canvas::gesture::Drag;
use crate::views::canvas::gesture::ghost::Ghost;
use crate::views::canvas::stage::Stage;
use crate::views::rack::device_mark::device_id_of;
use crate::views::ui::style::mark;

pub struct Marquee {
    from: Point,
    all: Vec<Catch>,
    ghost: Ghost,
}

/// A device that may be caught.
struct Catch {
    device: DeviceId,
    area: Area,
    /// It is caught by what is in it, unless all of it is.
    has_children: bool,
    nodes: Vec<Element>,
    caught: bool,
}

impl Marquee {
    /// Begins at a point of the window.
    pub fn new(app: App, stage: Stage, start: Pair) -> Self {
        let inner = app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        let mut nodes = nodes_by_device(stage);
        let all = aim::all_areas(&world, &snapshot.layout, &snapshot.index)
            .into_iter()
            .map(|(device, area)| Catch {
                device,
                area,
                has_children: !snapshot.index.children_of(device).is_empty(),
                nodes: take_nodes(&mut nodes, device),
                caught: false,
            })
            .collect();
        Self {
            from: stage.world_point(start.0, start.1),
            all,
            ghost: Ghost::new(stage),
        }
    }
}

impl Drag for Marquee {
    /// NodeRegistry what the rectangle catches.
    fn move_to(&mut self, stage: Stage, at: Pair) {
        let to = stage.world_point(at.0, at.1);
        let rectangle = Area::spanned(self.from, to);
        self.ghost.outline(&[rectangle], &[]);
        for device in &mut self.all {
            let caught = device.area.meets(&rectangle)
                && (!device.has_children || holds(&rectangle, &device.area));
            if caught != device.caught {
                device.caught = caught;
                for node in &device.nodes {
                    mark(node, "data-caught", caught);
                }
            }
        }
    }

    /// Selects what was caught, with Control in addition to what is selected, and so where taps and clicks select.
    fn let_go(self: Box<Self>, app: App, event: &PointerEvent) {
        let inner = app.inner();
        let adds = event.ctrl_key() || event.meta_key() || inner.selecting.get_untracked();
        let mut devices = if adds {
            let selection = &inner.selection;
            selection.with_untracked(|selection| selection.devices().to_vec())
        } else {
            Vec::new()
        };
        for catch in self.all.iter().filter(|catch| catch.caught) {
            if !devices.contains(&catch.device) {
                devices.push(catch.device);
            }
        }
        app.select(Selection::of_devices(devices));
        app.say_selection();
    }
}

impl Drop for Marquee {
    fn drop(&mut self) {
        for node in self.all.iter().flat_map(|device| &device.nodes) {
            mark(node, "data-caught", false);
        }
    }
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

/// In the order of the ids.
fn nodes_by_device(stage: Stage) -> Vec<(DeviceId, Element)> {
    let found = stage
        .view()
        .and_then(|view| view.query_selector_all("[data-device-id]").ok());
    let Some(found) = found else {
        return Vec::new();
    };
    let mut nodes: Vec<(DeviceId, Element)> = (0..found.length())
        .filter_map(|at| {
            let node: Element = found.item(at)?.dyn_into().ok()?;
            Some((device_id_of(&node)?, node))
        })
        .collect();
    nodes.sort_by_key(|(device, _)| *device);
    nodes
}

fn take_nodes(nodes: &mut [(DeviceId, Element)], device: DeviceId) -> Vec<Element> {
    let from = nodes.partition_point(|(other, _)| *other < device);
    nodes
        .iter()
        .skip(from)
        .take_while(|(other, _)| *other == device)
        .map(|(_, node)| node.clone())
        .collect()
}
