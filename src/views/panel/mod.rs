//! The panel of one device: its state, its values, and the link to Beszel.

mod chart;
pub mod selection;

use leptos::html;
use leptos::prelude::*;

use self::chart::Charts;
use crate::domain::command::Command;
use crate::domain::health::{Health, Level, down_since};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::preferences::Preferences;
use crate::domain::tiles::{self, Tile};
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::live::DeviceDetails;
use crate::state::part::lazy_part;
use crate::state::time;
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
    tiles: Vec<Tile>,
    past: Option<Past>,
    system: Option<SystemRef>,
    /// What its system is called on the hub, where that is not the device's name.
    renamed: Option<(DeviceId, String)>,
    preferences: Preferences,
}

/// The last values of a system that is not verified now.
#[derive(Clone, PartialEq)]
struct Past {
    seen: LastSeen,
    tiles: Vec<Tile>,
}

/// When the last values were reported.
#[derive(Clone, Copy, PartialEq)]
enum LastSeen {
    At(Millis),
    /// Seen by nobody here, but not after this.
    Before(Millis),
    Unknown,
}

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
    let preferences =
        Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.preferences)));
    let preferences = Memo::new(move |_| preferences.get().unwrap_or_default());
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
            <Renamed card=card />
            <Actions card=card />
            <Values tiles=Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.tiles.clone()))) />
            <PastValues card=card />
            {optional(move || {
                system.get().map(|system| view! { <Charts system=system preferences=preferences /> })
            })}
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
        tiles: tiles_of(details),
        past: past_of(details),
        system: details.system.as_ref().map(|(of, _)| of.clone()),
        renamed: details
            .system
            .as_ref()
            .map(|(_, system)| system.name.trim())
            .filter(|name| !name.is_empty() && *name != view.name)
            .map(|name| (id, name.to_owned())),
        preferences: details.preferences,
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

/// Offers the name that the system has on the hub.
#[component]
fn Renamed(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let renamed =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.renamed.clone())));
    optional(move || {
        let (device, name) = renamed.get()?;
        let words = format!("Called “{name}” on the hub.");
        let rename = Callback::new(move |()| {
            let name = name.clone();
            app.run_soon(Command::RenameDevice { device, name });
        });
        Some(view! {
            <p class="renamed">
                <span>{words}</span>
                <Button label="Use this name" on_press=rename />
            </p>
        })
    })
}

/// A tile with a longer label takes two columns. In characters.
const WIDE_FROM: usize = 16;

/// The list of values. Tiles are rebuilt only when a label appears or disappears; their texts change in place.
#[component]
fn Values(tiles: Memo<Option<Vec<Tile>>>) -> impl IntoView {
    let labels = Memo::new(move |_| {
        tiles.with(|tiles| {
            let tiles = tiles.iter().flatten();
            tiles.map(|tile| tile.label.clone()).collect::<Vec<_>>()
        })
    });
    let tile = move |place: usize| {
        Signal::derive(move || {
            tiles.with(|tiles| tiles.as_ref().and_then(|tiles| tiles.get(place).cloned()))
        })
    };
    dynamic(move || {
        let tiles: Vec<_> = labels
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, label)| {
                let tile = tile(place);
                let level = Signal::derive(move || tile.get()?.level.map(Level::as_str));
                let value = text(move || tile.get().map(|tile| tile.text).unwrap_or_default());
                // Three values in a row, or the name of a disk.
                let is_wide = label.chars().count() > WIDE_FROM;
                view! {
                    <div class=is_wide.then_some("wide")>
                        <dt>{label}</dt>
                        <dd data-severity=level>{value}</dd>
                    </div>
                }
            })
            .collect();
        view! { <dl class="tiles">{tiles}</dl> }.into_any()
    })
}

/// What a system that is down or stale reported last: under its time, so that nobody takes it for current.
#[component]
fn PastValues(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let past =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.past.clone())));
    let system =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.system.clone())));
    let last_row = RwSignal::new(None::<(SystemRef, Millis)>);
    let is_vague = Memo::new(move |_| {
        let is_vague = |past: &Past| !matches!(past.seen, LastSeen::At(_));
        past.with(|past| past.as_ref().is_some_and(is_vague))
    });
    effect(move || {
        if is_vague.get()
            && let Some(system) = system.get()
        {
            app.load_last_row(system, last_row);
        }
    });
    optional(move || {
        let Past { seen, tiles } = past.get()?;
        let row = last_row
            .get()
            .filter(|(of, _)| Some(of) == system.get().as_ref());
        let seen = match (seen, row) {
            (LastSeen::At(at), _) => format!("at {}", time::local(at)),
            (_, Some((_, at))) => format!("at {}", time::local(at)),
            (LastSeen::Before(at), None) => format!("before {}", time::local(at)),
            (LastSeen::Unknown, None) => "at a time not known".to_owned(),
        };
        let tiles: Vec<_> = tiles
            .into_iter()
            .map(|tile| {
                view! {
                    <div>
                        <dt>{tile.label}</dt>
                        <dd>{tile.text}</dd>
                    </div>
                }
            })
            .collect();
        Some(view! {
            <section class="past">
                <h3>"Last seen " <span>{seen}</span></h3>
                <dl class="tiles even">{tiles}</dl>
            </section>
        })
    })
}

/// The state, and while it is verified the values.
fn tiles_of(details: &DeviceDetails) -> Vec<Tile> {
    let health = details.view.health;
    let mut tiles = vec![Tile::plain("Status", health.word())];
    if let Some((_, system)) = details.system.as_ref().filter(|_| health.is_verified()) {
        tiles.extend(tiles::current(&system.metrics, &details.criteria()));
    }
    tiles
}

fn past_of(details: &DeviceDetails) -> Option<Past> {
    let (_, system) = details.system.as_ref()?;
    // Of one that is paused or only being added the hub holds zeros.
    let has_last_values = matches!(details.view.health, Health::Down | Health::Stale);
    let tiles = tiles::past(&system.metrics, details.preferences);
    let heard = details.contact.heard.map(LastSeen::At);
    let fell = down_since(details.contact, &details.alerts).map(LastSeen::Before);
    (has_last_values && system.metrics.has_shares()).then(|| Past {
        seen: heard.or(fell).unwrap_or(LastSeen::Unknown),
        tiles,
    })
}
