//! Names the hosts of the containers that a filter asks for, and links to each device.

use std::time::Duration;

use leptos::prelude::*;

use super::driver::{SharedDriver, start};
use crate::domain::filter::{ContainerAnswers, hosts_words};
use crate::domain::ids::DeviceId;
use crate::domain::inventory::lists::ContainerList;
use crate::domain::inventory::loading::Event;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{dynamic, effect, optional};

/// How often the lists of containers are checked; they stay fresh for a minute.
const AGAIN: Duration = Duration::from_secs(15);
/// Maximum number of devices with a button.
const MOST: usize = 6;

/// Fades devices for as long as the current owner lives, and names the hosts while the filter asks for containers.
pub(super) fn fading_with_hosts(stage: Stage) -> AnyView {
    let app = App::expect();
    let driver = start(stage);
    let asks = driver.with_value(|driver| driver.asks_containers());
    optional(move || asks.get().then(|| hosts_note(app, driver)))
}

/// The note on hosts; requests the containers for as long as it is shown.
fn hosts_note(app: App, driver: SharedDriver) -> AnyView {
    keep_fresh(app);
    let answers = RwSignal::new(ContainerAnswers::default());
    effect(move || {
        let (running, told) = app.running_containers();
        if answers.with_untracked(|before| *before != told) {
            answers.set(told);
        }
        driver.with_value(|driver| driver.take_running(running));
    });
    let hosts = driver.with_value(|driver| driver.hosts());
    let words = Memo::new(move |_| {
        hosts.with(|hosts| {
            // A filter that excludes a container names no hosts.
            if !hosts.are_asked {
                return String::new();
            }
            answers.with(|answers| hosts_words(answers, hosts.devices.len(), &hosts.elsewhere))
        })
    });
    let named = Memo::new(move |_| hosts.with(|hosts| hosts.devices.clone()));
    view! {
        <div class="hosts-note" role="group" aria-label="Where it runs">
            <p role="status">{move || words.get()}</p>
            {dynamic(move || {
                let devices = named.get();
                let buttons: Vec<_> = devices
                    .into_iter()
                    .take(MOST)
                    .map(|(device, name)| host_button(app, device, name))
                    .collect();
                buttons.into_any()
            })}
        </div>
    }
    .into_any()
}

/// Keeps the lists fresh. Pages with these lists open and close them; a reader beside them only glances.
fn keep_fresh(app: App) {
    let glance = move || {
        if !document().hidden() {
            app.step_hub_lists::<ContainerList>(|| Event::Glanced);
        }
    };
    let hub = app.inner().hub.clone();
    effect(move || {
        hub.track();
        untrack(glance);
    });
    if let Ok(timer) = set_interval(glance, AGAIN) {
        on_cleanup(move || timer.clear());
    }
}

fn host_button(app: App, device: DeviceId, name: String) -> AnyView {
    view! {
        <button
            type="button"
            class="button quiet"
            title="Show it in its rack"
            on:click=move |_| app.go_to_device(device)
        >
            {name}
        </button>
    }
    .into_any()
}
