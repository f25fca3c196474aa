//! Hooks of lazily loaded parts into the live store: listeners to the hubs, observers of judged devices, and additions to what is drawn
//! of devices besides their state.

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

/// Draws the changing part of a device under a lens; the last argument tells whether to leave out small print.
pub type LensShapes = fn(&DeviceFrame, &DeviceView, bool) -> LiveShapes;

/// Appends a device's individually colored lights to its group; the last argument tells whether to leave out small print.
pub type LightDrawer = fn(&Element, &DeviceFrame, &DeviceView, bool);

/// Adds to a view the state of the device's guests, and what its lights need. Loaded together with the light drawer.
pub(super) type LightDecorator = fn(DeviceView, &LiveStore, &Device) -> DeviceView;

fn add_lights(view: DeviceView, store: &LiveStore, device: &Device) -> DeviceView {
    let view = store.add_guests(view, device, clock::now());
    view.with_joined_lights()
}

/// An event of a hub, passed to listeners before the store takes it in.
#[derive(Clone, Copy)]
pub(in crate::state) enum HubEvent<'a> {
    Report(&'a HubId, &'a HubReport),
    Left(&'a HubId),
    LeftAll,
}

pub(super) type HubListener = dyn Fn(HubEvent);

/// Takes a second of a system that is followed.
pub(in crate::state) type SecondListener = dyn Fn(SystemRef, &LiveEvent);

/// Additions to devices' views besides their systems. They apply in this order, whichever is loaded first.
#[derive(Clone, Copy)]
pub(in crate::state) enum ViewAddition {
    Monitors,
    Labels,
    Drives,
}

impl ViewAddition {
    /// Number of variants.
    pub(super) const COUNT: usize = 3;
}

/// Returns a device's view with the addition.
pub(super) type ViewDecorator = dyn Fn(&Device, &LiveStore, DeviceView) -> DeviceView;

/// Monitors and the like, watched besides systems.
pub(in crate::state) trait HealthSource {
    /// The state of each of them.
    fn healths(&self, store: &LiveStore) -> Vec<Health>;

    /// Those that need attention, in any order.
    fn troubles(&self, store: &LiveStore, snapshot: &Snapshot) -> Vec<Trouble>;

    /// What is known of a hub's monitors, for the next visit.
    fn to_keep(&self, store: &LiveStore, hub: &HubId) -> Option<PastMonitors>;
}

/// The devices judged since the last call of [`Self::take`], or since this was made.
#[derive(Clone, Default)]
pub struct JudgedDevices(Rc<RefCell<Vec<DeviceId>>>);

impl JudgedDevices {
    /// Takes those devices; may contain duplicates.
    pub fn take(&self) -> Vec<DeviceId> {
        self.0.take()
    }
}

impl Live {
    /// Records which devices are judged, for as long as the returned value lives.
    pub fn record_judged(&self) -> JudgedDevices {
        let kept = JudgedDevices::default();
        let mut all = self.state.judged.borrow_mut();
        all.push(Rc::downgrade(&kept.0));
        kept
    }

    /// Shows all devices through a lens, those in view first; `None` shows their state.
    pub fn set_lens(
        &self,
        lens: Option<Rc<LensReader>>,
        shapes: LensShapes,
        in_view: Vec<DeviceId>,
    ) {
        self.state.lens_shapes.set(Some(shapes));
        let is_any = lens.is_some();
        let was_any = self.state.lens.replace(lens).is_some();
        if is_any || was_any {
            self.refresh_from(in_view);
        }
    }

    /// The shapes of devices under a lens, once a lens has been set.
    pub fn lens_shapes(&self) -> Option<LensShapes> {
        self.state.lens_shapes.get()
    }

    /// Sets the drawer of individually colored lights, including those of guests.
    pub fn draw_lights_with(&self, drawer: LightDrawer) {
        self.state.light_drawer.set(Some((add_lights, drawer)));
        self.refresh_all();
    }

    /// The drawer of such lights, once it is loaded.
    pub fn light_drawer(&self) -> Option<LightDrawer> {
        self.state.light_drawer.get().map(|(_, draw)| draw)
    }

    /// Adds a listener to all hubs, called after the existing ones.
    pub(in crate::state) fn add_listener(&self, listener: Rc<HubListener>) {
        let before = self.state.listener.borrow().clone();
        *self.state.listener.borrow_mut() = Some(match before {
            Some(before) => Rc::new(move |event| {
                before(event);
                listener(event);
            }),
            None => listener,
        });
    }

    /// Sets an addition to what devices show besides their systems; `None` removes it.
    pub(in crate::state) fn set_view_addition(
        &self,
        what: ViewAddition,
        views: Option<Rc<ViewDecorator>>,
    ) {
        self.state.view_additions.borrow_mut()[what as usize] = views;
    }

    /// Counts these together with the systems. Can be set once.
    pub(in crate::state) fn set_health_source(&self, health_source: Rc<dyn HealthSource>) {
        let _ = self.state.health_source.set(health_source);
    }

    /// What is counted with the systems, if anything is.
    pub(in crate::state) fn health_source(&self) -> Option<Rc<dyn HealthSource>> {
        self.state.health_source.get().cloned()
    }

    pub(super) fn notify_listeners(&self, event: HubEvent) {
        let listener = self.state.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Calls `look` after alerts were reported, and from time to time, before anything is shown.
    pub(in crate::state) fn on_tick(&self, look: Rc<dyn Fn()>) {
        self.state.tick_listeners.borrow_mut().push(look);
    }

    /// Calls `take` with each second of the followed systems.
    pub(in crate::state) fn on_second(&self, take: Rc<SecondListener>) {
        *self.state.on_second.borrow_mut() = Some(take);
    }
}
