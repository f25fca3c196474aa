//! The state machine: decides what presses, clicks, keys and the wheel mean. One drag at a time.
//!
//! A mouse or pen that moves drags. A finger that moves scrolls, unless it was held still first; one that is held still and
//! lifted opens the menu. Escape, another button or finger, a dialog that opens, another layout, or losing the pointer cancels
//! a drag and restores everything. The layout changes once, when the pointer is released.

mod click;
mod keys;
mod picking;
mod pointer;
mod press;

use self::press::Pointer;
use super::device_drag::DeviceDrag;
use super::effect::Effect;
use super::input::{Event, KeyPhase, PointerId, Timer};
use super::pan::Pinch;
use super::scene::Scene;
use super::session::DragSession;
use crate::domain::ids::RackId;
use crate::draw::camera::Pair;
use crate::draw::wheel::{Meaning, Turn, Wheel};

#[derive(Debug, Default)]
pub struct InteractionMachine {
    pointer: Pointer,
    /// The device whose place is being picked.
    picking: Option<Box<DeviceDrag>>,
    pinch: Option<Pinch>,
    wheel: Wheel,
    space: Space,
    swallow: Swallow,
    edge: EdgeHandleState,
    /// Number of presses so far, which distinguishes their timers.
    presses: u32,
}

/// State of the space bar, which pans while it is held.
#[derive(Clone, Copy, Debug, Default)]
struct Space {
    is_down: bool,
    has_panned: bool,
}

/// Events that browsers send after a drag and that must be ignored.
#[derive(Clone, Copy, Debug, Default)]
struct Swallow {
    click: bool,
    menu: bool,
}

/// The single handle for resizing racks: at the rack under the pointer, otherwise at the selected one.
#[derive(Clone, Copy, Debug, Default)]
struct EdgeHandleState {
    rack: Option<RackId>,
    selected: Option<RackId>,
}

impl InteractionMachine {
    /// Takes an event and returns what is to be done, in order. `now` is in milliseconds from any fixed time.
    pub fn step(&mut self, event: Event, scene: &Scene, now: f64) -> Vec<Effect> {
        let mut out = Vec::new();
        match event {
            Event::PointerDown { pointer, hit } => self.on_down(pointer, hit, scene, &mut out),
            Event::PointerMove {
                pointer,
                is_on_canvas,
            } => self.on_move(pointer, is_on_canvas, scene, &mut out),
            Event::PointerUp { pointer } => self.on_up(pointer, scene, &mut out),
            Event::PointerLost(pointer) => {
                if self.pressed_pointer() == Some(pointer) {
                    self.give_up(&mut out);
                }
            }
            Event::Click { at, modifiers, hit } => {
                self.on_click(at, modifiers, hit, scene, &mut out);
            }
            Event::ContextMenu => self.on_context_menu(&mut out),
            Event::KeyDown { key, phase } => match phase {
                KeyPhase::Early => self.on_key(&key, scene, &mut out),
                KeyPhase::Late => keys::on_late_key(&key, scene, &mut out),
            },
            Event::KeyUp { key } => self.on_key_up(&key, scene, &mut out),
            Event::Wheel { turn, at } => self.on_wheel(turn, at, scene, &mut out),
            Event::Touches(fingers) => {
                self.pinch = Pinch::start(scene, &fingers);
                if self.pinch.is_some() {
                    out.push(Effect::PreventDefault);
                }
            }
            Event::TouchesMoved(fingers) => self.on_touches_moved(&fingers, scene, &mut out),
            Event::Timer(Timer::LongPress(number)) => self.on_rested(number, scene, &mut out),
            Event::Frame => self.on_frame(scene, now, &mut out),
            Event::Blur => {
                self.space.is_down = false;
                self.give_up(&mut out);
                self.stop_picking(&mut out);
            }
            Event::DialogOpened => {
                self.give_up(&mut out);
                self.stop_picking(&mut out);
            }
            Event::SceneChanged => self.on_change(scene, &mut out),
            Event::PageRequest {
                request,
                by_keyboard,
            } => self.on_request(request, by_keyboard, scene, &mut out),
        }
        out
    }

    /// The drag under way, if there is one.
    pub fn session(&self) -> Option<&DragSession> {
        match &self.pointer {
            Pointer::Dragging(dragging) => Some(&dragging.session),
            Pointer::Idle | Pointer::Pressed(_) => None,
        }
    }

    pub fn is_picking(&self) -> bool {
        self.picking.is_some()
    }

    /// Whether pointer moves outside of the canvas can be ignored.
    pub fn is_at_rest(&self) -> bool {
        self.is_idle() && !self.is_picking()
    }

    /// Whether moving fingers do something other than scroll.
    pub fn follows_fingers(&self) -> bool {
        self.pinch.is_some() || self.session().is_some()
    }

    /// Whether no relevant press is in progress.
    pub fn is_idle(&self) -> bool {
        matches!(self.pointer, Pointer::Idle)
    }

    /// Whether a press pans because of the space bar, wherever it is: the focus then stays where it is.
    pub fn pans_by_space(&self) -> bool {
        self.space.is_down && !self.is_idle()
    }

    fn pressed_pointer(&self) -> Option<PointerId> {
        match &self.pointer {
            Pointer::Idle => None,
            Pointer::Pressed(press) => Some(press.pointer),
            Pointer::Dragging(dragging) => Some(dragging.press.pointer),
        }
    }

    /// Cancels drags that began in an earlier layout or world.
    fn on_change(&mut self, scene: &Scene, out: &mut Vec<Effect>) {
        if self
            .session()
            .is_some_and(|session| session.is_outdated(scene))
        {
            self.give_up(out);
        }
        let picking = self.picking.as_ref();
        if picking.is_some_and(|picking| picking.is_outdated(scene)) {
            self.stop_picking(out);
        }
        let selected = scene.selection.rack();
        self.edge = EdgeHandleState {
            rack: selected,
            selected,
        };
        out.push(Effect::EdgeHandle(selected));
    }

    fn on_wheel(&mut self, turn: Turn, at: Pair, scene: &Scene, out: &mut Vec<Effect>) {
        let camera = scene.camera;
        let moved = match self.wheel.turn(turn) {
            Meaning::Scroll => return,
            Meaning::Pan(by) => camera.moved(by),
            Meaning::Zoom(factor) => camera.zoomed_at(scene.view_point(at), camera.zoom * factor),
        };
        out.push(Effect::PreventDefault);
        out.push(Effect::ShowCamera(moved));
    }

    fn on_touches_moved(&mut self, fingers: &[Pair], scene: &Scene, out: &mut Vec<Effect>) {
        if let Some(pinch) = &self.pinch {
            out.push(Effect::PreventDefault);
            out.extend(pinch.camera(scene, fingers).map(Effect::ShowCamera));
        } else if self.session().is_some() {
            // A finger that drags does not scroll.
            out.push(Effect::PreventDefault);
        }
    }
}
