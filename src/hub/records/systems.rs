//! `systems`, `system_details` and the alerts on them.

use super::{Fields, cut, loads, rate};
use crate::domain::alert_rules::AlertSetting;
use crate::domain::ids::SystemId;
use crate::domain::inventory::{AgentLink, Os, PastAlert, SystemDetails};
use crate::domain::system::{
    Battery, BatteryState, Metrics, Services, System, SystemStatus, TriggeredAlert,
};
use crate::domain::units::{Bytes, Percent};

/// Reads a record of `systems`. `None` without an id.
pub fn system(record: Fields) -> Option<System> {
    Some(System {
        id: SystemId::new(record.filled("id")?),
        name: record.line("name"),
        host: record.line("host"),
        status: status_of(record.str("status").unwrap_or_default()),
        metrics: metrics(record.object("info")),
        updated: record.time("updated"),
    })
}

fn status_of(word: &str) -> SystemStatus {
    match word {
        "up" => SystemStatus::Up,
        "down" => SystemStatus::Down,
        "paused" => SystemStatus::Paused,
        "pending" => SystemStatus::Pending,
        other => SystemStatus::Other(cut(other).to_owned()),
    }
}

/// Reads what hubs before 0.18 report about the machine itself, in a record of `systems`. `None` without an id.
pub fn old_details(record: Fields) -> Option<SystemDetails> {
    let info = record.object("info");
    let model = info.text("m");
    // Such hubs omit the number of Linux, which is 0. Without a model nothing is known of the machine, including whether it is Linux.
    let os = info.number("os").or((!model.is_empty()).then_some(0.0));
    Some(SystemDetails {
        system: SystemId::new(record.filled("id")?),
        hostname: info.text("h"),
        os: os.map(os_of),
        os_name: String::new(),
        kernel: info.text("k"),
        cpu_model: model,
        architecture: String::new(),
        cores: info.threads("c"),
        threads: info.threads("t"),
        memory: None,
        podman: info.is_true("p"),
    })
}

/// Reads how the agent of a record of `systems` is connected; `None` where the hub does not say.
pub fn agent_link(record: Fields) -> Option<AgentLink> {
    match record.object("info").number("ct")? {
        1.0 => Some(AgentLink::Ssh),
        2.0 => Some(AgentLink::WebSocket),
        _ => None,
    }
}

/// The keys of `systems.info` from hub 0.12 on. The letters are the hub's.
pub(super) fn metrics(info: Fields) -> Metrics {
    Metrics {
        cpu: info.percent("cpu"),
        memory: info.percent("mp"),
        disk: info.percent("dp"),
        uptime: info
            .within("u", Metrics::UPTIME)
            .map(|seconds| seconds as u64),
        temperature: info.celsius("dt"),
        load: info.loads("la").or_else(|| old_loads(info)),
        // Hubs before 0.18 may report only the cores.
        threads: info.threads("t").or_else(|| info.threads("c")),
        // Bytes per second; MB per second from hubs up to 0.18.4.
        network: rate(info.number("bb"), info.number("b")),
        gpu: info.percent("g"),
        battery: battery(info),
        extra_disks: shares(info.object("efs")),
        services: services(info),
        agent_version: info.text("v"),
    }
}

/// The load averages as they came before `la`, hub 0.12.0.
fn old_loads(info: Fields) -> Option<[f32; 3]> {
    loads([info.number("l1")?, info.number("l5")?, info.number("l15")?])
}

/// The charge in percent and the state.
fn battery(info: Fields) -> Option<Battery> {
    Some(Battery {
        charge: Percent::measured(info.nth("bat", 0)?)?,
        state: info
            .nth("bat", 1)
            .map(BatteryState::of_number)
            .unwrap_or_default(),
    })
}

/// How many services there are, and how many have failed.
fn services(info: Fields) -> Option<Services> {
    let count = |index| {
        let count = Metrics::SERVICES.check(info.nth("sv", index)?)?;
        Some(count as u32)
    };
    Some(Services {
        total: count(0)?,
        failed: count(1)?,
    })
}

/// The usage of each disk, sorted by name, as the keys are.
fn shares(disks: Fields) -> Vec<(String, Percent)> {
    let mut shares = Vec::new();
    for (name, used) in disks.entries() {
        // A map that contains anything but numbers counts as not reported.
        let Some(used) = used.as_f64() else {
            return Vec::new();
        };
        if let Some(used) = Percent::measured(used) {
            shares.push((cut(name).to_owned(), used));
        }
    }
    shares
}

/// Reads a record of `system_details`. `None` for one that names no system.
pub fn details(record: Fields) -> Option<SystemDetails> {
    Some(SystemDetails {
        // The record's id is the system's id.
        system: match record.system() {
            Some(system) => system,
            None => SystemId::new(record.filled("id")?),
        },
        hostname: record.text("hostname"),
        os: record.number("os").map(os_of),
        os_name: record.text("os_name"),
        kernel: record.text("kernel"),
        cpu_model: record.text("cpu"),
        architecture: record.text("arch"),
        cores: record.threads("cores"),
        threads: record.threads("threads"),
        memory: record.bytes("memory").filter(|&memory| memory > Bytes(0)),
        podman: record.is_true("podman"),
    })
}

fn os_of(number: f64) -> Os {
    match number as u8 {
        0 => Os::Linux,
        1 => Os::MacOs,
        2 => Os::Windows,
        3 => Os::FreeBsd,
        other => Os::Other(other),
    }
}

/// Whether the alert of a record of `alerts` is triggered.
pub fn is_triggered(record: Fields) -> bool {
    record.is_true("triggered")
}

/// Reads a record of `alerts`: one alert of one user. `None` for one that names no system.
pub fn alert(record: Fields) -> Option<TriggeredAlert> {
    Some(TriggeredAlert {
        system: record.system()?,
        name: record.text("name"),
        value: record.number("value").unwrap_or_default(),
        minutes: record.some_of("min").unwrap_or_default(),
        since: None,
        acknowledged: false,
    })
}

/// Reads the settings of a record of `alerts`. `None` for one that names no system or no metric.
pub fn rule(record: Fields) -> Option<AlertSetting> {
    Some(AlertSetting {
        system: record.system()?,
        name: record.filled("name")?,
        value: record.number("value").unwrap_or_default(),
        minutes: record.some_of("min").unwrap_or_default(),
        triggered: is_triggered(record),
        updated: record.time("updated"),
    })
}

/// Reads a record of `alerts_history`. `None` for one that names no system.
pub fn past_alert(record: Fields) -> Option<PastAlert> {
    Some(PastAlert {
        system: record.system()?,
        name: record.text("name"),
        value: record.number("value"),
        triggered: record.time("created"),
        resolved: record.time("resolved"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::units::Celsius;

    #[test]
    fn values_that_no_sensor_has_are_not_reported() {
        for (key, value) in [
            ("cpu", json!(1e9)),
            ("cpu", json!(-5)),
            ("mp", json!(150)),
            ("dp", json!(1e300)),
            ("u", json!(18_446_744_073_709_551_615_u64)),
            ("u", json!(0)),
            ("u", json!(-1)),
            ("dt", json!(-128)),
            ("dt", json!(65_535)),
            ("dt", json!(0)),
            ("la", json!([1, -1, 1])),
            ("la", json!([1, 1e12, 1])),
            ("t", json!(4_294_967_295_u32)),
            ("bb", json!(18_446_744_073_709_551_615_u64)),
            ("bb", json!(-1)),
            ("g", json!(65_535)),
            ("bat", json!([255, 0])),
            ("sv", json!([1, 4_294_967_295_u32])),
            ("efs", json!({"tank": 1e9})),
        ] {
            let info = json!({ key: value });
            let read = metrics(Fields::of(&info));
            assert_eq!(read, Metrics::default(), "{info}");
        }
    }

    #[test]
    fn values_at_the_ends_are_kept() {
        let info = json!({
            "cpu": 100.4, "mp": -0.2, "u": 1, "dt": -40, "la": [0, 0, 4096], "t": 1024, "bb": 0,
        });
        let read = metrics(Fields::of(&info));
        assert_eq!(read.cpu, Percent::new(100.0));
        assert_eq!(read.memory, Percent::new(0.0));
        assert_eq!((read.uptime, read.threads), (Some(1), Some(1024)));
        assert_eq!(read.temperature, Some(Celsius(-40.0)));
        assert!(read.load.is_some() && read.network.is_some());
    }

    #[test]
    fn names_are_cut_between_letters() {
        let record = json!({"id": "a", "name": "ä".repeat(5_000), "status": "x".repeat(5_000)});
        let system = system(Fields::of(&record)).expect("a system");
        assert_eq!(system.name.chars().count(), 1_000);
        assert!(matches!(system.status, SystemStatus::Other(word) if word.len() == 1_000));
    }
}
