//! The panel of one device: how it is, and the way into Beszel.

use leptos::prelude::*;

use super::chart::Charts;
use super::ui::icon::Icon;
use super::ui::light::Light;
use super::ui::notice::Tone;
use crate::domain::format::{self, TemperatureUnit};
use crate::domain::health::Health;
use crate::domain::ids::DeviceId;
use crate::domain::units::Percent;
use crate::state::app::App;
use crate::state::board::Focus;
use crate::state::document::Snapshot;

#[component]
pub fn Panel(open: Signal<Option<DeviceId>>, on_close: Callback<()>) -> impl IntoView {
    let inner = App::expect().inner();
    let focus = inner.board.focus_on(None);
    Effect::new(move |_| {
        inner.board.focus_on(open.get());
    });
    on_cleanup(|| {
        if let Some(app) = use_context::<App>() {
            app.inner().board.focus_on(None);
        }
    });
    let shown = Memo::new({
        let focus = focus.clone();
        move |_| open.get().filter(|_| focus.with(Option::is_some))
    });
    move || {
        shown.get().map(|id| {
            let focus = focus.clone();
            let focus = Memo::new(move |_| focus.get());
            view! { <Opened id=id focus=focus on_close=on_close /> }
        })
    }
}

#[component]
fn Opened(id: DeviceId, focus: Memo<Option<Focus>>, on_close: Callback<()>) -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot();
    let where_it_is = move || snapshot.with(|snapshot| place_line(snapshot, id));
    let name = move || focus.with(|focus| focus.as_ref().map(|focus| focus.view.name.clone()));
    let health = Signal::derive(move || {
        focus.with(|focus| {
            focus
                .as_ref()
                .map_or(Health::Unlinked, |focus| focus.view.health)
        })
    });
    let system = Memo::new(move |_| {
        focus.with(|focus| {
            focus
                .as_ref()
                .and_then(|focus| focus.system.as_ref().map(|system| system.id.clone()))
        })
    });
    view! {
        <aside class="panel" aria-label="Device">
            <div class="head">
                <Light health=health />
                <h2>{name}</h2>
                <button type="button" class="button icon" aria-label="Close" title="Close" on:click=move |_| on_close.run(())>
                    {Icon::Close.view()}
                </button>
            </div>
            <p class="where">{where_it_is}</p>
            <Reason focus=focus />
            <BeszelLink focus=focus />
            <Values focus=focus />
            {move || system.get().map(|system| view! { <Charts system=system /> })}
        </aside>
    }
}

/// `Dell R650 · Rack A · U18–19 · front`.
fn place_line(snapshot: &Snapshot, id: DeviceId) -> String {
    let Some(device) = snapshot.layout.devices.get(&id) else {
        return String::new();
    };
    let parts = [
        snapshot
            .layout
            .type_of(device)
            .map(|found| found.full_name()),
        snapshot
            .layout
            .rack_of(device)
            .map(|rack| rack.name.clone()),
        snapshot.layout.unit_label(device),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why it is not plainly up: one line, and the alerts that have gone off.
#[component]
fn Reason(focus: Memo<Option<Focus>>) -> impl IntoView {
    let reason = Memo::new(move |_| {
        focus.with(|focus| {
            let view = &focus.as_ref()?.view;
            let tone = match view.health {
                Health::Ok | Health::Unlinked | Health::Paused | Health::Pending => Tone::Info,
                Health::Warn | Health::Stale | Health::Missing => Tone::Warn,
                Health::Critical | Health::Down | Health::HubLost => Tone::Critical,
            };
            view.reason.clone().map(|reason| (tone, reason))
        })
    });
    move || {
        reason.get().map(|(tone, reason)| {
            view! {
                <p class="notice" data-tone=tone.word()>
                    {reason}
                </p>
            }
        })
    }
}

#[component]
fn BeszelLink(focus: Memo<Option<Focus>>) -> impl IntoView {
    let app = App::expect();
    let page = Memo::new(move |_| {
        focus.with(|focus| {
            focus
                .as_ref()?
                .system
                .as_ref()
                .and_then(|system| app.beszel_page(system))
        })
    });
    move || {
        page.get().map(|page| {
            view! {
                <div class="actions">
                    <a class="button accent" href=page target="_blank" rel="noopener noreferrer">
                        "Open in Beszel" {Icon::External.view()}
                    </a>
                </div>
            }
        })
    }
}

/// One value of the list: its label, its text, and the level that colors it.
type Row = (&'static str, String, Option<&'static str>);

#[component]
fn Values(focus: Memo<Option<Focus>>) -> impl IntoView {
    let rows =
        Memo::new(move |_| focus.with(|focus| focus.as_ref().map(rows_of).unwrap_or_default()));
    view! {
        <dl class="tiles">
            {move || {
                rows.get()
                    .into_iter()
                    .map(|(label, text, level)| {
                        view! {
                            <div>
                                <dt>{label}</dt>
                                <dd data-severity=level>{text}</dd>
                            </div>
                        }
                    })
                    .collect::<Vec<_>>()
            }}
        </dl>
    }
}

/// The values that can be vouched for; a dash where there is none.
fn rows_of(focus: &Focus) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![("Status", focus.view.health.word().to_owned(), None)];
    let metrics = focus
        .system
        .as_ref()
        .filter(|_| focus.view.health.is_verified())
        .map(|system| &system.metrics);
    let none = || "–".to_owned();
    let share = |label: &'static str, value: Option<Percent>| {
        let level = value.map(|value| focus.thresholds.level(value).as_str());
        (label, value.map_or_else(none, format::percent), level)
    };
    if focus.system.is_none() {
        return rows;
    }
    rows.push(share("CPU", metrics.and_then(|metrics| metrics.cpu)));
    rows.push(share("Memory", metrics.and_then(|metrics| metrics.memory)));
    rows.push(share("Disk", metrics.and_then(|metrics| metrics.disk)));
    rows.push((
        "Uptime",
        metrics
            .and_then(|metrics| metrics.uptime)
            .map_or_else(none, format::uptime_long),
        None,
    ));
    rows.push((
        "Temperature",
        metrics
            .and_then(|metrics| metrics.temperature)
            .map_or_else(none, |degrees| {
                format::temperature(degrees, TemperatureUnit::default())
            }),
        None,
    ));
    if let Some(metrics) = metrics {
        if let Some([load, ..]) = metrics.load {
            rows.push(("Load, 1 min", format::load(load), None));
        }
        if let Some(network) = metrics.network {
            rows.push(("Network", format::rate(network), None));
        }
        if metrics.gpu.is_some() {
            rows.push(share("GPU", metrics.gpu));
        }
        if let Some((name, full)) = &metrics.fullest_extra_disk {
            rows.push((
                "Fullest disk",
                format!("{name} {}", format::percent(*full)),
                Some(focus.thresholds.level(*full).as_str()),
            ));
        }
        if let Some(battery) = metrics.battery {
            rows.push(("Battery", format::percent(battery), None));
        }
        if !metrics.agent_version.is_empty() {
            rows.push(("Agent", metrics.agent_version.clone(), None));
        }
    }
    rows
}
