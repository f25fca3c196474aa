//! Picking a place, and requests of the palette and menus.

use super::press::{Pointer, Pressed};
use super::{InteractionMachine, Swallow};
use crate::interaction::device_drag::{DeviceDrag, DragStart};
use crate::interaction::effect::Effect;
use crate::interaction::input::{Button, ClickKind, PageRequest};
use crate::interaction::scene::Scene;
use crate::interaction::source::DragSource;

impl InteractionMachine {
    pub(super) fn on_request(
        &mut self,
        request: PageRequest,
        by_keyboard: bool,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        match request {
            PageRequest::Press { source, pointer } => {
                self.give_up(out);
                self.swallow = Swallow::default();
                if pointer.is_primary && pointer.button == Button::Main {
                    let press = self.press(pointer, Pressed::Source(source));
                    self.pointer = Pointer::Pressed(press);
                }
            }
            PageRequest::Click { source, kind } => {
                if kind == ClickKind::Mouse || scene.free_gap().is_some() {
                    out.push(Effect::PlaceFirst(source));
                } else {
                    out.push(Effect::Taken(source.clone()));
                    self.pick(source, by_keyboard, scene, out);
                }
            }
            PageRequest::Pick(source) => self.pick(source, by_keyboard, scene, out),
            PageRequest::StopPicking => self.stop_picking(out),
        }
    }

    pub(super) fn pick(
        &mut self,
        source: DragSource,
        by_keyboard: bool,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        self.give_up(out);
        self.stop_picking(out);
        let Some(mut picking) = DeviceDrag::start(scene, source, DragStart::Picking, out) else {
            return;
        };
        if by_keyboard {
            picking.offer(scene, out);
        }
        self.picking = Some(Box::new(picking));
    }

    /// Stops picking; what was to be placed stays where it was.
    pub(super) fn stop_picking(&mut self, out: &mut Vec<Effect>) {
        if self.picking.take().is_some() {
            end_picking(out);
        }
    }
}

/// Removes the feedback of picking.
pub(super) fn end_picking(out: &mut Vec<Effect>) {
    out.push(Effect::EndDrag);
    out.push(Effect::Picking(None));
}
