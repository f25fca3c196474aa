//! What runs on a system and what it is built of: `containers`, `systemd_services`, `smart_devices`, `zfs_pools`,
//! `network_monitors`.

use serde::Deserialize;

use super::{Maybe, rate};
use crate::domain::ids::SystemId;
use crate::domain::inventory::{
    Container, ContainerHealth, NetworkMonitor, Pool, Service, ServiceState, ServiceSubState,
    SmartAttribute, SmartDisk, SmartState,
};
use crate::domain::units::{Celsius, Millis};
use crate::hub::date;
use crate::hub::version::Version;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContainerRecord {
    id: Maybe<String>,
    system: Maybe<String>,
    name: Maybe<String>,
    image: Maybe<String>,
    status: Maybe<String>,
    health: Maybe<f64>,
    cpu: Maybe<f64>,
    /// MB.
    memory: Maybe<f64>,
    /// MB per second up to hub 0.18.2, bytes per second from 0.18.3.
    net: Maybe<f64>,
    ports: Maybe<String>,
    updatable: Maybe<bool>,
    /// Milliseconds since 1970.
    updated: Maybe<f64>,
}

impl ContainerRecord {
    /// `None` for a record without id or system. Without the hub's version the network rate is not told: it would be a guess
    /// between two units a million apart.
    pub fn into_container(self, hub: Option<Version>) -> Option<Container> {
        let network = match (hub, self.net.get()) {
            (Some(hub), net) if hub.containers_net_in_bytes() => rate(net, None),
            (Some(_), net) => rate(None, net),
            (None, _) => None,
        };
        Some(Container {
            id: self.id.filled()?,
            system: SystemId::new(self.system.filled()?),
            name: self.name.or_default(),
            image: self.image.or_default(),
            status: self.status.or_default(),
            health: container_health(self.health),
            cpu: self.cpu.percent(),
            memory: self.memory.bytes_from_mb(),
            network,
            ports: self.ports.or_default(),
            updatable: self.updatable.get(),
            updated: milliseconds(self.updated),
        })
    }
}

fn milliseconds(time: Maybe<f64>) -> Option<Millis> {
    time.get().map(|time| Millis(time as i64))
}

fn number_of(number: Maybe<f64>) -> u8 {
    number.get().map_or(0, |number| number as u8)
}

fn container_health(number: Maybe<f64>) -> ContainerHealth {
    match number_of(number) {
        0 => ContainerHealth::Unchecked,
        1 => ContainerHealth::Starting,
        2 => ContainerHealth::Healthy,
        3 => ContainerHealth::Unhealthy,
        other => ContainerHealth::Other(other),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ServiceRecord {
    system: Maybe<String>,
    name: Maybe<String>,
    state: Maybe<f64>,
    sub: Maybe<f64>,
    cpu: Maybe<f64>,
    #[serde(rename = "cpuPeak")]
    cpu_peak: Maybe<f64>,
    memory: Maybe<f64>,
    #[serde(rename = "memPeak")]
    memory_peak: Maybe<f64>,
    /// Milliseconds since 1970.
    updated: Maybe<f64>,
}

impl ServiceRecord {
    /// `None` for a record without name or system.
    pub fn into_service(self) -> Option<Service> {
        Some(Service {
            system: SystemId::new(self.system.filled()?),
            name: self.name.filled()?,
            state: match number_of(self.state) {
                0 => ServiceState::Active,
                1 => ServiceState::Inactive,
                2 => ServiceState::Failed,
                3 => ServiceState::Activating,
                4 => ServiceState::Deactivating,
                5 => ServiceState::Reloading,
                other => ServiceState::Other(other),
            },
            sub_state: match number_of(self.sub) {
                0 => ServiceSubState::Dead,
                1 => ServiceSubState::Running,
                2 => ServiceSubState::Exited,
                3 => ServiceSubState::Failed,
                4 => ServiceSubState::Unknown,
                other => ServiceSubState::Other(other),
            },
            cpu: self.cpu.percent(),
            cpu_peak: self.cpu_peak.percent(),
            memory: self.memory.bytes(),
            memory_peak: self.memory_peak.bytes(),
            updated: milliseconds(self.updated),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SmartRecord {
    system: Maybe<String>,
    name: Maybe<String>,
    model: Maybe<String>,
    serial: Maybe<String>,
    firmware: Maybe<String>,
    #[serde(rename = "type")]
    kind: Maybe<String>,
    state: Maybe<String>,
    capacity: Maybe<f64>,
    temp: Maybe<f32>,
    hours: Maybe<f64>,
    cycles: Maybe<f64>,
    attributes: Maybe<Vec<Maybe<AttributeRecord>>>,
    updated: Maybe<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AttributeRecord {
    id: Maybe<f64>,
    n: Maybe<String>,
    v: Maybe<f64>,
    w: Maybe<f64>,
    t: Maybe<f64>,
    rv: Maybe<f64>,
    rs: Maybe<String>,
    wf: Maybe<String>,
}

impl SmartRecord {
    /// `None` for a record that names no system.
    pub fn into_disk(self) -> Option<SmartDisk> {
        let attributes = self.attributes.or_default();
        Some(SmartDisk {
            system: SystemId::new(self.system.filled()?),
            name: self.name.or_default(),
            model: self.model.or_default(),
            serial: self.serial.or_default(),
            firmware: self.firmware.or_default(),
            kind: self.kind.or_default(),
            state: smart_state(&self.state.or_default()),
            capacity: self.capacity.bytes(),
            // A disk that does not tell is written as 0.
            temperature: self
                .temp
                .get()
                .filter(|&degrees| degrees != 0.0)
                .map(Celsius),
            hours: self.hours.count(),
            cycles: self.cycles.count(),
            attributes: attributes
                .into_iter()
                .filter_map(|one| one.get().map(AttributeRecord::into_attribute))
                .collect(),
            updated: self.updated.get().and_then(|text| date::parse(&text)),
        })
    }
}

impl AttributeRecord {
    fn into_attribute(self) -> SmartAttribute {
        SmartAttribute {
            id: self.id.count32(),
            name: self.n.or_default(),
            value: self.v.get(),
            worst: self.w.get(),
            threshold: self.t.get(),
            raw: self.rv.get(),
            raw_text: self.rs.or_default(),
            when_failed: self.wf.or_default(),
        }
    }
}

fn smart_state(word: &str) -> SmartState {
    match word {
        "PASSED" => SmartState::Passed,
        "WARNING" => SmartState::Warning,
        "FAILED" => SmartState::Failed,
        "UNKNOWN" | "" => SmartState::Unknown,
        other => SmartState::Other(other.to_owned()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PoolRecord {
    system: Maybe<String>,
    name: Maybe<String>,
    display_name: Maybe<String>,
    health: Maybe<String>,
    size: Maybe<f64>,
    alloc: Maybe<f64>,
    free: Maybe<f64>,
}

impl PoolRecord {
    /// `None` for a record that names no system.
    pub fn into_pool(self) -> Option<Pool> {
        Some(Pool {
            system: SystemId::new(self.system.filled()?),
            name: self
                .display_name
                .filled()
                .unwrap_or_else(|| self.name.or_default()),
            health: self.health.or_default(),
            size: self.size.bytes(),
            allocated: self.alloc.bytes(),
            free: self.free.bytes(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MonitorRecord {
    id: Maybe<String>,
    system: Maybe<String>,
    target: Maybe<String>,
    protocol: Maybe<String>,
    port: Maybe<f64>,
    enabled: Maybe<bool>,
    res: Maybe<f64>,
    loss1h: Maybe<f64>,
    updated: Maybe<String>,
}

impl MonitorRecord {
    /// `None` for a record without id or system.
    pub fn into_monitor(self) -> Option<NetworkMonitor> {
        Some(NetworkMonitor {
            id: self.id.filled()?,
            system: SystemId::new(self.system.filled()?),
            target: self.target.or_default(),
            protocol: self.protocol.or_default(),
            port: self
                .port
                .get()
                .map(|port| port as u16)
                .filter(|&port| port > 0),
            enabled: self.enabled.get().unwrap_or(true),
            response: self.res.get(),
            loss: self.loss1h.percent(),
            updated: self.updated.get().and_then(|text| date::parse(&text)),
        })
    }
}
