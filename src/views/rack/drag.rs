//! Dragging a device with a pointer. While it lasts, nothing but the dragged node and one ghost is touched; the layout
//! changes once, on the drop.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, KeyboardEvent, PointerEvent};

use super::device_mark::{device_id_of, device_node_at};
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Layout, Place};
use crate::domain::placement::{self, Candidate};
use crate::domain::units::HalfU;
use crate::draw::path::PathBuilder;
use crate::draw::scale::Scale;
use crate::draw::spot;
use crate::state::app::App;
use crate::views::ui::shapes;

/// Shorter movements are clicks with an unsteady hand.
const THRESHOLD: f64 = 4.0;
const SVG: &str = "http://www.w3.org/2000/svg";

/// The one drag that may be under way on the canvas.
#[derive(Clone, Default)]
pub struct Dragging(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    drag: Option<Drag>,
    /// The click that the browser sends after a drag is not meant as one.
    swallow_click: bool,
}

struct Drag {
    device: DeviceId,
    node: Element,
    section: Element,
    start: (f64, f64),
    /// The node's `transform` before the drag.
    transform: String,
    /// CSS pixels per pixel of the rack's drawing.
    zoom: f64,
    /// Where the pointer holds the device, from its upper left corner, in the drawing's pixels.
    grip: (f32, f32),
    moving: bool,
    ghost: Option<Element>,
    target: Option<Target>,
}

/// Where the device would come to stand.
#[derive(Clone, Debug, PartialEq)]
struct Target {
    place: Place,
    /// Why it cannot.
    refusal: Option<String>,
}

impl Dragging {
    /// Takes hold of the device under the pointer. Only a mouse or pen drags at once: a finger scrolls.
    pub fn on_down(&self, app: App, scale: Scale, event: &PointerEvent) {
        self.0.borrow_mut().swallow_click = false;
        if event.button() != 0 || !event.is_primary() || event.pointer_type() == "touch" {
            return;
        }
        let drag = take_hold(app, scale, event);
        self.0.borrow_mut().drag = drag;
    }

    pub fn on_move(&self, app: App, scale: Scale, event: &PointerEvent) {
        let mut state = self.0.borrow_mut();
        let Some(drag) = state.drag.as_mut() else {
            return;
        };
        let (dx, dy) = (
            f64::from(event.client_x()) - drag.start.0,
            f64::from(event.client_y()) - drag.start.1,
        );
        if !drag.moving {
            if dx.hypot(dy) < THRESHOLD {
                return;
            }
            drag.begin(event);
        }
        drag.follow(dx, dy);
        let target = drag.find_target(app, scale, event);
        drag.show_target(app, scale, target);
    }

    /// Drops the device where the ghost is.
    pub fn on_up(&self, app: App) {
        let Some(mut drag) = self.0.borrow_mut().drag.take() else {
            return;
        };
        if !drag.moving {
            return;
        }
        self.0.borrow_mut().swallow_click = true;
        let target = drag.target.take();
        drag.end();
        if let Some(target) = target {
            match target.refusal {
                Some(refusal) => app.say(refusal),
                None => move_device(app, drag.device, target.place),
            }
        }
    }

    /// Puts the device back.
    pub fn cancel(&self) {
        if let Some(mut drag) = self.0.borrow_mut().drag.take()
            && drag.moving
        {
            drag.end();
        }
    }

    /// Whether Escape ended a drag.
    pub fn on_key(&self, event: &KeyboardEvent) -> bool {
        let is_moving = self
            .0
            .borrow()
            .drag
            .as_ref()
            .is_some_and(|drag| drag.moving);
        if event.key() == "Escape" && is_moving {
            self.cancel();
            return true;
        }
        false
    }

    /// Whether the click that is being handled ends a drag, and so is none.
    pub fn swallows_click(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().swallow_click)
    }
}

/// Moves a device, if that is a change at all.
pub fn move_device(app: App, device: DeviceId, place: Place) {
    let is_there = app.inner().document.snapshot().with_untracked(|snapshot| {
        snapshot
            .layout
            .devices
            .get(&device)
            .is_none_or(|found| found.place == place)
    });
    if !is_there {
        app.run_soon(Command::move_device(device, place));
    }
}

fn take_hold(app: App, scale: Scale, event: &PointerEvent) -> Option<Drag> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let pointer = (f64::from(event.client_x()), f64::from(event.client_y()));
    let pressed = device_id_of(&device_node_at(&target, pointer.0, pointer.1)?)?;
    let snapshot = app.inner().document.snapshot().get_untracked();
    // What stands on a shelf moves with the shelf.
    let device = snapshot
        .layout
        .with_parents(snapshot.layout.devices.get(&pressed)?)
        .last()?;
    let spot = spot::spot(&snapshot.layout, device, &scale)?;
    let section = target.closest("[data-rack-id]").ok()??;
    let node = section
        .query_selector(&format!("[data-device-id=\"{}\"]", device.id))
        .ok()??;
    let (rect, zoom) = drawing_of(app, scale, &section)?;
    let grip = (
        (pointer.0 - rect.left()) / zoom - f64::from(spot.x),
        (pointer.1 - rect.top()) / zoom - f64::from(spot.y),
    );
    Some(Drag {
        device: device.id,
        transform: node.get_attribute("transform").unwrap_or_default(),
        node,
        section,
        start: pointer,
        zoom,
        grip: (grip.0 as f32, grip.1 as f32),
        moving: false,
        ghost: None,
        target: None,
    })
}

/// The place of a rack's drawing on screen, and how much it is enlarged.
fn drawing_of(app: App, scale: Scale, section: &Element) -> Option<(DomRect, f64)> {
    let svg = section.query_selector(":scope > svg").ok()??;
    let rect = svg.get_bounding_client_rect();
    let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
    let width = app.inner().document.snapshot().with_untracked(|snapshot| {
        snapshot
            .layout
            .rack(rack)
            .map(|rack| scale.rack_width(rack.width))
    })?;
    let width = f64::from(width);
    (width > 0.0 && rect.width() > 0.0).then(|| {
        let zoom = rect.width() / width;
        (rect, zoom)
    })
}

impl Drag {
    fn begin(&mut self, event: &PointerEvent) {
        self.moving = true;
        shapes::set(&self.node, "data-moving", "");
        shapes::set(&self.section, "data-dragging", "");
        if let Some(canvas) = self.section.parent_element() {
            // Without capture a drag that leaves the window ends there: no harm.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }

    fn follow(&self, dx: f64, dy: f64) {
        let (dx, dy) = (dx / self.zoom, dy / self.zoom);
        shapes::set(
            &self.node,
            "transform",
            &format!("translate({dx:.1} {dy:.1}) {}", self.transform),
        );
    }

    fn find_target(
        &self,
        app: App,
        scale: Scale,
        event: &PointerEvent,
    ) -> Option<(Target, Element)> {
        let pointer = (f64::from(event.client_x()), f64::from(event.client_y()));
        let section = rack_under(app, scale, &self.section.parent_element()?, pointer)?;
        let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
        let (rect, zoom) = drawing_of(app, scale, &section)?;
        let corner = (
            ((pointer.0 - rect.left()) / zoom) as f32 - self.grip.0,
            ((pointer.1 - rect.top()) / zoom) as f32 - self.grip.1,
        );
        app.inner()
            .document
            .snapshot()
            .with_untracked(|snapshot| target(&snapshot.layout, self.device, rack, corner, scale))
            .map(|target| (target, section))
    }

    fn show_target(&mut self, app: App, scale: Scale, found: Option<(Target, Element)>) {
        let Some((target, section)) = found else {
            self.target = None;
            self.remove_ghost();
            return;
        };
        if self.target.as_ref() == Some(&target) {
            return;
        }
        self.draw_ghost(app, scale, &target, &section);
        if let Some(refusal) = &target.refusal {
            app.say(refusal.clone());
        }
        self.target = Some(target);
    }

    fn draw_ghost(&mut self, app: App, scale: Scale, target: &Target, section: &Element) {
        let Some(svg) = section.query_selector(":scope > svg").ok().flatten() else {
            return;
        };
        if self.ghost.is_none() {
            self.ghost = svg
                .owner_document()
                .and_then(|document| document.create_element_ns(Some(SVG), "path").ok());
        }
        let Some(ghost) = &self.ghost else { return };
        let outline = app.inner().document.snapshot().with_untracked(|snapshot| {
            let mut device = snapshot.layout.devices.get(&self.device)?.clone();
            device.place = target.place;
            let spot = spot::spot(&snapshot.layout, &device, &scale)?;
            let height = scale.height(snapshot.layout.type_of(&device)?.height);
            let mut path = PathBuilder::new();
            path.rounded(spot.x, spot.y + 1.0, spot.width, height - 2.0, 3.0);
            Some(path.finish())
        });
        shapes::set(ghost, "class", "drop-ghost");
        shapes::set(ghost, "d", &outline.unwrap_or_default());
        if target.refusal.is_some() {
            shapes::set(ghost, "data-blocked", "");
        } else {
            let _ = ghost.remove_attribute("data-blocked");
        }
        let _ = svg.append_child(ghost);
    }

    fn remove_ghost(&mut self) {
        if let Some(ghost) = self.ghost.take() {
            ghost.remove();
        }
    }

    fn end(&mut self) {
        self.remove_ghost();
        shapes::set(&self.node, "transform", &self.transform);
        let _ = self.node.remove_attribute("data-moving");
        let _ = self.section.remove_attribute("data-dragging");
    }
}

/// The rack's section whose drawing the pointer is over.
fn rack_under(app: App, scale: Scale, canvas: &Element, pointer: (f64, f64)) -> Option<Element> {
    let sections = canvas.query_selector_all("[data-rack-id]").ok()?;
    (0..sections.length()).find_map(|index| {
        let section: Element = sections.item(index)?.dyn_into().ok()?;
        let (rect, _) = drawing_of(app, scale, &section)?;
        let inside = (rect.left()..rect.right()).contains(&pointer.0)
            && (rect.top()..rect.bottom()).contains(&pointer.1);
        inside.then_some(section)
    })
}

/// The place under a device whose upper left corner is at that point of the rack's drawing.
fn target(
    layout: &Layout,
    device: DeviceId,
    rack: RackId,
    corner: (f32, f32),
    scale: Scale,
) -> Option<Target> {
    let device = layout.devices.get(&device)?;
    let device_type = layout.type_of(device)?;
    let rack = layout.rack(rack)?;
    let Place::Rack { face, .. } = device.place else {
        return None;
    };
    let top_edge = scale.half_units_above_floor(rack.height.half_units(), corner.1);
    let bottom: HalfU = placement::drop_target(
        rack,
        top_edge - f32::from(device_type.height.0),
        device_type.height,
        device_type.whole_units_only(),
    );
    let columns = device_type.width.columns();
    let width = spot::column_width(rack, device_type, &scale);
    let column = ((corner.0 - scale.inner_left()) / width)
        .round()
        .clamp(0.0, f32::from(columns - 1)) as u8;
    let place = Place::Rack {
        rack: rack.id,
        bottom,
        face,
        column,
    };
    let refusal = placement::check(
        layout,
        Candidate {
            device: Some(device.id),
            device_type,
            place,
        },
    )
    .err();
    Some(Target {
        place,
        refusal: refusal.map(|refusal| refusal.to_string()),
    })
}
