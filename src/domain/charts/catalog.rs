//! Which charts a system has, made of its rows. Only those that it has data for.

use super::reading::{Chart, ChartReading, Limit, Track};
use super::unit::ChartUnit;
use crate::domain::series::{ContainerSample, ContainerUse, DiskLoad, DiskSample, Sample};
use crate::domain::thresholds::{Level, Thresholds};
use crate::domain::units::{Bytes, BytesPerSecond, Percent};

/// So many sensors, fans, cores or interfaces are drawn: the greatest ones.
const MOST_TRACKS: usize = 8;
/// So many containers are named; the others are one line.
const MOST_CONTAINERS: usize = 5;
/// So many disks have charts.
const MOST_DISKS: usize = 12;

/// Rows with their steps in milliseconds, oldest first.
pub type Rows<'a, T> = &'a [(&'a T, i64)];

type Value<'a, T> = &'a dyn Fn(&T) -> Option<f64>;

const fn no_peak(_: &Sample) -> Option<f64> {
    None
}

fn share(share: Option<Percent>) -> Option<f64> {
    share.map(|share| f64::from(share.value()))
}

fn size(size: Option<Bytes>) -> Option<f64> {
    size.map(|size| size.0 as f64)
}

fn flow(flow: Option<BytesPerSecond>) -> Option<f64> {
    flow.map(|flow| flow.0)
}

/// All charts of a system, in their order.
pub fn charts(
    rows: Rows<'_, Sample>,
    containers: Rows<'_, ContainerSample>,
    thresholds: &Thresholds,
) -> Vec<Chart> {
    let mut charts = Vec::new();
    processor(rows, thresholds, &mut charts);
    memory(rows, thresholds, &mut charts);
    root_disk(rows, thresholds, &mut charts);
    extra_disks(rows, thresholds, &mut charts);
    network(rows, &mut charts);
    sensors(rows, &mut charts);
    graphics(rows, thresholds, &mut charts);
    battery(rows, &mut charts);
    of_containers(containers, &mut charts);
    charts.retain(|chart: &Chart| !chart.tracks.is_empty());
    charts
}

fn processor(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let cpu = track(rows, "CPU", &|row| share(row.cpu), &|row| {
        share(row.cpu_peak)
    });
    charts.push(Chart {
        limits: limits(thresholds),
        alerts: &["CPU"],
        ..chart("cpu", "CPU", ChartUnit::Percent, [cpu])
    });
    // Idle is the rest.
    const SHARES: [&str; 4] = ["user", "system", "iowait", "steal"];
    let shares = SHARES.iter().enumerate().map(|(place, name)| {
        let value = |row: &Sample| row.cpu_shares.get(place).copied().map(f64::from);
        track(rows, name, &value, &no_peak)
    });
    charts.push(chart(
        "cpu-shares",
        "CPU breakdown",
        ChartUnit::Percent,
        shares,
    ));
    let cores = named(rows, &|row| {
        let cores = row.cores.iter().enumerate();
        cores
            .map(|(core, used)| (core.to_string(), f64::from(*used)))
            .collect()
    });
    charts.push(chart("cores", "CPU cores", ChartUnit::Percent, most(cores)));
    let load = ["1 min", "5 min", "15 min"]
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            let value = |row: &Sample| Some(f64::from(row.load?[place]));
            track(rows, name, &value, &no_peak)
        });
    charts.push(Chart {
        alerts: &["LoadAvg1", "LoadAvg5", "LoadAvg15"],
        ..chart("load", "Load", ChartUnit::Plain, load)
    });
}

fn memory(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let used = track(rows, "memory", &|row| share(row.memory), &|row| {
        share(row.memory_peak)
    });
    charts.push(Chart {
        limits: limits(thresholds),
        alerts: &["Memory"],
        ..chart("memory", "Memory", ChartUnit::Percent, [used])
    });
    let caches = [
        track(rows, "used", &|row| size(row.memory_used), &no_peak),
        track(
            rows,
            "cache",
            &|row| size(row.memory_cached).filter(some),
            &no_peak,
        ),
        track(
            rows,
            "ZFS ARC",
            &|row| size(row.memory_arc).filter(some),
            &no_peak,
        ),
    ];
    charts.push(Chart {
        whole: last(rows, &|row| size(row.memory_total)),
        ..chart("memory-use", "Memory use", ChartUnit::Bytes, caches)
    });
    let whole = last(rows, &|row| size(row.swap_total)).filter(some);
    let swap = whole.and_then(|_| {
        track(
            rows,
            "swap",
            &|row| Some(size(row.swap_used).unwrap_or(0.0)),
            &no_peak,
        )
    });
    charts.push(Chart {
        whole,
        ..chart("swap", "Swap", ChartUnit::Bytes, [swap])
    });
}

const fn some(value: &f64) -> bool {
    *value > 0.0
}

fn root_disk(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let used = track(rows, "disk", &|row| share(row.disk), &no_peak);
    charts.push(Chart {
        limits: limits(thresholds),
        alerts: &["Disk"],
        ..chart("disk", "Disk", ChartUnit::Percent, [used])
    });
    let rates = [
        track(rows, "read", &|row| flow(row.disk_read), &|row| {
            flow(row.disk_read_peak)
        }),
        track(rows, "write", &|row| flow(row.disk_write), &|row| {
            flow(row.disk_write_peak)
        }),
    ];
    charts.push(chart("disk-rate", "Disk I/O", ChartUnit::Disk, rates));
    disk_load(rows, "disk", "Disk", &|row| row.disk_load, charts);
}

fn disk_load(
    rows: Rows<'_, Sample>,
    id: &str,
    title: &str,
    load: &dyn Fn(&Sample) -> Option<DiskLoad>,
    charts: &mut Vec<Chart>,
) {
    let value =
        |of: fn(DiskLoad) -> f32| move |row: &Sample| load(row).map(|load| f64::from(of(load)));
    let busy = track(rows, "busy", &value(|load| load.busy), &no_peak);
    charts.push(chart(
        &format!("{id}-busy"),
        &format!("{title} utilization"),
        ChartUnit::Percent,
        [busy],
    ));
    let waits = [
        track(rows, "read", &value(|load| load.read_wait), &no_peak),
        track(rows, "write", &value(|load| load.write_wait), &no_peak),
    ];
    charts.push(chart(
        &format!("{id}-wait"),
        &format!("{title} wait"),
        ChartUnit::Milliseconds,
        waits,
    ));
    let queue = track(rows, "queue", &value(|load| load.queue), &no_peak);
    charts.push(chart(
        &format!("{id}-queue"),
        &format!("{title} queue"),
        ChartUnit::Plain,
        [queue],
    ));
}

fn extra_disks(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let mut names: Vec<&str> = Vec::new();
    for (row, _) in rows {
        for disk in &row.extra_disks {
            if !names.contains(&disk.name.as_str()) && names.len() < MOST_DISKS {
                names.push(&disk.name);
            }
        }
    }
    names.sort_unstable();
    for name in names {
        fn find<'a>(row: &'a Sample, name: &str) -> Option<&'a DiskSample> {
            row.extra_disks.iter().find(|disk| disk.name == name)
        }
        let used = |row: &Sample| {
            let disk = find(row, name)?;
            let (used, total) = (disk.used?.0 as f64, disk.total?.0 as f64);
            (total > 0.0).then(|| used * 100.0 / total)
        };
        let (id, title) = (format!("disk:{name}"), format!("Disk {name}"));
        charts.push(Chart {
            limits: limits(thresholds),
            alerts: &["Disk"],
            ..chart(
                &id,
                &title,
                ChartUnit::Percent,
                [track(rows, "disk", &used, &no_peak)],
            )
        });
        let rates = [
            track(rows, "read", &|row| flow(find(row, name)?.read), &|row| {
                flow(find(row, name)?.read_peak)
            }),
            track(rows, "write", &|row| flow(find(row, name)?.write), &|row| {
                flow(find(row, name)?.write_peak)
            }),
        ];
        charts.push(chart(
            &format!("{id}-rate"),
            &format!("{title} I/O"),
            ChartUnit::Disk,
            rates,
        ));
        disk_load(rows, &id, &title, &|row| find(row, name)?.load, charts);
    }
}

fn network(rows: Rows<'_, Sample>, charts: &mut Vec<Chart>) {
    let total = [
        track(rows, "in", &|row| flow(row.received), &|row| {
            flow(row.received_peak)
        }),
        track(rows, "out", &|row| flow(row.sent), &|row| {
            flow(row.sent_peak)
        }),
    ];
    charts.push(Chart {
        alerts: &["Bandwidth"],
        ..chart("network", "Network", ChartUnit::Network, total)
    });
    let interfaces = named(rows, &|row| {
        let mut flows = Vec::new();
        for interface in &row.interfaces {
            flows.push((format!("{} in", interface.name), interface.received.0));
            flows.push((format!("{} out", interface.name), interface.sent.0));
        }
        flows
    });
    // A single one is the total.
    if interfaces.len() > 2 {
        charts.push(chart(
            "interfaces",
            "Network interfaces",
            ChartUnit::Network,
            most(interfaces),
        ));
    }
}

fn sensors(rows: Rows<'_, Sample>, charts: &mut Vec<Chart>) {
    let temperatures = named(rows, &|row| {
        let sensors = row.sensors.iter();
        sensors
            .map(|(name, degrees)| (name.clone(), f64::from(degrees.0)))
            .collect()
    });
    charts.push(Chart {
        alerts: &["Temperature"],
        ..chart(
            "temperature",
            "Temperature",
            ChartUnit::Temperature,
            most(temperatures),
        )
    });
    let fans = named(rows, &|row| {
        let fans = row.fans.iter();
        fans.map(|(name, speed)| (name.clone(), f64::from(*speed)))
            .collect()
    });
    charts.push(chart("fans", "Fans", ChartUnit::Revolutions, most(fans)));
}

fn graphics(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let of_cards = |value: &dyn Fn(&crate::domain::series::GpuSample) -> Option<f64>| {
        let tracks = named(rows, &|row| {
            let cards = row.gpus.iter();
            cards
                .filter_map(|card| Some((card.name.clone(), value(card)?)))
                .collect()
        });
        most(tracks)
    };
    charts.push(Chart {
        limits: limits(thresholds),
        alerts: &["GPU"],
        ..chart(
            "gpu",
            "GPU",
            ChartUnit::Percent,
            of_cards(&|card| share(card.usage)),
        )
    });
    charts.push(chart(
        "gpu-memory",
        "GPU memory",
        ChartUnit::Bytes,
        of_cards(&|card| size(card.memory_used).filter(some)),
    ));
    charts.push(chart(
        "gpu-power",
        "GPU power",
        ChartUnit::Watts,
        of_cards(&|card| card.power.map(f64::from).filter(some)),
    ));
    let engines = named(rows, &|row| {
        let mut engines = Vec::new();
        for card in &row.gpus {
            for (engine, used) in &card.engines {
                let name = if row.gpus.len() > 1 {
                    format!("{} {engine}", card.name)
                } else {
                    engine.clone()
                };
                engines.push((name, f64::from(used.value())));
            }
        }
        engines
    });
    charts.push(chart(
        "gpu-engines",
        "GPU engines",
        ChartUnit::Percent,
        most(engines),
    ));
}

fn battery(rows: Rows<'_, Sample>, charts: &mut Vec<Chart>) {
    let mut tracks = named(rows, &|row| {
        let batteries = row.batteries.iter();
        batteries
            .map(|(name, left)| (name.clone(), f64::from(left.value())))
            .collect()
    });
    if tracks.len() < 2 {
        tracks = track(rows, "battery", &|row| share(row.battery), &no_peak)
            .into_iter()
            .collect();
    }
    charts.push(Chart {
        alerts: &["Battery"],
        ..chart("battery", "Battery", ChartUnit::Percent, tracks)
    });
}

fn of_containers(rows: Rows<'_, ContainerSample>, charts: &mut Vec<Chart>) {
    type Use = fn(&ContainerUse) -> Option<f64>;
    let kinds: [(&str, &str, ChartUnit, Use); 3] = [
        (
            "containers-cpu",
            "Containers CPU",
            ChartUnit::Percent,
            |used| share(used.cpu),
        ),
        (
            "containers-memory",
            "Containers memory",
            ChartUnit::Bytes,
            |used| size(used.memory),
        ),
        (
            "containers-network",
            "Containers network",
            ChartUnit::Network,
            |used| Some(flow(used.sent)? + flow(used.received)?),
        ),
    ];
    for (id, title, unit, value) in kinds {
        let all = named(rows, &|row| {
            let uses = row.containers.iter();
            uses.filter_map(|used| Some((used.name.clone(), value(used)?)))
                .collect()
        });
        charts.push(chart(id, title, unit, with_rest(all)));
    }
}

fn chart(
    id: &str,
    title: &str,
    unit: ChartUnit,
    tracks: impl IntoIterator<Item = impl Into<Option<Track>>>,
) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        unit,
        tracks: tracks.into_iter().filter_map(Into::into).collect(),
        whole: None,
        limits: Vec::new(),
        alerts: &[],
    }
}

fn limits(thresholds: &Thresholds) -> Vec<Limit> {
    let limit = |share: Percent, level| Limit {
        value: f64::from(share.value()),
        level,
    };
    vec![
        limit(thresholds.warn, Level::Warn),
        limit(thresholds.critical, Level::Critical),
    ]
}

/// One line; `None` where no row has the value.
fn track(
    rows: Rows<'_, Sample>,
    name: &str,
    value: Value<'_, Sample>,
    peak: Value<'_, Sample>,
) -> Option<Track> {
    let mut readings = Vec::new();
    for (row, step) in rows {
        if let Some(value) = value(row) {
            readings.push(ChartReading {
                at: row.at,
                step: *step,
                value,
                peak: peak(row).filter(|peak| *peak >= value),
            });
        }
    }
    (!readings.is_empty()).then(|| Track {
        name: name.to_owned(),
        readings,
    })
}

fn last(rows: Rows<'_, Sample>, value: Value<'_, Sample>) -> Option<f64> {
    rows.iter().rev().find_map(|(row, _)| value(row))
}

/// Lines of what has names, in the order of the names.
fn named<T: crate::domain::series::rows::Timed>(
    rows: Rows<'_, T>,
    values: &dyn Fn(&T) -> Vec<(String, f64)>,
) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    for (row, step) in rows {
        for (name, value) in values(row) {
            let reading = ChartReading {
                at: row.at(),
                step: *step,
                value,
                peak: None,
            };
            match tracks.binary_search_by(|track| track.name.as_str().cmp(&name)) {
                // Two of the same name in one row: the first one counts.
                Ok(place) => {
                    let readings = &mut tracks[place].readings;
                    if readings.last().is_none_or(|last| last.at < reading.at) {
                        readings.push(reading);
                    }
                }
                Err(place) => tracks.insert(
                    place,
                    Track {
                        name,
                        readings: vec![reading],
                    },
                ),
            }
        }
    }
    tracks
}

fn mean(track: &Track) -> f64 {
    let sum: f64 = track.readings.iter().map(|reading| reading.value).sum();
    sum / track.readings.len().max(1) as f64
}

/// The greatest of them by their means; as many as can be told apart.
fn most(mut tracks: Vec<Track>) -> Vec<Track> {
    if tracks.len() > MOST_TRACKS {
        tracks.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
        tracks.truncate(MOST_TRACKS);
        tracks.sort_by(|one, other| crate::domain::natural::compare(&one.name, &other.name));
    }
    tracks
}

/// The greatest by their means, and the sum of the others as one line.
fn with_rest(mut tracks: Vec<Track>) -> Vec<Track> {
    tracks.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
    if tracks.len() <= MOST_CONTAINERS + 1 {
        return tracks;
    }
    let rest = tracks.split_off(MOST_CONTAINERS);
    let name = format!("{} others", rest.len());
    let mut sums: Vec<ChartReading> = Vec::new();
    let mut all: Vec<ChartReading> = rest.into_iter().flat_map(|track| track.readings).collect();
    all.sort_by_key(|reading| reading.at);
    for reading in all {
        match sums.last_mut() {
            Some(last) if last.at == reading.at => last.value += reading.value,
            _ => sums.push(reading),
        }
    }
    tracks.push(Track {
        name,
        readings: sums,
    });
    tracks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{Celsius, Millis};

    fn made(rows: &[Sample], containers: &[ContainerSample]) -> Vec<Chart> {
        let rows: Vec<(&Sample, i64)> = rows.iter().map(|row| (row, 60_000)).collect();
        let containers: Vec<(&ContainerSample, i64)> =
            containers.iter().map(|row| (row, 60_000)).collect();
        charts(&rows, &containers, &Thresholds::default())
    }

    fn ids(charts: &[Chart]) -> Vec<&str> {
        charts.iter().map(|chart| chart.id.as_str()).collect()
    }

    #[test]
    fn there_are_only_charts_with_data() {
        assert!(made(&[], &[]).is_empty());
        assert!(made(&[Sample::default()], &[ContainerSample::default()]).is_empty());
        let row = Sample {
            cpu: Percent::new(20.0),
            cpu_peak: Percent::new(80.0),
            memory: Percent::new(40.0),
            sensors: vec![
                ("core".to_owned(), Celsius(40.0)),
                ("nvme".to_owned(), Celsius(50.0)),
            ],
            extra_disks: vec![DiskSample {
                name: "tank".to_owned(),
                used: Some(Bytes(50)),
                total: Some(Bytes(200)),
                ..DiskSample::default()
            }],
            ..Sample::default()
        };
        let charts = made(&[row], &[]);
        assert_eq!(ids(&charts), ["cpu", "memory", "disk:tank", "temperature"]);
        assert_eq!(charts[0].tracks[0].readings[0].peak, Some(80.0));
        assert_eq!(charts[2].tracks[0].readings[0].value, 25.0);
        assert_eq!(charts[3].tracks.len(), 2);
    }

    #[test]
    fn the_busiest_containers_are_named_and_the_others_summed() {
        let used = |name: usize, share: f64| ContainerUse {
            name: format!("c{name}"),
            cpu: Percent::new(share),
            ..ContainerUse::default()
        };
        let row = |minute: i64| ContainerSample {
            at: Millis(minute * 60_000),
            containers: (0..9).map(|name| used(name, name as f64)).collect(),
        };
        let charts = made(&[], &[row(0), row(1)]);
        assert_eq!(ids(&charts), ["containers-cpu"]);
        let names: Vec<&str> = charts[0]
            .tracks
            .iter()
            .map(|track| track.name.as_str())
            .collect();
        assert_eq!(names, ["c8", "c7", "c6", "c5", "c4", "4 others"]);
        let rest = &charts[0].tracks[5].readings;
        assert_eq!(
            rest.iter().map(|reading| reading.value).collect::<Vec<_>>(),
            [6.0, 6.0]
        );
    }

    #[test]
    fn many_cores_are_the_busiest_ones_in_their_order() {
        let row = Sample {
            cores: (0..32).map(|core| core as f32).collect(),
            ..Sample::default()
        };
        let charts = made(&[row], &[]);
        let names: Vec<&str> = charts[0]
            .tracks
            .iter()
            .map(|track| track.name.as_str())
            .collect();
        assert_eq!(names, ["24", "25", "26", "27", "28", "29", "30", "31"]);
    }
}
