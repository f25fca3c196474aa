//! The contents of the card.

use leptos::prelude::*;

use crate::domain::file_systems::beside_root;
use crate::domain::format;
use crate::domain::health::{Health, Level, values};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Link, Snapshot};
use crate::domain::lens::reading::reading_of;
use crate::domain::lens::{Lens, LensScale};
use crate::domain::monitor_view::monitor_values;
use crate::domain::system::System;
use crate::interaction::thresholds::PointerKind;
use crate::state::app::App;
use crate::state::live::DeviceDetails;
use crate::state::monitors::MonitorFacts;
use crate::state::pointer::pointer_in_use;

/// The lens shown if the current one has no values over time.
const WITHOUT_LENS: Lens = Lens::Cpu;
/// Maximum number of guests listed; the rest are counted.
const MOST_GUESTS: usize = 8;
/// Maximum number of disks listed; the fullest come first.
const MOST_DISKS: usize = 8;
/// The change over fewer minutes than this is not shown.
const LEAST_MINUTES: i64 = 10;

/// Two that are equal look the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CardFacts {
    pub id: DeviceId,
    pub name: String,
    pub place: String,
    pub health: Health,
    pub reason: Option<String>,
    /// The value of the lens, and a note on it.
    pub lead: Option<(String, String)>,
    pub values: Vec<(&'static str, String, Level)>,
    /// Below the values: the file systems besides the root, and the number of containers.
    pub extras: Vec<(String, String, Level)>,
    pub guests: Vec<Guest>,
    pub more_guests: usize,
    /// What to press, and what that does.
    pub keys: Vec<(&'static str, &'static str)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guest {
    pub health: Health,
    pub name: String,
    /// Its value of the lens, or its state.
    pub words: String,
}

/// The lens whose values the card shows over time.
pub(super) const fn charted(lens: Lens) -> Lens {
    match lens {
        lens if !lens.has_rows() => WITHOUT_LENS,
        other => other,
    }
}

/// The contents of a device's card, tracked; `None` if the device is not in the layout.
pub(super) fn facts_of(app: App, id: DeviceId) -> Option<CardFacts> {
    let inner = app.inner();
    inner.live.track_flushes();
    let lens = charted(inner.lensing.lens.get());
    let snapshot = inner.document.snapshot().get();
    let details = inner.live.details_of(id)?;
    let device = snapshot.layout.devices.get(&id)?;
    let monitor = device.monitor().and_then(|of| app.monitor_facts(of));
    let (guests, more_guests) = guests_of(app, device, lens);
    let has_focus = inner.focus.device() == Some(id);
    Some(CardFacts {
        id,
        name: device.name.clone(),
        place: place_line(&snapshot, device),
        health: details.view.health,
        reason: details.view.reason.clone(),
        lead: match &monitor {
            Some(monitor) => monitor_lead(monitor, details.view.health),
            None => lead(app, lens, &details),
        },
        values: match &monitor {
            Some(monitor) => monitor_rows(monitor, details.view.health),
            None => values_of(app, &details),
        },
        extras: system_extras(app, &details),
        guests,
        more_guests,
        keys: keys(has_focus, pointer_in_use()),
    })
}

fn keys(has_focus: bool, pointer: PointerKind) -> Vec<(&'static str, &'static str)> {
    if has_focus {
        return vec![("Enter", "Open"), ("L", "Link"), ("Esc", "Close")];
    }
    let mut keys = vec![
        (pointer.click_word(), "Open"),
        (pointer.menu_words(), "Menu"),
    ];
    if pointer != PointerKind::Touch {
        keys.push(("Esc", "Close"));
    }
    keys
}

fn place_line(snapshot: &Snapshot, device: &Device) -> String {
    let layout = &snapshot.layout;
    let rack = layout.rack_of(device).map(|rack| rack.name.clone());
    let parts = [rack, layout.unit_label(device)].into_iter().flatten();
    parts.collect::<Vec<_>>().join(format::BETWEEN)
}

/// The latency, and how it was measured.
fn monitor_lead(facts: &MonitorFacts, health: Health) -> Option<(String, String)> {
    let latency = facts.monitor.latency().filter(|_| health.is_verified())?;
    Some((
        latency.text(),
        format!("Latency · {}", facts.monitor.kind()),
    ))
}

fn monitor_rows(facts: &MonitorFacts, health: Health) -> Vec<(&'static str, String, Level)> {
    let checker = facts.checker_name.as_deref();
    let values = monitor_values(&facts.monitor, health, checker, facts.hub_now);
    // The latency is shown above, as the lead.
    let values = values.into_iter().filter(|(label, _)| *label != "Latency");
    values
        .map(|(label, text)| (label, text, Level::Ok))
        .collect()
}

fn guests_of(app: App, device: &Device, lens: Lens) -> (Vec<Guest>, usize) {
    let all = device.guests.iter().filter_map(Link::system);
    let guests = all.clone().take(MOST_GUESTS).map(|of| guest(app, of, lens));
    (guests.collect(), all.count().saturating_sub(MOST_GUESTS))
}

fn guest(app: App, of: &SystemRef, lens: Lens) -> Guest {
    let inner = app.inner();
    let health = inner.live.health_of_link(of);
    let system = inner.live.system(of);
    let preferences = inner.live.preferences_of(&of.hub);
    let reading = system
        .as_ref()
        .filter(|_| health.is_verified())
        .and_then(|system| reading_of(lens, &system.metrics, &[], &preferences));
    // Until the hub reports the guest, its name and state are those of the last visit.
    let (past_name, past_words) = app.past_of_guest(of).unzip();
    let name = system.map(|system| system.name).or(past_name);
    let words = reading.map(|reading| reading.text).or(past_words);
    Guest {
        health,
        words: words.unwrap_or_else(|| health.word().to_owned()),
        name: name.unwrap_or_else(|| of.system.as_str().to_owned()),
    }
}

/// The lens's value and a note on it; for a lost system, its last known value.
fn lead(app: App, lens: Lens, details: &DeviceDetails) -> Option<(String, String)> {
    let (of, system) = details.system.as_ref()?;
    let reading = reading_of(lens, &system.metrics, &details.alerts, &details.preferences)?;
    let mut notes = vec![lens.name().to_owned()];
    match details.view.health {
        health if health.is_verified() => {
            notes.extend(Some(reading.note).filter(|note| !note.is_empty()));
            notes.extend(change(app, of, lens, details));
        }
        Health::Down | Health::Stale => notes.push("last seen".to_owned()),
        _ => return None,
    }
    Some((reading.text, notes.join(format::BETWEEN)))
}

/// `+12 °C in the last hour`.
fn change(app: App, of: &SystemRef, lens: Lens, details: &DeviceDetails) -> Option<String> {
    let inner = app.inner();
    let scale = LensScale::of(lens, &details.preferences)?;
    let history = inner.lensing.history_of(of)?;
    let (at, first) = history.values(lens).next()?;
    let (_, last) = history.values(lens).last()?;
    let change = scale.change_words(f64::from(last - first))?;
    match inner.live.hub_now(&of.hub).since(at) / 60_000 {
        minutes if minutes < LEAST_MINUTES => None,
        minutes if minutes < 55 => Some(format!("{change} in {minutes} min")),
        _ => Some(format!("{change} in the last hour")),
    }
}

/// The system, if its values are verified.
fn verified(app: App, details: &DeviceDetails) -> Option<&(SystemRef, System)> {
    let known = details.system.as_ref();
    known.filter(|(of, _)| is_verified(app, of))
}

/// Whether the values of a system are verified; a monitor that judges the device says nothing about them. Tracked.
pub(super) fn is_verified(app: App, of: &SystemRef) -> bool {
    let health = app.inner().live.health_of(of);
    health.is_some_and(|health| health.is_verified())
}

/// The usage of all disks by name, and the number of containers.
fn system_extras(app: App, details: &DeviceDetails) -> Vec<(String, String, Level)> {
    let Some((of, system)) = verified(app, details) else {
        return Vec::new();
    };
    let (disks, more) = beside_root(&system.metrics, &details.criteria(), MOST_DISKS);
    let disks = disks.into_iter();
    let disks = disks.map(|disk| (format!("Disk {}", disk.name), disk.share, disk.level));
    let more = (more > 0).then(|| ("Disks".to_owned(), format!("and {more} more"), Level::Ok));
    disks.chain(more).chain(containers_of(app, of)).collect()
}

/// The number of containers, if it was requested recently.
fn containers_of(app: App, of: &SystemRef) -> Option<(String, String, Level)> {
    app.track_container_counts();
    let count = app.containers_counted(of)??;
    let level = if count.has_bad {
        Level::Critical
    } else {
        Level::Ok
    };
    Some(("Containers".to_owned(), count.all.to_string(), level))
}

/// The six most important values, without unverified ones.
fn values_of(app: App, details: &DeviceDetails) -> Vec<(&'static str, String, Level)> {
    let Some((of, system)) = verified(app, details) else {
        return Vec::new();
    };
    let (metrics, preferences) = (&system.metrics, &details.preferences);
    let criteria = details.criteria();
    let level = |subject| values::level(subject, metrics, &criteria).unwrap_or(Level::Ok);
    let read = |label, lens, level| {
        let reading = reading_of(lens, metrics, &[], preferences)?;
        Some((label, reading.text, level))
    };
    let limits = values::limits(&preferences.thresholds);
    let root = metrics
        .disk
        .map(|share| format::percent_beside(share, &limits));
    let load = metrics.load.map(|[one, ..]| format::load(one));
    let uptime = metrics.uptime.map(format::uptime_long);
    let network = || {
        let flow = app.system_extras(of, metrics).flow;
        let both = flow.map(|flow| ("Network", flow.text(preferences.network), Level::Ok));
        both.or_else(|| read("Network", Lens::Network, Level::Ok))
    };
    let all = [
        read("CPU", Lens::Cpu, level(values::ValueSubject::Cpu)),
        read("Memory", Lens::Memory, level(values::ValueSubject::Memory)),
        root.map(|text| ("Disk", text, level(values::ValueSubject::Disk))),
        load.map(|text| ("Load 1 min", text, level(values::ValueSubject::Load))),
        network(),
        uptime.map(|text| ("Up", text, Level::Ok)),
    ];
    all.into_iter().flatten().collect()
}
