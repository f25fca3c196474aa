//! A chart as a table: for screen readers, and as a file.

use super::reading::Chart;
use super::ticks::iso;
use crate::domain::csv::{CsvTable, safe};
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// The times of all rows in a window, oldest first, each once.
pub fn times(chart: &Chart, window: Window) -> Vec<Millis> {
    let mut times: Vec<Millis> = Vec::new();
    for track in &chart.tracks {
        let of_track = track.readings.iter().map(|reading| reading.at);
        times.extend(of_track.filter(|at| window.contains(*at)));
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// The values at one time as text, one cell per track; a dash where there is none.
pub fn row(chart: &Chart, at: Millis, preferences: &Preferences) -> Vec<String> {
    let mut cells = Vec::new();
    for track in &chart.tracks {
        cells.push(track.reading_at(at).map_or_else(
            || "–".to_owned(),
            |reading| {
                let words = chart.unit.words(reading.value, preferences);
                match reading.peak {
                    Some(peak) => format!("{words}, max {}", chart.unit.words(peak, preferences)),
                    None => words,
                }
            },
        ));
    }
    cells
}

/// As CSV: times in UTC, plain numbers in the hub's units, with an additional column for the peaks of each track that has them.
pub fn csv(chart: &Chart, window: Window) -> String {
    let has_peaks: Vec<bool> = chart
        .tracks
        .iter()
        .map(|track| track.readings.iter().any(|reading| reading.peak.is_some()))
        .collect();
    let each = || chart.tracks.iter().zip(&has_peaks);
    let mut heads = vec!["time".to_owned()];
    for (track, has_peak) in each() {
        heads.push(safe(&track.name));
        if *has_peak {
            heads.push(safe(&format!("{} max", track.name)));
        }
    }
    let mut table = CsvTable::default();
    table.line(heads);
    for at in times(chart, window) {
        let mut cells = vec![iso(at)];
        for (track, has_peak) in each() {
            let reading = track.reading_at(at);
            let number = |value: Option<f64>| {
                value
                    .map(|value| plain(value).to_string())
                    .unwrap_or_default()
            };
            cells.push(number(reading.map(|reading| reading.value)));
            if *has_peak {
                cells.push(number(reading.and_then(|reading| reading.peak)));
            }
        }
        table.line(cells);
    }
    table.into_text()
}

/// A value as written to a file, with at most three decimals. Values are measured with fewer digits than an `f64` has; more would be noise.
pub fn plain(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::charts::reading::{ChartReading, Track};
    use crate::domain::charts::unit::ChartUnit;

    #[test]
    fn a_file_has_no_digits_that_nobody_measured() {
        assert_eq!(plain(f64::from(95.73_f32)), 95.73);
        assert_eq!(plain(12_345_678_901.0), 12_345_678_901.0);
        assert_eq!(plain(0.0004), 0.0);
    }

    fn chart() -> Chart {
        let reading = |at, value, peak| ChartReading {
            at: Millis(at),
            step: 1_000,
            value,
            peak,
        };
        let track = |name: &str, readings: Vec<ChartReading>| Track {
            name: name.to_owned(),
            readings,
        };
        Chart {
            id: "network".to_owned(),
            title: "Network".to_owned(),
            unit: ChartUnit::Percent,
            tracks: vec![
                track(
                    "in",
                    vec![reading(0, 1.0, Some(2.5)), reading(1_000, 3.0, None)],
                ),
                track("=cmd,\"x\"", vec![reading(1_000, 4.0, None)]),
            ],
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        }
    }

    const ALL: Window = Window {
        from: Millis(0),
        until: Millis(9_000),
    };

    #[test]
    fn a_file_has_all_values_and_no_formula() {
        assert_eq!(
            csv(&chart(), ALL),
            "time,in,in max,\"'=cmd,\"\"x\"\"\"\r\n\
             1970-01-01T00:00:00Z,1,2.5,\r\n\
             1970-01-01T00:00:01Z,3,,4\r\n"
        );
    }

    #[test]
    fn a_row_has_a_cell_for_each_line() {
        assert_eq!(times(&chart(), ALL), [Millis(0), Millis(1_000)]);
        let cells = row(&chart(), Millis(0), &Preferences::default());
        assert_eq!(cells, ["1 %, max 3 %", "–"]);
    }
}
