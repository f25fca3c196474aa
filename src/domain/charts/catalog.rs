//! Makes the charts of a system from its rows. Only those with data.

mod disks;
mod tracks;

use self::disks::{extra_disks, root_disk};
pub(super) use self::tracks::{WHOLE, limits};
use self::tracks::{chart, flow, last, most, named, no_peak, share, size, track, with_rest};
use super::reading::Chart;
use super::unit::ChartUnit;
use crate::domain::series::{ContainerSample, ContainerUse, Sample};
use crate::domain::thresholds::Thresholds;

/// Rows with their steps in milliseconds, oldest first.
pub type Rows<'a, T> = &'a [(&'a T, i64)];

/// All charts of a system, in display order.
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
        whole: WHOLE,
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
    // A single interface is the total.
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
        whole: WHOLE,
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

#[cfg(test)]
mod tests;
