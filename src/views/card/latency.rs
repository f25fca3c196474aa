//! The last hours of monitors whose cards were shown, requested once a card has rested on a device.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::sparks::put_off;
use crate::domain::ids::{DeviceId, MonitorRef};
use crate::domain::series::Range;
use crate::state::actions::monitor_data::MonitorData;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// How long the card must show a device: a pointer that passes over many causes no requests.
const RESTED: Duration = Duration::from_millis(300);
/// Number of monitors kept, the most recent ones.
const MOST_KEPT: usize = 8;

thread_local! {
    static KEPT: RefCell<Vec<(MonitorRef, Rc<MonitorData>)>> = const { RefCell::new(Vec::new()) };
}

/// The kept data of a monitor; `None` before its card has rested.
pub(super) fn known_data(of: &MonitorRef) -> Option<Rc<MonitorData>> {
    KEPT.with_borrow(|kept| {
        let found = kept
            .iter()
            .find(|(known, data)| known == of && data.is_connected())?;
        Some(found.1.clone())
    })
}

/// The data of a monitor, created if there is none.
fn data_of(app: App, of: &MonitorRef) -> Option<Rc<MonitorData>> {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|(_, data)| data.is_connected());
        if let Some(place) = kept.iter().position(|(known, _)| known == of) {
            let found = kept.remove(place);
            kept.push(found);
        } else {
            kept.push((of.clone(), app.monitor_data(of)?));
        }
        if kept.len() > MOST_KEPT {
            kept.remove(0);
        }
        kept.last().map(|(_, data)| data.clone())
    })
}

/// Whether its hub is known to have that monitor; tracked.
fn is_listed(app: App, of: &MonitorRef) -> bool {
    let monitors = app.inner().monitors.get().cloned();
    monitors.is_some_and(|monitors| monitors.facts(of).is_some())
}

/// Loads the last hour of the monitor that judges a device. The signal names the monitor once the card has rested and its data may be read.
pub(super) fn follow_latency(app: App, id: DeviceId) -> RwSignal<Option<MonitorRef>> {
    let snapshot = app.inner().document.snapshot();
    let monitor = Memo::new(move |_| {
        snapshot.with(|snapshot| snapshot.layout.devices.get(&id)?.monitor().cloned())
    });
    let rested = RwSignal::new(None::<MonitorRef>);
    let waiting = Rc::new(RefCell::default());
    effect(move || {
        let of = monitor.get();
        rested.set(None);
        put_off(&waiting, RESTED, move || {
            if let Some(of) = of.as_ref().filter(|of| untrack(|| is_listed(app, of))) {
                data_of(app, of);
            }
            rested.try_set(of);
        });
    });
    effect(move || {
        let Some(of) = rested.get() else { return };
        app.inner().live.track_flushes();
        if !is_listed(app, &of) {
            return;
        }
        untrack(|| {
            if let Some(data) = data_of(app, &of) {
                data.want(&[Range::Hour], app.inner().live.hub_now(&of.hub));
            }
        });
    });
    rested
}
