//! One device in a rack: its nodes, and the one effect that keeps them up to date.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemId};
use crate::domain::layout::Device;
use crate::domain::lens::{Band, LensMark};
use crate::domain::view::DeviceView;
use crate::draw::device::{DeviceFrame, LiveShapes};
use crate::draw::shape::Shape;
use crate::state::app::App;
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
    /// An empty group for a device. `on_tone` is called when its health or its band under the lens has changed.
    pub fn new(
        app: App,
        group: Element,
        device: &Device,
        part: Part,
        live: ArcRwSignal<DeviceView>,
        on_tone: Rc<dyn Fn()>,
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
        describe(&group, &view, None, part);
        let nodes = Rc::new(RefCell::new(Nodes {
            app,
            group: group.clone(),
            part,
            drawn: None,
            shown: view,
        }));
        let following = {
            let nodes = nodes.clone();
            kept_effect(move || {
                let has_new_tone = live.with(|view| nodes.borrow_mut().show(view));
                if has_new_tone {
                    on_tone();
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

    /// The band of its value under the lens.
    pub fn band(&self) -> Option<Band> {
        band_of(&self.nodes.borrow().shown)
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
    app: App,
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
        let live = self.build(&frame, plain, &self.shown);
        self.drawn = Some(DrawnMark { frame, plain, live });
    }

    /// Shows another state. Returns whether the health has changed, or the band.
    fn show(&mut self, view: &DeviceView) -> bool {
        if *view == self.shown {
            return false;
        }
        if let Some(mut drawn) = self.drawn.take() {
            if drawn.frame.has_same_parts(&self.shown, view) {
                self.update(&mut drawn, view);
            } else {
                self.group.set_text_content(None);
                drawn.live = self.build(&drawn.frame, drawn.plain, view);
            }
            self.drawn = Some(drawn);
        }
        let has_new_tone =
            view.health != self.shown.health || band_name(view) != band_name(&self.shown);
        describe(&self.group, view, Some(&self.shown), self.part);
        self.shown = view.clone();
        has_new_tone
    }

    /// The shapes that change with live data, under the lens if there is one.
    fn live_shapes(&self, frame: &DeviceFrame, plain: bool, view: &DeviceView) -> LiveShapes {
        let under_lens = view.lens.as_ref().and(self.app.inner().live.lens_shapes());
        match under_lens {
            Some(draw) => draw(frame, view, plain),
            None => frame.live(view, plain),
        }
    }

    fn update(&self, drawn: &mut DrawnMark, view: &DeviceView) {
        let (shown, live) = (&self.shown, &mut drawn.live);
        let has_new_mark = view.lens != shown.lens;
        let has_new_bars = view.bars != shown.bars && view.lens.is_none();
        let has_new_spark = view.spark() != shown.spark();
        // A lens's value replaces the device's own.
        let has_new_value = has_new_mark
            || view.lens_value().is_none() && (has_new_bars || view.value != shown.value);
        // Most reports change the text, for which most devices have no room.
        let has_context = live.context.is_some();
        let has_new_context = has_context && (has_new_mark || view.context != shown.context);
        if !(has_new_bars || has_new_spark || has_new_value || has_new_context) {
            return;
        }
        let shapes = self.live_shapes(&drawn.frame, drawn.plain, view);
        refresh(
            has_new_bars || has_new_spark,
            live.bars.as_ref(),
            shapes.bars,
        );
        refresh(has_new_value, live.value.as_ref(), Some(shapes.value));
        if has_new_context {
            let shown = live.context.take().zip(shapes.context);
            live.context = shown.and_then(|(node, shape)| shapes::replace(node, &shape));
        }
    }

    fn build(&self, frame: &DeviceFrame, plain: bool, view: &DeviceView) -> LiveNodes {
        let live = self.live_shapes(frame, plain, view);
        let drawer = frame
            .shown_picture()
            .and(self.app.inner().pictures.drawer());
        match drawer {
            Some(drawer) => drawer.draw_still(&self.group, frame, view),
            None if plain => shapes::append(&self.group, &frame.plain_still(view)),
            None => shapes::append(&self.group, &frame.still(view)),
        }
        if let Some(draw) = self.app.inner().live.light_drawer() {
            draw(&self.group, frame, view, plain);
        }
        let append = |shape: Shape| shapes::append_one(&self.group, &shape);
        LiveNodes {
            bars: live.bars.and_then(append),
            value: append(live.value),
            context: live.context.and_then(append),
        }
    }
}

/// Updates a node's shape, if it has changed.
fn refresh(is_new: bool, node: Option<&Element>, shape: Option<Shape>) {
    if let (true, Some(node), Some(shape)) = (is_new, node, shape) {
        shapes::apply(node, &shape);
    }
}

/// Sets what of a device's state is on its group, as far as it differs from what was shown before.
fn describe(group: &Element, view: &DeviceView, before: Option<&DeviceView>, part: Part) {
    if before.is_none_or(|before| before.health != view.health) {
        shapes::set(group, "data-health", view.health.as_str());
    }
    let band = band_name(view);
    if before.and_then(band_name) != band {
        match band {
            Some(band) => shapes::set(group, "data-band", band),
            None => {
                // Only an invalid name is refused.
                let _ = group.remove_attribute("data-band");
            }
        }
    }
    let is_named = before.is_some_and(|before| before.accessible_name == view.accessible_name);
    if part == Part::Itself && !is_named {
        shapes::set(group, "aria-label", &view.accessible_name);
    }
}

fn band_of(view: &DeviceView) -> Option<Band> {
    view.lens.as_ref().and_then(LensMark::band)
}

/// The value of `data-band`: the number of the band, or `none` for a system that is up and does not report the value.
fn band_name(view: &DeviceView) -> Option<&'static str> {
    view.lens_value()?;
    Some(band_of(view).map_or("none", Band::as_str))
}
