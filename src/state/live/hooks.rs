//! What parts that are loaded later hang into the live store: who hears of the hubs, who looks at devices, and what is drawn and told of
//! them besides their state.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;

use super::Live;
use crate::domain::health::{Health, PastMonitors};
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::layout::{Device, Snapshot};
use crate::domain::lens::LensReader;
use crate::domain::trouble::Trouble;
use crate::domain::view::DeviceView;
use crate::draw::device::{DeviceFrame, LiveShapes};
use crate::hub::live::{HubReport, LiveStore};
use crate::hub::realtime::LiveEvent;
use crate::shell::clock;

/// Draws what changes of a device whose view has a lens's mark; the last argument is whether small print is left out.
pub type LensShapes = fn(&DeviceFrame, &DeviceView, bool) -> LiveShapes;

/// Appends to a device's group its lights in colors of their own; the last argument is whether small print is left out.
pub type LightDrawer = fn(&Element, &DeviceFrame, &DeviceView, bool);

/// Adds what is told of a device's guests, and what such lights need. It comes with what draws them.
pub(super) type LightTeller = fn(DeviceView, &LiveStore, &Device) -> DeviceView;

fn tell_lights(view: DeviceView, store: &LiveStore, device: &Device) -> DeviceView {
    let view = store.tell_guests(view, device, clock::now());
    view.with_joined_lights()
}

/// What is heard of the hubs, before it is taken in.
#[derive(Clone, Copy)]
pub(in crate::state) enum HubWord<'a> {
    Report(&'a HubId, &'a HubReport),
    Left(&'a HubId),
    LeftAll,
}

pub(super) type HubListener = dyn Fn(HubWord);

/// Takes a second of a system that is followed.
pub(in crate::state) type SecondListener = dyn Fn(SystemRef, &LiveEvent);

/// What tells of devices besides their systems, in the order in which each adds to what is told before: whichever is loaded first.
#[derive(Clone, Copy)]
pub(in crate::state) enum Besides {
    Monitors,
    Labels,
    Drives,
}

impl Besides {
    /// How many there are.
    pub(super) const COUNT: usize = 3;
}

/// Makes the view of a device in place of the one that is told before.
pub(super) type OtherViews = dyn Fn(&Device, &LiveStore, DeviceView) -> DeviceView;

/// What is watched besides systems.
pub(in crate::state) trait WatchedBeside {
    /// Its states, each counted once.
    fn healths(&self, store: &LiveStore) -> Vec<Health>;

    /// What of it needs a look, in any order.
    fn troubles(&self, store: &LiveStore, snapshot: &Snapshot) -> Vec<Trouble>;

    /// What is known of a hub's monitors, for the next visit.
    fn to_keep(&self, store: &LiveStore, hub: &HubId) -> Option<PastMonitors>;
}

/// The devices that were looked at since this was asked last, from when it was made on.
#[derive(Clone, Default)]
pub struct LookedAt(Rc<RefCell<Vec<DeviceId>>>);

impl LookedAt {
    /// Those devices, some perhaps twice.
    pub fn take(&self) -> Vec<DeviceId> {
        self.0.take()
    }
}

impl Live {
    /// Keeps from now on which devices are looked at, for as long as the result lives.
    pub fn keep_looked_at(&self) -> LookedAt {
        let kept = LookedAt::default();
        let mut all = self.state.looked_at.borrow_mut();
        all.push(Rc::downgrade(&kept.0));
        kept
    }

    /// Looks at all devices through a lens from now on; `None` shows their state.
    pub fn set_lens(&self, lens: Option<Rc<LensReader>>, shapes: LensShapes) {
        self.state.lens_shapes.set(Some(shapes));
        let is_any = lens.is_some();
        let was_any = self.state.lens.replace(lens).is_some();
        if is_any || was_any {
            self.refresh_all();
        }
    }

    /// How devices are drawn under a lens, once there was one.
    pub fn lens_shapes(&self) -> Option<LensShapes> {
        self.state.lens_shapes.get()
    }

    /// Draws lights in colors of their own with that from now on, those of guests among them.
    pub fn draw_lights_with(&self, drawer: LightDrawer) {
        self.state.light_drawer.set(Some((tell_lights, drawer)));
        self.refresh_all();
    }

    /// How such lights are drawn, once that is loaded.
    pub fn light_drawer(&self) -> Option<LightDrawer> {
        self.state.light_drawer.get().map(|(_, draw)| draw)
    }

    /// Has it hear of all hubs from now on, after those that do already.
    pub(in crate::state) fn add_listener(&self, listener: Rc<HubListener>) {
        let before = self.state.listener.borrow().clone();
        *self.state.listener.borrow_mut() = Some(match before {
            Some(before) => Rc::new(move |heard| {
                before(heard);
                listener(heard);
            }),
            None => listener,
        });
    }

    /// What devices show that their systems do not tell of; `None` takes it back.
    pub(in crate::state) fn tell_besides(&self, what: Besides, views: Option<Rc<OtherViews>>) {
        self.state.other_views.borrow_mut()[what as usize] = views;
    }

    /// Counts that with the systems from now on. There is one of them.
    pub(in crate::state) fn watch_beside(&self, beside: Rc<dyn WatchedBeside>) {
        let _ = self.state.beside.set(beside);
    }

    /// What is counted with the systems, if anything is.
    pub(in crate::state) fn watched_beside(&self) -> Option<Rc<dyn WatchedBeside>> {
        self.state.beside.get().cloned()
    }

    pub(super) fn tell(&self, heard: HubWord) {
        let listener = self.state.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(heard);
        }
    }

    /// Calls after alerts were reported, and now and then, before anything is shown.
    pub(in crate::state) fn now_and_then(&self, look: Rc<dyn Fn()>) {
        self.state.now_and_then.borrow_mut().push(look);
    }

    /// Calls with each second of the systems that are followed.
    pub(in crate::state) fn on_second(&self, take: Rc<SecondListener>) {
        *self.state.on_second.borrow_mut() = Some(take);
    }
}
