//! Makes the lights of drive bays show the state of the disks that the hubs report.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::drive_lights::DriveLights;
use crate::domain::ids::SystemId;
use crate::domain::inventory::SmartDisk;
use crate::domain::inventory::lists::DiskList;
use crate::domain::layout::Device;
use crate::domain::view::DeviceView;
use crate::hub::live::{LiveStore, SessionCache};
use crate::state::app::App;
use crate::state::live::ViewAddition;

type KnownDisks = SessionCache<Vec<SmartDisk>>;

thread_local! {
    /// Created with the first list; from then on devices are drawn with it.
    static KNOWN: RefCell<Option<Rc<RefCell<KnownDisks>>>> = const { RefCell::new(None) };
}

impl App {
    /// Updates the drive lights from the loaded lists of disks; tracked.
    pub fn light_drives(&self) {
        let mut disks = KnownDisks::default();
        for (hub, list) in self.hub_lists::<DiskList>() {
            let Some(session) = self.inner().sessions.connections.get(&hub) else {
                continue;
            };
            let mut of_systems: HashMap<SystemId, Vec<SmartDisk>> = HashMap::new();
            list.with(|state| {
                let listed = state.list.iter().flat_map(|(list, _)| &list.disks);
                for disk in listed {
                    let of_system = of_systems.entry(disk.system.clone()).or_default();
                    of_system.push(disk.clone());
                }
            });
            for (system, listed) in of_systems {
                disks.keep(&session, system, listed);
            }
        }
        let known = KNOWN.with_borrow_mut(|kept| kept.get_or_insert_with(|| self.begin()).clone());
        if *known.borrow() != disks {
            *known.borrow_mut() = disks;
            self.inner().live.refresh_all();
        }
    }

    fn begin(&self) -> Rc<RefCell<KnownDisks>> {
        let known: Rc<RefCell<KnownDisks>> = Rc::default();
        let (read, app) = (known.clone(), *self);
        let views = move |device: &Device, _: &LiveStore, view| {
            app.with_drives(device, &read.borrow(), view)
        };
        let live = &self.inner().live;
        live.set_view_addition(ViewAddition::Drives, Some(Rc::new(views)));
        known
    }

    fn with_drives(&self, device: &Device, known: &KnownDisks, view: DeviceView) -> DeviceView {
        let system = device.system().filter(|_| view.health.is_verified());
        let Some((system, disks)) = system.and_then(|system| Some((system, known.get(system)?)))
        else {
            return view;
        };
        let snapshot = self.inner().document.snapshot().get_untracked();
        let device_type = snapshot.layout.type_of(device);
        let bays = device_type.map_or(0, |of| of.faceplate.drive_bays);
        let now = self.inner().live.hub_now(&system.hub);
        view.with_drives(DriveLights::of(bays, &device.disks, disks, now))
    }
}
