//! Recent events.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{PageClock, entries, open, page_link, part, words_of};
use super::sources::{read_lists, sentence};
use crate::domain::fleet::lists::FleetIndex;
use crate::domain::fleet::{
    FleetReach, FleetRow, NothingListed, RecentEvent, events_of_alerts, events_of_session, newest,
};
use crate::domain::ids::{DeviceId, HubId, MonitorRef};
use crate::domain::inventory::lists::AlertList;
use crate::domain::pages::AppPage;
use crate::domain::session_events::SessionEntry;
use crate::domain::trouble::TroubleSubject;
use crate::state::app::App;
use crate::state::time;
use crate::views::fleet::alert_news::follow_alerts;

pub fn events(
    app: App,
    systems: Memo<Vec<Arc<FleetRow>>>,
    reach: Memo<FleetReach>,
    clock: PageClock,
) -> AnyView {
    follow_alerts(app);
    let of_alerts = read_lists::<AlertList, _>(app, move |hub, list| {
        let history = list.history.as_deref().unwrap_or_default();
        let seen = seen_by_clock_of(app, hub);
        systems.with(|systems| {
            let index = FleetIndex::new(systems);
            newest(events_of_alerts(hub, history, &index, &seen))
        })
    });
    let found = Memo::new(move |_| {
        let (state, mut events) = of_alerts.get();
        let entries = app.inner().events.get().map(|events| events.entries());
        systems.with(|systems| {
            let entries = entries.unwrap_or_default();
            let index = FleetIndex::new(systems);
            events.extend(events_of_session(&entries, &index, |of| device_of(app, of)));
        });
        (state, newest(events))
    });
    let events = Memo::new(move |_| found.with(|(_, events)| events.clone()));
    let key = |event: &RecentEvent| format!("{} {} {}", event.of.key(), event.at.0, event.words);
    let entry = move |item: Memo<Option<RecentEvent>>| {
        let press = move |_| {
            if let Some(event) = item.get_untracked() {
                match (&event.of, event.device) {
                    (TroubleSubject::System(system), device) => open(app, device, system),
                    (TroubleSubject::Monitor(_), device @ Some(_)) => app.open_device(device),
                    (TroubleSubject::Monitor(_), None) => {}
                }
            }
        };
        view! {
            <button type="button" class="entry plain" on:click=press>
                <span class="what">
                    <b>{words_of(item, |event| event.name.clone())}</b>
                </span>
                <span class="how-long">
                    {words_of(item, move |event| {
                        format!("{} ago", clock.since(app, event.of.hub(), Some(event.at)))
                    })}
                </span>
                <span class="reason">{words_of(item, |event| event.words.clone())}</span>
                <small class="at">{words_of(item, |event| time::local(event.at))}</small>
            </button>
        }
        .into_any()
    };
    let content = view! {
        {sentence(app, found, "the history of alerts", NothingListed::Events, reach)}
        <div class="entries">{entries(events, key, entry)}</div>
    };
    part(
        "Recent events",
        Signal::stored(String::new()),
        page_link(app, "All alerts", AppPage::Alerts),
        content.into_any(),
    )
}

/// The device that a monitor judges; tracked.
fn device_of(app: App, of: &MonitorRef) -> Option<DeviceId> {
    app.inner().document.snapshot().with(|snapshot| {
        let mut devices = snapshot.layout.devices.iter();
        let found = devices.find(|device| device.monitor() == Some(of));
        found.map(|device| device.id)
    })
}

/// The events since the page was opened, by the clock of that hub; tracked.
fn seen_by_clock_of(app: App, hub: &HubId) -> Vec<SessionEntry> {
    let ahead = app.inner().live.hub_now(hub).since(time::now());
    let seen = app.inner().events.get().map(|events| events.entries());
    let mut seen = seen.unwrap_or_default();
    for entry in &mut seen {
        entry.at = entry.at.plus(ahead);
    }
    seen
}
