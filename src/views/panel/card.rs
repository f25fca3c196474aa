//! The panel's summary of a device, derived from the device's state.

use crate::domain::format;
use crate::domain::health::{Health, down_since};
use crate::domain::ids::{DeviceId, MonitorRef, SystemRef};
use crate::domain::layout::{Device, Snapshot};
use crate::domain::monitor_view::monitor_values;
use crate::domain::preferences::Preferences;
use crate::domain::tiles::{self, Tile};
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::live::DeviceDetails;
use crate::state::monitors::MonitorFacts;
use crate::views::ui::notice::Tone;

#[derive(Clone, PartialEq)]
pub struct Card {
    pub name: String,
    pub health: Health,
    /// `Dell R650 · Rack A · U18–19 · up 9 h · agent 0.18.8`.
    pub place: String,
    pub reason: Option<(Tone, String)>,
    /// The system's page in Beszel.
    pub page: Option<String>,
    pub tiles: Vec<Tile>,
    pub past: Option<Past>,
    pub system: Option<SystemRef>,
    pub monitor: Option<MonitorRef>,
    /// The device and its system's name on the hub, if the names differ.
    pub renamed: Option<(DeviceId, String)>,
    pub preferences: Preferences,
}

/// The last values of a system that is not verified now.
#[derive(Clone, PartialEq)]
pub struct Past {
    pub seen: LastSeen,
    pub tiles: Vec<Tile>,
}

/// When the last values were reported.
#[derive(Clone, Copy, PartialEq)]
pub enum LastSeen {
    At(Millis),
    /// Not later than this.
    Before(Millis),
    Unknown,
}

pub fn card_of(app: App, snapshot: &Snapshot, id: DeviceId, details: &DeviceDetails) -> Card {
    let view = &details.view;
    let tone = match view.health {
        // Past data is toned down: the banner says that the hub is lost.
        _ if details.past.is_some() => Tone::Info,
        Health::Ok | Health::Unlinked | Health::Paused | Health::Pending => Tone::Info,
        Health::Warn | Health::Stale | Health::Missing => Tone::Warn,
        Health::Critical | Health::Down | Health::HubLost => Tone::Critical,
    };
    let device = snapshot.layout.devices.get(&id);
    let monitor = device.and_then(Device::monitor).cloned();
    let facts = monitor.as_ref().and_then(|of| app.monitor_facts(of));
    Card {
        name: view.name.clone(),
        health: view.health,
        place: place_line(snapshot, id, details),
        reason: view.reason.clone().map(|reason| (tone, reason)),
        page: match (&details.system, &facts) {
            (Some((of, system)), _) => app.beszel_page(of, &system.name),
            // The monitor's checks are on the page of the system that runs them.
            (None, Some(facts)) => {
                let name = facts.checker_name.as_deref();
                name.and_then(|name| app.beszel_page(&facts.checker, name))
            }
            (None, None) => None,
        },
        tiles: tiles_of(details, facts.as_ref()),
        past: past_of(details),
        system: details.system.as_ref().map(|(of, _)| of.clone()),
        renamed: details
            .system
            .as_ref()
            .map(|(_, system)| system.name.trim())
            .filter(|name| !name.is_empty() && *name != view.name)
            .map(|name| (id, name.to_owned())),
        preferences: match &monitor {
            Some(of) => app.inner().live.preferences_of(&of.hub),
            None => details.preferences,
        },
        monitor,
    }
}

fn place_line(snapshot: &Snapshot, id: DeviceId, details: &DeviceDetails) -> String {
    let layout = &snapshot.layout;
    let Some(device) = layout.devices.get(&id) else {
        return String::new();
    };
    // Unverified values are not shown as current.
    let metrics = details.system.as_ref().map(|(_, system)| &system.metrics);
    let metrics = metrics.filter(|_| details.view.health.is_verified());
    let uptime = metrics.and_then(|metrics| metrics.uptime);
    let agent = metrics.map(|metrics| &metrics.agent_version);
    let parts = [
        layout.type_of(device).map(|found| found.full_name()),
        layout.rack_of(device).map(|rack| rack.name.clone()),
        layout.unit_label(device),
        uptime.map(|seconds| format!("up {}", format::uptime_long(seconds))),
        agent
            .filter(|agent| !agent.is_empty())
            .map(|agent| format!("agent {agent}")),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(format::BETWEEN)
}

/// The state, and while it is verified the values.
fn tiles_of(details: &DeviceDetails, facts: Option<&MonitorFacts>) -> Vec<Tile> {
    let health = details.view.health;
    let mut tiles = vec![Tile::plain("Status", details.view.word())];
    if let Some(facts) = facts {
        let checker = facts.checker_name.as_deref();
        let values = monitor_values(&facts.monitor, health, checker, facts.hub_now);
        tiles.extend(
            values
                .into_iter()
                .map(|(label, text)| Tile::plain(label, text)),
        );
    } else if let Some((_, system)) = details.system.as_ref().filter(|_| health.is_verified()) {
        tiles.extend(tiles::current(&system.metrics, &details.criteria()));
    }
    tiles
}

fn past_of(details: &DeviceDetails) -> Option<Past> {
    if let Some((past, seen)) = &details.past {
        let tiles = tiles::past(&past.system().metrics, details.preferences);
        let seen = LastSeen::At(*seen);
        return (!tiles.is_empty()).then_some(Past { seen, tiles });
    }
    let (_, system) = details.system.as_ref()?;
    // For a paused or pending system the hub holds zeros.
    let has_last_values = matches!(details.view.health, Health::Down | Health::Stale);
    let tiles = tiles::past(&system.metrics, details.preferences);
    let heard = details.contact.heard.map(LastSeen::At);
    let fell = down_since(details.contact, &details.alerts).map(LastSeen::Before);
    (has_last_values && system.metrics.has_shares()).then(|| Past {
        seen: heard.or(fell).unwrap_or(LastSeen::Unknown),
        tiles,
    })
}
