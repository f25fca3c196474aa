//! Zooming by wheel and by pinch.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Touch, TouchEvent, WheelEvent};

use super::clock::now;
use super::stage::Stage;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::wheel::{Meaning, Turn, Wheel};

/// The gestures under way.
#[derive(Clone, Default)]
pub struct Zooming(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    wheel: Wheel,
    pinch: Option<Pinch>,
}

/// Two fingers: what of the world was between them, and how far apart they were.
#[derive(Clone, Copy)]
struct Pinch {
    point: Point,
    zoom: f64,
    distance: f64,
}

impl Zooming {
    pub fn on_wheel(&self, stage: Stage, event: &WheelEvent) {
        let turn = Turn {
            delta: (event.delta_x(), event.delta_y()),
            in_lines: event.delta_mode() != WheelEvent::DOM_DELTA_PIXEL,
            ctrl: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            at: now(),
        };
        let meaning = self.0.borrow_mut().wheel.turn(turn);
        match meaning {
            Meaning::Scroll => return,
            Meaning::Pan(by) => stage.show(stage.camera().moved(by)),
            Meaning::Zoom(factor) => {
                let at = stage.view_point(f64::from(event.client_x()), f64::from(event.client_y()));
                let camera = stage.camera();
                stage.show(camera.zoomed_at(at, camera.zoom * factor));
            }
        }
        event.prevent_default();
    }

    /// A second finger begins a pinch; a lifted one ends it.
    pub fn on_touches(&self, stage: Stage, event: &TouchEvent) {
        let pinch = fingers(stage, event).map(|(middle, distance)| {
            let camera = stage.camera();
            Pinch {
                point: camera.to_world(middle),
                zoom: camera.zoom,
                distance,
            }
        });
        if pinch.is_some() && event.cancelable() {
            event.prevent_default();
        }
        self.0.borrow_mut().pinch = pinch;
    }

    pub fn on_touch_move(&self, stage: Stage, event: &TouchEvent) {
        let Some(pinch) = self.0.borrow().pinch else {
            return;
        };
        if event.cancelable() {
            event.prevent_default();
        }
        if let Some((middle, distance)) = fingers(stage, event) {
            let camera = stage.camera();
            stage.show(
                camera
                    .zoomed_at(middle, pinch.zoom * distance / pinch.distance)
                    .with_point_at(pinch.point, middle),
            );
        }
    }
}

/// The point of the view between two fingers, and their distance.
fn fingers(stage: Stage, event: &TouchEvent) -> Option<(Pair, f64)> {
    let touches = event.touches();
    if touches.length() != 2 {
        return None;
    }
    let at = |touch: Touch| (f64::from(touch.client_x()), f64::from(touch.client_y()));
    let (a, b) = (at(touches.get(0)?), at(touches.get(1)?));
    let middle = stage.view_point((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    Some((middle, (a.0 - b.0).hypot(a.1 - b.1).max(1.0)))
}
