//! The visible parts of the current drag: copies, outlines, text, a lifted rack, caught devices.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::drag_label::DragLabel;
use super::drag_layer::DragLayer;
use crate::domain::ids::{DeviceId, RackId};
use crate::draw::area::{Area, Point};
use crate::draw::camera::Pair;
use crate::state::actions::blinking::BlinkingHold;
use crate::views::canvas::stage::Stage;
use crate::views::ui::style::{mark, style, translation};

/// Its nodes are created on demand and removed together.
pub struct ViewOfDrag {
    stage: Stage,
    layer: Option<DragLayer>,
    label: Option<DragLabel>,
    /// Held while something moves with the pointer.
    blinking: Option<BlinkingHold>,
    rack: Option<HtmlElement>,
    caught: Vec<Element>,
}

impl ViewOfDrag {
    pub const fn new(stage: Stage) -> Self {
        Self {
            stage,
            layer: None,
            label: None,
            blinking: None,
            rack: None,
            caught: Vec::new(),
        }
    }

    /// Removes everything, and puts the lifted nodes back.
    pub fn end(&mut self) {
        self.layer = None;
        self.label = None;
        self.blinking = None;
        if let Some(rack) = self.rack.take() {
            mark(&rack, "data-dragging", false);
            // A valid name, never refused.
            let _ = rack.style().remove_property("transform");
        }
        for node in self.caught.drain(..) {
            mark(&node, "data-caught", false);
        }
    }

    fn layer(&mut self) -> &mut DragLayer {
        let stage = self.stage;
        self.layer.get_or_insert_with(|| DragLayer::new(stage))
    }

    /// The lights would stay where the devices were.
    fn hide_lights(&mut self) {
        self.blinking.get_or_insert_with(BlinkingHold::begin);
    }

    pub fn lift(&mut self, devices: &[(DeviceId, Point)]) {
        self.hide_lights();
        let (stage, nodes) = (self.stage, self.stage.nodes());
        let nodes: Vec<_> = devices
            .iter()
            .filter_map(|(device, corner)| Some((nodes.node(*device)?, *corner)))
            .collect();
        self.layer().lift(stage, &nodes);
    }

    pub fn move_lifted(&mut self, dx: f32, dy: f32) {
        self.layer().follow(dx, dy);
    }

    pub fn outline(&mut self, fitting: &[Area], blocked: &[Area]) {
        self.layer().outline(fitting, blocked);
    }

    pub fn show_rooms(&mut self, rooms: &[Area]) {
        self.layer().show_rooms(rooms);
    }

    pub fn say(&mut self, words: &str, is_blocked: bool) {
        let label = self.label.get_or_insert_with(DragLabel::new);
        label.say(words, is_blocked);
    }

    pub fn move_label(&mut self, at: Pair) {
        self.hide_lights();
        self.label.get_or_insert_with(DragLabel::new).move_to(at);
    }

    pub fn lift_rack(&mut self, rack: RackId) {
        self.hide_lights();
        let selector = format!("[data-rack-id=\"{rack}\"]");
        let found = self
            .stage
            .view()
            .and_then(|view| view.query_selector(&selector).ok().flatten());
        self.rack = found.and_then(|node| node.dyn_into().ok());
        if let Some(rack) = &self.rack {
            mark(rack, "data-dragging", true);
        }
    }

    pub fn move_rack(&self, dx: f32, dy: f32) {
        if let Some(rack) = &self.rack {
            let place = translation(f64::from(dx), f64::from(dy));
            style(rack, "transform", &place);
        }
    }

    pub fn catch(&mut self, device: DeviceId, is_caught: bool) {
        for node in self.stage.nodes().all_nodes(device) {
            mark(&node, "data-caught", is_caught);
            if is_caught {
                self.caught.push(node);
            }
        }
    }
}
