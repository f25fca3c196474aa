//! Clicks and taps.

use super::InteractionMachine;
use super::picking::end_picking;
use super::press::Pointer;
use crate::domain::catalog::gap::Spot;
use crate::draw::camera::Pair;
use crate::interaction::effect::{AfterDrop, Effect};
use crate::interaction::hit::{HitTarget, gap_at};
use crate::interaction::input::Modifiers;
use crate::interaction::scene::Scene;
use crate::interaction::selection::Selection;

impl InteractionMachine {
    pub(super) fn on_click(
        &mut self,
        at: Pair,
        modifiers: Modifiers,
        hit: HitTarget,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        if std::mem::take(&mut self.swallow.click) {
            return out.push(Effect::Consume);
        }
        if !hit.is_on_canvas() {
            return;
        }
        match self.picking.take() {
            Some(mut picking) => {
                out.push(Effect::Consume);
                if picking.pick(scene, at, out) {
                    end_picking(out);
                    picking.confirm(AfterDrop::Select, out);
                } else {
                    self.picking = Some(picking);
                }
            }
            None => click(at, modifiers, hit, scene, out),
        }
    }

    pub(super) fn on_context_menu(&mut self, out: &mut Vec<Effect>) {
        // Does not rely on the browser's own long press: it differs between browsers, and some have none.
        let is_ours = match &self.pointer {
            Pointer::Idle => false,
            Pointer::Pressed(press) => press.waits(),
            Pointer::Dragging(_) => true,
        };
        if is_ours || std::mem::take(&mut self.swallow.menu) {
            out.push(Effect::Consume);
        }
    }
}

/// Opens the clicked device, toggles it in the selection, or extends the selection to it. A click elsewhere clears the selection
/// and chooses the gap there, unless it was chosen already.
fn click(at: Pair, modifiers: Modifiers, hit: HitTarget, scene: &Scene, out: &mut Vec<Effect>) {
    let toggles = modifiers.command || scene.is_selecting;
    match hit {
        HitTarget::Device(device) => {
            out.push(Effect::FocusByPress(device));
            let (layout, index) = (&scene.snapshot.layout, &scene.snapshot.index);
            out.push(if modifiers.shift {
                Effect::Select(scene.selection.stretched_to(device, layout, index))
            } else if toggles {
                Effect::Select(scene.selection.toggled(device))
            } else {
                Effect::Open(Some(device))
            });
        }
        HitTarget::RackSlot | HitTarget::Background if !toggles && !modifiers.shift => {
            out.push(Effect::Open(None));
            out.push(Effect::Select(Selection::Nothing));
            let place = |spot: Spot| (spot.rack, spot.face, spot.edges(&scene.snapshot.layout));
            let before = scene.gap.map(place);
            let gap = gap_at(scene, at).filter(|spot| before != Some(place(*spot)));
            out.push(Effect::ChooseGap(gap));
        }
        _ => {}
    }
}
