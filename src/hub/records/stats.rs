//! `system_stats`, `container_stats` and the live metrics. Rows of up to 30 days keep the keys of the hub that wrote them, so
//! old and new keys stand side by side in one series.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::systems::InfoRecord;
use super::{Maybe, nth, rate};
use crate::domain::series::{
    ContainerSample, ContainerUse, DiskSample, GpuSample, LiveSample, Sample,
};
use crate::domain::units::{Celsius, Millis, Percent};
use crate::hub::date;

/// A row of `system_stats`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatsRecord {
    created: Maybe<String>,
    stats: Maybe<Stats>,
}

impl StatsRecord {
    /// `None` for a row without a time.
    pub fn into_sample(self) -> Option<Sample> {
        let at = date::parse(&self.created.get()?)?;
        Some(self.stats.or_default().into_sample(at))
    }
}

/// The keys of `system_stats.stats` from hub 0.12 on. The letters are the hub's; sizes in GB.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Stats {
    cpu: Maybe<f64>,
    cpum: Maybe<f64>,
    m: Maybe<f64>,
    mu: Maybe<f64>,
    mp: Maybe<f64>,
    s: Maybe<f64>,
    su: Maybe<f64>,
    d: Maybe<f64>,
    du: Maybe<f64>,
    dp: Maybe<f64>,
    /// Read and written, bytes per second. Hub 0.13.0 and newer; left out when both are 0.
    dio: Maybe<Vec<f64>>,
    /// The same in MB per second, as older hubs and all agents say it.
    dr: Maybe<f64>,
    dw: Maybe<f64>,
    /// Sent and received, bytes per second. Hub 0.12.0 and newer; left out when both are 0.
    b: Maybe<Vec<f64>>,
    /// The same in MB per second; older hubs.
    ns: Maybe<f64>,
    nr: Maybe<f64>,
    la: Maybe<[f32; 3]>,
    t: Maybe<BTreeMap<String, f32>>,
    f: Maybe<BTreeMap<String, f32>>,
    g: Maybe<BTreeMap<String, Maybe<GpuStats>>>,
    efs: Maybe<BTreeMap<String, Maybe<DiskStats>>>,
    /// Percent and state of the main battery.
    bat: Maybe<Vec<f64>>,
    /// Percent of each battery by name. Hub 0.18.8 and newer.
    bats: Maybe<BTreeMap<String, f64>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct GpuStats {
    n: Maybe<String>,
    u: Maybe<f64>,
    mu: Maybe<f64>,
    mt: Maybe<f64>,
    p: Maybe<f32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DiskStats {
    d: Maybe<f64>,
    du: Maybe<f64>,
    /// Bytes per second. Hub 0.13.0 and newer.
    rb: Maybe<f64>,
    wb: Maybe<f64>,
    /// MB per second; older hubs.
    r: Maybe<f64>,
    w: Maybe<f64>,
}

impl Stats {
    pub fn into_sample(self, at: Millis) -> Sample {
        // A pair that is 0 is left out, so in a row that knows the machine at all its absence means 0.
        let known = self.cpu.0.map(|_| 0.0);
        let (io, net) = (self.dio.get(), self.b.get());
        let sensors: Vec<_> = named(self.t)
            .map(|(name, degrees)| (name, Celsius(degrees)))
            .collect();
        let hottest = sensors
            .iter()
            .map(|(_, degrees)| degrees.0)
            .max_by(f32::total_cmp);
        Sample {
            at,
            cpu: self.cpu.percent(),
            cpu_peak: self.cpum.percent(),
            memory: self.mp.percent(),
            memory_used: self.mu.bytes_from_gb(),
            memory_total: self.m.bytes_from_gb(),
            swap_used: self.su.bytes_from_gb(),
            swap_total: self.s.bytes_from_gb(),
            disk: self.dp.percent(),
            disk_used: self.du.bytes_from_gb(),
            disk_total: self.d.bytes_from_gb(),
            disk_read: rate(nth(&io, 0), self.dr.get().or(known)),
            disk_write: rate(nth(&io, 1), self.dw.get().or(known)),
            sent: rate(nth(&net, 0), self.ns.get().or(known)),
            received: rate(nth(&net, 1), self.nr.get().or(known)),
            load: self.la.get(),
            temperature: hottest.map(Celsius),
            sensors,
            fans: named(self.f).collect(),
            gpus: named(self.g)
                .map(|(id, gpu)| gpu.or_default().into_sample(id))
                .collect(),
            extra_disks: named(self.efs)
                .map(|(name, disk)| disk.or_default().into_sample(name))
                .collect(),
            battery: nth(&self.bat.get(), 0)
                .or_else(|| self.bats.or_default().into_values().min_by(f64::total_cmp))
                .and_then(Percent::new),
        }
    }
}

fn named<T>(values: Maybe<BTreeMap<String, T>>) -> impl Iterator<Item = (String, T)> {
    values.or_default().into_iter()
}

impl GpuStats {
    fn into_sample(self, id: String) -> GpuSample {
        GpuSample {
            name: self.n.filled().unwrap_or(id),
            usage: self.u.percent(),
            memory_used: self.mu.bytes_from_mb(),
            memory_total: self.mt.bytes_from_mb(),
            power: self.p.get(),
        }
    }
}

impl DiskStats {
    fn into_sample(self, name: String) -> DiskSample {
        DiskSample {
            name,
            used: self.du.bytes_from_gb(),
            total: self.d.bytes_from_gb(),
            read: rate(self.rb.get(), self.r.get()),
            write: rate(self.wb.get(), self.w.get()),
        }
    }
}

/// A row of `container_stats`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContainerStatsRecord {
    created: Maybe<String>,
    stats: Maybe<Vec<Maybe<ContainerStats>>>,
}

impl ContainerStatsRecord {
    /// `None` for a row without a time.
    pub fn into_sample(self) -> Option<ContainerSample> {
        let at = date::parse(&self.created.get()?)?;
        Some(ContainerSample {
            at,
            containers: container_uses(self.stats),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ContainerStats {
    n: Maybe<String>,
    c: Maybe<f64>,
    m: Maybe<f64>,
    /// Sent and received, bytes per second. Hub 0.18.3 and newer.
    b: Maybe<Vec<f64>>,
    /// The same in MB per second; older hubs.
    ns: Maybe<f64>,
    nr: Maybe<f64>,
}

fn container_uses(stats: Maybe<Vec<Maybe<ContainerStats>>>) -> Vec<ContainerUse> {
    let mut uses: Vec<_> = stats
        .or_default()
        .into_iter()
        .filter_map(|one| one.get()?.into_use())
        .collect();
    // They come in random order.
    uses.sort_by(|left, right| left.name.cmp(&right.name));
    uses
}

impl ContainerStats {
    fn into_use(self) -> Option<ContainerUse> {
        let net = self.b.get();
        Some(ContainerUse {
            name: self.n.filled()?,
            cpu: self.c.percent(),
            memory: self.m.bytes_from_mb(),
            sent: rate(nth(&net, 0), self.ns.get()),
            received: rate(nth(&net, 1), self.nr.get()),
        })
    }
}

/// A second of a system's life: the payload of an `rt_metrics` event, hub 0.13.0 and newer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LiveRecord {
    stats: Maybe<Stats>,
    info: Maybe<InfoRecord>,
    container: Maybe<Vec<Maybe<ContainerStats>>>,
}

impl LiveRecord {
    pub fn into_live(self, arrived: Millis) -> Option<LiveSample> {
        Some(LiveSample {
            metrics: self.info.get()?.into_metrics(),
            sample: self.stats.or_default().into_sample(arrived),
            containers: container_uses(self.container),
        })
    }
}
