//! Asks what the card has to count: once it has rested on a system, and not again within a minute.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::facts::is_verified;
use super::sparks::put_off;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::inventory::lists::ContainerList;
use crate::domain::inventory::loading::Event;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// So long the card must show a device: a pointer that passes over many asks for none of them.
const RESTED: Duration = Duration::from_millis(300);

/// Has the containers of the system counted whose card is shown, while its values are vouched for.
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
        // With each report, as the count is to stay a recent one.
        let Some(system) = rested.get().filter(|of| is_verified(app, of)) else {
            return;
        };
        untrack(|| app.tell_list::<ContainerList>(&system, Event::Glanced));
    });
}
