//! From a press to a drag and its release.

use super::press::{Dragging, Pointer, Press, Pressed};
use super::{InteractionMachine, Swallow};
use crate::domain::ids::{DeviceId, RackId};
use crate::draw::camera::Pair;
use crate::interaction::device_drag::{DeviceDrag, DragStart};
use crate::interaction::edges::EdgeScroll;
use crate::interaction::effect::Effect;
use crate::interaction::hit::HitTarget;
use crate::interaction::input::{Button, PointerInput, Timer};
use crate::interaction::marquee::Marquee;
use crate::interaction::pan::{MinimapPan, Pan};
use crate::interaction::rack_move::RackMove;
use crate::interaction::rack_resize::RackResize;
use crate::interaction::scene::Scene;
use crate::interaction::session::DragSession;
use crate::interaction::source::DragSource;
use crate::interaction::thresholds::PointerKind;

impl InteractionMachine {
    pub(super) fn on_down(
        &mut self,
        pointer: PointerInput,
        hit: HitTarget,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        self.swallow = Swallow::default();
        let is_pan = pointer.kind != PointerKind::Touch
            && hit.is_on_canvas()
            && (pointer.button == Button::Middle || self.space.is_down);
        // Another finger or button cancels what is in progress.
        self.give_up(out);
        if !pointer.is_primary || (pointer.button != Button::Main && !is_pan) {
            return;
        }
        self.swallow = Swallow::default();
        if let HitTarget::Minimap { corner } = hit {
            out.push(Effect::PreventDefault);
            let press = self.press(pointer, Pressed::Canvas);
            let session = MinimapPan::start(scene, corner, pointer.at, out);
            return self.hold(press, DragSession::Minimap(session), pointer.at, out);
        }
        let on = if is_pan {
            Some(Pressed::Canvas)
        } else {
            self.pressed_on(pointer, hit, out)
        };
        let Some(on) = on else { return };
        match on {
            // Prevents the middle button's autoscroll, and text selection by dragging.
            Pressed::Canvas => out.push(Effect::PreventDefault),
            Pressed::RackEdge(_) => {
                out.push(Effect::Consume);
                self.swallow.click = true;
            }
            _ => {}
        }
        let press = self.press(pointer, on);
        if press.waits() {
            out.push(Effect::StartTimer(Timer::LongPress(press.number)));
        }
        self.pointer = Pointer::Pressed(press);
    }

    pub(super) fn press(&mut self, pointer: PointerInput, on: Pressed) -> Press {
        self.presses = self.presses.wrapping_add(1);
        Press {
            pointer: pointer.id,
            kind: pointer.kind,
            button: pointer.button,
            at: pointer.at,
            on,
            shift: pointer.modifiers.shift,
            number: self.presses,
            has_rested: false,
        }
    }

    /// What the main button or a finger has pressed, if it is relevant.
    fn pressed_on(
        &self,
        pointer: PointerInput,
        hit: HitTarget,
        out: &mut Vec<Effect>,
    ) -> Option<Pressed> {
        let pans = pointer.kind != PointerKind::Touch && !pointer.modifiers.shift;
        if matches!(hit, HitTarget::RackSlot | HitTarget::Background)
            || (self.is_picking() && hit.is_on_canvas())
        {
            out.push(Effect::ForgetFocus);
        }
        match hit {
            HitTarget::Background if pans => Some(Pressed::Canvas),
            // A click will pick the place.
            _ if self.is_picking() => None,
            HitTarget::Background => Some(Pressed::Background),
            HitTarget::Device(device) => Some(Pressed::Device(device)),
            HitTarget::RackSlot => Some(Pressed::RackSlot),
            HitTarget::RackHeader(rack) => Some(Pressed::RackHeader(rack)),
            HitTarget::RackEdge => self.edge.rack.map(Pressed::RackEdge),
            HitTarget::Control | HitTarget::Minimap { .. } | HitTarget::Outside => None,
        }
    }

    pub(super) fn on_move(
        &mut self,
        pointer: PointerInput,
        is_on_canvas: bool,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        let at = pointer.at;
        match &mut self.pointer {
            Pointer::Idle => self.hover(pointer, is_on_canvas, scene, out),
            Pointer::Pressed(press) if press.pointer == pointer.id => {
                if press.is_released_elsewhere(&pointer) {
                    self.give_up(out);
                } else if press.has_moved(at) {
                    self.start(at, scene, out);
                }
            }
            Pointer::Dragging(dragging) if dragging.press.pointer == pointer.id => {
                if dragging.press.is_released_elsewhere(&pointer) {
                    self.swallow.menu = pointer.buttons != 0;
                    return self.give_up(out);
                }
                dragging.at = at;
                dragging.press.has_rested &= !dragging.press.has_moved(at);
                dragging.session.move_to(scene, at, out);
                dragging.watch_edges(scene, out);
            }
            Pointer::Pressed(_) | Pointer::Dragging(_) => {}
        }
    }

    /// Handles a pointer that moves without a press.
    fn hover(
        &mut self,
        pointer: PointerInput,
        is_on_canvas: bool,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        if let Some(picking) = &mut self.picking {
            return picking.move_to(scene, pointer.at, out);
        }
        if pointer.kind == PointerKind::Touch || pointer.buttons != 0 || !is_on_canvas {
            return;
        }
        let under = scene.world.rack_at(scene.world_point(pointer.at));
        let rack = under.or(self.edge.selected);
        if self.edge.rack != rack {
            self.edge.rack = rack;
            out.push(Effect::EdgeHandle(rack));
        }
    }

    /// Starts a drag, once the pressed pointer has moved far enough.
    fn start(&mut self, at: Pair, scene: &Scene, out: &mut Vec<Effect>) {
        let Pointer::Pressed(press) = std::mem::take(&mut self.pointer) else {
            return;
        };
        // A finger that moves before it has rested scrolls.
        if press.waits() {
            return press.cancel_timer(out);
        }
        if let Some(session) = self.session_of(&press, at, scene, out) {
            self.begin(press, session, at, scene, out);
        }
    }

    fn session_of(
        &mut self,
        press: &Press,
        at: Pair,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) -> Option<DragSession> {
        let marquee = || DragSession::Marquee(Box::new(Marquee::start(scene, press.at)));
        match &press.on {
            Pressed::Device(device) if !press.shift => grab(*device, press.at, scene, out),
            Pressed::Device(_) | Pressed::RackSlot => Some(marquee()),
            Pressed::Background => press.shift.then(marquee),
            Pressed::RackHeader(rack) => move_rack(*rack, press.at, scene, out),
            Pressed::RackEdge(rack) => RackResize::start(scene, *rack, press.at, out)
                .map(|resize| DragSession::RackResize(Box::new(resize))),
            Pressed::Canvas => {
                self.space.has_panned = self.space.is_down;
                Some(DragSession::Pan(Pan::start(press.at, out)))
            }
            Pressed::Source(source) => {
                let (dx, dy) = ((at.0 - press.at.0).abs(), (at.1 - press.at.1).abs());
                // A finger that moves along the list scrolls it.
                if press.kind == PointerKind::Touch && dy >= dx {
                    return None;
                }
                self.stop_picking(out);
                out.push(Effect::Taken(source.clone()));
                DeviceDrag::start(scene, source.clone(), DragStart::Brought(at), out)
                    .map(|drag| DragSession::Devices(Box::new(drag)))
            }
        }
    }

    /// Handles a finger that was held still long enough: it lifts what is there, or opens the menu if raised before it moves.
    pub(super) fn on_rested(&mut self, number: u32, scene: &Scene, out: &mut Vec<Effect>) {
        let mut press = match std::mem::take(&mut self.pointer) {
            Pointer::Pressed(press) if press.number == number && press.waits() => press,
            other => {
                self.pointer = other;
                return;
            }
        };
        press.has_rested = true;
        out.push(Effect::Vibrate);
        let session = match press.on {
            Pressed::Device(device) => grab(device, press.at, scene, out),
            Pressed::RackHeader(rack) => move_rack(rack, press.at, scene, out),
            _ => None,
        };
        let at = press.at;
        match session {
            Some(session) => self.begin(press, session, at, scene, out),
            None => self.pointer = Pointer::Pressed(press),
        }
    }

    pub(super) fn begin(
        &mut self,
        press: Press,
        mut session: DragSession,
        at: Pair,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        session.move_to(scene, at, out);
        self.hold(press, session, at, out);
        if let Pointer::Dragging(dragging) = &mut self.pointer {
            dragging.watch_edges(scene, out);
        }
    }

    pub(super) fn hold(
        &mut self,
        press: Press,
        session: DragSession,
        at: Pair,
        out: &mut Vec<Effect>,
    ) {
        out.push(Effect::Capture(press.pointer));
        self.pointer = Pointer::Dragging(Dragging {
            press,
            session,
            at,
            edges: EdgeScroll::default(),
        });
    }

    pub(super) fn on_up(&mut self, pointer: PointerInput, scene: &Scene, out: &mut Vec<Effect>) {
        if self.pressed_pointer() != Some(pointer.id) {
            return;
        }
        match std::mem::take(&mut self.pointer) {
            Pointer::Idle => {}
            Pointer::Pressed(press) => {
                press.cancel_timer(out);
                if press.has_rested {
                    self.open_menu(press.at, out);
                }
            }
            Pointer::Dragging(Dragging { press, session, .. }) => {
                self.swallow.click = true;
                if press.has_rested {
                    session.end(out);
                    self.open_menu(press.at, out);
                } else {
                    session.release(scene, pointer.modifiers, out);
                }
            }
        }
    }

    /// Opens the menu for what a finger was held on; suppresses the click and the browser's own menu that follow.
    pub(super) fn open_menu(&mut self, at: Pair, out: &mut Vec<Effect>) {
        out.push(Effect::OpenMenu(at));
        self.swallow = Swallow {
            click: true,
            menu: true,
        };
    }

    /// Cancels what the pointer does and restores everything.
    pub(super) fn give_up(&mut self, out: &mut Vec<Effect>) {
        match std::mem::take(&mut self.pointer) {
            Pointer::Idle => {}
            Pointer::Pressed(press) => press.cancel_timer(out),
            Pointer::Dragging(dragging) => {
                self.swallow.click = true;
                dragging.session.end(out);
            }
        }
    }

    pub(super) fn on_frame(&mut self, scene: &Scene, now: f64, out: &mut Vec<Effect>) {
        let Pointer::Dragging(dragging) = &mut self.pointer else {
            return;
        };
        if !dragging.session.scrolls_at_edges() || !dragging.edges.is_scrolling() {
            return;
        }
        if let Some(camera) = dragging.edges.scroll(scene, now) {
            out.push(Effect::ShowCamera(camera));
            let scene = scene.seen_by(camera);
            dragging.session.move_to(&scene, dragging.at, out);
            out.push(Effect::RequestFrame);
        }
    }
}

/// Grabs the pressed device, with all that are selected if it is one of them.
fn grab(device: DeviceId, at: Pair, scene: &Scene, out: &mut Vec<Effect>) -> Option<DragSession> {
    let mut devices = vec![device];
    if scene.selection.contains(device) {
        let selected = scene.selection.devices().iter();
        devices.extend(selected.filter(|other| **other != device));
    }
    let source = DragSource::Devices(devices);
    let drag = DeviceDrag::start(scene, source, DragStart::Grabbed(at), out)?;
    out.push(Effect::FocusByPress(device));
    Some(DragSession::Devices(Box::new(drag)))
}

fn move_rack(rack: RackId, at: Pair, scene: &Scene, out: &mut Vec<Effect>) -> Option<DragSession> {
    let drag = RackMove::start(scene, rack, at, out)?;
    Some(DragSession::RackMove(Box::new(drag)))
}
