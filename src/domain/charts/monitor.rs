//! The charts of a monitor: latency, and the share of checks without an answer.

use super::catalog::Rows;
use super::reading::{Chart, ChartReading, Track};
use super::unit::ChartUnit;
use crate::domain::monitor::{Latency, MonitorSample};

/// The charts of a monitor that have data.
pub fn monitor_charts(rows: Rows<'_, MonitorSample>) -> Vec<Chart> {
    let latency = |row: &MonitorSample| row.mean.map(Latency::milliseconds);
    let slowest = |row: &MonitorSample| row.slowest.map(Latency::milliseconds);
    let loss = |row: &MonitorSample| row.loss.map(|loss| f64::from(loss.value()));
    let charts = [
        chart(
            "latency",
            "Latency",
            ChartUnit::Milliseconds,
            rows,
            &latency,
            &slowest,
        ),
        chart("loss", "Loss", ChartUnit::Percent, rows, &loss, &|_| None),
    ];
    charts.into_iter().flatten().collect()
}

type RowValue<'a> = &'a dyn Fn(&MonitorSample) -> Option<f64>;

fn chart(
    id: &str,
    title: &str,
    unit: ChartUnit,
    rows: Rows<'_, MonitorSample>,
    value: RowValue<'_>,
    peak: RowValue<'_>,
) -> Option<Chart> {
    let readings = rows.iter().filter_map(|(row, step)| {
        let mean = value(row)?;
        Some(ChartReading {
            at: row.at,
            step: *step,
            value: mean,
            peak: peak(row).filter(|peak| *peak >= mean),
        })
    });
    let readings: Vec<ChartReading> = readings.collect();
    (!readings.is_empty()).then(|| Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        unit,
        tracks: vec![Track {
            name: title.to_lowercase(),
            readings,
        }],
        whole: None,
        limits: Vec::new(),
        alerts: &[],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{Millis, Percent};

    #[test]
    fn a_row_without_an_answer_is_a_gap_in_the_latency_and_a_whole_loss() {
        let row = |at, microseconds: Option<f64>| MonitorSample {
            at: Millis(at),
            mean: microseconds.and_then(Latency::measured),
            slowest: microseconds.and_then(|it| Latency::measured(2.0 * it)),
            loss: Percent::new(if microseconds.is_some() { 25.0 } else { 100.0 }),
        };
        let rows = [row(1, Some(12_000.0)), row(2, None), row(3, Some(14_000.0))];
        let rows: Vec<(&MonitorSample, i64)> = rows.iter().map(|row| (row, 60_000)).collect();
        let charts = monitor_charts(&rows);
        let values = |chart: &Chart| {
            let readings = chart.tracks[0].readings.iter();
            let values = readings.map(|one| (one.at.0, one.value, one.peak));
            values.collect::<Vec<_>>()
        };
        assert_eq!(
            values(&charts[0]),
            [(1, 12.0, Some(24.0)), (3, 14.0, Some(28.0))]
        );
        assert_eq!(
            values(&charts[1]),
            [(1, 25.0, None), (2, 100.0, None), (3, 25.0, None)]
        );
        assert!(monitor_charts(&[]).is_empty());
    }
}
