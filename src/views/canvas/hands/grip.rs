//! What a pointer is pressed on among the devices, and what dragging it from there means.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::carry::Carry;
use super::in_hand::InHand;
use super::marquee::Marquee;
use crate::domain::ids::DeviceId;
use crate::draw::aim;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::state::drag::{DragMeans, DragSession, DragSource};
use crate::views::canvas::gesture::{Drag, Grip, Press, is_on_canvas, position};
use crate::views::canvas::stage::Stage;
use crate::views::rack::pointing::device_at;
use crate::views::ui::focus::focus_by_press;

/// What has a use of its own when it is pressed.
const IN_USE: &str = "header, button, input, select, a, [role=slider], [data-addition]";

/// What is there.
#[derive(Clone, Copy, Debug)]
enum Pressed {
    Device(DeviceId),
    /// An empty slot of a rack.
    Slot,
    /// Beside the racks.
    Free,
}

struct DeviceGrip {
    app: App,
    stage: Stage,
    in_hand: InHand,
    pressed: Pressed,
    shift: bool,
}

/// `None` where it is not on the canvas, or on something with a use of its own, or while a place is picked.
pub fn grip_at(
    app: App,
    stage: Stage,
    in_hand: &InHand,
    event: &PointerEvent,
) -> Option<Box<dyn Grip>> {
    if in_hand.is_picking() {
        app.inner().focus.forget();
        return None;
    }
    let pressed = pressed_at(app, stage, event)?;
    if !matches!(pressed, Pressed::Device(_)) {
        app.inner().focus.forget();
    }
    Some(Box::new(DeviceGrip {
        app,
        stage,
        in_hand: in_hand.clone(),
        pressed,
        shift: event.shift_key(),
    }))
}

fn pressed_at(app: App, stage: Stage, event: &PointerEvent) -> Option<Pressed> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if !is_on_canvas(event) || target.closest(IN_USE).ok()?.is_some() {
        return None;
    }
    let at = position(event);
    Some(match device_at(app, &target, at.0, at.1) {
        Some(device) => Pressed::Device(device),
        None if is_on_rack(app, stage, at) => Pressed::Slot,
        None => Pressed::Free,
    })
}

/// Whether a point of the window is on a rack's drawing.
fn is_on_rack(app: App, stage: Stage, at: Pair) -> bool {
    let point = stage.world_point(at.0, at.1);
    let world = &app.inner().viewport.world;
    world.with_untracked(|world| aim::is_on_rack(world, point))
}

impl Grip for DeviceGrip {
    fn drag(&self, press: &Press, at: Pair) -> Option<Box<dyn Drag>> {
        match self.pressed {
            Pressed::Device(device) if !self.shift => self.take_up(press, device, at),
            Pressed::Free if !self.shift => None,
            Pressed::Device(_) | Pressed::Slot | Pressed::Free => {
                Some(Box::new(Marquee::new(self.app, self.stage, press.start)))
            }
        }
    }

    fn lift(&self, press: &Press) -> Option<Box<dyn Drag>> {
        match self.pressed {
            Pressed::Device(device) => self.take_up(press, device, press.start),
            Pressed::Slot | Pressed::Free => None,
        }
    }
}

impl DeviceGrip {
    /// Takes up the pressed device, with all that are selected if it is one of them.
    fn take_up(&self, press: &Press, device: DeviceId, at: Pair) -> Option<Box<dyn Drag>> {
        let mut devices = vec![device];
        let inner = self.app.inner();
        inner.selection.with_untracked(|selection| {
            if selection.contains(device) {
                let others = selection.devices().iter().filter(|other| **other != device);
                devices.extend(others);
            }
        });
        let carrying = DragSession {
            what: DragSource::Devices(devices),
            means: DragMeans::Pointer {
                id: press.pointer,
                at,
            },
        };
        let carry = Carry::new(&self.app, self.stage, &carrying, Some(press.start))?;
        self.in_hand.put(carry);
        inner.drag.set(Some(carrying));
        // The browser gives the focus to what is pressed, but not through the openings of a plate.
        if let Some(node) = self.stage.nodes().node(device) {
            focus_by_press(&node);
        }
        Some(Box::new(self.in_hand.clone()))
    }
}
