//! `system_stats`, `container_stats` and the live metrics. Rows of up to 30 days keep the keys of the hub version that wrote
//! them, so old and new keys occur in one series.

use serde_json::Value;

use super::{Fields, rate, systems};
use crate::domain::series::{
    ContainerSample, ContainerUse, DiskLoad, DiskSample, GpuSample, InterfaceSample, LiveSample,
    Range, Sample,
};
use crate::domain::sorted;
use crate::domain::units::{BytesPerSecond, Celsius, Millis, Percent};

/// Reads a row of `system_stats`. `None` for one without a time.
pub fn sample(row: Fields) -> Option<Sample> {
    Some(sample_at(row.object("stats"), row.time("created")?))
}

/// Reads the time and type of a row. `None` for a type that this version does not know.
pub fn row_time(row: Fields) -> Option<(Millis, Range)> {
    let kind = row.str("type")?;
    let range = Range::ALL
        .into_iter()
        .find(|range| range.record_type() == kind)?;
    Some((row.time("created")?, range))
}

/// The keys of `system_stats.stats` from hub 0.12 on. The letters are the hub's; sizes in GB.
fn sample_at(stats: Fields, at: Millis) -> Sample {
    // The hub omits a pair that is 0, so in a row that has values at all its absence means 0.
    let known = stats.number("cpu").map(|_| 0.0);
    // One number of a pair in bytes per second, or a separate key in MB per second.
    let pair = |key, index, old| rate(stats.nth(key, index), stats.number(old).or(known));
    let mut sensors = Vec::new();
    for (name, degrees) in numbers(stats.object("t")) {
        if let Some(degrees) = Celsius::measured(degrees) {
            sensors.push((name, degrees));
        }
    }
    let mut fans = Vec::new();
    for (name, speed) in numbers(stats.object("f")) {
        if let Some(speed) = Sample::FAN.check(speed) {
            fans.push((name, speed as f32));
        }
    }
    Sample {
        at,
        cpu: stats.percent("cpu"),
        cpu_peak: stats.percent("cpum"),
        cpu_shares: shares(stats.list("cpub")),
        cores: shares(stats.list("cpus")),
        memory: stats.percent("mp"),
        memory_peak: memory_peak(stats),
        memory_used: stats.bytes_from_gb("mu"),
        memory_total: stats.bytes_from_gb("m"),
        memory_cached: stats.bytes_from_gb("mb"),
        memory_arc: stats.bytes_from_gb("mz"),
        swap_used: stats.bytes_from_gb("su"),
        swap_total: stats.bytes_from_gb("s"),
        disk: stats.percent("dp"),
        disk_used: stats.bytes_from_gb("du"),
        disk_total: stats.bytes_from_gb("d"),
        // The pair: hub 0.13.0 and newer. The old keys: older hubs and all agents.
        disk_read: pair("dio", 0, "dr"),
        disk_write: pair("dio", 1, "dw"),
        disk_read_peak: rate(stats.nth("diom", 0), stats.number("drm")),
        disk_write_peak: rate(stats.nth("diom", 1), stats.number("dwm")),
        disk_load: disk_load(stats),
        // The pair: hub 0.12.0 and newer.
        sent: pair("b", 0, "ns"),
        received: pair("b", 1, "nr"),
        sent_peak: rate(stats.nth("bm", 0), stats.number("nsm")),
        received_peak: rate(stats.nth("bm", 1), stats.number("nrm")),
        interfaces: interfaces(stats.object("ni")),
        load: stats.loads("la"),
        temperature: sensors
            .iter()
            .map(|(_, degrees)| degrees.0)
            .max_by(f32::total_cmp)
            .map(Celsius),
        sensors,
        fans,
        gpus: stats.object("g").entries().map(gpu).collect(),
        extra_disks: stats.object("efs").entries().map(disk).collect(),
        battery: battery(stats),
        batteries: percents(stats.object("bats")),
    }
}

/// A list of percentages. A list that contains anything else counts as not reported.
fn shares(list: &[Value]) -> Vec<f32> {
    let mut shares = Vec::with_capacity(list.len());
    for value in list {
        match value.as_f64().and_then(Percent::measured) {
            Some(share) => shares.push(share.value()),
            None => return Vec::new(),
        }
    }
    shares
}

/// Named percentages.
fn percents(table: Fields) -> Vec<(String, Percent)> {
    let mut percents = Vec::new();
    for (name, value) in numbers(table) {
        if let Some(share) = Percent::measured(value) {
            percents.push((name, share));
        }
    }
    percents
}

/// Reads busy percent, wait times in milliseconds, and the queue length times 100.
fn disk_load(stats: Fields) -> Option<DiskLoad> {
    let number = |place| DiskLoad::PLAUSIBLE.check(stats.nth("dios", place)?);
    Some(DiskLoad {
        busy: Percent::measured(number(2)?)?.value(),
        read_wait: number(3)? as f32,
        write_wait: number(4)? as f32,
        queue: number(5)? as f32 / 100.0,
    })
}

/// Rates sent and received by interface; the totals that follow them are not read.
fn interfaces(table: Fields) -> Vec<InterfaceSample> {
    let mut interfaces = Vec::new();
    for (name, _) in table.entries() {
        let rate = |place| BytesPerSecond::measured(table.nth(name, place)?);
        if let (Some(sent), Some(received)) = (rate(0), rate(1)) {
            interfaces.push(InterfaceSample {
                name: name.clone(),
                sent,
                received,
            });
        }
    }
    interfaces
}

/// Named numbers. A map that contains anything else counts as not reported.
fn numbers(table: Fields) -> Vec<(String, f64)> {
    let mut numbers = Vec::new();
    for (name, value) in table.entries() {
        let Some(number) = value.as_f64() else {
            return Vec::new();
        };
        numbers.push((name.clone(), number));
    }
    numbers
}

/// The peak of the memory in use, as a share of the total.
fn memory_peak(stats: Fields) -> Option<Percent> {
    let (peak, total) = (stats.number("mm")?, stats.number("m")?);
    Percent::measured(peak * 100.0 / total)
}

/// Charge of the main battery, otherwise of the emptiest one (hub 0.18.8 and newer).
fn battery(stats: Fields) -> Option<Percent> {
    let emptiest = || {
        let all = percents(stats.object("bats")).into_iter();
        all.map(|(_, left)| left)
            .min_by(|one, other| one.value().total_cmp(&other.value()))
    };
    match stats.nth("bat", 0) {
        Some(main) => Percent::measured(main),
        None => emptiest(),
    }
}

fn gpu((id, values): (&String, &Value)) -> GpuSample {
    let values = Fields::of(values);
    GpuSample {
        name: values.filled("n").unwrap_or_else(|| id.clone()),
        usage: values.percent("u"),
        memory_used: values.bytes_from_mb("mu"),
        memory_total: values.bytes_from_mb("mt"),
        power: values
            .within("p", GpuSample::POWER)
            .map(|watts| watts as f32),
        engines: percents(values.object("e")),
    }
}

fn disk((name, values): (&String, &Value)) -> DiskSample {
    let values = Fields::of(values);
    DiskSample {
        name: name.clone(),
        used: values.bytes_from_gb("du"),
        total: values.bytes_from_gb("d"),
        // Bytes per second from hub 0.13.0 on; MB per second from older ones.
        read: rate(values.number("rb"), values.number("r")),
        write: rate(values.number("wb"), values.number("w")),
        read_peak: rate(values.number("rbm"), values.number("rm")),
        write_peak: rate(values.number("wbm"), values.number("wm")),
        load: disk_load(values),
    }
}

/// Reads a row of `container_stats`. `None` for one without a time.
pub fn container_sample(row: Fields) -> Option<ContainerSample> {
    Some(ContainerSample {
        at: row.time("created")?,
        containers: container_uses(row.list("stats")),
    })
}

/// Sorted by name: they come in random order.
fn container_uses(stats: &[Value]) -> Vec<ContainerUse> {
    let mut uses: Vec<ContainerUse> = Vec::with_capacity(stats.len());
    for container in stats {
        if let Some(container) = container_use(Fields::of(container)) {
            sorted::insert_by(&mut uses, container, |a, b| a.name.cmp(&b.name));
        }
    }
    uses
}

fn container_use(stats: Fields) -> Option<ContainerUse> {
    Some(ContainerUse {
        name: stats.filled("n")?,
        cpu: stats.percent("c"),
        memory: stats.bytes_from_mb("m"),
        // Bytes per second from hub 0.18.3 on; MB per second from older ones.
        sent: rate(stats.nth("b", 0), stats.number("ns")),
        received: rate(stats.nth("b", 1), stats.number("nr")),
    })
}

/// Reads a one-second sample: the payload of an `rt_metrics` event, hub 0.13.0 and newer. `None` for one without `info`.
pub fn live(payload: Fields, arrived: Millis) -> Option<LiveSample> {
    let info = payload.object("info");
    info.is_object().then(|| LiveSample {
        metrics: systems::metrics(info),
        sample: sample_at(payload.object("stats"), arrived),
        containers: container_uses(payload.list("container")),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_sensor_that_fails_does_not_make_the_machine_hot() {
        let row = json!({"created": "2026-11-28 12:00:00.000Z", "stats": {
            "cpu": 3, "t": {"core": 41, "gone": 65_535, "none": -128},
            "f": {"front": 1200, "none": 65_535}, "ns": 1e30, "mu": 1e30,
            "g": {"0": {"n": "card", "u": 65_535, "p": 4e9}},
            "bats": {"BAT0": 80, "BAT1": -128},
        }});
        let sample = sample(Fields::of(&row)).expect("a sample");
        assert_eq!(sample.temperature, Some(Celsius(41.0)));
        assert_eq!(sample.sensors, [("core".to_owned(), Celsius(41.0))]);
        assert_eq!(sample.battery, Some(Percent::of_100(80)));
        assert_eq!(sample.fans, [("front".to_owned(), 1200.0)]);
        assert_eq!((sample.sent, sample.memory_used), (None, None));
        assert_eq!((sample.gpus[0].usage, sample.gpus[0].power), (None, None));
    }
}
