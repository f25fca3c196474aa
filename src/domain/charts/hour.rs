//! The last hour of what a lens reads, as a chart.

use super::catalog::limits;
use super::reading::{Chart, ChartReading, Limit, Track, gaps};
use super::ticks::{TimeTick, Zone, time_ticks};
use super::unit::ChartUnit;
use crate::domain::lens::Lens;
use crate::domain::lens::history::LensHistory;
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

const HOUR: i64 = 3_600_000;
/// The end of the chart moves in such steps, in milliseconds: within one it stays as it is.
const STEP: i64 = 10_000;
/// At most so many lines of the time axis.
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

/// `None` while there are fewer than two values.
pub fn hour_scene(
    lens: Lens,
    history: &LensHistory,
    now: Millis,
    preferences: &Preferences,
    zone: Zone<'_>,
) -> Option<HourScene> {
    let until = Millis(now.0.div_euclid(STEP) * STEP + STEP);
    let window = Window {
        from: until.plus(-HOUR),
        until,
    };
    let step = history.step();
    let factor = match lens {
        // Read in kilobytes.
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
            whole: None,
            limits: limits_of(lens, preferences),
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
        // More than all threads can be loaded.
        Lens::Load => ChartUnit::Plain,
        _ => ChartUnit::Percent,
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
    use crate::domain::series::Range;
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
    fn rates_are_drawn_in_bytes_and_one_value_is_no_chart() {
        let scene = scene(Lens::Network, &[10, 11]).expect("a chart");
        assert_eq!(scene.chart.tracks[0].readings[0].value, 4096.0);
        assert_eq!(super::tests::scene(Lens::Cpu, &[10]), None);
        assert_eq!(super::tests::scene(Lens::Gpu, &[10, 11, 12]), None);
    }
}
