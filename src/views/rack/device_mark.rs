//! One device in a rack: its nodes, and the one effect that keeps them up to date.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemId};
use crate::domain::layout::Device;
use crate::domain::view::DeviceView;
use crate::draw::device::{DeviceFrame, DeviceParts};
use crate::draw::shape::Shape;
use crate::views::canvas::node_registry::Part;
use crate::views::ui::dynamic::kept_effect;
use crate::views::ui::shapes;

/// A device's group in a rack's drawing. The group stays while the device is in the rack; its content depends on the level of
/// detail.
pub struct DeviceMark {
    group: Element,
    /// The linked system whose id is on the group.
    link: RefCell<Option<SystemId>>,
    nodes: Rc<RefCell<Nodes>>,
    /// Updates the nodes when the device's view changes.
    _following: RenderEffect<()>,
}

impl DeviceMark {
    /// An empty group for a device. `on_health` is called when its health has changed.
    pub fn new(
        group: Element,
        device: &Device,
        part: Part,
        live: ArcRwSignal<DeviceView>,
        on_health: Rc<dyn Fn()>,
    ) -> Self {
        shapes::set(&group, "class", "device");
        let id = device.id.to_string();
        match part {
            Part::Itself => {
                shapes::set(&group, "role", "button");
                shapes::set(&group, "tabindex", "-1");
                shapes::set(&group, "data-device-id", &id);
            }
            Part::Rear => {
                shapes::set(&group, "aria-hidden", "true");
                shapes::set(&group, "data-rear-of", &id);
            }
        }
        let view = live.get_untracked();
        describe(&group, &view, part);
        let nodes = Rc::new(RefCell::new(Nodes {
            group: group.clone(),
            part,
            drawn: None,
            shown: view,
        }));
        let following = {
            let nodes = nodes.clone();
            kept_effect(move || {
                let has_new_health = live.with(|view| nodes.borrow_mut().show(view));
                if has_new_health {
                    on_health();
                }
            })
        };
        let mark = Self {
            group,
            link: RefCell::new(None),
            nodes,
            _following: following,
        };
        mark.set_link(device);
        mark
    }

    pub fn group(&self) -> &Element {
        &self.group
    }

    pub fn health(&self) -> Health {
        self.nodes.borrow().shown.health
    }

    /// Sets the linked system's id on the group.
    pub fn set_link(&self, device: &Device) {
        let link = device.system().map(|shown| &shown.system);
        if self.link.borrow().as_ref() == link {
            return;
        }
        match link {
            Some(link) => shapes::set(&self.group, "data-system-id", link.as_str()),
            None => {
                let _ = self.group.remove_attribute("data-system-id");
            }
        }
        *self.link.borrow_mut() = link.cloned();
    }

    /// Draws the device, or redraws it if something differs; `plain` without small print.
    pub fn draw(&self, frame: DeviceFrame, plain: bool) {
        self.nodes.borrow_mut().draw(frame, plain);
    }

    /// Empties the group.
    pub fn clear(&self) {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.drawn.take().is_some() {
            nodes.group.set_text_content(None);
        }
    }
}

/// The id a device's node carries.
pub fn device_id_of(node: &Element) -> Option<DeviceId> {
    let id = node
        .get_attribute("data-device-id")
        .or_else(|| node.get_attribute("data-rear-of"))?;
    DeviceId::parse(&id)
}

/// The nodes of one device. Which exist depends on whether it shows values; only what differs is written.
struct Nodes {
    group: Element,
    part: Part,
    drawn: Option<DrawnMark>,
    shown: DeviceView,
}

struct DrawnMark {
    frame: DeviceFrame,
    plain: bool,
    live: LiveNodes,
}

/// The nodes that change with every update.
struct LiveNodes {
    bars: Option<Element>,
    value: Option<Element>,
    context: Option<Element>,
}

impl Nodes {
    fn draw(&mut self, frame: DeviceFrame, plain: bool) {
        if let Some(drawn) = &self.drawn {
            if drawn.plain == plain && drawn.frame == frame {
                return;
            }
            self.group.set_text_content(None);
        }
        let live = build(&self.group, &frame, plain, &self.shown);
        self.drawn = Some(DrawnMark { frame, plain, live });
    }

    /// Shows another state. Returns whether the health has changed.
    fn show(&mut self, view: &DeviceView) -> bool {
        if *view == self.shown {
            return false;
        }
        if let Some(drawn) = &mut self.drawn {
            if drawn.frame.has_same_parts(&self.shown, view) {
                drawn.update(&self.shown, view);
            } else {
                self.group.set_text_content(None);
                drawn.live = build(&self.group, &drawn.frame, drawn.plain, view);
            }
        }
        let has_new_health = view.health != self.shown.health;
        if has_new_health || view.accessible_name != self.shown.accessible_name {
            describe(&self.group, view, self.part);
        }
        self.shown = view.clone();
        has_new_health
    }
}

impl DrawnMark {
    fn update(&self, shown: &DeviceView, view: &DeviceView) {
        if view.bars != shown.bars {
            refresh(self.live.bars.as_ref(), self.frame.bars(view));
        }
        if view.bars != shown.bars || view.value != shown.value {
            refresh(self.live.value.as_ref(), Some(self.frame.value(view)));
        }
        if view.context != shown.context {
            refresh(self.live.context.as_ref(), self.frame.context(view));
        }
    }
}

fn refresh(node: Option<&Element>, shape: Option<Shape>) {
    if let (Some(node), Some(shape)) = (node, shape) {
        shapes::apply(node, &shape);
    }
}

fn build(group: &Element, frame: &DeviceFrame, plain: bool, view: &DeviceView) -> LiveNodes {
    let DeviceParts {
        still,
        bars,
        value,
        context,
    } = if plain {
        frame.plain_parts(view)
    } else {
        frame.parts(view)
    };
    shapes::append(group, &still);
    let append = |shape: Shape| shapes::append_one(group, &shape);
    LiveNodes {
        bars: bars.and_then(append),
        value: append(value),
        context: context.and_then(append),
    }
}

fn describe(group: &Element, view: &DeviceView, part: Part) {
    shapes::set(group, "data-health", view.health.as_str());
    if part == Part::Itself {
        shapes::set(group, "aria-label", &view.accessible_name);
    }
}
