//! The charts of the root disk and of each other file system.

use super::Rows;
use super::tracks::{WHOLE, chart, flow, limits, no_peak, share, track};
use crate::domain::charts::reading::Chart;
use crate::domain::charts::unit::ChartUnit;
use crate::domain::natural;
use crate::domain::series::{DiskLoad, DiskSample, Sample};
use crate::domain::thresholds::Thresholds;

/// Maximum number of disks with charts.
const MOST_DISKS: usize = 12;

pub(super) fn root_disk(rows: Rows<'_, Sample>, thresholds: &Thresholds, charts: &mut Vec<Chart>) {
    let used = track(rows, "disk", &|row| share(row.disk), &no_peak);
    charts.push(Chart {
        whole: WHOLE,
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

pub(super) fn extra_disks(
    rows: Rows<'_, Sample>,
    thresholds: &Thresholds,
    charts: &mut Vec<Chart>,
) {
    let mut names: Vec<&str> = Vec::new();
    for (row, _) in rows {
        for disk in &row.extra_disks {
            if !names.contains(&disk.name.as_str()) && names.len() < MOST_DISKS {
                names.push(&disk.name);
            }
        }
    }
    names.sort_by(|one, other| natural::compare(one, other));
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
            whole: WHOLE,
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
