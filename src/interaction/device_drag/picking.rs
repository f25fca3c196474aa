//! A place that is picked, by clicks and taps or by keys.

use super::{DeviceDrag, context_of, no_place};
use crate::domain::layout::Face;
use crate::domain::placement::{DropTarget, Refusal, Step};
use crate::draw::aim;
use crate::draw::area::Area;
use crate::draw::camera::Pair;
use crate::interaction::effect::Effect;
use crate::interaction::scene::Scene;
use crate::interaction::source::DragSource;

impl DeviceDrag {
    /// The text that asks for a place.
    pub(super) fn request(&self) -> String {
        let or_device = match &self.source {
            DragSource::System(_) => ", or a device to link",
            DragSource::Devices(_) | DragSource::NewDevice(_) => "",
        };
        let click = self.pointer.click_word();
        format!("{click} a free slot for {}{or_device}", self.name)
    }

    /// Picks a place by a click or tap at a point of the window. Returns whether there is one for [`DeviceDrag::confirm`] to take.
    pub fn pick(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) -> bool {
        self.pointer = scene.pointer;
        let point = scene.world_point(at);
        let Some(target) = self.target_at(point) else {
            return false;
        };
        if let Some(on_device) = self.drop_on_device_at(scene, point, Some(&target)) {
            let refusal = on_device.outcome.as_ref().err().map(Refusal::to_string);
            let is_asked =
                self.on_device.as_ref().map(|shown| shown.device) == Some(on_device.device);
            let fits = refusal.is_none() && (is_asked || !self.asks_twice());
            if self.asks_twice() && refusal.is_some() {
                // Only tells why; the next click must be on a free place.
                self.show(Some(target), out);
                out.push(Effect::Say(on_device.words));
                return false;
            }
            self.show_on_device(on_device, out);
            out.extend(refusal.map(Effect::Say));
            return fits;
        }
        let target = self.context().fitting_near(target, self.face);
        let refusal = target.refusal.as_ref().map(Refusal::to_string);
        self.show(Some(target), out);
        let fits = refusal.is_none();
        out.extend(refusal.map(Effect::Say));
        fits
    }

    /// For keyboard users: shows the first place where it fits, and explains the keys.
    pub fn offer(&mut self, scene: &Scene, out: &mut Vec<Effect>) {
        let first = match self.payload.held().place {
            Some(_) => None,
            None => self.context().first(),
        };
        let place = match &first {
            Some(target) => format!("{}: {}", self.name, self.place_words(target)),
            None => self.name.clone(),
        };
        out.push(Effect::Say(format!(
            "{place}. Arrow keys choose the place, Enter puts it there, Escape cancels."
        )));
        if first.is_some() {
            self.show(first, out);
            self.reveal(scene, out);
        }
    }

    /// Moves to the next fitting place in a direction, and announces it.
    pub fn step(&mut self, scene: &Scene, step: Step, out: &mut Vec<Effect>) {
        let next = match &self.target {
            Some(target) => {
                let there = target.dropped(&self.payload);
                context_of(&self.snapshot, &there).step(step)
            }
            None if self.payload.held().place.is_some() => self.context().step(step),
            None => self.context().first(),
        };
        let Some(target) = next else {
            return out.push(Effect::Say(no_place(step).to_owned()));
        };
        out.push(Effect::Announce(self.place_words(&target)));
        self.show(Some(target), out);
        self.reveal(scene, out);
    }

    /// Brings the target into view.
    fn reveal(&self, scene: &Scene, out: &mut Vec<Effect>) {
        let held = self.payload.standing();
        let place = self.target.as_ref().and_then(DropTarget::place);
        let area = place.and_then(|place| {
            let layout = &self.snapshot.layout;
            aim::area_at(&self.world, layout, held, place, self.face)
        });
        if let Some(area) = area {
            out.push(Effect::FlyTo(scene.camera.revealing(area)));
        }
    }

    /// Every place where it fits.
    pub(super) fn free_rooms(&self) -> Vec<Area> {
        let context = self.context();
        let mut areas = Vec::new();
        for standing in self.world.placed_racks() {
            let seen = if standing.front.is_some() {
                Face::Front
            } else {
                Face::Rear
            };
            for room in context.rooms_in(standing.rack, seen) {
                let mut device_type = self.payload.held().device_type.clone();
                device_type.height = room.height;
                areas.extend(aim::area_at(
                    &self.world,
                    &self.snapshot.layout,
                    &device_type,
                    room.place,
                    seen,
                ));
            }
        }
        areas
    }
}
