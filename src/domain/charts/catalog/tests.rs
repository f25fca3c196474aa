use super::*;
use crate::domain::series::DiskSample;
use crate::domain::units::{Bytes, Celsius, Millis, Percent};

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
