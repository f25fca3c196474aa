//! What runs on a system and what it is built of: `containers`, `systemd_services`, `smart_devices`, `zfs_pools`,
//! `network_monitors` and its rows. The readers return `None` for a record that names no system, or has no id or name of its own.

use serde_json::Value;

use super::{Fields, rate};
use crate::domain::ids::MonitorId;
use crate::domain::inventory::{
    Container, ContainerHealth, Pool, PoolDataset, PoolMember, PoolScrub, Service, ServiceState,
    ServiceSubState, SmartAttribute, SmartDisk, SmartState,
};
use crate::domain::monitor::{CheckResult, Latency, Monitor, MonitorSample};
use crate::domain::plausible::Plausible;
use crate::domain::units::Percent;
use crate::hub::version::Version;

/// Without the hub's version the network rate is left out: its unit would be a guess between two, a million apart.
pub fn container(record: Fields, hub: Option<Version>) -> Option<Container> {
    let net = record.number("net");
    let network = match hub {
        Some(hub) if hub.containers_net_in_bytes() => rate(net, None),
        Some(_) => rate(None, net),
        None => None,
    };
    Some(Container {
        id: record.filled("id")?,
        system: record.system()?,
        name: record.text("name"),
        project: record.line("compose"),
        image: record.text("image"),
        status: record.text("status"),
        health: match record.code("health") {
            0 => ContainerHealth::Unchecked,
            1 => ContainerHealth::Starting,
            2 => ContainerHealth::Healthy,
            3 => ContainerHealth::Unhealthy,
            other => ContainerHealth::Other(other),
        },
        cpu: record.percent("cpu"),
        memory: record.bytes_from_mb("memory"),
        network,
        ports: record.text("ports"),
        updatable: record.bool("updatable"),
        updated: record.millis("updated"),
    })
}

pub fn service(record: Fields) -> Option<Service> {
    Some(Service {
        system: record.system()?,
        name: record.filled("name")?,
        state: match record.code("state") {
            0 => ServiceState::Active,
            1 => ServiceState::Inactive,
            2 => ServiceState::Failed,
            3 => ServiceState::Activating,
            4 => ServiceState::Deactivating,
            5 => ServiceState::Reloading,
            other => ServiceState::Other(other),
        },
        sub_state: match record.code("sub") {
            0 => ServiceSubState::Dead,
            1 => ServiceSubState::Running,
            2 => ServiceSubState::Exited,
            3 => ServiceSubState::Failed,
            4 => ServiceSubState::Unknown,
            other => ServiceSubState::Other(other),
        },
        cpu: record.percent("cpu"),
        cpu_peak: record.percent("cpuPeak"),
        memory: record.bytes("memory"),
        memory_peak: record.bytes("memPeak"),
        updated: record.millis("updated"),
    })
}

pub fn smart_disk(record: Fields) -> Option<SmartDisk> {
    Some(SmartDisk {
        system: record.system()?,
        name: record.text("name"),
        model: record.text("model"),
        serial: record.text("serial"),
        firmware: record.text("firmware"),
        kind: record.text("type"),
        state: smart_state(record.str("state").unwrap_or_default()),
        capacity: record.bytes("capacity"),
        temperature: record.celsius("temp"),
        hours: record
            .within("hours", SmartDisk::HOURS)
            .map(|hours| hours as u64),
        cycles: record.count("cycles"),
        attributes: record
            .list("attributes")
            .iter()
            .filter_map(attribute)
            .collect(),
        updated: record.time("updated"),
        growth: None,
    })
}

fn attribute(value: &Value) -> Option<SmartAttribute> {
    let fields = Fields::of(value);
    fields.is_object().then(|| SmartAttribute {
        id: fields.number("id").map(|id| id as u32),
        name: fields.text("n"),
        value: fields.number("v"),
        worst: fields.number("w"),
        threshold: fields.number("t"),
        raw: fields.number("rv"),
        raw_text: fields.text("rs"),
        when_failed: fields.text("wf"),
    })
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

pub fn pool(record: Fields) -> Option<Pool> {
    Some(Pool {
        system: record.system()?,
        name: record
            .filled("display_name")
            .unwrap_or_else(|| record.text("name")),
        health: record.text("health"),
        size: record.bytes("size"),
        allocated: record.bytes("alloc"),
        free: record.bytes("free"),
        is_raw: record.is_true("raw"),
        scrub: scrub(record.object("scrub")),
        members: parts_of(record, "vdevs", pool_member),
        datasets: parts_of(record, "datasets", pool_dataset),
    })
}

/// The most members or datasets of a pool that are shown.
const MOST_PARTS: usize = 1_000;

fn parts_of<T>(record: Fields, key: &str, read: fn(Fields) -> Option<T>) -> Vec<T> {
    let parts = record.list(key).iter().take(MOST_PARTS);
    parts.filter_map(|part| read(Fields::of(part))).collect()
}

fn scrub(record: Fields) -> Option<PoolScrub> {
    record.is_object().then(|| PoolScrub {
        state: record.line("state"),
        progress: record.line("progress"),
        errors: record.count("errors").unwrap_or_default(),
    })
}

/// Counts that are 0 are left out by the hub.
fn pool_member(record: Fields) -> Option<PoolMember> {
    let errors = |key| record.count(key).unwrap_or_default();
    Some(PoolMember {
        name: record.filled_line("name")?,
        state: record.line("state"),
        read_errors: errors("readErrs"),
        write_errors: errors("writeErrs"),
        checksum_errors: errors("checksumErrs"),
    })
}

fn pool_dataset(record: Fields) -> Option<PoolDataset> {
    Some(PoolDataset {
        name: record.filled_line("name")?,
        used: record.bytes("used"),
        available: record.bytes("avail"),
        mount: record.line("mount"),
    })
}

/// `None` also for a monitor without a target.
pub fn monitor(record: Fields) -> Option<Monitor> {
    let result = record.number("res").and_then(Latency::measured);
    let result = result.map(|latency| {
        // A latency is never 0: the hub writes 0 for no answer.
        if latency > Latency::default() {
            CheckResult::Answered(latency)
        } else {
            CheckResult::Silent
        }
    });
    let hour = |key| {
        record
            .number(key)
            .filter(|&number| number > 0.0)
            .and_then(Latency::measured)
    };
    Some(Monitor {
        id: MonitorId::new(record.filled("id")?),
        system: record.system()?,
        name: record.line("name"),
        target: record.filled_line("target")?,
        protocol: record.line("protocol"),
        port: record
            .number("port")
            .map(|port| port as u16)
            .filter(|&port| port > 0),
        interval: record
            .within("interval", Monitor::INTERVAL)
            .map(|seconds| (seconds * 1000.0) as i64),
        enabled: record.bool("enabled").unwrap_or(true),
        result,
        mean: hour("resAvg1h"),
        fastest: hour("resMin1h"),
        slowest: hour("resMax1h"),
        loss: record.percent("loss1h"),
        checked: record.time("updated").or_else(|| record.millis("updated")),
    })
}

/// A row of a monitor's values; `None` for one without a time.
pub fn monitor_sample(record: Fields) -> Option<MonitorSample> {
    let of = |key| record.within(key, COUNT);
    let total = of("total_count").filter(|&total| total > 0.0);
    let success = of("success_count");
    let answered = success.filter(|&success| success > 0.0);
    let lost = total.zip(success);
    Some(MonitorSample {
        at: record
            .millis("created")
            .or_else(|| record.time("created"))?,
        mean: answered
            .zip(record.number("res_sum"))
            .and_then(|(count, sum)| Latency::measured(sum / count)),
        slowest: answered
            .and_then(|_| record.number("res_max"))
            .and_then(Latency::measured),
        loss: lost.and_then(|(total, success)| Percent::measured(100.0 - success / total * 100.0)),
    })
}

/// Range of the number of answers counted in a row.
const COUNT: Plausible = Plausible::within(0.0, 1e9);
