//! One system as a row.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::domain::format::BETWEEN;
use crate::domain::health::values::{self, ValueSubject};
use crate::domain::health::{Evidence, Health, Level, findings, judge, worst_since};
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{Device, Layout, Place, Snapshot};
use crate::domain::preferences::Preferences;
use crate::domain::system::{Metrics, TriggeredAlert};
use crate::domain::units::{Millis, Percent};

/// What the table knows of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct FleetRow {
    pub system: SystemRef,
    /// The hub's name for it.
    pub name: String,
    pub health: Health,
    /// Why it is not plainly up: one line.
    pub reason: Option<String>,
    /// Since when it is in its state, by the hub's clock: when it went down, when it was last heard from, or when the alert about the worst
    /// finding triggered.
    pub since: Option<Millis>,
    /// The triggered alerts.
    pub alerts: Vec<TriggeredAlert>,
    /// `None` for a system that no device shows.
    pub place: Option<FleetPlace>,
    /// `None` unless verified.
    pub values: Option<FleetValues>,
    /// The version of its agent; empty when unknown.
    pub agent: String,
    /// Whether the agent has another version than the hub; `None` while one of the two is not known.
    pub agent_lags: Option<bool>,
    /// Those of its hub's user.
    pub preferences: Preferences,
}

/// The place of a system in the racks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetPlace {
    pub device: DeviceId,
    /// `Rack A · U18–19`; of a guest `on pve-node1 · Rack A · U20`.
    pub words: String,
    pub order: PlaceOrder,
    /// Whether it is a guest of that device.
    pub is_guest: bool,
}

/// Sort key of a place: from rack to rack, in each from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceOrder {
    rack: usize,
    from_top: Reverse<u16>,
    /// The bay of a device in another one, from 1; else 0.
    bay: u16,
}

/// A value to sort by, with its level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedValue {
    pub value: f64,
    pub level: Level,
}

/// The values of a system, in the units that they are reported in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetValues {
    pub cpu: Option<RankedValue>,
    pub memory: Option<RankedValue>,
    /// The fullest of its disks.
    pub disk: Option<RankedValue>,
    /// All disks by name, the root disk first.
    pub disks: Vec<(String, RankedValue)>,
    /// Degrees Celsius.
    pub temperature: Option<RankedValue>,
    /// Average over one minute.
    pub load: Option<RankedValue>,
    /// Bytes per second.
    pub network: Option<RankedValue>,
    /// Seconds.
    pub uptime: Option<RankedValue>,
    pub gpu: Option<RankedValue>,
    pub battery: Option<RankedValue>,
    pub failed_services: Option<RankedValue>,
}

impl FleetRow {
    /// `evidence` is of that system.
    pub fn of(system: SystemRef, place: Option<FleetPlace>, evidence: &Evidence) -> Self {
        let verdict = judge(evidence);
        let known = evidence.system;
        let metrics = known
            .map(|system| &system.metrics)
            .filter(|_| verdict.health.is_verified());
        let agent = known.map(|system| system.metrics.agent_version.clone());
        let agent_lags =
            known.and_then(|system| values::agent_lags(&system.metrics, &evidence.criteria));
        Self {
            name: known.map(|system| system.name.clone()).unwrap_or_default(),
            system,
            since: match verdict.health {
                Health::Down => evidence.down_since(),
                Health::Stale => evidence.contact.heard,
                Health::Warn | Health::Critical => {
                    known.and_then(|system| worst_since(&system.metrics, &evidence.criteria))
                }
                _ => None,
            },
            alerts: evidence.criteria.alerts.to_vec(),
            place,
            values: metrics.map(|metrics| values_of(metrics, evidence)),
            health: verdict.health,
            reason: verdict.reason,
            agent: agent.unwrap_or_default(),
            agent_lags,
            preferences: evidence.criteria.preferences,
        }
    }

    /// The row without values: system, place and health. Includes since when it is down, as that does not change.
    pub fn outline(&self) -> Self {
        let is_down = self.health == Health::Down;
        Self {
            system: self.system.clone(),
            name: self.name.clone(),
            health: self.health,
            place: self.place.clone(),
            reason: None,
            since: self.since.filter(|_| is_down),
            alerts: Vec::new(),
            values: None,
            agent: String::new(),
            agent_lags: None,
            preferences: self.preferences,
        }
    }

    /// A key that is unique among the systems of all hubs.
    pub fn key(&self) -> String {
        format!("{} {}", self.system.hub, self.system.system)
    }
}

fn values_of(metrics: &Metrics, evidence: &Evidence) -> FleetValues {
    let criteria = &evidence.criteria;
    let found = findings(metrics, criteria);
    let level = |subject: ValueSubject| {
        let of_subject = found.iter().filter(|finding| finding.subject == subject);
        let worst = of_subject.map(|finding| finding.level).max();
        worst
            .or_else(|| values::level(subject, metrics, criteria))
            .unwrap_or(Level::Ok)
    };
    let ranked = |subject: ValueSubject, value: Option<f64>| {
        value.map(|value| RankedValue {
            value,
            level: level(subject),
        })
    };
    let share = |subject, share: Option<Percent>| {
        ranked(subject, share.map(|share| f64::from(share.value())))
    };
    let root = share(ValueSubject::Disk, metrics.disk);
    let root = root.map(|used| ("root".to_owned(), used));
    let extra = metrics.extra_disks.iter().enumerate();
    let extra = extra.filter_map(|(place, (name, used))| {
        let used = share(ValueSubject::ExtraDisk(place), Some(*used))?;
        Some((name.clone(), used))
    });
    let disks: Vec<_> = root.into_iter().chain(extra).collect();
    FleetValues {
        cpu: share(ValueSubject::Cpu, metrics.cpu),
        memory: share(ValueSubject::Memory, metrics.memory),
        disk: disks
            .iter()
            .map(|(_, used)| *used)
            .max_by(|a, b| a.level.cmp(&b.level).then(a.value.total_cmp(&b.value))),
        disks,
        temperature: ranked(
            ValueSubject::Temperature,
            metrics.temperature.map(|degrees| f64::from(degrees.0)),
        ),
        load: ranked(
            ValueSubject::Load,
            metrics.load.map(|[one, ..]| f64::from(one)),
        ),
        network: ranked(ValueSubject::Network, metrics.network.map(|rate| rate.0)),
        uptime: ranked(
            ValueSubject::Other,
            metrics.uptime.map(|seconds| seconds as f64),
        )
        .map(|ranked| RankedValue {
            level: Level::Ok,
            ..ranked
        }),
        gpu: share(ValueSubject::Gpu, metrics.gpu),
        battery: share(
            ValueSubject::Battery,
            metrics.battery.map(|battery| battery.charge),
        ),
        failed_services: ranked(
            ValueSubject::Services,
            metrics.services.map(|services| f64::from(services.failed)),
        ),
    }
}

/// Looks up the places of many systems in a layout.
pub struct FleetPlaces<'a> {
    snapshot: &'a Snapshot,
    racks: HashMap<RackId, usize>,
}

impl<'a> FleetPlaces<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let racks = snapshot.layout.racks.iter().enumerate();
        Self {
            racks: racks.map(|(number, rack)| (rack.id, number)).collect(),
            snapshot,
        }
    }

    /// The device that shows a system, or whose guest it is.
    pub fn device_of(&self, system: &SystemRef) -> Option<&'a Device> {
        let index = &self.snapshot.index;
        let own = index.devices_of(&system.hub, &system.system).first();
        let device = own.or_else(|| index.hosts_of(&system.hub, &system.system).first())?;
        self.snapshot.layout.devices.get(device)
    }

    pub fn place_of(&self, system: &SystemRef) -> Option<FleetPlace> {
        let (layout, device) = (&self.snapshot.layout, self.device_of(system)?);
        let is_guest = device.system() != Some(system);
        let words = [
            is_guest.then(|| format!("on {}", device.name)),
            layout.rack_of(device).map(|rack| rack.name.clone()),
            layout.unit_label(device),
        ];
        Some(FleetPlace {
            device: device.id,
            words: words
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(BETWEEN),
            order: self.order_of(layout, device),
            is_guest,
        })
    }

    fn order_of(&self, layout: &Layout, device: &Device) -> PlaceOrder {
        let rack = layout
            .rack_of(device)
            .and_then(|rack| self.racks.get(&rack.id));
        let (outer, bay) = match device.place {
            Place::Bay { parent, bay } => (layout.devices.get(&parent), bay.saturating_add(1)),
            _ => (Some(device), 0),
        };
        let bottom = match outer.map(|outer| &outer.place) {
            Some(Place::Rack { bottom, .. }) => bottom.0,
            _ => 0,
        };
        PlaceOrder {
            rack: rack.copied().unwrap_or(usize::MAX),
            from_top: Reverse(bottom),
            bay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::tests::{NOW, row_with};
    use crate::domain::ids::SystemId;
    use crate::domain::system::SystemStatus;

    #[test]
    fn a_row_lasts_since_the_alert_about_what_is_worst() {
        let alert = |name: &str, since: i64| TriggeredAlert {
            system: SystemId::new("node"),
            name: name.to_owned(),
            value: 40.0,
            minutes: 10,
            since: Some(NOW.plus(since)),
            acknowledged: false,
        };
        let since = |alerts: &[TriggeredAlert]| {
            row_with("node", SystemStatus::Up, 50.0, None, alerts).since
        };
        // The fullest disk is at 93 %, which is worse than the subject of the alert.
        assert_eq!(since(&[alert("CPU", -90_000)]), None);
        let both = [alert("CPU", -90_000), alert("Disk", -30_000)];
        assert_eq!(since(&both), Some(NOW.plus(-30_000)));
    }
}
