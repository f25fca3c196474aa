//! Fades the devices that do not match the filter, and counts those that do. It has no rules of its own: [`crate::domain::filter`] decides
//! what matches.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::filter::{
    DeviceFilter, Fading, FilterFacts, FilterMark, FilterSubject, RunningContainers, filter_subject,
};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Snapshot, devices_that_differ};
use crate::domain::natural;
use crate::state::app::App;
use crate::state::filtering::SystemTest;
use crate::state::live::JudgedDevices;
use crate::views::canvas::node_registry::NodeRegistry;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style_sheet::adopt;

/// Where the containers named by the filter run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FoundHosts {
    /// Whether the filter names any containers.
    pub are_asked: bool,
    /// Their devices and names, in natural order.
    pub devices: Vec<(DeviceId, String)>,
    /// The names of hosts that no device shows.
    pub elsewhere: Vec<String>,
}

/// The driver, as views hold it.
pub(super) type SharedDriver = StoredValue<Rc<FadingDriver>, LocalStorage>;

pub(super) struct FadingDriver {
    app: App,
    nodes: Rc<NodeRegistry>,
    fading: RefCell<Fading>,
    text: RefCell<String>,
    seen: RefCell<Arc<Snapshot>>,
    /// Machine details and running containers; requested when a filter needs them.
    asked: RefCell<FilterFacts>,
    asks_containers: RwSignal<bool>,
    hosts: RwSignal<FoundHosts>,
    /// Whether the hosts may have changed even if no device looks different.
    has_new_facts: Cell<bool>,
    has_asked: Cell<bool>,
    /// Set while there is a filter.
    judged: RefCell<Option<JudgedDevices>>,
}

/// Runs for as long as the current owner lives.
pub(super) fn start(stage: Stage) -> SharedDriver {
    adopt(include_str!("../../../style/filter.css"));
    let app = App::expect();
    let asks_containers = RwSignal::new(false);
    let driver = Rc::new(FadingDriver {
        app,
        nodes: stage.nodes(),
        fading: RefCell::default(),
        text: RefCell::default(),
        seen: RefCell::default(),
        asked: RefCell::default(),
        asks_containers,
        hosts: RwSignal::default(),
        has_new_facts: Cell::new(true),
        has_asked: Cell::new(false),
        judged: RefCell::default(),
    });
    let inner = app.inner();
    let (text, snapshot) = (inner.filtering.text.clone(), inner.document.snapshot());
    let follower = driver.clone();
    effect(move || follower.follow(&text.get(), snapshot.get()));
    let live = app.inner();
    let shared: SharedDriver = StoredValue::new_local(driver.clone());
    effect(move || {
        live.live.track_flushes();
        let devices = driver.judged.borrow().as_ref().map(JudgedDevices::take);
        driver.look_at(&devices.unwrap_or_default());
    });
    shared
}

impl FadingDriver {
    /// Takes in a changed text or layout.
    fn follow(self: &Rc<Self>, text: &str, snapshot: Arc<Snapshot>) {
        let before = self.seen.replace(snapshot.clone());
        self.has_new_facts.set(true);
        for change in snapshot
            .layout
            .devices
            .changes_since(&before.layout.devices)
        {
            if let (Some(gone), None) = (change.before, change.after) {
                self.fading.borrow_mut().forget(gone.id);
                self.nodes.mark_by_filter(gone.id, FilterMark::Plain);
            }
        }
        if self.text.replace(text.to_owned()) == text {
            self.look_at(&devices_that_differ(&before.layout, &snapshot.layout));
            return;
        }
        let filter = DeviceFilter::parse(text);
        if filter.needs_details() && !self.has_asked.replace(true) {
            self.ask_for_details();
        }
        let asks = filter.needs_containers();
        if self.asks_containers.get_untracked() != asks {
            self.asks_containers.set(asks);
        }
        let inner = self.app.inner();
        let judged = (!filter.is_empty()).then(|| inner.live.record_judged());
        *self.judged.borrow_mut() = judged;
        inner.filtering.systems.set(system_test(&filter));
        self.fading.borrow_mut().set_filter(filter);
        self.look(snapshot.layout.devices.iter(), &snapshot);
    }

    fn ask_for_details(self: &Rc<Self>) {
        let driver = Rc::downgrade(self);
        self.app.read_details(move |hub, details| {
            let Some(driver) = driver.upgrade() else {
                return;
            };
            let known = details.into_iter();
            let known = known.map(|one| (SystemRef::new(hub.clone(), one.system.clone()), one));
            driver.asked.borrow_mut().details.extend(known);
            driver.look_at_all();
        });
    }

    /// Takes in the current lists of containers.
    pub(super) fn take_running(&self, running: RunningContainers) {
        if self.asked.borrow().running != running {
            self.asked.borrow_mut().running = running;
            self.has_new_facts.set(true);
            self.look_at_all();
        }
    }

    /// Whether the filter names containers.
    pub(super) fn asks_containers(&self) -> RwSignal<bool> {
        self.asks_containers
    }

    pub(super) fn hosts(&self) -> RwSignal<FoundHosts> {
        self.hosts
    }

    fn look_at_all(&self) {
        let snapshot = self.seen.borrow().clone();
        self.look(snapshot.layout.devices.iter(), &snapshot);
    }

    fn look_at(&self, devices: &[DeviceId]) {
        if devices.is_empty() {
            return;
        }
        let snapshot = self.seen.borrow().clone();
        let devices = devices
            .iter()
            .filter_map(|id| snapshot.layout.devices.get(id));
        self.look(devices, &snapshot);
    }

    fn look<'a>(&self, devices: impl Iterator<Item = &'a Device>, snapshot: &Snapshot) {
        let inner = self.app.inner();
        let mut fading = self.fading.borrow_mut();
        let visit = &mut |id, subject: &FilterSubject| {
            if let Some(mark) = fading.look(id, subject) {
                self.nodes.mark_by_filter(id, mark);
                self.has_new_facts.set(true);
            }
        };
        let asked = self.asked.borrow();
        let live = &inner.live;
        live.each_filter_subject(devices, &snapshot.layout, &asked, visit);
        let count = (!fading.filter().is_empty()).then(|| fading.count());
        drop(asked);
        let hosts = self
            .has_new_facts
            .take()
            .then(|| self.found_hosts(&fading, snapshot));
        drop(fading);
        if let Some(hosts) = hosts
            && self.hosts.with_untracked(|before| *before != hosts)
        {
            self.hosts.set(hosts);
        }
        if inner.filtering.count.with_untracked(|old| *old != count) {
            inner.filtering.count.set(count);
        }
    }

    fn found_hosts(&self, fading: &Fading, snapshot: &Snapshot) -> FoundHosts {
        if !fading.filter().points_out() {
            return FoundHosts::default();
        }
        let devices = &snapshot.layout.devices;
        let found = fading.pointed_out().filter_map(|id| devices.get(&id));
        let mut found: Vec<_> = found.map(|on| (on.id, on.name.clone())).collect();
        found.sort_by(|one, other| {
            natural::compare(&one.1, &other.1).then_with(|| one.0.cmp(&other.0))
        });
        let asked = self.asked.borrow();
        let systems = asked.running.systems_for(fading.filter());
        let elsewhere = systems
            .into_iter()
            .filter(|of| !snapshot.index.is_shown(&of.hub, &of.system));
        let live = &self.app.inner().live;
        FoundHosts {
            are_asked: true,
            devices: found,
            elsewhere: elsewhere
                .filter_map(|system| live.system(system))
                .map(|system| system.name)
                .collect(),
        }
    }
}

/// The test for systems that no device shows. They have no tags and no rack.
fn system_test(filter: &DeviceFilter) -> Option<SystemTest> {
    let filter = filter.clone();
    (!filter.is_empty()).then(|| {
        let test: SystemTest =
            Arc::new(move |system, health| filter.fits(&filter_subject(system, health, "")));
        test
    })
}
