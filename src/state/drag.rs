//! What is being carried to a place on the canvas: by a pressed pointer, or by picking its place.

use leptos::prelude::*;

use super::app::App;
use super::ids::new_uuid;
use crate::domain::arrange;
use crate::domain::autobuild;
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{DeviceType, Face, Layout};
use crate::domain::placement::{DropTarget, Payload, Refusal};

#[derive(Clone, Debug, PartialEq)]
pub enum DragSource {
    /// Devices of the layout, at least one; the first is the one held.
    Devices(Vec<DeviceId>),
    /// A new device of that type.
    NewDevice(Box<DeviceType>),
    /// A new device for a system that no device shows yet.
    System(SystemRef),
}

/// How it is carried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DragMeans {
    /// By the pressed pointer of that id, which is at a point of the window; letting go puts it down.
    Pointer { id: i32, at: (f64, f64) },
    /// Its place is picked: by a click or tap on it, or by arrow keys from one fitting place to the next and Enter.
    Picking,
}

/// Something that is on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct DragSession {
    pub what: DragSource,
    pub means: DragMeans,
}

impl App {
    /// Takes something up; the canvas shows where it would go. Nothing changes until it is put down.
    pub fn start_drag(&self, what: DragSource, means: DragMeans) {
        self.inner().drag.set(Some(DragSession { what, means }));
    }

    /// What is carried stays where it was, and nothing new comes.
    pub fn cancel_drag(&self) {
        let carried = &self.inner().drag;
        if carried.with_untracked(Option::is_some) {
            carried.set(None);
        }
    }

    /// What is carried as the rules of placement see it; `None` when it is not there any more.
    pub fn payload_of(&self, what: &DragSource, grabbed_on: Face) -> Option<Payload> {
        match what {
            DragSource::Devices(devices) => self.with_layout(|layout| {
                Payload::of_devices(layout, *devices.first()?, devices, grabbed_on)
            }),
            DragSource::NewDevice(device_type) => {
                Some(Payload::of_type(self.with_layout(|layout| {
                    let known = layout.device_types.get(&device_type.slug);
                    known.unwrap_or(device_type).clone()
                })))
            }
            DragSource::System(system) => {
                let system = self.inner().live.system(system)?;
                Some(Payload::of_type(
                    self.with_layout(|layout| autobuild::type_for(layout, &system)),
                ))
            }
        }
    }

    /// What is carried, in words.
    pub fn name_of_source(&self, what: &DragSource) -> String {
        match what {
            DragSource::Devices(devices) => match devices.as_slice() {
                [device] => self.with_layout(|layout| {
                    let device = layout.devices.get(device);
                    device.map_or_else(String::new, |device| device.name.clone())
                }),
                several => format!("{} devices", several.len()),
            },
            DragSource::NewDevice(device_type) => device_type.full_name(),
            DragSource::System(system) => self
                .inner()
                .live
                .system(system)
                .map_or_else(String::new, |system| system.name.clone()),
        }
    }

    /// Puts what is carried where the target says, as one step that undo takes back. Done or refused, nothing is carried any
    /// more. Returns the device that was held, or the new one.
    pub fn drop_at(&self, what: &DragSource, target: &DropTarget) -> Result<DeviceId, Refusal> {
        self.cancel_drag();
        let new = DeviceId::new(new_uuid());
        let (device, command) = match what {
            DragSource::Devices(devices) => {
                let held = devices.first().ok_or(Refusal::NoSuchDevice)?;
                (*held, Ok(self.moves_to(target)))
            }
            DragSource::NewDevice(device_type) => {
                (new, self.addition_at(target, device_type, new).map(Some))
            }
            DragSource::System(system) => (new, self.system_at(target, system, new).map(Some)),
        };
        match command {
            Ok(None) => Ok(device),
            Ok(Some(command)) => self.run(&command).map(|()| device),
            Err(refusal) => {
                self.say(refusal.to_string());
                Err(refusal)
            }
        }
    }

    /// `None` when all are there already.
    fn moves_to(&self, target: &DropTarget) -> Option<Command> {
        let moves = self.with_layout(|layout| {
            let mut moves = arrange::moves_to(target);
            moves.retain(|step| {
                let device = layout.devices.get(&step.device);
                device.is_some_and(|device| device.place != step.to)
            });
            moves
        });
        (!moves.is_empty()).then_some(Command::MoveDevices(moves))
    }

    fn addition_at(
        &self,
        target: &DropTarget,
        device_type: &DeviceType,
        id: DeviceId,
    ) -> Result<Command, Refusal> {
        let place = target.place().ok_or(Refusal::NoSuchRack)?;
        self.with_layout(|layout| arrange::place_new(layout, device_type, place, id, None))
    }

    fn system_at(
        &self,
        target: &DropTarget,
        system: &SystemRef,
        id: DeviceId,
    ) -> Result<Command, Refusal> {
        let place = target.place().ok_or(Refusal::NoSuchRack)?;
        let inner = self.inner();
        let found = inner.live.system(system).ok_or(Refusal::NoSuchDevice)?;
        Ok(self.with_layout(|layout| {
            autobuild::place_system(layout, &system.hub, &found, place, &mut || id.uuid())
        }))
    }

    fn with_layout<T>(&self, read: impl FnOnce(&Layout) -> T) -> T {
        let snapshot = self.inner().document.snapshot().get_untracked();
        read(&snapshot.layout)
    }
}
