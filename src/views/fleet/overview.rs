//! The page of the whole room: what needs a look, and where.

use std::sync::Arc;

use leptos::prelude::*;

use super::rows::{fitting_rows, unfiltered_rows};
use super::strips::{rack_strip, state_bar};
use crate::domain::fleet::lists::distinct_names;
use crate::domain::fleet::{
    ActiveAlert, DiskUse, FleetOverview, FleetRow, FleetSubset, RackStrip, StateCount, state_counts,
};
use crate::domain::format;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::pages::AppPage;
use crate::domain::units::{Celsius, Millis, Percent};
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::state::time;
use crate::views::ui::dynamic::{dynamic, nothing, optional, text};
use crate::views::ui::light::Light;

pub fn overview() -> AnyView {
    let app = App::expect();
    let (rows, unfiltered) = (fitting_rows(app), unfiltered_rows(app));
    let snapshot = app.inner().document.snapshot();
    let seen = Memo::new(move |_| {
        let of = |rows: &Vec<_>, all: &Option<Vec<_>>| {
            snapshot.with(|shown| FleetOverview::of(rows, all.as_deref(), shown))
        };
        rows.with(|rows| unfiltered.with(|all| of(rows, all)))
    });
    view! {
        <div class="page-head">
            <h1>"Overview"</h1>
        </div>
        <div class="overview" tabindex="0" role="region" aria-label="The whole room">
            {states(app, seen)}
            <div class="overview-parts">
                <div>{need_look(app, seen)} {racks(app, seen)}</div>
                <div>
                    {alerts(app, seen)} {disks(app, seen)} {heat(app, seen)} {agents(app, seen)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn show_systems(app: App, subset: FleetSubset) {
    FleetChoices::shared().subset.set(subset);
    app.open_page(AppPage::Systems);
}

/// Opens the panel of a device, or has a place picked for a system that has none.
fn open(app: App, device: Option<DeviceId>, system: &SystemRef) {
    match device {
        Some(device) => app.open_device(Some(device)),
        None => app.pick_place_for_system(system),
    }
}

/// A list whose entries stay on the page while they change. A key names an entry; equal ones are made distinct.
fn entries<T>(
    items: Memo<Vec<T>>,
    key: fn(&T) -> String,
    view: impl Fn(Memo<Option<T>>) -> AnyView + Clone + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let keyed = Memo::new(move |_| {
        items.with(|items| {
            let keys = distinct_names(items.iter().map(key));
            keys.into_iter()
                .zip(items.iter().cloned())
                .collect::<Vec<_>>()
        })
    });
    let keys: Memo<Vec<String>> =
        Memo::new(move |_| keyed.with(|keyed| keyed.iter().map(|(key, _)| key.clone()).collect()));
    view! {
        <For
            each=move || keys.get()
            key=String::clone
            children=move |wanted: String| {
                let item = Memo::new(move |_| {
                    keyed.with(|keyed| {
                        let found = keyed.iter().find(|(key, _)| *key == wanted);
                        found.map(|(_, item)| item.clone())
                    })
                });
                view(item)
            }
        />
    }
    .into_any()
}

fn words_of<T: Clone + PartialEq + Send + Sync + 'static>(
    item: Memo<Option<T>>,
    read: impl Fn(&T) -> String + Send + Sync + 'static,
) -> Signal<String> {
    text(move || item.with(|item| item.as_ref().map(&read).unwrap_or_default()))
}

/// A part of the page with its heading and what leads further.
fn part(
    heading: &'static str,
    count: Signal<String>,
    further: AnyView,
    content: AnyView,
) -> AnyView {
    view! {
        <section aria-label=heading>
            <header>
                <h2>{heading}</h2>
                <span class="count">{count}</span>
                {further}
            </header>
            {content}
        </section>
    }
    .into_any()
}

fn link(label: &'static str, run: impl Fn() + Clone + Send + 'static) -> AnyView {
    view! {
        <button type="button" class="link" on:click=move |_| run()>
            {label}
        </button>
    }
    .into_any()
}

fn page_link(app: App, label: &'static str, page: AppPage) -> AnyView {
    link(label, move || app.open_page(page))
}

fn states(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let counts = Memo::new(move |_| seen.with(|seen| state_counts(&seen.totals)));
    let key = |one: &StateCount| one.health.as_str().to_owned();
    let entry = move |item: Memo<Option<StateCount>>| {
        let Some(StateCount { health, .. }) = item.get_untracked() else {
            return nothing();
        };
        let word = FleetSubset::In(health).word();
        view! {
            <button type="button" class="state-count" on:click=move |_| show_systems(app, FleetSubset::In(health))>
                <span class="number">
                    <Light health=Signal::stored(health) />
                    <b>{words_of(item, |one| one.count.to_string())}</b>
                </span>
                <span>{word}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <section class="states" aria-label="Systems by state">
            {state_bar(counts)} <div class="state-counts">{entries(counts, key, entry)}</div>
        </section>
    }
    .into_any()
}

/// How long ago, by the system's hub.
fn since(app: App, system: &SystemRef, since: Option<Millis>) -> String {
    let now = app.inner().live.hub_now(&system.hub);
    since.map_or_else(String::new, |since| format::duration(now.since(since)))
}

fn need_look(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let worst = Memo::new(move |_| seen.with(|seen| seen.worst.clone()));
    let key = |row: &Arc<FleetRow>| row.key();
    let entry = move |item: Memo<Option<Arc<FleetRow>>>| {
        let health = Signal::derive(move || {
            item.with(|row| row.as_ref().map_or(Health::Ok, |row| row.health))
        });
        let place = |row: &Arc<FleetRow>| {
            let place = row.place.as_ref().map(|place| place.words.clone());
            place.unwrap_or_else(|| "not in a rack".to_owned())
        };
        let reason = |row: &Arc<FleetRow>| row.reason.clone().unwrap_or_default();
        let press = move |_| {
            if let Some(row) = item.get_untracked() {
                open(
                    app,
                    row.place.as_ref().map(|place| place.device),
                    &row.system,
                );
            }
        };
        let tone = Signal::derive(move || health.get().as_str());
        view! {
            <button type="button" class="entry" data-state=tone on:click=press>
                <Light health=health />
                <span class="what">
                    <b>{words_of(item, |row| row.name.clone())}</b>
                    <small>{words_of(item, place)}</small>
                </span>
                <span class="how-long">
                    {words_of(item, move |row| since(app, &row.system, row.since))}
                </span>
                <span class="reason">{words_of(item, reason)}</span>
                <small class="at">
                    {words_of(item, |row| row.since.map(time::local).unwrap_or_default())}
                </small>
            </button>
        }
        .into_any()
    };
    let count = text(move || seen.with(|seen| seen.need_look.to_string()));
    let is_any = Memo::new(move |_| worst.with(|worst| !worst.is_empty()));
    let further = optional(move || {
        is_any
            .get()
            .then(|| link("See all", move || show_systems(app, FleetSubset::NeedLook)))
    });
    let content = view! {
        {optional(move || (!is_any.get()).then(|| no_need(app, seen)))}
        <div class="entries">{entries(worst, key, entry)}</div>
    };
    part("Need a look", count, further, content.into_any())
}

/// Why no system is listed as one that needs a look.
fn no_need(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let words = text(move || {
        let live = &app.inner().live;
        live.track_flushes();
        let words = app.inner().hub.with(|hub| {
            if !hub.is_known() {
                hub.unknown_words()
            } else if !live.has_systems() {
                "There are no systems yet. Add one in Beszel."
            } else if seen.with(|seen| seen.is_all_well) {
                "Every system is up, all values in order."
            } else {
                "Nothing here needs a look."
            }
        });
        words.to_owned()
    });
    view! { <p class="hint" role="status">{words}</p> }.into_any()
}

fn alerts(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let active = Memo::new(move |_| seen.with(|seen| seen.alerts.clone()));
    let key = |alert: &ActiveAlert| {
        format!(
            "{} {} {}",
            alert.system.hub, alert.system.system, alert.words
        )
    };
    let entry = move |item: Memo<Option<ActiveAlert>>| {
        let press = move |_| {
            if let Some(alert) = item.get_untracked() {
                open(app, alert.device, &alert.system);
            }
        };
        view! {
            <button type="button" class="entry plain" on:click=press>
                <span class="what">
                    <b>{words_of(item, |alert| alert.name.clone())}</b>
                </span>
                <span class="how-long">
                    {words_of(item, move |alert| since(app, &alert.system, alert.since))}
                </span>
                <span class="reason">{words_of(item, |alert| alert.words.clone())}</span>
                <small class="at">
                    {words_of(item, |alert| alert.since.map(time::local).unwrap_or_default())}
                </small>
            </button>
        }
        .into_any()
    };
    let count = text(move || seen.with(|seen| seen.alert_count.to_string()));
    let is_none = Memo::new(move |_| active.with(Vec::is_empty));
    let hint = move || {
        let words = text(move || {
            let words = app.inner().hub.with(|hub| {
                if hub.is_known() {
                    "No alert is triggered."
                } else {
                    hub.unknown_words()
                }
            });
            words.to_owned()
        });
        view! { <p class="hint">{words}</p> }
    };
    let content = view! {
        {optional(move || is_none.get().then(hint))}
        <div class="entries">{entries(active, key, entry)}</div>
    };
    part(
        "Active alerts",
        count,
        page_link(app, "All alerts", AppPage::Alerts),
        content.into_any(),
    )
}

fn racks(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let strips = Memo::new(move |_| seen.with(|seen| seen.racks.clone()));
    let key = |strip: &RackStrip| strip.rack.to_string();
    let entry = move |item: Memo<Option<RackStrip>>| {
        let press = move |_| {
            if let Some(strip) = item.get_untracked() {
                app.go_to_rack(strip.rack);
            }
        };
        let worst = Memo::new(move |_| {
            item.with(|strip| strip.as_ref().and_then(|strip| strip.worst.clone()))
        });
        let calm = words_of(item, |strip| strip.calm_words().to_owned());
        view! {
            <button type="button" class="rack-strip" on:click=press>
                <b>{words_of(item, |strip| strip.name.clone())}</b>
                {rack_strip(item)}
                {dynamic(move || match worst.get() {
                    Some((health, name)) => {
                        view! {
                            <span class="worst">
                                <Light health=Signal::stored(health) />
                                <span class="visually-hidden">{format!("{}: ", health.word())}</span>
                                <span>{name}</span>
                            </span>
                        }
                            .into_any()
                    }
                    None => view! { <span class="worst quiet">{calm}</span> }.into_any(),
                })}
            </button>
        }
        .into_any()
    };
    let further = link("Open", move || app.open_page(AppPage::Racks));
    let count = text(move || strips.with(|strips| strips.len().to_string()));
    let content = view! { <div class="rack-strips">{entries(strips, key, entry)}</div> };
    part("Racks", count, further, content.into_any())
}

fn disks(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let disks = Memo::new(move |_| seen.with(|seen| seen.disks.clone()));
    let key = |disk: &DiskUse| format!("{} {} {}", disk.system.hub, disk.system.system, disk.disk);
    let entry = move |item: Memo<Option<DiskUse>>| {
        let press = move |_| {
            if let Some(disk) = item.get_untracked() {
                open(app, disk.device, &disk.system);
            }
        };
        let level = Signal::derive(move || {
            item.with(|disk| disk.as_ref().map(|disk| disk.used.level.as_str()))
        });
        let bar = text(move || {
            let used = item.with(|disk| disk.as_ref().map_or(0.0, |disk| disk.used.value));
            format!("M2 3h{}", crate::domain::decimal::decimal(used * 1.96, 1))
        });
        let percent = |disk: &DiskUse| Percent::new(disk.used.value).map(format::percent);
        view! {
            <button type="button" class="entry disk" data-tone=move || level.get() on:click=press>
                <span class="what">
                    <b>{words_of(item, |disk| disk.name.clone())}</b>
                    <small>{words_of(item, |disk| disk.disk.clone())}</small>
                </span>
                <span class="how-long">
                    {words_of(item, move |disk| percent(disk).unwrap_or_default())}
                </span>
                <svg class="bar" viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true">
                    <path class="track" d="M2 3h196" />
                    <path class="fill" d=bar />
                </svg>
            </button>
        }
        .into_any()
    };
    let is_none = Memo::new(move |_| disks.with(Vec::is_empty));
    let content = view! {
        {optional(move || is_none.get().then(|| view! { <p class="hint">"No disk is known."</p> }))}
        <div class="entries">{entries(disks, key, entry)}</div>
    };
    let none = Signal::stored(String::new());
    part(
        "Fullest disks",
        none,
        page_link(app, "All disks", AppPage::Disks),
        content.into_any(),
    )
}

fn heat(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let hottest = Memo::new(move |_| seen.with(|seen| seen.hottest.clone()));
    let unit = move || app.inner().live.preferences().temperature;
    let content = dynamic(move || match hottest.get() {
        None => view! { <p class="hint">"No temperature is reported."</p> }.into_any(),
        Some(rack) => {
            let degrees = |value: f64| format::temperature(Celsius(value as f32), unit());
            let (most, average) = (degrees(rack.hottest), degrees(rack.average));
            let id = rack.rack;
            view! {
                <button type="button" class="entry plain" on:click=move |_| app.go_to_rack(id)>
                    <span class="what">
                        <b>{rack.name.clone()}</b>
                    </span>
                    <span class="how-long">{most}</span>
                    <span class="reason">{format!("{} is the hottest", rack.machine)}</span>
                    <small class="at">{format!("{average} on average")}</small>
                </button>
            }
            .into_any()
        }
    });
    let none = Signal::stored(String::new());
    part("Hottest rack", none, nothing(), content)
}

fn agents(app: App, seen: Memo<FleetOverview>) -> AnyView {
    const NAMED: usize = 4;
    let lagging = Memo::new(move |_| seen.with(|seen| seen.lagging.clone()));
    let is_compared = Memo::new(move |_| seen.with(|seen| seen.compared > 0));
    let content = dynamic(move || {
        let words = lagging.with(|lagging| {
            let named = lagging.iter().take(NAMED);
            let named = named.map(|row| format!("{} {}", row.name, row.agent));
            let mut words = named.collect::<Vec<_>>().join(", ");
            if lagging.len() > NAMED {
                words.push_str(&format!(" and {} more", lagging.len() - NAMED));
            }
            words
        });
        if words.is_empty() {
            let words = if is_compared.get() {
                "Every agent has the hub's version."
            } else {
                "It is not known whether the agents have the hub's version."
            };
            view! { <p class="hint">{words}</p> }.into_any()
        } else {
            view! {
                <button type="button" class="entry plain" on:click=move |_| show_systems(app, FleetSubset::AgentLags)>
                    <span class="reason">{words}</span>
                </button>
            }
            .into_any()
        }
    });
    let count = text(move || lagging.with(|lagging| lagging.len().to_string()));
    part("Agents that lag", count, nothing(), content)
}
