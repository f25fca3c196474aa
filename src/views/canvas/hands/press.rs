//! A pointer that is pressed and has not moved yet.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::is_on_rack;
use crate::domain::ids::DeviceId;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::rack::pointing::device_at;

/// Shorter movements are clicks with an unsteady hand.
const THRESHOLD: f64 = 4.0;
/// A finger trembles more.
const TOUCH_THRESHOLD: f64 = 10.0;
/// What has a use of its own when it is pressed.
const IN_USE: &str = "header, button, input, select, a, [role=slider], [data-addition]";

/// What is there.
#[derive(Clone, Copy, Debug)]
pub enum Spot {
    Device(DeviceId),
    /// An empty slot of a rack.
    Slot,
    /// Beside the racks.
    Free,
}

#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub pointer: i32,
    pub by_touch: bool,
    /// In the window.
    pub start: Pair,
    pub spot: Spot,
    pub shift: bool,
    /// Whether a finger has rested there long enough to ask what can be done.
    pub has_rested: bool,
}

impl Press {
    /// `None` where it is not on the canvas, or on something with a use of its own.
    pub fn of(app: &App, stage: Stage, event: &PointerEvent) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        target.closest(".view").ok()??;
        if target.closest(IN_USE).ok()?.is_some() {
            return None;
        }
        let start = (f64::from(event.client_x()), f64::from(event.client_y()));
        let device = device_at(*app, &target, start.0, start.1);
        let spot = match device {
            Some(device) => Spot::Device(device),
            None if is_on_rack(app, stage, start) => Spot::Slot,
            None => Spot::Free,
        };
        Some(Self {
            pointer: event.pointer_id(),
            by_touch: event.pointer_type() == "touch",
            start,
            spot,
            shift: event.shift_key(),
            has_rested: false,
        })
    }

    /// Whether the pointer is far enough from where it was pressed.
    pub fn has_moved(&self, at: Pair) -> bool {
        let threshold = if self.by_touch {
            TOUCH_THRESHOLD
        } else {
            THRESHOLD
        };
        (at.0 - self.start.0).hypot(at.1 - self.start.1) >= threshold
    }

    /// Whether a drag from here marks devices.
    pub fn marks(&self) -> bool {
        self.shift || matches!(self.spot, Spot::Slot)
    }
}
