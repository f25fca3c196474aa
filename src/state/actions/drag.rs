//! Requests to the interaction machine, and what a drop does to the layout.

use leptos::prelude::*;

use crate::domain::arrange;
use crate::domain::autobuild;
use crate::domain::command::Command;
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::Layout;
use crate::domain::pages::AppPage;
use crate::domain::placement::{DropTarget, Refusal};
use crate::interaction::input::PageRequest;
use crate::interaction::source::{DragSource, SystemSource};
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::interaction_port::Requests;
use crate::state::part::lazy_part;

lazy_part!(change: fn load_drop() -> fn(App, &DragSource, &DropTarget) -> Result<DeviceId, Refusal> = App::drop_now);

impl App {
    /// Sets where requests go; `None` when the canvas leaves the page.
    pub fn connect_machine(&self, machine: Option<Requests>) {
        self.inner().interaction.connect(machine);
    }

    /// Sends a request to the machine. Without one, a press is dropped and everything else waits.
    pub fn interact(&self, request: PageRequest) {
        self.inner().interaction.interact(request);
    }

    /// A system as a drag source; `None` if the system is not known.
    pub fn system_source(&self, system: &SystemRef) -> Option<DragSource> {
        let known = self.inner().live.system(system)?;
        Some(self.with_layout(|layout| DragSource::system(layout, system.clone(), &known)))
    }

    /// Starts picking a place for a system.
    pub fn pick_place_for_system(&self, system: &SystemRef) {
        if let Some(source) = self.system_source(system) {
            self.show_page(AppPage::Racks);
            self.interact(PageRequest::Pick(source));
        }
    }

    /// Drops something at its target, as one undo step, once that part of the program is loaded. `then` gets the device that was dragged, or
    /// the new one; a refusal is only announced. Does nothing if another layout is open by then.
    pub fn drop_at(
        &self,
        source: DragSource,
        target: DropTarget,
        then: impl FnOnce(DeviceId) + 'static,
    ) {
        let opening = self.inner().document.opening();
        self.with_part(load_drop(), move |app, drop| {
            if app.inner().document.opening() == opening
                && let Ok(device) = drop(app, &source, &target)
            {
                then(device);
            }
        });
    }

    fn drop_now(self, source: &DragSource, target: &DropTarget) -> Result<DeviceId, Refusal> {
        let (device, command) = self.drop_command(source, target);
        match command {
            Ok(Some(command)) => self.run(&command).map(|()| device),
            Ok(None) => Ok(device),
            Err(refusal) => {
                self.say(refusal.to_string());
                Err(refusal)
            }
        }
    }

    /// Returns the device and the command; `None` if all devices are already in place.
    fn drop_command(
        &self,
        source: &DragSource,
        target: &DropTarget,
    ) -> (DeviceId, Result<Option<Command>, Refusal>) {
        let new = DeviceId::new(new_uuid());
        let carrier = DeviceId::new(new_uuid());
        match source {
            DragSource::Devices(devices) => (
                devices.first().copied().unwrap_or(new),
                Ok(self.with_layout(|layout| arrange::move_to_target(layout, target, carrier))),
            ),
            DragSource::NewDevice(device_type) => {
                let command = self.with_layout(|layout| {
                    arrange::place_new_at(layout, device_type, target, (new, carrier))
                });
                (new, command.map(Some))
            }
            DragSource::System(source) => match self.system_command(source, target, (new, carrier))
            {
                Ok((device, command)) => (device, Ok(Some(command))),
                Err(refusal) => (new, Err(refusal)),
            },
        }
    }

    fn system_command(
        &self,
        source: &SystemSource,
        target: &DropTarget,
        (id, carrier): (DeviceId, DeviceId),
    ) -> Result<(DeviceId, Command), Refusal> {
        let system = &source.system;
        let known = self.inner().live.system(system);
        let known = known.ok_or(Refusal::NoSuchDevice)?;
        let of = HubSystem {
            hub: &system.hub,
            system: &known,
        };
        let place = target.place().ok_or(Refusal::NoSuchRack)?;
        Ok(self.with_layout(|layout| {
            let on_carrier = arrange::carrier_of(layout, target, carrier);
            let place = on_carrier.as_ref().map_or(place, |(_, place)| *place);
            let (device, command) = self.with_systems(|listed| {
                autobuild::link_or_place_at(layout, of, listed, place, &mut || id.uuid())
            });
            match on_carrier {
                Some((commands, _)) if device == id => {
                    (device, arrange::on_carrier(layout, commands, command))
                }
                _ => (device, command),
            }
        }))
    }

    fn with_layout<T>(&self, read: impl FnOnce(&Layout) -> T) -> T {
        let snapshot = self.inner().document.snapshot().get_untracked();
        read(&snapshot.layout)
    }
}
