//! Applies the chosen lens to the devices, and counts what they show. [`crate::domain::lens`] decides what a lens reads.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use super::coverage::load_coverage;
use super::in_view::in_view;
use crate::domain::health::{Evidence, Health};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Snapshot, devices_that_differ};
use crate::domain::lens::{Lens, LensMark, LensReader, read};
use crate::draw::device::DeviceFrame;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Runs for as long as the current owner lives.
pub(super) fn drive(app: App) {
    keep_in_address(app);
    follow_lens(app);
    follow_coverage(app);
    follow_devices(app);
}

/// Keeps the lens in the address, for sharing and for the back button.
fn keep_in_address(app: App) {
    let options = NavigateOptions {
        scroll: false,
        replace: true,
        ..Default::default()
    };
    let (asked, set_asked) = query_signal_with_options::<String>("lens", options);
    let lens = app.inner().lensing.lens.clone();
    let named = Memo::new(move |_| {
        let name = asked.get();
        name.and_then(|name| Lens::named(&name)).unwrap_or_default()
    });
    // A lens chosen before this was loaded is written to the address, unless the address names another.
    let mut leaves_it = lens.get_untracked() != Lens::Status && asked.get_untracked().is_none();
    effect(move || {
        let named = named.get();
        if !std::mem::take(&mut leaves_it) {
            app.show_lens(named);
        }
    });
    effect(move || {
        let lens = lens.get();
        if lens != named.get_untracked() {
            set_asked.set((lens != Lens::Status).then(|| lens.as_str().to_owned()));
        }
    });
}

fn follow_lens(app: App) {
    let lens = app.inner().lensing.lens.clone();
    effect(move || {
        let lens = lens.get();
        let reader = (lens != Lens::Status).then(|| {
            let reader: Rc<LensReader> = Rc::new(
                move |device: &Device, evidence: &Evidence, health: Health| {
                    let mark = read(lens, evidence, health)?;
                    // Unverified values have no sparkline, which would lead up to the present.
                    let system = device.system().filter(|_| mark.shown.is_some());
                    let spark = system.and_then(|system| {
                        app.inner().lensing.spark(system, lens, evidence.hub_now)
                    });
                    Some(LensMark { spark, ..mark })
                },
            );
            reader
        });
        app.inner()
            .live
            .set_lens(reader, DeviceFrame::live_under_lens, in_view(app));
        if let Some(root) = document().document_element() {
            // Only an invalid name is refused.
            let _ = root.set_attribute("data-lens", lens.as_str());
        }
    });
}

/// Loads the reader of the coverage lens, which replaces the placeholder "unknown".
fn follow_coverage(app: App) {
    let lens = app.inner().lensing.lens.clone();
    let is_chosen = Memo::new(move |_| lens.get() == Lens::Coverage);
    let part = RwSignal::new(None::<fn(App)>);
    effect(move || {
        if is_chosen.get() && part.with_untracked(Option::is_none) {
            app.with_part(load_coverage(), move |_, follow| part.set(Some(follow)));
        }
    });
    effect(move || {
        if let Some(follow) = part.get().filter(|_| is_chosen.get()) {
            follow(app);
        }
    });
}

fn follow_devices(app: App) {
    let inner = app.inner();
    let judged = inner.live.record_judged();
    let snapshot = inner.document.snapshot();
    let seen = Rc::new(RefCell::new(Arc::<Snapshot>::default()));
    let last = seen.clone();
    effect(move || {
        let snapshot = snapshot.get();
        let before = last.replace(snapshot.clone());
        let devices = &snapshot.layout.devices;
        for change in devices.changes_since(&before.layout.devices) {
            if let (Some(gone), None) = (change.before, change.after) {
                app.inner().lensing.forget(gone.id);
            }
        }
        look_at(
            app,
            &snapshot,
            &devices_that_differ(&before.layout, &snapshot.layout),
        );
    });
    effect(move || {
        app.inner().live.track_flushes();
        let snapshot = seen.borrow().clone();
        look_at(app, &snapshot, &judged.take());
    });
}

fn look_at(app: App, snapshot: &Snapshot, devices: &[DeviceId]) {
    let inner = app.inner();
    let layout = &snapshot.layout;
    let found = devices.iter().filter_map(|id| layout.devices.get(id));
    for device in found {
        let device: &Device = device;
        let rack = layout.rack_of(device).map(|rack| rack.id);
        let view = inner.live.view(device);
        if let Some(system) = device.system() {
            let is_verified = view.with_untracked(|view| view.health.is_verified());
            let metrics = || inner.live.system(system).map(|known| known.metrics);
            if is_verified {
                let now = inner.live.hub_now(&system.hub);
                inner.lensing.push_live(system, metrics, now);
            }
        }
        view.with_untracked(|view| inner.lensing.look(device.id, rack, view));
    }
}
