//! One device in a rack: its nodes, and the one effect that keeps them up to date.

use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::ids::DeviceId;
use crate::domain::layout::Device;
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::shape::Shape;
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, sometimes};
use crate::views::ui::shapes;

/// What of a device's drawing stays the same while it is mounted; another key mounts it anew.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkKey {
    pub device: Device,
    pub frame: DeviceFrame,
}

/// `position` is the `transform` of its group; `selected` and `reachable` tell whether it is the one.
#[component]
pub fn DeviceMark(
    key: MarkKey,
    position: Signal<String>,
    selected: Signal<bool>,
    reachable: Signal<bool>,
) -> impl IntoView {
    let group = NodeRef::<svg::G>::new();
    let app = App::expect();
    let id = key.device.id;
    let system = key.device.link.as_ref().map(|link| link.system.to_string());
    let live = app.inner().board.view(&key.device);
    let frame = key.frame.clone();
    group.on_load(move |group: web_sys::SvgElement| {
        let mut nodes = Nodes::new(group.into(), frame.clone(), live.get_untracked());
        let live = live.clone();
        effect(move || live.with(|view| nodes.show(view)));
    });
    view! {
        <g
            node_ref=group
            class="device"
            role="button"
            data-device-id=id.to_string()
            data-system-id=system
            transform=position
            tabindex=sometimes(move || Some(if reachable.get() { "0" } else { "-1" }))
            data-selected=sometimes(move || selected.get().then_some(""))
        ></g>
    }
}

/// The id a device's node carries.
pub fn device_id_of(node: &Element) -> Option<DeviceId> {
    DeviceId::parse(&node.get_attribute("data-device-id")?)
}

/// The node of the device at a point of the window, which the pointer's event gave with its target. A plate's openings let the
/// pointer through to the rack behind, so the target alone does not tell.
pub fn device_node_at(target: &Element, x: f64, y: f64) -> Option<Element> {
    if let Ok(Some(node)) = target.closest("[data-device-id]") {
        return Some(node);
    }
    let rack = target.closest("[data-rack-id]").ok()??;
    let nodes = rack.query_selector_all("[data-device-id]").ok()?;
    // From the end: what stands in a bay comes after its shelf.
    (0..nodes.length())
        .rev()
        .filter_map(|index| nodes.item(index)?.dyn_into::<Element>().ok())
        .find(|node| {
            let place = node.get_bounding_client_rect();
            (place.left()..=place.right()).contains(&x)
                && (place.top()..=place.bottom()).contains(&y)
        })
}

/// The nodes of one device. Which there are depends on whether it shows values; within that, only what differs is written.
struct Nodes {
    group: Element,
    frame: DeviceFrame,
    shown: DeviceView,
    live: LiveNodes,
}

/// The nodes that change with every update.
struct LiveNodes {
    bars: Option<Element>,
    value: Option<Element>,
    context: Option<Element>,
}

impl Nodes {
    fn new(group: Element, frame: DeviceFrame, view: DeviceView) -> Self {
        let live = build(&group, &frame, &view);
        describe(&group, &view);
        Self {
            group,
            frame,
            shown: view,
            live,
        }
    }

    fn show(&mut self, view: &DeviceView) {
        if *view == self.shown {
            return;
        }
        if self.frame.has_same_parts(&self.shown, view) {
            self.update_parts(view);
        } else {
            self.group.set_text_content(None);
            self.live = build(&self.group, &self.frame, view);
        }
        if view.health != self.shown.health || view.accessible_name != self.shown.accessible_name {
            describe(&self.group, view);
        }
        self.shown = view.clone();
    }

    fn update_parts(&self, view: &DeviceView) {
        if view.bars != self.shown.bars {
            refresh(self.live.bars.as_ref(), self.frame.bars(view));
        }
        if view.bars != self.shown.bars || view.value != self.shown.value {
            refresh(self.live.value.as_ref(), Some(self.frame.value(view)));
        }
        if view.context != self.shown.context {
            refresh(self.live.context.as_ref(), self.frame.context(view));
        }
    }
}

fn refresh(node: Option<&Element>, shape: Option<Shape>) {
    if let (Some(node), Some(shape)) = (node, shape) {
        shapes::apply(node, &shape);
    }
}

fn build(group: &Element, frame: &DeviceFrame, view: &DeviceView) -> LiveNodes {
    let parts = frame.parts(view);
    shapes::append(group, &parts.still);
    LiveNodes {
        bars: parts
            .bars
            .and_then(|shape| shapes::append_one(group, &shape)),
        value: shapes::append_one(group, &parts.value),
        context: parts
            .context
            .and_then(|shape| shapes::append_one(group, &shape)),
    }
}

fn describe(group: &Element, view: &DeviceView) {
    shapes::set(group, "data-health", view.health.as_str());
    shapes::set(group, "aria-label", &view.accessible_name);
}
