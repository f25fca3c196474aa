//! The last hour of what a lens reads or a monitor measures, as a chart.

use super::catalog::{WHOLE, limits};
use super::reading::{Chart, ChartReading, Limit, Track, gaps};
use super::ticks::{TimeTick, Zone, time_ticks};
use super::unit::ChartUnit;
use crate::domain::lens::Lens;
use crate::domain::lens::history::LensHistory;
use crate::domain::monitor::MonitorSample;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::series::rows::{History, Window};
use crate::domain::units::Millis;

const HOUR: i64 = 3_600_000;
/// Step by which the end of the chart moves, in milliseconds: within one the chart stays the same.
const STEP: i64 = 10_000;
/// Maximum number of lines of the time axis.
const MOST_TICKS: usize = 4;

/// A chart, and what is drawn beside its line.
#[derive(Clone, Debug, PartialEq)]
pub struct HourScene {
    pub chart: Chart,
    pub window: Window,
    pub gaps: Vec<Window>,
    pub ticks: Vec<TimeTick>,
    pub preferences: Preferences,
}

/// The chart of a lens. `None` while there are fewer than two values.
pub fn hour_scene(
    lens: Lens,
    history: &LensHistory,
    now: Millis,
    preferences: &Preferences,
    zone: Zone<'_>,
) -> Option<HourScene> {
    let window = last_hour(now);
    let step = history.step();
    let factor = match lens {
        // The history has kilobytes.
        Lens::Network => 1024.0,
        _ => 1.0,
    };
    let values = history.values(lens);
    let readings: Vec<ChartReading> = values
        .filter(|(at, _)| window.contains(*at))
        .map(|(at, value)| ChartReading {
            at,
            step,
            value: f64::from(value) * factor,
            peak: None,
        })
        .collect();
    let limits = limits_of(lens, preferences);
    scene((lens, limits), readings, window, preferences, zone)
}

/// Like [`hour_scene`], of a monitor's latency, from its rows.
pub fn latency_hour(
    rows: &History<MonitorSample>,
    now: Millis,
    preferences: &Preferences,
    zone: Zone<'_>,
) -> Option<HourScene> {
    let window = last_hour(now);
    let rows = rows.merged(&[Range::Hour], window).into_iter();
    let readings = rows.filter(|(row, _)| window.contains(row.at));
    let readings = readings.filter_map(|(row, step)| {
        Some(ChartReading {
            at: row.at,
            step,
            value: row.mean?.milliseconds(),
            peak: None,
        })
    });
    let readings = readings.collect();
    scene(
        (Lens::Latency, Vec::new()),
        readings,
        window,
        preferences,
        zone,
    )
}

fn last_hour(now: Millis) -> Window {
    let until = Millis(now.0.div_euclid(STEP) * STEP + STEP);
    Window {
        from: until.plus(-HOUR),
        until,
    }
}

fn scene(
    (lens, limits): (Lens, Vec<Limit>),
    readings: Vec<ChartReading>,
    window: Window,
    preferences: &Preferences,
    zone: Zone<'_>,
) -> Option<HourScene> {
    if readings.len() < 2 {
        return None;
    }
    let times: Vec<(Millis, i64)> = readings.iter().map(|one| (one.at, one.step)).collect();
    Some(HourScene {
        chart: Chart {
            id: lens.as_str().to_owned(),
            title: lens.name().to_owned(),
            unit: unit_of(lens),
            tracks: vec![Track {
                name: lens.name().to_owned(),
                readings,
            }],
            whole: whole_of(lens),
            limits,
            alerts: &[],
        },
        window,
        gaps: gaps(&times, window),
        ticks: time_ticks(window, MOST_TICKS, zone, preferences.hours),
        preferences: *preferences,
    })
}

const fn unit_of(lens: Lens) -> ChartUnit {
    match lens {
        Lens::Temperature => ChartUnit::Temperature,
        Lens::Network => ChartUnit::Network,
        Lens::Latency => ChartUnit::Milliseconds,
        // The load may exceed all threads.
        Lens::Load => ChartUnit::Plain,
        _ => ChartUnit::Percent,
    }
}

const fn whole_of(lens: Lens) -> Option<f64> {
    match lens {
        Lens::Memory | Lens::Disk | Lens::Battery => WHOLE,
        _ => None,
    }
}

fn limits_of(lens: Lens, preferences: &Preferences) -> Vec<Limit> {
    match lens {
        Lens::Cpu | Lens::Memory | Lens::Disk | Lens::Gpu => limits(&preferences.thresholds),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lens::history::HourPoint;
    use crate::domain::monitor::Latency;
    use crate::domain::system::Metrics;
    use crate::domain::units::{BytesPerSecond, Percent};

    const MINUTE: i64 = 60_000;

    fn scene(lens: Lens, minutes: &[i64]) -> Option<HourScene> {
        let points = minutes.iter().map(|minute| {
            let metrics = Metrics {
                cpu: Percent::new(50.0),
                network: Some(BytesPerSecond(4096.0)),
                ..Metrics::default()
            };
            HourPoint::live(&metrics, Millis(minute * MINUTE))
        });
        let mut history = LensHistory::default();
        history.take_rows(points.collect(), Range::Hour);
        let now = Millis(60 * MINUTE + 3_000);
        hour_scene(lens, &history, now, &Preferences::default(), &|_| 0)
    }

    #[test]
    fn a_chart_has_the_last_hour_with_its_gaps_and_limits() {
        let minutes: Vec<i64> = (0..20).chain(40..61).collect();
        let scene = scene(Lens::Cpu, &minutes).expect("a chart");
        assert_eq!(scene.window.until, Millis(60 * MINUTE + STEP));
        assert_eq!(scene.gaps.len(), 1);
        assert_eq!(scene.chart.limits.len(), 2);
        // The first one is over an hour old.
        assert_eq!(scene.chart.tracks[0].readings.len(), 40);
    }

    #[test]
    fn a_monitor_has_the_last_hour_of_its_latency_and_no_line_where_nothing_answered() {
        let now = Millis(60 * MINUTE + 3_000);
        let rows = |minutes: &[i64]| {
            let mut history = History::default();
            let ask = history.ask(Range::Hour, now).expect("nothing was read");
            let row = |minute: &i64| MonitorSample {
                at: Millis(minute * MINUTE),
                // One row in three has no answer.
                mean: Latency::measured(12_000.0).filter(|_| minute % 3 != 0),
                ..MonitorSample::default()
            };
            history.take(ask, minutes.iter().map(row).collect(), now);
            let preferences = Preferences::default();
            latency_hour(&history, now, &preferences, &|_| 0)
        };
        let minutes: Vec<i64> = (0..61).collect();
        let scene = rows(&minutes).expect("a chart");
        assert_eq!(scene.chart.unit, ChartUnit::Milliseconds);
        let readings = &scene.chart.tracks[0].readings;
        assert_eq!(readings.len(), 40);
        assert!(readings.iter().all(|one| one.value == 12.0));
        assert!(!scene.gaps.is_empty());
        assert_eq!(rows(&[]), None);
        assert_eq!(rows(&[1, 3]), None);
    }

    #[test]
    fn rates_are_drawn_in_bytes_and_one_value_is_no_chart() {
        let scene = scene(Lens::Network, &[10, 11]).expect("a chart");
        assert_eq!(scene.chart.tracks[0].readings[0].value, 4096.0);
        assert_eq!(super::tests::scene(Lens::Cpu, &[10]), None);
        assert_eq!(super::tests::scene(Lens::Gpu, &[10, 11, 12]), None);
    }
}
