//! Drops on a device instead of in a free place: a system links it, a type changes its model.

use super::effect::Effect;
use super::scene::Scene;
use super::selection::Selection;
use super::source::DragSource;
use crate::domain::arrange;
use crate::domain::command::Command;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Layout, Mount, Place};
use crate::domain::placement::{DropTarget, Payload, Refusal, area};

/// What would be done to a device.
#[derive(Clone, Debug, PartialEq)]
pub struct DropOnDevice {
    pub device: DeviceId,
    pub outcome: Result<Command, Refusal>,
    /// What would be done, or why not.
    pub words: String,
}

impl DropOnDevice {
    /// Whether the device under the pointer is meant, rather than the place found there: a free place takes precedence, unless it
    /// is only the bay, column or half-unit beside the device pointed at.
    pub fn is_meant(
        layout: &Layout,
        source: &DragSource,
        payload: &Payload,
        device: DeviceId,
        target: &DropTarget,
    ) -> bool {
        let Some(under) = layout.devices.get(&device) else {
            return false;
        };
        let hangs = matches!(under.place, Place::Side { .. });
        if hangs != (payload.held().device_type.mount == Mount::Side) {
            return false;
        }
        match (source, target.place()) {
            (DragSource::Devices(_), _) | (_, None) => false,
            // It is this model already, so another one of it is meant.
            (DragSource::NewDevice(same), _) if same.slug == under.device_type => false,
            (_, Some(Place::Bay { parent, .. })) if parent != device => true,
            // Its bay is meant: either the bay is free, or what is dropped does not fit into it.
            (DragSource::NewDevice(_), Some(Place::Bay { .. })) => false,
            (_, Some(place)) => {
                target.refusal.is_some() || is_beside(layout, payload, place, under)
            }
        }
    }

    /// `None` for what can only be dropped in places, and while no planner is loaded.
    pub fn new(scene: &Scene, source: &DragSource, device: DeviceId) -> Option<Self> {
        let layout = &scene.snapshot.layout;
        let name = &layout.devices.get(&device)?.name;
        let (outcome, words) = match source {
            DragSource::Devices(_) => return None,
            DragSource::System(system) => {
                let to = &system.system;
                let before = layout.devices.get(&device)?.system_link();
                let before = before.filter(|link| link.system() != Some(to));
                let before = before.map(|link| scene.system_names.of(link));
                let seen = (system.name.as_str(), system.host.as_str());
                let words = match &before {
                    Some(before) => format!("Link {} here instead of {before}", system.name),
                    None => format!("Link {name} to {}", system.name),
                };
                let command = arrange::link_to(layout, device, to, seen, before.as_deref());
                (command, words)
            }
            DragSource::NewDevice(device_type) => (
                (scene.planner?.change_model)(layout, device, device_type),
                format!("Change {name} to {}", device_type.full_name()),
            ),
        };
        let words = match &outcome {
            Ok(_) => words,
            Err(refusal) => format!("{words}? {refusal}"),
        };
        Some(Self {
            device,
            outcome,
            words,
        })
    }

    /// Runs the command and selects the device, or tells why not.
    pub fn carry_out(self, out: &mut Vec<Effect>) {
        match self.outcome {
            Ok(command) => {
                out.push(Effect::Run(command));
                out.push(Effect::Select(Selection::of_devices(vec![self.device])));
            }
            Err(_) => out.push(Effect::Say(self.words)),
        }
    }
}

/// Whether a place between the rails is beside a device there, not in front of or behind it.
fn is_beside(layout: &Layout, payload: &Payload, place: Place, under: &Device) -> bool {
    let are_on_rails = matches!(
        (place, under.place),
        (Place::Rack { .. }, Place::Rack { .. })
    );
    let areas = layout.type_of(under).and_then(|device_type| {
        let there = area(layout, payload.standing(), place)?;
        Some((there, area(layout, device_type, under.place)?))
    });
    are_on_rails && areas.is_some_and(|(there, taken)| !there.meets(&taken))
}
