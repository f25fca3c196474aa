//! Loads the follower of the hubs' monitors, a part of the program that is loaded after the first picture.

use leptos::prelude::*;

use crate::domain::ids::{HubId, MonitorRef};
use crate::domain::layout::Device;
use crate::domain::monitor_view::LastCheck;
use crate::domain::session_events::MonitorState;
use crate::domain::version::Version;
use crate::hub::live::LiveStore;
use crate::state::app::App;
use crate::state::monitors::MonitorFacts;
use crate::state::monitors::follower::follow;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;

lazy_part!(monitors: fn load_monitors() -> fn(App) = start);

impl App {
    /// Loads the monitor follower as soon as a hub has monitors, or a device is linked to one.
    pub fn follow_monitors(self) {
        let snapshot = self.inner().document.snapshot();
        let is_linked = Memo::new(move |_| {
            snapshot.with(|snapshot| {
                let mut devices = snapshot.layout.devices.iter();
                devices.any(|device| device.any_monitor().is_some())
            })
        });
        let is_wanted = Memo::new(move |before: Option<&bool>| {
            if before == Some(&true) || is_linked.get() {
                return true;
            }
            self.inner().live.track_flushes();
            self.has_hub_with_monitors()
        });
        Effect::new(move |_| {
            if is_wanted.get() {
                spawn(async move {
                    let start = until_loaded(load_monitors).await;
                    start(self);
                });
            }
        });
    }

    /// What is known of a monitor; `None` if its hub does not have it. Tracked.
    pub fn monitor_facts(&self, of: &MonitorRef) -> Option<MonitorFacts> {
        self.inner().monitors.get()?.facts(of)
    }

    /// The last check of the device's monitor, whether or not it judges the device; not tracked.
    pub(super) fn last_check(self, device: &Device, live: &LiveStore) -> Option<LastCheck> {
        let of = device.any_monitor()?;
        Some(self.inner().monitors.get()?.last_check(of, live))
    }

    fn has_hub_with_monitors(self) -> bool {
        let connections = self.inner().sessions.connections.all();
        let mut versions = connections.iter().filter_map(|one| one.version());
        versions.any(Version::lists_monitors)
    }
}

fn start(app: App) {
    let inner = app.inner();
    inner.monitors.get_or_init(|| {
        let lens = &inner.lensing.lens;
        let listener = move |hub: &HubId, states: &[MonitorState]| {
            if let Some(events) = app.inner().events.get() {
                events.see_monitors(hub, states);
            }
        };
        let listener = Box::new(listener);
        follow(
            &inner.live,
            &inner.document,
            &inner.sessions,
            lens,
            listener,
        )
    });
    inner.live.refresh_all();
}
