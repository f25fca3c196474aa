//! The live store behind signals: reports are taken in once per frame, and a device's signal is set only when something visible has
//! changed.

mod details;
mod hooks;
mod queries;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::health::PastSystems;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::layout::{Device, Snapshot, devices_that_differ};
use crate::domain::lens::LensReader;
use crate::domain::summary::Totals;
use crate::domain::system::Metrics;
use crate::domain::view::DeviceView;
use crate::hub::live::store::LiveNotice;
use crate::hub::live::{HubReport, LiveStore};
use crate::shell::clock;
use crate::shell::frames::FrameTask;

pub use details::DeviceDetails;
pub(super) use hooks::HealthSource;
pub(super) use hooks::{HubEvent, ViewAddition};
use hooks::{HubListener, LightDecorator, SecondListener, ViewDecorator};
pub use hooks::{JudgedDevices, LensShapes, LightDrawer};

/// The systems of the connected hubs, and what the devices linked to them show.
pub struct Live {
    state: Rc<LiveState>,
}

struct LiveState {
    frame: OnceCell<FrameTask>,
    store: RefCell<LiveStore>,
    snapshot: RefCell<Arc<Snapshot>>,
    views: RefCell<HashMap<DeviceId, ArcRwSignal<DeviceView>>>,
    followed: Cell<Option<DeviceId>>,
    details: ArcRwSignal<Option<DeviceDetails>>,
    /// Updates `details`; set when a device is first followed.
    refresh_details: Cell<Option<fn(&LiveState)>>,
    totals: ArcRwSignal<Totals>,
    /// Notified on every flush.
    flushed: ArcTrigger,
    /// Recorders of judged devices.
    judged: RefCell<Vec<Weak<RefCell<Vec<DeviceId>>>>>,
    /// The lens that devices show instead of their state.
    lens: RefCell<Option<Rc<LensReader>>>,
    lens_shapes: Cell<Option<LensShapes>>,
    /// Until it is set, devices are shown without guests.
    light_drawer: Cell<Option<(LightDecorator, LightDrawer)>>,
    listener: RefCell<Option<Rc<HubListener>>>,
    /// Called after alerts were reported, and now and then.
    tick_listeners: RefCell<Vec<Rc<dyn Fn()>>>,
    on_second: RefCell<Option<Rc<SecondListener>>>,
    /// Indexed by [`ViewAddition`].
    view_additions: RefCell<[Option<Rc<ViewDecorator>>; ViewAddition::COUNT]>,
    health_source: OnceCell<Rc<dyn HealthSource>>,
    /// Notified when systems come or go.
    known: ArcTrigger,
}

impl Live {
    pub(super) fn new() -> Self {
        let state = Rc::new(LiveState {
            frame: OnceCell::new(),
            store: RefCell::default(),
            snapshot: RefCell::default(),
            views: RefCell::default(),
            followed: Cell::new(None),
            details: ArcRwSignal::new(None),
            refresh_details: Cell::new(None),
            totals: ArcRwSignal::new(Totals::default()),
            flushed: ArcTrigger::new(),
            judged: RefCell::default(),
            lens: RefCell::default(),
            lens_shapes: Cell::new(None),
            light_drawer: Cell::new(None),
            listener: RefCell::default(),
            tick_listeners: RefCell::default(),
            on_second: RefCell::default(),
            view_additions: RefCell::default(),
            health_source: OnceCell::new(),
            known: ArcTrigger::new(),
        });
        let weak: Weak<LiveState> = Rc::downgrade(&state);
        state.frame.get_or_init(|| {
            FrameTask::new(move || {
                if let Some(state) = weak.upgrade() {
                    state.flush();
                }
            })
        });
        Self { state }
    }

    /// The signal of one device, created on first use.
    pub fn view(&self, device: &Device) -> ArcRwSignal<DeviceView> {
        let known = self.state.views.borrow().get(&device.id).cloned();
        known.unwrap_or_else(|| {
            let signal = ArcRwSignal::new(self.state.view_of(device));
            self.state
                .views
                .borrow_mut()
                .insert(device.id, signal.clone());
            signal
        })
    }

    /// Starts waiting for this hub, in addition to the existing ones.
    pub(super) fn add_hub(&self, hub: HubId) {
        self.state.store.borrow_mut().add_hub(hub);
        self.state.request_frame();
    }

    /// Judges these devices again.
    pub fn judge_devices(&self, devices: Vec<DeviceId>) {
        self.state.store.borrow_mut().judge(devices);
        self.state.request_frame();
    }

    /// Forgets a hub and its systems.
    pub(super) fn remove_hub(&self, hub: &HubId) {
        self.notify_listeners(HubEvent::Left(hub));
        self.state.store.borrow_mut().remove_hub(hub);
        self.state.request_frame();
    }

    /// Forgets all hubs.
    pub(super) fn clear(&self) {
        self.notify_listeners(HubEvent::LeftAll);
        self.state.store.borrow_mut().clear();
        self.state.views.borrow_mut().clear();
        self.state.request_frame();
    }

    /// Takes in a report of a connection. Returns what the user has to be told.
    pub(super) fn take_in(&self, hub: &HubId, report: HubReport) -> Option<LiveNotice> {
        self.notify_listeners(HubEvent::Report(hub, &report));
        if let HubReport::Second(system, event) = &report {
            let listener = self.state.on_second.borrow().clone();
            if let Some(take) = listener {
                take(SystemRef::new(hub.clone(), system.clone()), event);
            }
            return None;
        }
        let is_then = matches!(report, HubReport::Alerts(_) | HubReport::Aged);
        let mut store = self.state.store.borrow_mut();
        let notice = store.take_in(hub, report, clock::now());
        drop(store);
        if is_then {
            let listeners = self.state.tick_listeners.borrow().clone();
            for look in listeners {
                look();
            }
        }
        self.state.request_frame();
        notice
    }

    /// Takes in what was known of a hub at an earlier visit.
    pub(super) fn recall(&self, hub: &HubId, past: PastSystems) {
        self.state.store.borrow_mut().recall(hub, past);
        self.state.request_frame();
    }

    /// Takes in the values of this second of a system.
    pub(super) fn take_second(&self, system: &SystemRef, metrics: Metrics) {
        let mut store = self.state.store.borrow_mut();
        store.take_second(system, metrics);
        self.state.request_frame();
    }

    /// Marks which alerts are acknowledged, by system and name.
    pub(super) fn mark_alerts(&self, is_acknowledged: &dyn Fn(&SystemRef, &str) -> bool) {
        self.state.store.borrow_mut().mark_alerts(is_acknowledged);
        self.state.request_frame();
    }

    /// Takes in a changed layout: other devices, other links.
    pub(super) fn set_layout(&self, snapshot: Arc<Snapshot>) {
        let before = self.state.snapshot.replace(snapshot.clone());
        for change in snapshot
            .layout
            .devices
            .changes_since(&before.layout.devices)
        {
            if let (Some(gone), None) = (change.before, change.after) {
                self.state.views.borrow_mut().remove(&gone.id);
            }
        }
        let changed = devices_that_differ(&before.layout, &snapshot.layout);
        self.state.store.borrow_mut().judge(changed);
        self.state.request_frame();
    }

    /// Judges the devices of one system again, when more is known of it than it reports.
    pub fn rejudge_system(&self, system: &SystemRef) {
        self.state.store.borrow_mut().rejudge_system(system);
        self.state.request_frame();
    }

    /// Judges the devices again that show an earlier visit's state, when its age has changed.
    pub(super) fn rejudge_past(&self) {
        self.state.store.borrow_mut().rejudge_past();
        self.state.request_frame();
    }

    /// Judges every device anew: time alone can make a value stale.
    pub fn refresh_all(&self) {
        self.refresh_from(Vec::new());
    }

    /// The same, these devices first.
    fn refresh_from(&self, first: Vec<DeviceId>) {
        self.state.store.borrow_mut().judge_all_from(first);
        self.state.request_frame();
    }
}

impl LiveState {
    fn request_frame(&self) {
        if let Some(frame) = self.frame.get() {
            frame.request();
        }
    }

    fn flush(&self) {
        let now = clock::now();
        let snapshot = self.snapshot.borrow().clone();
        let flush = self.store.borrow_mut().flush(&snapshot, now);
        for id in &flush.devices {
            if let Some(device) = snapshot.layout.devices.get(id) {
                self.flush_device(device);
            }
        }
        self.judged.borrow_mut().retain(|kept| {
            let kept = kept.upgrade();
            if let Some(kept) = &kept {
                kept.borrow_mut().extend_from_slice(&flush.devices);
            }
            kept.is_some()
        });
        if let Some(refresh) = self.refresh_details.get() {
            refresh(self);
        }
        let mut totals = self.store.borrow_mut().totals(now);
        if let Some(health_source) = self.health_source.get() {
            totals.extend(health_source.healths(&self.store.borrow()));
        }
        if self.totals.with_untracked(|old| *old != totals) {
            self.totals.set(totals);
        }
        if flush.known_changed {
            self.known.notify();
        }
        self.flushed.notify();
        if flush.goes_on {
            self.request_frame();
        }
    }

    fn flush_device(&self, device: &Device) {
        let signal = self.views.borrow().get(&device.id).cloned();
        if let Some(signal) = signal {
            let view = self.view_of(device);
            if signal.with_untracked(|old| *old != view) {
                signal.set(view);
            }
        }
    }

    fn view_of(&self, device: &Device) -> DeviceView {
        let layout = self.snapshot.borrow().clone();
        let store = self.store.borrow();
        let lens = self.lens.borrow().clone();
        let view = store.view(device, &layout.layout, lens.as_deref(), clock::now());
        let others = self.view_additions.borrow().clone();
        let others = others.iter().flatten();
        let view = others.fold(view, |view, other| other(device, &store, view));
        match self.light_drawer.get() {
            Some((add, _)) => add(view, &store, device),
            None => view,
        }
    }
}
