//! Requests the container count for the card once it has rested on a system.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::facts::is_verified;
use super::sparks::put_off;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// How long the card must show a device: a pointer that passes over many causes no requests.
const RESTED: Duration = Duration::from_millis(300);

/// Requests the count while the card shows a system whose values are verified.
pub(super) fn count_containers(app: App, shown: RwSignal<Option<DeviceId>>) {
    let rested = RwSignal::new(None::<SystemRef>);
    let waiting = Rc::new(RefCell::default());
    effect(move || {
        let snapshot = app.inner().document.snapshot().get_untracked();
        let device = shown.get().and_then(|id| snapshot.layout.devices.get(&id));
        let system = device.and_then(|device| device.system().cloned());
        rested.set(None);
        put_off(&waiting, RESTED, move || {
            rested.try_set(system);
        });
    });
    effect(move || {
        // On each report, to keep the count recent.
        if rested.get().is_some_and(|of| is_verified(app, &of)) {
            untrack(|| app.count_containers());
        }
    });
}
