//! Fades the devices that the filter does not fit, and counts those that it does. It has no rules of its own: what fits is decided
//! in [`crate::domain::filter`].

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::filter::{DeviceFilter, Fading, FilterSubject, facts_of_system};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::domain::layout::{Device, Snapshot, devices_that_differ};
use crate::state::app::App;
use crate::state::filtering::SystemTest;
use crate::state::live::LookedAt;
use crate::views::canvas::node_registry::NodeRegistry;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{effect, nothing};

struct FadingDriver {
    app: App,
    nodes: Rc<NodeRegistry>,
    fading: RefCell<Fading>,
    text: RefCell<String>,
    seen: RefCell<Arc<Snapshot>>,
    /// What the machines are; asked for when a filter first needs it.
    details: RefCell<HashMap<SystemRef, SystemDetails>>,
    has_asked: Cell<bool>,
    /// While there is a filter.
    looked_at: RefCell<Option<LookedAt>>,
}

/// Works for as long as the current owner lives.
pub(super) fn driver(stage: Stage) -> AnyView {
    let app = App::expect();
    let driver = Rc::new(FadingDriver {
        app,
        nodes: stage.nodes(),
        fading: RefCell::default(),
        text: RefCell::default(),
        seen: RefCell::default(),
        details: RefCell::default(),
        has_asked: Cell::new(false),
        looked_at: RefCell::default(),
    });
    let inner = app.inner();
    let (text, snapshot) = (inner.filtering.text.clone(), inner.document.snapshot());
    let follower = driver.clone();
    effect(move || follower.follow(&text.get(), snapshot.get()));
    let live = app.inner();
    effect(move || {
        live.live.track_flushes();
        let devices = driver.looked_at.borrow().as_ref().map(LookedAt::take);
        driver.look_at(&devices.unwrap_or_default());
    });
    nothing()
}

impl FadingDriver {
    /// Another text, or another layout.
    fn follow(self: &Rc<Self>, text: &str, snapshot: Arc<Snapshot>) {
        let before = self.seen.replace(snapshot.clone());
        for change in snapshot
            .layout
            .devices
            .changes_since(&before.layout.devices)
        {
            if let (Some(gone), None) = (change.before, change.after) {
                self.fading.borrow_mut().forget(gone.id);
                self.nodes.fade(gone.id, false);
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
        let inner = self.app.inner();
        let looked_at = (!filter.is_empty()).then(|| inner.live.keep_looked_at());
        *self.looked_at.borrow_mut() = looked_at;
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
            driver.details.borrow_mut().extend(known);
            let snapshot = driver.seen.borrow().clone();
            driver.look(snapshot.layout.devices.iter(), &snapshot);
        });
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
            if let Some(faded) = fading.look(id, subject) {
                self.nodes.fade(id, faded);
            }
        };
        let details = self.details.borrow();
        let live = &inner.live;
        live.each_filter_subject(devices, &snapshot.layout, &details, visit);
        let count = (!fading.filter().is_empty()).then(|| fading.count());
        drop(fading);
        if inner.filtering.count.with_untracked(|old| *old != count) {
            inner.filtering.count.set(count);
        }
    }
}

/// The test for systems that no device shows. They have no tags and no rack.
fn system_test(filter: &DeviceFilter) -> Option<SystemTest> {
    let filter = filter.clone();
    (!filter.is_empty()).then(|| {
        let test: SystemTest =
            Arc::new(move |system, health| filter.fits(&facts_of_system(system, health, "")));
        test
    })
}
