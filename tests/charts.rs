//! The display list and the table of every kind of chart, compared with files in `tests/fixtures/charts`. Run with `UPDATE_GOLDEN=1` to
//! rewrite these files, and review the difference.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

#[path = "support/golden.rs"]
mod golden;

use std::collections::BTreeSet;
use std::fmt::Write;

use blinkenrack::domain::charts::catalog::charts;
use blinkenrack::domain::charts::monitor::monitor_charts;
use blinkenrack::domain::charts::reading::{Chart, ChartReading, Track, gaps};
use blinkenrack::domain::charts::table::{row, times};
use blinkenrack::domain::charts::ticks::time_ticks;
use blinkenrack::domain::charts::unit::ChartUnit;
use blinkenrack::domain::format::HourFormat;
use blinkenrack::domain::monitor::MonitorSample;
use blinkenrack::domain::preferences::Preferences;
use blinkenrack::domain::series::rows::Window;
use blinkenrack::domain::series::{ContainerSample, Sample};
use blinkenrack::domain::units::Millis;
use blinkenrack::draw::chart::Surface;
use blinkenrack::draw::chart::plot::{PlotColumn, PlotMark, PlotPoint, PlotScene, plot};
use blinkenrack::draw::chart::time_axis::time_axis;
use blinkenrack::hub::records::{Fields, inventory, stats};
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;
/// 2026-11-20 08:00 UTC.
const BEGIN: i64 = 1_795_161_600_000;
const ROWS: i64 = 16;
/// Rows that are missing.
const SILENT: std::ops::Range<i64> = 6..9;
const SURFACE: Surface = Surface {
    width: 300,
    height: 112,
    density: 1.0,
};

fn window() -> Window {
    Window {
        from: Millis(BEGIN),
        until: Millis(BEGIN + ROWS * MINUTE),
    }
}

fn numbers() -> impl Iterator<Item = i64> {
    (0..=ROWS).filter(|number| !SILENT.contains(number))
}

fn created(number: i64) -> String {
    format!("2026-11-20 08:{number:02}:00.000Z")
}

/// A row with everything an agent of 0.18.8 reports, as averages with maxima.
fn stats_of(number: i64) -> Value {
    let n = number as f64;
    // Rises, has a spike, and falls.
    let wave = if number == 12 {
        96.0
    } else {
        20.0 + 3.0 * (n % 5.0)
    };
    let load = json!([2.0 + n, 1.0, 3.0 + n, 0.4 + n / 10.0, 0.8, 20.0 * n]);
    json!({
        "cpu": wave, "cpum": wave + 3.0, "cpub": [wave / 2.0, wave / 4.0, 1.0, 0.5, 90.0 - wave], "cpus": [10, 40 + number],
        "m": 32.0, "mu": 8.0 + n / 4.0, "mp": 25.0 + n, "mb": 4.0, "mz": 2.0, "mm": 26.0 + n,
        "s": 8.0, "su": n / 10.0, "d": 100.0, "du": 40.0 + n, "dp": 84.0 + n / 2.0,
        "dio": [1_000_000.0 + 90_000.0 * n, 400_000.0], "diom": [1_500_000.0 + 90_000.0 * n, 500_000.0], "dios": load,
        "b": [100_000.0, 250_000.0 * (1.0 + n)], "bm": [140_000.0, 300_000.0 * (1.0 + n)],
        "ni": {"eth0": [1_000, 2_000 * number, 1, 1], "eth1": [500, 700, 1, 1]},
        "la": [1.0 + n / 8.0, 1.5, 2.0], "t": {"core": 40.0 + n, "nvme": 35.0}, "f": {"chip_fan1": 800 + 10 * number},
        "bat": [90 - number, 4],
        "efs": {"tank": {"d": 1000.0, "du": 700.0 + n, "rb": 2_000_000.0, "wb": 1_000_000.0 + n, "dios": load}},
        "g": {"0": {"n": "RTX", "u": wave, "mu": 2048.0 + n, "mt": 8192.0, "p": 100.0 + n, "e": {"3D": wave, "Video": 3.0}}},
    })
}

fn samples() -> Vec<Sample> {
    let read = |number| {
        let row = json!({"created": created(number), "type": "1m", "stats": stats_of(number)});
        stats::sample(Fields::of(&row)).expect("a row")
    };
    numbers().map(read).collect()
}

/// Eight containers, one of which starts to work.
fn containers() -> Vec<ContainerSample> {
    let read = |number: i64| {
        let uses: Vec<Value> = (0..8)
            .map(|place: i64| {
                let cpu = if place == 3 && number > 10 { 60 } else { place };
                json!({"n": format!("c{place}"), "c": cpu, "m": 64 * (place + 1), "b": [1_000 * place, 500 * number]})
            })
            .collect();
        let row = json!({"created": created(number), "type": "1m", "stats": uses});
        stats::container_sample(Fields::of(&row)).expect("a row")
    };
    numbers().map(read).collect()
}

/// A monitor that loses answers, and for a while all of them.
fn checks() -> Vec<MonitorSample> {
    let read = |number: i64| {
        let success = if number == 3 { 0 } else { 10 - number % 3 };
        let row = json!({
            "created": BEGIN + number * MINUTE, "type": "1m", "total_count": 10, "success_count": success,
            "res_sum": 900 * success * (number + 1), "res_min": 500, "res_max": 1_400 * (number + 1),
        });
        inventory::monitor_sample(Fields::of(&row)).expect("a row")
    };
    numbers().map(read).collect()
}

fn stepped<T>(rows: &[T]) -> Vec<(&T, i64)> {
    rows.iter().map(|row| (row, MINUTE)).collect()
}

/// Several values per pixel: noise on a wave, one spike, nothing in the missing minutes.
fn dense() -> Chart {
    let step = MINUTE / 120;
    let value = |place: i64| match place {
        1_234 => 99.0,
        _ => 40.0 + 20.0 * (place as f64 / 150.0).sin() + (place * 37 % 11) as f64,
    };
    let readings = (-9..=ROWS * 120 + 9)
        .filter(|place| !SILENT.contains(&(place / 120)))
        .map(|place| ChartReading {
            at: Millis(BEGIN + place * step),
            step,
            value: value(place),
            peak: None,
        });
    Chart {
        id: "dense".to_owned(),
        title: "Dense".to_owned(),
        unit: ChartUnit::Percent,
        tracks: vec![Track {
            name: "Dense".to_owned(),
            readings: readings.collect(),
        }],
        whole: None,
        limits: Vec::new(),
        alerts: &[],
    }
}

/// Charts of every kind.
fn all_charts() -> Vec<Chart> {
    let (samples, containers, checks) = (samples(), containers(), checks());
    let thresholds = Preferences::default().thresholds;
    let mut all = charts(&stepped(&samples), &stepped(&containers), &thresholds);
    all.extend(monitor_charts(&stepped(&checks)));
    all
}

fn drawn(chart: &Chart) -> Vec<PlotMark> {
    drawn_on(SURFACE, chart)
}

fn drawn_on(surface: Surface, chart: &Chart) -> Vec<PlotMark> {
    let preferences = Preferences::default();
    let times: Vec<(Millis, i64)> = numbers()
        .map(|number| (Millis(BEGIN + number * MINUTE), MINUTE))
        .collect();
    let alert = Window {
        from: Millis(BEGIN + 11 * MINUTE),
        until: Millis(BEGIN + 13 * MINUTE),
    };
    let alerts = if chart.alerts.is_empty() {
        vec![]
    } else {
        vec![alert]
    };
    let scene = PlotScene {
        window: window(),
        preferences: &preferences,
        is_shown: &|_| true,
        gaps: &gaps(&times, window()),
        alerts: &alerts,
        reboot: Some(Millis(BEGIN + 8 * MINUTE + 30_000)),
        ticks: &time_ticks(window(), 4, &|_| 0, HourFormat::default()),
    };
    plot(chart, &scene, surface).marks
}

fn file_name(chart: &Chart) -> String {
    chart.id.replace(':', "-")
}

fn points(points: &[PlotPoint]) -> String {
    let points = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}"));
    points.collect::<Vec<_>>().join(" ")
}

/// One mark per line.
fn listing(marks: &[PlotMark]) -> String {
    let mut lines = String::new();
    for mark in marks {
        match mark {
            PlotMark::Line {
                ink,
                width,
                dash,
                points: along,
            } => {
                writeln!(
                    lines,
                    "line {} {width:.1} {dash:?} {}",
                    ink.token(),
                    points(along)
                )
            }
            PlotMark::Columns { ink, columns } => {
                let columns = columns
                    .iter()
                    .map(|PlotColumn { x, top, bottom }| format!("{x:.1},{top:.1}-{bottom:.1}"));
                let columns = columns.collect::<Vec<_>>().join(" ");
                writeln!(lines, "columns {} {columns}", ink.token())
            }
            PlotMark::Area {
                ink,
                opacity,
                points: around,
            } => {
                writeln!(
                    lines,
                    "area {} {opacity:.2} {}",
                    ink.token(),
                    points(around)
                )
            }
            PlotMark::Hatch(area) => writeln!(
                lines,
                "hatch {:.1},{:.1} {:.1},{:.1}",
                area.left, area.top, area.right, area.bottom
            ),
            PlotMark::Dot { ink, at, radius } => {
                writeln!(lines, "dot {} {radius:.1} {}", ink.token(), points(&[*at]))
            }
            PlotMark::Text {
                ink,
                at,
                align,
                upright,
                text,
            } => {
                let turned = if *upright { " upright" } else { "" };
                writeln!(
                    lines,
                    "text {} {} {align:?}{turned} {text:?}",
                    ink.token(),
                    points(&[*at])
                )
            }
        }
        .unwrap();
    }
    lines
}

/// The content of the button "Show as table".
fn as_table(chart: &Chart) -> String {
    let preferences = Preferences::default();
    let names = chart.tracks.iter().map(|track| track.name.as_str());
    let mut lines = format!("time | {}\n", names.collect::<Vec<_>>().join(" | "));
    for at in times(chart, window()) {
        let minute = at.since(Millis(BEGIN)) / MINUTE;
        let cells = row(chart, at, &preferences).join(" | ");
        writeln!(lines, "08:{minute:02} | {cells}").unwrap();
    }
    lines
}

#[test]
fn every_kind_of_chart_is_drawn_as_before() {
    for chart in all_charts() {
        golden::check("charts", &file_name(&chart), &listing(&drawn(&chart)));
    }
    let narrow = Surface {
        width: 72,
        ..SURFACE
    };
    let dense = listing(&drawn_on(narrow, &dense()));
    golden::check("charts", "dense", &dense);
    let ticks = time_ticks(window(), 4, &|_| 0, HourFormat::default());
    let axis = time_axis(
        window(),
        &ticks,
        Surface {
            height: 24,
            ..SURFACE
        },
    );
    golden::check("charts", "time-axis", &listing(&axis));
}

#[test]
fn every_chart_has_its_table() {
    for chart in all_charts() {
        golden::check(
            "charts",
            &format!("{}-table", file_name(&chart)),
            &as_table(&chart),
        );
    }
}

/// Fails if a kind of chart is added or removed.
#[test]
fn all_kinds_are_among_them() {
    let all = all_charts();
    let ids: Vec<&str> = all.iter().map(|chart| chart.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "cpu",
            "cpu-shares",
            "cores",
            "load",
            "memory",
            "memory-use",
            "swap",
            "disk",
            "disk-rate",
            "disk-busy",
            "disk-wait",
            "disk-queue",
            "disk:tank",
            "disk:tank-rate",
            "disk:tank-busy",
            "disk:tank-wait",
            "disk:tank-queue",
            "network",
            "interfaces",
            "temperature",
            "fans",
            "gpu",
            "gpu-memory",
            "gpu-power",
            "gpu-engines",
            "battery",
            "containers-cpu",
            "containers-memory",
            "containers-network",
            "latency",
            "loss",
        ]
    );
    let mut names = BTreeSet::from(["dense", "time-axis"].map(str::to_owned));
    for chart in &all {
        names.insert(file_name(chart));
        names.insert(format!("{}-table", file_name(chart)));
    }
    golden::only("charts", &names);
}
