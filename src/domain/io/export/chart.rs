//! A chart's values as JSON.

use serde_json::{Value, json};

use crate::domain::charts::reading::{Chart, ChartReading, Track};
use crate::domain::charts::table::plain;
use crate::domain::charts::ticks::iso;
use crate::domain::series::rows::Window;

/// Writes the part of a chart within a window: its lines as plain numbers in the hub's units, with times in UTC.
pub fn write(chart: &Chart, window: Window) -> String {
    let lines: Vec<Value> = chart
        .tracks
        .iter()
        .map(|track| line(track, window))
        .collect();
    let all = json!({
        "chart": chart.title,
        "unit": chart.unit.symbol(),
        "from": iso(window.from),
        "until": iso(window.until),
        "lines": lines,
    });
    format!("{all:#}\n")
}

fn line(track: &Track, window: Window) -> Value {
    let readings = track.readings.iter();
    let shown = readings.filter(|reading| window.contains(reading.at));
    json!({ "name": track.name, "values": shown.map(point).collect::<Vec<_>>() })
}

fn point(reading: &ChartReading) -> Value {
    let mut point = json!({ "time": iso(reading.at), "value": plain(reading.value) });
    if let Some(peak) = reading.peak {
        point["max"] = json!(plain(peak));
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::charts::unit::ChartUnit;
    use crate::domain::units::Millis;

    #[test]
    fn only_what_is_in_the_window_is_written() {
        let reading = |at, value, peak| ChartReading {
            at: Millis(at),
            step: 1_000,
            value,
            peak,
        };
        let chart = Chart {
            id: "cpu".to_owned(),
            title: "CPU".to_owned(),
            unit: ChartUnit::Percent,
            tracks: vec![Track {
                name: "used \"x\"".to_owned(),
                readings: vec![
                    reading(0, 1.0, None),
                    reading(1_000, 2.5, Some(7.0)),
                    reading(9_000, 3.0, None),
                ],
            }],
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        };
        let window = Window {
            from: Millis(500),
            until: Millis(5_000),
        };
        let read: Value = serde_json::from_str(&write(&chart, window)).expect("JSON");
        assert_eq!(read["unit"], "%");
        assert_eq!(
            read["lines"],
            json!([{ "name": "used \"x\"", "values": [{ "time": "1970-01-01T00:00:01Z", "value": 2.5, "max": 7.0 }] }])
        );
    }
}
