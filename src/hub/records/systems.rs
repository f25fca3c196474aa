//! `systems`, `system_details` and the alerts on them.

use super::{Fields, rate};
use crate::domain::ids::SystemId;
use crate::domain::inventory::{Os, PastAlert, SystemDetails};
use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::units::{Bytes, Celsius, Percent};

/// A record of `systems`. `None` without an id.
pub fn system(record: Fields) -> Option<System> {
    Some(System {
        id: SystemId::new(record.filled("id")?),
        name: record.text("name"),
        host: record.text("host"),
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
        other => SystemStatus::Other(other.to_owned()),
    }
}

/// What hubs before 0.18 tell of the machine itself, in a record of `systems`. `None` without an id.
pub fn old_details(record: Fields) -> Option<SystemDetails> {
    let info = record.object("info");
    let model = info.text("m");
    // Such hubs leave out the number of Linux, which is 0; one that says nothing of the machine does not say Linux.
    let os = info.number("os").or((!model.is_empty()).then_some(0.0));
    Some(SystemDetails {
        system: SystemId::new(record.filled("id")?),
        hostname: info.text("h"),
        os: os.map(os_of),
        os_name: String::new(),
        kernel: info.text("k"),
        cpu_model: model,
        architecture: String::new(),
        cores: info.some_of("c"),
        threads: info.some_of("t"),
        memory: None,
        podman: info.is_true("p"),
    })
}

/// The keys of `systems.info` from hub 0.12 on. The letters are the hub's.
pub(super) fn metrics(info: Fields) -> Metrics {
    Metrics {
        cpu: info.percent("cpu"),
        memory: info.percent("mp"),
        disk: info.percent("dp"),
        // The hub writes 0 for unknown.
        uptime: info.count("u").filter(|&seconds| seconds > 0),
        temperature: info.number("dt").map(|degrees| Celsius(degrees as f32)),
        load: info.loads("la").or_else(|| old_loads(info)),
        threads: info.some_of("t"),
        // Bytes per second; MB per second from hubs up to 0.18.4.
        network: rate(info.number("bb"), info.number("b")),
        gpu: info.percent("g"),
        // Percent and state.
        battery: info.nth("bat", 0).and_then(Percent::new),
        fullest_extra_disk: fullest(info.object("efs")),
        extra_disks: shares(info.object("efs")),
        // How many services there are, and how many have failed.
        services_failed: info.nth("sv", 1).map(|failed| failed as u32),
        agent_version: info.text("v"),
    }
}

/// The load averages as they came before `la`, hub 0.12.0.
fn old_loads(info: Fields) -> Option<[f32; 3]> {
    Some([
        info.number("l1")? as f32,
        info.number("l5")? as f32,
        info.number("l15")? as f32,
    ])
}

fn fullest(disks: Fields) -> Option<(String, Percent)> {
    let mut fullest: Option<(&str, Percent)> = None;
    for (name, used) in disks.entries() {
        // A table with anything but numbers in it counts as not reported.
        if let Some(used) = Percent::new(used.as_f64()?)
            && fullest.is_none_or(|(_, most)| used >= most)
        {
            fullest = Some((name, used));
        }
    }
    fullest.map(|(name, used)| (name.to_owned(), used))
}

/// Of each disk, in the order of their names, which is that of the keys.
fn shares(disks: Fields) -> Vec<Percent> {
    let mut shares = Vec::new();
    for (_, used) in disks.entries() {
        match used.as_f64() {
            Some(used) => shares.extend(Percent::new(used)),
            // As above.
            None => return Vec::new(),
        }
    }
    shares
}

/// A record of `system_details`. `None` for one that names no system.
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
        cores: record.some_of("cores"),
        threads: record.some_of("threads"),
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

/// Whether the wish to be told that a record of `alerts` holds is triggered.
pub fn is_triggered(record: Fields) -> bool {
    record.is_true("triggered")
}

/// A record of `alerts`: one user's wish to be told. `None` for one that names no system.
pub fn alert(record: Fields) -> Option<TriggeredAlert> {
    Some(TriggeredAlert {
        system: record.system()?,
        name: record.text("name"),
        value: record.number("value").unwrap_or_default(),
        minutes: record.some_of("min").unwrap_or_default(),
    })
}

/// A record of `alerts_history`. `None` for one that names no system.
pub fn past_alert(record: Fields) -> Option<PastAlert> {
    Some(PastAlert {
        system: record.system()?,
        name: record.text("name"),
        value: record.number("value"),
        triggered: record.time("created"),
        resolved: record.time("resolved"),
    })
}
