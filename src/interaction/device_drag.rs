//! Drags of devices by a pointer, and picking a place for them: where they would be dropped.

mod picking;

use std::sync::Arc;

use super::drop_on_device::DropOnDevice;
use super::effect::{AfterDrop, Effect};
use super::scene::Scene;
use super::selection::Selection;
use super::source::DragSource;
use super::thresholds::PointerKind;
use crate::domain::arrange::moves_to;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Face, Snapshot};
use crate::domain::placement::{Aim, DropTarget, Payload, PlacementContext, Step, place_words};
use crate::draw::aim;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::world::World;

/// How a drag of devices begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DragStart {
    /// A placed device is pressed, at a point of the window.
    Grabbed(Pair),
    /// Something is dragged in from elsewhere, centered at the pointer, which is at that point of the window.
    Brought(Pair),
    /// A place is picked: by a click or tap on it, or by arrow keys and Enter.
    Picking,
}

/// One drag of devices. Valid only for the layout and the world that it began in.
#[derive(Clone, Debug)]
pub struct DeviceDrag {
    source: DragSource,
    payload: Payload,
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    name: String,
    start: DragStart,
    /// The point of the world where it was grabbed.
    from: Point,
    /// Distance from the pointer to the left and lower edge of the device under it, in the units of [`Aim`].
    offset: (f32, f32),
    target: Option<DropTarget>,
    /// The device that it would be dropped on, in the place of a target.
    on_device: Option<DropOnDevice>,
    /// The rack face last aimed at.
    face: Face,
    /// What the place is picked with.
    pointer: PointerKind,
}

impl DeviceDrag {
    /// `None` if there is nothing left to drag.
    pub fn start(
        scene: &Scene,
        source: DragSource,
        start: DragStart,
        out: &mut Vec<Effect>,
    ) -> Option<Self> {
        let layout = &scene.snapshot.layout;
        let at = match start {
            DragStart::Grabbed(at) | DragStart::Brought(at) => Some(at),
            DragStart::Picking => None,
        };
        let from = scene.world_point(at.unwrap_or(scene.origin));
        let mut payload = source.payload(layout, Face::Front)?;
        let mount = payload.held().device_type.mount;
        let grabbed = match start {
            DragStart::Grabbed(_) => aim::aim_at(&scene.world, layout, from, mount),
            DragStart::Brought(_) | DragStart::Picking => None,
        };
        if let Some(grabbed) = grabbed {
            payload = source.payload(layout, grabbed.face)?;
        }
        let drag = Self {
            name: source.name(layout),
            offset: offset_of(&scene.snapshot, &payload, grabbed),
            source,
            payload,
            snapshot: scene.snapshot.clone(),
            world: scene.world.clone(),
            start,
            from,
            target: None,
            on_device: None,
            face: grabbed.map_or(Face::Front, |grabbed| grabbed.face),
            pointer: scene.pointer,
        };
        match at {
            Some(at) => {
                out.push(Effect::Lift(drag.lifted()));
                out.push(Effect::Label {
                    words: drag.name.clone(),
                    is_blocked: false,
                });
                out.push(Effect::MoveLabel(at));
            }
            None => {
                out.push(Effect::Picking(Some(drag.request())));
                out.push(Effect::FreeRooms(drag.free_rooms()));
            }
        }
        Some(drag)
    }

    /// Whether the layout or the world has been replaced.
    pub fn is_outdated(&self, scene: &Scene) -> bool {
        !Arc::ptr_eq(&scene.snapshot, &self.snapshot) || !Arc::ptr_eq(&scene.world, &self.world)
    }

    fn is_picking(&self) -> bool {
        self.start == DragStart::Picking
    }

    /// Handles a move of the pointer to a point of the window.
    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let point = scene.world_point(at);
        if !self.is_picking() {
            let (dx, dy) = (point.x - self.from.x, point.y - self.from.y);
            out.push(Effect::MoveLifted { dx, dy });
            out.push(Effect::MoveLabel(at));
        }
        let target = scene
            .is_in_view(at)
            .then(|| self.target_at(point))
            .flatten();
        if self.asks_twice() {
            // A pending confirmation stays while the pointer is on its way to answer it.
            if self.on_device.is_some() {
                return;
            }
        } else if let Some(on_device) = self.drop_on_device_at(scene, point, target.as_ref()) {
            return self.show_on_device(on_device, out);
        }
        // A place picked by keys stays while the pointer is beside the racks.
        if target.is_some() || self.on_device.is_some() || !self.is_picking() {
            self.show(target, out);
        }
    }

    fn target_at(&mut self, point: Point) -> Option<DropTarget> {
        let mount = self.payload.held().device_type.mount;
        let aim = aim::aim_at(&self.world, &self.snapshot.layout, point, mount)?;
        self.face = aim.face;
        self.context().target(&Aim {
            offset_across: self.offset.0,
            offset_above: self.offset.1,
            ..aim
        })
    }

    /// Whether a click on a device must be confirmed by a second one: a click that misses a free place must not change a model.
    fn asks_twice(&self) -> bool {
        self.is_picking() && !matches!(self.source, DragSource::System(_))
    }

    /// What would be done to the device at a point, where that is meant rather than the target there.
    fn drop_on_device_at(
        &self,
        scene: &Scene,
        point: Point,
        target: Option<&DropTarget>,
    ) -> Option<DropOnDevice> {
        let (layout, index) = (&self.snapshot.layout, &self.snapshot.index);
        let device = self.world.device_at(layout, index, point)?;
        if !DropOnDevice::is_meant(layout, &self.source, &self.payload, device, target?) {
            return None;
        }
        match &self.on_device {
            Some(on_device) if on_device.device == device => Some(on_device.clone()),
            _ => DropOnDevice::new(scene, &self.source, device),
        }
    }

    /// Outlines the device, and says what would be done to it or why that is not possible.
    fn show_on_device(&mut self, on_device: DropOnDevice, out: &mut Vec<Effect>) {
        // Neither the dragged object nor the layout has changed, so the outcome is the same.
        if self.on_device.as_ref().map(|shown| shown.device) == Some(on_device.device) {
            return;
        }
        let layout = &self.snapshot.layout;
        let area = layout.devices.get(&on_device.device).and_then(|device| {
            let device_type = layout.type_of(device)?;
            aim::area_at(&self.world, layout, device_type, device.place, self.face)
        });
        let area = area.into_iter().collect();
        let is_blocked = on_device.outcome.is_err();
        let (fitting, blocked) = if is_blocked {
            (Vec::new(), area)
        } else {
            (area, Vec::new())
        };
        out.push(Effect::Outline { fitting, blocked });
        let mut words = on_device.words.clone();
        if self.asks_twice() {
            words = format!("{words}? {} it again", self.pointer.click_word());
        }
        out.push(if self.is_picking() {
            Effect::Picking(Some(words))
        } else {
            Effect::Label { words, is_blocked }
        });
        (self.target, self.on_device) = (None, Some(on_device));
    }

    fn context(&self) -> PlacementContext<'_> {
        context_of(&self.snapshot, &self.payload)
    }

    /// Outlines the target, and says where it is or why it does not fit.
    fn show(&mut self, target: Option<DropTarget>, out: &mut Vec<Effect>) {
        if target == self.target && self.on_device.is_none() {
            return;
        }
        if self.on_device.take().is_some() && self.is_picking() {
            out.push(Effect::Picking(Some(self.request())));
        }
        let (mut fitting, mut blocked) = (Vec::new(), Vec::new());
        if let Some(target) = &target {
            let carrier = target.carrier.as_ref().map(|carrier| &carrier.device_type);
            for (item, slot) in self.payload.items().zip(&target.slots) {
                let areas = if slot.fits {
                    &mut fitting
                } else {
                    &mut blocked
                };
                areas.extend(aim::area_at(
                    &self.world,
                    &self.snapshot.layout,
                    carrier.unwrap_or(&item.device_type),
                    slot.place,
                    self.face,
                ));
            }
        }
        out.push(Effect::Outline { fitting, blocked });
        if !self.is_picking() {
            let refusal = target.as_ref().and_then(|target| target.refusal.as_ref());
            let words = match (&target, refusal) {
                (None, _) => self.name.clone(),
                (Some(_), Some(refusal)) => refusal.to_string(),
                (Some(target), None) => self.place_words(target),
            };
            let is_blocked = refusal.is_some();
            out.push(Effect::Label { words, is_blocked });
        }
        self.target = target;
    }

    /// Describes where the device under the pointer would be.
    fn place_words(&self, target: &DropTarget) -> String {
        let carrier = target.carrier.as_ref().map(|carrier| &carrier.device_type);
        let device_type = carrier.unwrap_or(&self.payload.held().device_type);
        let place = target.place();
        let words = place.map(|place| place_words(&self.snapshot.layout, device_type, place));
        let words = words.unwrap_or_default();
        if carrier.is_some() {
            return format!("{words}, on a new carrier");
        }
        words
    }

    /// Handles the release of the pointer: drops at the target if it fits there, otherwise tells why not.
    pub fn release(self, out: &mut Vec<Effect>) {
        if let Some(on_device) = self.on_device {
            return on_device.carry_out(out);
        }
        match self.target.as_ref().map(|target| &target.refusal) {
            Some(Some(refusal)) => out.push(Effect::Say(refusal.to_string())),
            Some(None) => {
                let then = if self.source.is_new() {
                    AfterDrop::Select
                } else {
                    AfterDrop::Nothing
                };
                self.drop_at_target(then, out);
            }
            None => {}
        }
    }

    /// Drops nothing if all devices are there already.
    fn drop_at_target(self, then: AfterDrop, out: &mut Vec<Effect>) {
        if let Some(on_device) = self.on_device {
            return on_device.carry_out(out);
        }
        let Some(target) = self.target else { return };
        match &self.source {
            DragSource::Devices(devices) if is_there(&self.snapshot, &target) => {
                if then != AfterDrop::Nothing {
                    let held = devices.first().copied().into_iter().collect();
                    out.push(Effect::Select(Selection::of_devices(held)));
                }
            }
            _ => out.push(Effect::Drop {
                source: self.source,
                target,
                then,
            }),
        }
    }

    /// Whether the current target fits.
    pub fn has_fitting_target(&self) -> bool {
        let target = self.target.as_ref();
        target.is_some_and(|target| target.refusal.is_none())
    }

    /// Drops at the current target.
    pub fn confirm(self, then: AfterDrop, out: &mut Vec<Effect>) {
        self.drop_at_target(then, out);
    }

    /// The devices and those in their bays, each with the corner of the drawing that contains it.
    fn lifted(&self) -> Vec<(DeviceId, Point)> {
        let DragSource::Devices(devices) = &self.source else {
            return Vec::new();
        };
        let (layout, index) = (&self.snapshot.layout, &self.snapshot.index);
        let all = devices
            .iter()
            .flat_map(|device| index.with_children(*device));
        all.filter_map(|id| {
            let rack = layout.rack_of(layout.devices.get(&id)?)?.id;
            let placed = self.world.place_of(rack)?;
            let drawing = placed.front.or(placed.rear)?;
            Some((id, Point::new(drawing.x, drawing.y)))
        })
        .collect()
    }
}

/// Whether all devices of a target are there already.
fn is_there(snapshot: &Snapshot, target: &DropTarget) -> bool {
    moves_to(target).iter().all(|step| {
        let device = snapshot.layout.devices.get(&step.device);
        device.is_none_or(|device| device.place == step.to)
    })
}

fn context_of<'a>(snapshot: &'a Snapshot, payload: &'a Payload) -> PlacementContext<'a> {
    PlacementContext::new(&snapshot.layout, &snapshot.index, payload)
}

/// Where the pointer holds the device: at the pressed point, or in its middle.
fn offset_of(snapshot: &Snapshot, payload: &Payload, grabbed: Option<Aim>) -> (f32, f32) {
    let held = payload.held();
    let context = context_of(snapshot, payload);
    let area = held
        .place
        .and_then(|place| context.area(&held.device_type, place));
    match (grabbed, area) {
        (Some(grabbed), Some(area)) => (grabbed.across - area.left, grabbed.above - area.bottom),
        _ => {
            let columns = f32::from(held.device_type.width.columns());
            (0.5 / columns, f32::from(held.device_type.height.0) / 2.0)
        }
    }
}

/// The message if nothing fits in that direction.
pub const fn no_place(step: Step) -> &'static str {
    match step {
        Step::Up => "No free slot above",
        Step::Down => "No free slot below",
        Step::Left => "No free slot to the left",
        Step::Right => "No free slot to the right",
    }
}
