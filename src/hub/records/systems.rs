//! `systems`, `system_details` and the alerts on them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Maybe, nth, rate};
use crate::domain::ids::SystemId;
use crate::domain::inventory::{Os, PastAlert, SystemDetails};
use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::units::{Bytes, Celsius, Percent};
use crate::hub::date;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SystemRecord {
    id: Maybe<String>,
    name: Maybe<String>,
    host: Maybe<String>,
    status: Maybe<String>,
    info: Maybe<InfoRecord>,
    updated: Maybe<String>,
}

/// The keys of `systems.info` from hub 0.12 on. The letters are the hub's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InfoRecord {
    cpu: Maybe<f64>,
    mp: Maybe<f64>,
    dp: Maybe<f64>,
    u: Maybe<f64>,
    v: Maybe<String>,
    /// Bytes per second.
    bb: Maybe<f64>,
    /// MB per second; hubs up to 0.18.4.
    b: Maybe<f64>,
    la: Maybe<[f32; 3]>,
    /// The three of `la` before it came, hub 0.12.0.
    l1: Maybe<f32>,
    l5: Maybe<f32>,
    l15: Maybe<f32>,
    t: Maybe<f64>,
    g: Maybe<f64>,
    dt: Maybe<f32>,
    efs: Maybe<BTreeMap<String, f64>>,
    /// How many services there are, and how many have failed.
    sv: Maybe<Vec<f64>>,
    /// Percent and state.
    bat: Maybe<Vec<f64>>,
    // What a machine is; hubs before 0.18 only.
    h: Maybe<String>,
    k: Maybe<String>,
    c: Maybe<f64>,
    m: Maybe<String>,
    p: Maybe<bool>,
    os: Maybe<f64>,
}

impl SystemRecord {
    /// `None` for a record without an id.
    pub fn into_system(self) -> Option<System> {
        let status = status_of(&self.status.or_default());
        Some(System {
            id: SystemId::new(self.id.filled()?),
            name: self.name.or_default(),
            host: self.host.or_default(),
            status,
            metrics: self.info.or_default().into_metrics(),
            updated: self.updated.get().and_then(|text| date::parse(&text)),
        })
    }

    /// What hubs before 0.18 tell of the machine itself. `None` for a record without an id.
    pub fn into_details(self) -> Option<SystemDetails> {
        let info = self.info.or_default();
        let model = info.m.or_default();
        // Such hubs leave out the number of Linux, which is 0; one that says nothing of the machine does not say Linux.
        let os = info.os.get().or((!model.is_empty()).then_some(0.0));
        Some(SystemDetails {
            system: SystemId::new(self.id.filled()?),
            hostname: info.h.or_default(),
            os: os.map(os_of),
            os_name: String::new(),
            kernel: info.k.or_default(),
            cpu_model: model,
            architecture: String::new(),
            cores: info.c.count32().filter(|&cores| cores > 0),
            threads: info.t.count32().filter(|&threads| threads > 0),
            memory: None,
            podman: info.p.or_default(),
        })
    }
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

impl InfoRecord {
    pub fn into_metrics(self) -> Metrics {
        let old_load = || Some([self.l1.get()?, self.l5.get()?, self.l15.get()?]);
        let fullest = |disks: BTreeMap<String, f64>| {
            let known = disks
                .into_iter()
                .filter_map(|(name, used)| Some((name, Percent::new(used)?)));
            known.max_by(|(_, left), (_, right)| left.value().total_cmp(&right.value()))
        };
        Metrics {
            cpu: self.cpu.percent(),
            memory: self.mp.percent(),
            disk: self.dp.percent(),
            // The hub writes 0 for unknown.
            uptime: self.u.count().filter(|&seconds| seconds > 0),
            temperature: self.dt.get().map(Celsius),
            load: self.la.get().or_else(old_load),
            threads: self.t.count32().filter(|&threads| threads > 0),
            network: rate(self.bb.get(), self.b.get()),
            gpu: self.g.percent(),
            battery: nth(&self.bat.get(), 0).and_then(Percent::new),
            fullest_extra_disk: self.efs.get().and_then(fullest),
            services_failed: self
                .sv
                .get()
                .and_then(|counts| counts.get(1).map(|&failed| failed as u32)),
            agent_version: self.v.or_default(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DetailsRecord {
    id: Maybe<String>,
    system: Maybe<String>,
    hostname: Maybe<String>,
    os: Maybe<f64>,
    os_name: Maybe<String>,
    kernel: Maybe<String>,
    cpu: Maybe<String>,
    arch: Maybe<String>,
    cores: Maybe<f64>,
    threads: Maybe<f64>,
    memory: Maybe<f64>,
    podman: Maybe<bool>,
}

impl DetailsRecord {
    /// `None` for a record that names no system.
    pub fn into_details(self) -> Option<SystemDetails> {
        Some(SystemDetails {
            // The record's id is the system's id.
            system: SystemId::new(self.system.filled().or_else(|| self.id.filled())?),
            hostname: self.hostname.or_default(),
            os: self.os.get().map(os_of),
            os_name: self.os_name.or_default(),
            kernel: self.kernel.or_default(),
            cpu_model: self.cpu.or_default(),
            architecture: self.arch.or_default(),
            cores: self.cores.count32().filter(|&cores| cores > 0),
            threads: self.threads.count32().filter(|&threads| threads > 0),
            memory: self.memory.bytes().filter(|&memory| memory > Bytes(0)),
            podman: self.podman.or_default(),
        })
    }
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

/// A record of `alerts`: one user's wish to be told, and whether it is triggered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AlertRecord {
    system: Maybe<String>,
    name: Maybe<String>,
    value: Maybe<f64>,
    min: Maybe<f64>,
    triggered: Maybe<bool>,
}

impl AlertRecord {
    pub fn is_triggered(&self) -> bool {
        self.triggered.0 == Some(true)
    }

    /// `None` for a record that names no system.
    pub fn into_alert(self) -> Option<TriggeredAlert> {
        Some(TriggeredAlert {
            system: SystemId::new(self.system.filled()?),
            name: self.name.or_default(),
            value: self.value.or_default(),
            minutes: self.min.count32().unwrap_or_default(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PastAlertRecord {
    system: Maybe<String>,
    name: Maybe<String>,
    value: Maybe<f64>,
    created: Maybe<String>,
    resolved: Maybe<String>,
}

impl PastAlertRecord {
    /// `None` for a record that names no system.
    pub fn into_alert(self) -> Option<PastAlert> {
        Some(PastAlert {
            system: SystemId::new(self.system.filled()?),
            name: self.name.or_default(),
            value: self.value.get(),
            triggered: self.created.get().and_then(|text| date::parse(&text)),
            resolved: self.resolved.get().and_then(|text| date::parse(&text)),
        })
    }
}
