//! The live store behind signals: what the connections report is taken in once per frame, and a device's signal is set only
//! when what a person sees of it has changed.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::contact::Contact;
use crate::domain::filter::FilterSubject;
use crate::domain::health::{Criteria, Health};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::domain::layout::{Device, Layout, Snapshot, devices_that_differ};
use crate::domain::lens::{LensMark, LensReader};
use crate::domain::preferences::Preferences;
use crate::domain::summary::Totals;
use crate::domain::system::{Metrics, System, TriggeredAlert};
use crate::domain::trouble::Trouble;
use crate::domain::units::Millis;
use crate::domain::version::Version;
use crate::domain::view::DeviceView;
use crate::draw::device::{DeviceFrame, LiveShapes};
use crate::hub::live::store::{LiveNotice, system_of};
use crate::hub::live::{HubReport, LiveStore};
use crate::hub::realtime::LiveEvent;
use crate::shell::clock;
use crate::shell::frames::FrameTask;

/// The systems of the connected hubs, and what the devices linked to them show.
pub struct Live {
    state: Rc<LiveState>,
}

/// Draws what changes of a device whose view has a lens's mark; the last argument is whether small print is left out.
pub type LensShapes = fn(&DeviceFrame, &DeviceView, bool) -> LiveShapes;

/// Appends to a device's group what is drawn of its guests; the last argument is whether small print is left out.
pub type GuestDrawer = fn(&Element, &DeviceFrame, &DeviceView, bool);

/// Adds what is told of a device's guests. It comes with what draws them.
type GuestTeller = fn(DeviceView, &LiveStore, &Device) -> DeviceView;

fn tell_guests(view: DeviceView, store: &LiveStore, device: &Device) -> DeviceView {
    view.with_guests(store.guests_of(device, clock::now()))
}

/// What is heard of the hubs, before it is taken in.
#[derive(Clone, Copy)]
pub(super) enum HubWord<'a> {
    Report(&'a HubId, &'a HubReport),
    Left(&'a HubId),
    LeftAll,
}

type HubListener = dyn Fn(HubWord);

/// Takes a second of a system that is followed.
pub(super) type SecondListener = dyn Fn(SystemRef, &LiveEvent);

/// Makes the view of a device in place of the one that its system gives it.
type OtherViews = dyn Fn(&Device, &LiveStore, DeviceView) -> DeviceView;

/// The devices that were looked at since this was asked last, from when it was made on.
#[derive(Clone, Default)]
pub struct LookedAt(Rc<RefCell<Vec<DeviceId>>>);

impl LookedAt {
    /// Those devices, some perhaps twice.
    pub fn take(&self) -> Vec<DeviceId> {
        self.0.take()
    }
}

/// What the panel of one device knows beyond its view.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceDetails {
    pub view: DeviceView,
    /// The system it shows, as last heard of; `None` where its hub does not have it.
    pub system: Option<(SystemRef, System)>,
    pub contact: Contact,
    pub alerts: Vec<TriggeredAlert>,
    pub preferences: Preferences,
    pub hub_version: Option<Version>,
}

impl DeviceDetails {
    /// What its values are judged by.
    pub fn criteria(&self) -> Criteria<'_> {
        Criteria {
            alerts: &self.alerts,
            preferences: self.preferences,
            hub_version: self.hub_version,
        }
    }
}

struct LiveState {
    frame: OnceCell<FrameTask>,
    store: RefCell<LiveStore>,
    snapshot: RefCell<Arc<Snapshot>>,
    views: RefCell<HashMap<DeviceId, ArcRwSignal<DeviceView>>>,
    followed: Cell<Option<DeviceId>>,
    details: ArcRwSignal<Option<DeviceDetails>>,
    totals: ArcRwSignal<Totals>,
    /// Follows every flush.
    flushed: ArcTrigger,
    /// Who follows which devices are looked at.
    looked_at: RefCell<Vec<Weak<RefCell<Vec<DeviceId>>>>>,
    /// What devices show in place of their state.
    lens: RefCell<Option<Rc<LensReader>>>,
    lens_shapes: Cell<Option<LensShapes>>,
    /// Until there is one, no device is shown with guests.
    guest_drawer: Cell<Option<(GuestTeller, GuestDrawer)>>,
    listener: RefCell<Option<Rc<HubListener>>>,
    /// Called after alerts were reported, and now and then.
    now_and_then: RefCell<Vec<Rc<dyn Fn()>>>,
    on_second: RefCell<Option<Rc<SecondListener>>>,
    other_views: OnceCell<Rc<OtherViews>>,
    /// Follows systems that come or go.
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
            totals: ArcRwSignal::new(Totals::default()),
            flushed: ArcTrigger::new(),
            looked_at: RefCell::default(),
            lens: RefCell::default(),
            lens_shapes: Cell::new(None),
            guest_drawer: Cell::new(None),
            listener: RefCell::default(),
            now_and_then: RefCell::default(),
            on_second: RefCell::default(),
            other_views: OnceCell::new(),
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

    /// The signal of one device, made when it is first asked for.
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

    /// How many systems are up, down and so on.
    pub fn totals(&self) -> ArcRwSignal<Totals> {
        self.state.totals.clone()
    }

    /// The health of one system, tracked.
    pub fn health_of(&self, system: &SystemRef) -> Option<Health> {
        self.state.flushed.track();
        self.state.store.borrow().health(system, clock::now())
    }

    /// The health of what a device is linked to, whether or not its hub has it; tracked.
    pub fn health_of_link(&self, system: &SystemRef) -> Health {
        self.state.flushed.track();
        let store = self.state.store.borrow();
        store.health_of_link(system, clock::now())
    }

    /// When a system was last heard of, and since when it is down.
    pub fn contact(&self, system: &SystemRef) -> Contact {
        self.state.store.borrow().contact(system)
    }

    /// The systems that need a look, worst first; tracked.
    pub fn troubles(&self) -> Vec<Trouble> {
        self.state.flushed.track();
        let snapshot = self.state.snapshot.borrow().clone();
        self.state.store.borrow().troubles(&snapshot, clock::now())
    }

    /// Follows systems that come or go, but not their values.
    pub fn track_systems(&self) {
        self.state.known.track();
    }

    /// Whether any hub has any system.
    pub fn has_systems(&self) -> bool {
        self.state.store.borrow().has_systems()
    }

    /// The hubs that no events come from, which are asked now and then.
    pub fn hubs_without_events(&self) -> Vec<HubId> {
        self.state.store.borrow().hubs_without_events()
    }

    /// Every system of a hub as last heard of, unsorted.
    pub fn systems_of(&self, hub: &HubId) -> Vec<System> {
        let store = self.state.store.borrow();
        store.systems_of(hub).cloned().collect()
    }

    /// What is read of the store.
    pub(super) fn with_store<T>(&self, read: impl FnOnce(&LiveStore) -> T) -> T {
        read(&self.state.store.borrow())
    }

    /// One system as last heard of.
    pub fn system(&self, system: &SystemRef) -> Option<System> {
        self.state.store.borrow().system(system).cloned()
    }

    /// The triggered alerts of a system.
    pub fn alerts(&self, system: &SystemRef) -> Vec<TriggeredAlert> {
        self.state.store.borrow().alerts(system).to_vec()
    }

    /// Hands over what a filter may look at of each of these devices.
    pub fn each_filter_subject<'a>(
        &self,
        devices: impl Iterator<Item = &'a Device>,
        layout: &Layout,
        details: &HashMap<SystemRef, SystemDetails>,
        visit: &mut dyn FnMut(DeviceId, &FilterSubject),
    ) {
        let (store, now) = (self.state.store.borrow(), clock::now());
        for device in devices {
            let known = device.system().and_then(|system| details.get(system));
            let mut subject = store.filter_subject(device, layout, known, now);
            if let Some(others) = self.state.other_views.get()
                && device.monitor().is_some()
            {
                let view = store.view(device, layout, None, now);
                subject.health = others(device, &store, view).health;
            }
            visit(device.id, &subject);
        }
    }

    /// Keeps from now on which devices are looked at, for as long as the result lives.
    pub fn keep_looked_at(&self) -> LookedAt {
        let kept = LookedAt::default();
        let mut all = self.state.looked_at.borrow_mut();
        all.push(Rc::downgrade(&kept.0));
        kept
    }

    /// Follows the flushes.
    pub fn track_flushes(&self) {
        self.state.flushed.track();
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

    /// Draws the guests of devices with that from now on.
    pub fn draw_guests_with(&self, drawer: GuestDrawer) {
        self.state.guest_drawer.set(Some((tell_guests, drawer)));
        self.refresh_all();
    }

    /// How guests are drawn, once that is loaded.
    pub fn guest_drawer(&self) -> Option<GuestDrawer> {
        self.state.guest_drawer.get().map(|(_, draw)| draw)
    }

    /// What a reader makes of a device as it is now.
    pub fn read(&self, device: &Device, reader: &LensReader) -> Option<LensMark> {
        let snapshot = self.state.snapshot.borrow().clone();
        let store = self.state.store.borrow();
        let view = store.view(device, &snapshot.layout, Some(reader), clock::now());
        view.lens
    }

    /// How the user of the first hub wants values shown and judged.
    pub fn preferences(&self) -> Preferences {
        self.state.store.borrow().first_preferences()
    }

    /// Follows one device more closely, for its panel.
    pub fn follow(&self, device: Option<DeviceId>) -> ArcRwSignal<Option<DeviceDetails>> {
        self.state.followed.set(device);
        self.state.refresh_details();
        self.state.details.clone()
    }

    /// What is known of one device beyond its view.
    pub fn details_of(&self, device: DeviceId) -> Option<DeviceDetails> {
        self.state.read_details(device)
    }

    /// How the user of a hub wants values shown and judged.
    pub fn preferences_of(&self, hub: &HubId) -> Preferences {
        self.state.store.borrow().preferences(hub)
    }

    /// A hub's present time, as far as it is known.
    pub fn hub_now(&self, hub: &HubId) -> Millis {
        self.state.store.borrow().hub_now(hub, clock::now())
    }

    /// How the app stands with its hubs: the worst of them.
    pub(super) fn worst_state(&self) -> HubState {
        self.state.store.borrow().worst_state().clone()
    }

    /// Waits for this hub, beside those there are.
    pub(super) fn add_hub(&self, hub: HubId) {
        self.state.store.borrow_mut().add_hub(hub);
        self.state.request_frame();
    }

    /// Has it hear of all hubs from now on, after those that do already.
    pub(super) fn add_listener(&self, listener: Rc<HubListener>) {
        let before = self.state.listener.borrow().clone();
        *self.state.listener.borrow_mut() = Some(match before {
            Some(before) => Rc::new(move |heard| {
                before(heard);
                listener(heard);
            }),
            None => listener,
        });
    }

    /// What devices show that no system tells of.
    pub(super) fn set_other_views(&self, views: Rc<OtherViews>) {
        // Set once: a page has one of them.
        let _ = self.state.other_views.set(views);
    }

    /// Looks at these devices again.
    pub fn look_at(&self, devices: Vec<DeviceId>) {
        self.state.store.borrow_mut().judge(devices);
        self.state.request_frame();
    }

    fn tell(&self, heard: HubWord) {
        let listener = self.state.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(heard);
        }
    }

    /// Forgets a hub and its systems.
    pub(super) fn remove_hub(&self, hub: &HubId) {
        self.tell(HubWord::Left(hub));
        self.state.store.borrow_mut().remove_hub(hub);
        self.state.request_frame();
    }

    /// Forgets all hubs.
    pub(super) fn clear(&self) {
        self.tell(HubWord::LeftAll);
        self.state.store.borrow_mut().clear();
        self.state.views.borrow_mut().clear();
        self.state.request_frame();
    }

    /// Takes in what a connection reports. Returns what the user has to know of it.
    pub(super) fn take_in(&self, hub: &HubId, report: HubReport) -> Option<LiveNotice> {
        self.tell(HubWord::Report(hub, &report));
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
            let listeners = self.state.now_and_then.borrow().clone();
            for look in listeners {
                look();
            }
        }
        self.state.request_frame();
        notice
    }

    /// Calls after alerts were reported, and now and then, before anything is shown.
    pub(super) fn now_and_then(&self, look: Rc<dyn Fn()>) {
        self.state.now_and_then.borrow_mut().push(look);
    }

    /// Calls with each second of the systems that are followed.
    pub(super) fn on_second(&self, take: Rc<SecondListener>) {
        *self.state.on_second.borrow_mut() = Some(take);
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

    /// The layout changed: other devices, other links.
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

    /// Looks at the devices of one system again, as more is known of it than what it reports.
    pub fn look_again(&self, system: &SystemRef) {
        self.state.store.borrow_mut().look_again(system);
        self.state.request_frame();
    }

    /// Judges every device anew: time alone can make a value stale.
    pub fn refresh_all(&self) {
        self.state.store.borrow_mut().judge_all();
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
        self.looked_at.borrow_mut().retain(|kept| {
            let kept = kept.upgrade();
            if let Some(kept) = &kept {
                kept.borrow_mut().extend_from_slice(&flush.devices);
            }
            kept.is_some()
        });
        self.refresh_details();
        let totals = self.store.borrow_mut().totals(now);
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

    fn refresh_details(&self) {
        let details = self.followed.get().and_then(|id| self.read_details(id));
        if self.details.with_untracked(|old| *old != details) {
            self.details.set(details);
        }
    }

    fn read_details(&self, id: DeviceId) -> Option<DeviceDetails> {
        let snapshot = self.snapshot.borrow().clone();
        let device = snapshot.layout.devices.get(&id)?;
        let view = self.view_of(device);
        let store = self.store.borrow();
        let linked = system_of(device);
        let known = linked
            .clone()
            .and_then(|of| Some((store.system(&of)?.clone(), of)));
        Some(DeviceDetails {
            view,
            system: known.map(|(system, of)| (of, system)),
            contact: linked
                .as_ref()
                .map(|of| store.contact(of))
                .unwrap_or_default(),
            preferences: linked
                .as_ref()
                .map(|of| store.preferences(&of.hub))
                .unwrap_or_default(),
            hub_version: linked.as_ref().and_then(|of| store.version(&of.hub)),
            alerts: linked
                .map(|of| store.alerts(&of).to_vec())
                .unwrap_or_default(),
        })
    }

    fn view_of(&self, device: &Device) -> DeviceView {
        let layout = self.snapshot.borrow().clone();
        let store = self.store.borrow();
        let lens = self.lens.borrow().clone();
        let view = store.view(device, &layout.layout, lens.as_deref(), clock::now());
        let view = match self.other_views.get() {
            Some(others) => others(device, &store, view),
            None => view,
        };
        match self.guest_drawer.get() {
            Some((tell, _)) => tell(view, &store, device),
            None => view,
        }
    }
}
