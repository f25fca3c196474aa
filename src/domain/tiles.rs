//! A system's values as the tiles of its panel. Judged by the same code as the device, so that both agree.

use super::format;
use super::health::values::{self, Finding, ValueSubject};
use super::health::{self, Criteria, Level};
use super::preferences::Preferences;
use super::system::Metrics;
use super::units::Percent;

/// One value: its label, its text, and its level where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    pub label: String,
    pub text: String,
    pub level: Option<Level>,
}

impl Tile {
    pub fn plain(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
            level: None,
        }
    }
}

/// Current, verified values, each with its level. A dash stands for those that every agent reports and this one does not.
pub fn current(metrics: &Metrics, criteria: &Criteria) -> Vec<Tile> {
    let findings = health::findings(metrics, criteria);
    let judged = |(subject, tile): (ValueSubject, Tile)| {
        let found = findings.iter().filter(|finding| finding.subject == subject);
        let found = found.map(|finding: &Finding| finding.level).max();
        Tile {
            level: found.or_else(|| values::level(subject, metrics, criteria)),
            ..tile
        }
    };
    all(metrics, criteria).into_iter().map(judged).collect()
}

/// Last seen values of a system that is not verified: known ones only, and without levels.
pub fn past(metrics: &Metrics, preferences: Preferences) -> Vec<Tile> {
    let criteria = Criteria {
        preferences,
        ..Criteria::default()
    };
    let known = all(metrics, &criteria).into_iter();
    let known = known.map(|(_, tile)| tile);
    known.filter(|tile| tile.text != UNKNOWN).collect()
}

const UNKNOWN: &str = "–";

fn all(metrics: &Metrics, criteria: &Criteria) -> Vec<(ValueSubject, Tile)> {
    let limits = values::limits(&criteria.preferences.thresholds);
    let preferences = &criteria.preferences;
    let share = |share: Option<Percent>| {
        share.map_or_else(
            || UNKNOWN.to_owned(),
            |share| format::percent_beside(share, &limits),
        )
    };
    let unknown = || UNKNOWN.to_owned();
    let mut tiles = vec![
        (ValueSubject::Cpu, Tile::plain("CPU", share(metrics.cpu))),
        (
            ValueSubject::Memory,
            Tile::plain("Memory", share(metrics.memory)),
        ),
        (ValueSubject::Disk, Tile::plain("Disk", share(metrics.disk))),
    ];
    for (place, (name, used)) in metrics.extra_disks.iter().enumerate() {
        let tile = Tile::plain(format!("Disk {name}"), share(Some(*used)));
        tiles.push((ValueSubject::ExtraDisk(place), tile));
    }
    let uptime = metrics.uptime.map_or_else(unknown, format::uptime_long);
    tiles.push((ValueSubject::Other, Tile::plain("Uptime", uptime)));
    let temperature = metrics.temperature.map_or_else(unknown, |degrees| {
        format::temperature(degrees, preferences.temperature)
    });
    tiles.push((
        ValueSubject::Temperature,
        Tile::plain("Temperature", temperature),
    ));
    if let Some(averages) = metrics.load {
        let mut text = averages.map(format::load).join(format::BETWEEN);
        if let Some(threads) = metrics.threads {
            text.push_str(&format!(" of {threads}"));
        }
        tiles.push((ValueSubject::Load, Tile::plain("Load 1 · 5 · 15 min", text)));
    }
    if let Some(network) = metrics.network {
        let text = format::rate(network, preferences.network);
        tiles.push((ValueSubject::Network, Tile::plain("Network", text)));
    }
    if metrics.gpu.is_some() {
        tiles.push((ValueSubject::Gpu, Tile::plain("GPU", share(metrics.gpu))));
    }
    if let Some(battery) = metrics.battery {
        let text = values::battery_text(battery, &[]);
        tiles.push((ValueSubject::Battery, Tile::plain("Battery", text)));
    }
    if let Some(services) = metrics.services {
        let text = match services.failed {
            0 => services.total.to_string(),
            failed => format!("{failed} of {} failed", services.total),
        };
        tiles.push((ValueSubject::Services, Tile::plain("Services", text)));
    }
    if !metrics.agent_version.is_empty() {
        let mut text = metrics.agent_version.clone();
        if let Some(hub) = criteria.hub_version
            && values::level(ValueSubject::Agent, metrics, criteria) == Some(Level::Warn)
        {
            text.push_str(&format!(", hub {hub}"));
        }
        tiles.push((ValueSubject::Agent, Tile::plain("Agent", text)));
    }
    tiles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::{DataUnit, TemperatureUnit};
    use crate::domain::ids::SystemId;
    use crate::domain::system::{Battery, BatteryState, Services, TriggeredAlert};
    use crate::domain::units::{BytesPerSecond, Celsius};
    use crate::domain::version::Version;

    fn metrics() -> Metrics {
        let share = |value| Percent::new(value).expect("a share");
        Metrics {
            cpu: Some(share(0.4)),
            memory: Some(share(89.96)),
            disk: Some(share(70.0)),
            extra_disks: vec![("small".into(), share(11.0)), ("tank".into(), share(95.0))],
            uptime: Some(7_200),
            temperature: Some(Celsius(47.0)),
            load: Some([9.2, 3.0, 1.0]),
            threads: Some(8),
            network: Some(BytesPerSecond(1e6)),
            gpu: Some(share(95.0)),
            battery: Some(Battery {
                charge: share(20.0),
                state: BatteryState::Discharging,
            }),
            services: Some(Services {
                total: 120,
                failed: 3,
            }),
            agent_version: "0.18.4".to_owned(),
        }
    }

    #[test]
    fn every_value_has_the_level_that_the_device_is_judged_by() {
        let criteria = Criteria {
            hub_version: Some(Version::new(0, 18, 8)),
            ..Criteria::default()
        };
        let tiles = current(&metrics(), &criteria);
        let shown: Vec<_> = tiles
            .iter()
            .map(|tile| (tile.label.as_str(), tile.text.as_str(), tile.level))
            .collect();
        let (ok, warn, critical) = (Some(Level::Ok), Some(Level::Warn), Some(Level::Critical));
        let expected = [
            ("CPU", "0.4 %", ok),
            ("Memory", "89.96 %", warn),
            ("Disk", "70 %", warn),
            ("Disk small", "11 %", ok),
            ("Disk tank", "95 %", critical),
            ("Uptime", "2 h", None),
            ("Temperature", "47 °C", None),
            ("Load 1 · 5 · 15 min", "9.20 · 3.00 · 1.00 of 8", critical),
            ("Network", "976.6 KB/s", None),
            ("GPU", "95 %", critical),
            ("Battery", "20 %, discharging", warn),
            ("Services", "3 of 120 failed", warn),
            ("Agent", "0.18.4, hub 0.18.8", warn),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_alert_colors_its_tile() {
        let alerts = [TriggeredAlert {
            system: SystemId::new("s"),
            name: "Temperature".to_owned(),
            value: 40.0,
            minutes: 10,
            since: None,
            acknowledged: false,
        }];
        let criteria = Criteria {
            alerts: &alerts,
            ..Criteria::default()
        };
        let tiles = current(&metrics(), &criteria);
        let of_temperature = tiles.iter().find(|tile| tile.label == "Temperature");
        assert_eq!(
            of_temperature.and_then(|tile| tile.level),
            Some(Level::Warn)
        );
    }

    #[test]
    fn units_are_the_users() {
        let preferences = Preferences {
            temperature: TemperatureUnit::Fahrenheit,
            network: DataUnit::Bits,
            ..Preferences::default()
        };
        let tiles = past(&metrics(), preferences);
        let text = |label: &str| {
            let tile = tiles.iter().find(|tile| tile.label == label);
            tile.map(|tile| tile.text.as_str())
        };
        assert_eq!(text("Temperature"), Some("117 °F"));
        assert_eq!(text("Network"), Some("8.00 Mbps"));
    }

    #[test]
    fn what_was_last_seen_has_no_levels_and_no_dashes() {
        let tiles = past(&metrics(), Preferences::default());
        assert!(tiles.iter().all(|tile| tile.level.is_none()));
        assert!(past(&Metrics::default(), Preferences::default()).is_empty());
        let dashes = current(&Metrics::default(), &Criteria::default());
        let texts: Vec<&str> = dashes.iter().map(|tile| tile.text.as_str()).collect();
        assert_eq!(texts, ["–"; 5]);
        assert_eq!(dashes[0].level, Some(Level::Warn), "nobody vouches for it");
    }
}
