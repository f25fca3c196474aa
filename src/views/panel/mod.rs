//! The panel of one device: its state, its values, and the link to Beszel.

mod chart;
pub mod selection;

use leptos::html;
use leptos::prelude::*;

use self::chart::Charts;
use crate::domain::format::{self, TemperatureUnit};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::units::Percent;
use crate::state::app::App;
use crate::state::live::DeviceDetails;
use crate::state::part::lazy_part;
use crate::views::actions;
use crate::views::ui::button::{Button, IconButton};
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, text};
use crate::views::ui::icon::Icon;
use crate::views::ui::light::Light;
use crate::views::ui::notice::Tone;

/// What the panel shows, derived from the device's state.
#[derive(Clone, PartialEq)]
struct Card {
    name: String,
    health: Health,
    /// `Dell R650 · Rack A · U18–19`.
    place: String,
    reason: Option<(Tone, String)>,
    /// The system's page in Beszel.
    page: Option<String>,
    rows: Vec<Fact>,
    system: Option<SystemRef>,
}

/// One value of the list: its label, its text, and the level that colors it.
type Fact = (&'static str, String, Option<&'static str>);

/// The panel's inputs: which device is open, and how to close it.
#[derive(Clone, Copy)]
pub struct Opening {
    pub device: Signal<Option<DeviceId>>,
    pub on_close: Callback<()>,
}

lazy_part!(panel: pub fn load_panel() -> fn(Opening) -> AnyView = panel);

fn panel(opening: Opening) -> AnyView {
    let Opening {
        device: open,
        on_close,
    } = opening;
    let app = App::expect();
    let inner = app.inner();
    let details = inner.live.follow(None);
    effect(move || {
        inner.live.follow(open.get());
    });
    on_cleanup(move || {
        app.inner().live.follow(None);
    });
    let snapshot = app.inner().document.snapshot();
    let card = Memo::new(move |_| {
        let id = open.get()?;
        details.with(|details| {
            snapshot.with(|snapshot| Some(card_of(app, snapshot, id, details.as_ref()?)))
        })
    });
    let is_open = Memo::new(move |_| open.get().filter(|_| card.with(Option::is_some)).is_some());
    dynamic(move || {
        if is_open.get() {
            view! { <Opened card=card on_close=on_close /> }.into_any()
        } else {
            nothing()
        }
    })
}

#[component]
fn Opened(card: Memo<Option<Card>>, on_close: Callback<()>) -> impl IntoView {
    let of_card = move |part: fn(&Card) -> String| {
        text(move || card.with(|card| card.as_ref().map(part).unwrap_or_default()))
    };
    let health = Signal::derive(move || {
        card.with(|card| card.as_ref().map_or(Health::Unlinked, |card| card.health))
    });
    let system =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.system.clone())));
    let head = NodeRef::<html::Div>::new();
    view! {
        <aside class="panel" aria-label="Device">
            <div class="head" data-device-head="" node_ref=head>
                <Light health=health />
                <h2>{of_card(|card| card.name.clone())}</h2>
                <IconButton
                    icon=Icon::More
                    label=text(move || {
                        card.with(|card| {
                            let name = card.as_ref().map(|card| card.name.as_str());
                            format!("Menu of {}", name.unwrap_or_default())
                        })
                    })
                    on_press=Callback::new(move |()| actions::open_menu_below(head.get_untracked()))
                />
                <IconButton icon=Icon::Close label=Signal::stored("Close".to_owned()) on_press=on_close />
            </div>
            <p class="where">{of_card(|card| card.place.clone())}</p>
            <Reason card=card />
            <Actions card=card />
            <Values card=card />
            {optional(move || system.get().map(|system| view! { <Charts system=system /> }))}
        </aside>
    }
}

fn card_of(app: App, snapshot: &Snapshot, id: DeviceId, details: &DeviceDetails) -> Card {
    let view = &details.view;
    let tone = match view.health {
        Health::Ok | Health::Unlinked | Health::Paused | Health::Pending => Tone::Info,
        Health::Warn | Health::Stale | Health::Missing => Tone::Warn,
        Health::Critical | Health::Down | Health::HubLost => Tone::Critical,
    };
    Card {
        name: view.name.clone(),
        health: view.health,
        place: place_line(snapshot, id),
        reason: view.reason.clone().map(|reason| (tone, reason)),
        page: details
            .system
            .as_ref()
            .and_then(|(of, system)| app.beszel_page(of, &system.name)),
        rows: rows_of(details),
        system: details.system.as_ref().map(|(of, _)| of.clone()),
    }
}

fn place_line(snapshot: &Snapshot, id: DeviceId) -> String {
    let layout = &snapshot.layout;
    let Some(device) = layout.devices.get(&id) else {
        return String::new();
    };
    let parts = [
        layout.type_of(device).map(|found| found.full_name()),
        layout.rack_of(device).map(|rack| rack.name.clone()),
        layout.unit_label(device),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why the health is not ok, in one line.
#[component]
fn Reason(card: Memo<Option<Card>>) -> impl IntoView {
    let reason =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.reason.clone())));
    optional(move || {
        reason.get().map(|(tone, reason)| {
            view! {
                <p class="notice" data-tone=tone.word()>
                    {reason}
                </p>
            }
        })
    })
}

#[component]
fn Actions(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let page =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.page.clone())));
    let edit = Callback::new(move |()| actions::run(app, "edit-device"));
    view! {
        <div class="actions">
            {optional(move || {
                page.get().map(|page| {
                    view! {
                        <a class="button accent" href=page target="_blank" rel="noopener noreferrer">
                            "Open in Beszel"
                            <svg viewBox="0 0 24 24" aria-hidden="true">
                                <path d=Icon::External.path() />
                            </svg>
                        </a>
                    }
                })
            })}
            <Button label="Edit and link" on_press=edit />
        </div>
    }
}

/// The list of values. Rows are rebuilt only when a label appears or disappears; their texts change in place.
#[component]
fn Values(card: Memo<Option<Card>>) -> impl IntoView {
    let labels = Memo::new(move |_| {
        card.with(|card| {
            card.as_ref()
                .map(|card| card.rows.iter().map(|row| row.0).collect::<Vec<_>>())
        })
    });
    let row = move |place: usize| {
        Signal::derive(move || {
            card.with(|card| card.as_ref().and_then(|card| card.rows.get(place).cloned()))
                .unwrap_or(("", String::new(), None))
        })
    };
    dynamic(move || {
        let rows: Vec<_> = labels
            .get()
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(|(place, label)| {
                let row = row(place);
                view! {
                    <div>
                        <dt>{label}</dt>
                        <dd data-severity=Signal::derive(move || row.get().2)>{text(move || row.get().1)}</dd>
                    </div>
                }
            })
            .collect();
        view! { <dl class="tiles">{rows}</dl> }.into_any()
    })
}

/// Values that are verified; a dash for those that are missing.
fn rows_of(details: &DeviceDetails) -> Vec<Fact> {
    let mut rows: Vec<Fact> = vec![("Status", details.view.health.word().to_owned(), None)];
    let metrics = details
        .system
        .as_ref()
        .filter(|_| details.view.health.is_verified())
        .map(|(_, system)| &system.metrics);
    let none = || "–".to_owned();
    let share = |label: &'static str, value: Option<Percent>| {
        let level = value.map(|value| details.thresholds.level(value).as_str());
        (label, value.map_or_else(none, format::percent), level)
    };
    if details.system.is_none() {
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
                Some(details.thresholds.level(*full).as_str()),
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
