//! Charts of a system's values over time.

pub mod plot;
pub mod svg;

use plotters::prelude::{ChartBuilder, Color, IntoDrawingArea, LineSeries};
use plotters::series::AreaSeries;

use super::chart_backend::{ChartMark, Ink, Recorder};
use crate::domain::format;
use crate::domain::series::{Range, Sample, unbroken};
use crate::domain::units::{Millis, Percent, RoundedPercent};

/// Which value of the samples a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    Cpu,
    Memory,
    Disk,
}

impl Metric {
    pub const ALL: [Metric; 3] = [Metric::Cpu, Metric::Memory, Metric::Disk];

    pub const fn title(self) -> &'static str {
        match self {
            Metric::Cpu => "CPU",
            Metric::Memory => "Memory",
            Metric::Disk => "Disk",
        }
    }

    pub const fn of(self, sample: &Sample) -> Option<Percent> {
        match self {
            Metric::Cpu => sample.cpu,
            Metric::Memory => sample.memory,
            Metric::Disk => sample.disk,
        }
    }

    /// The highest value within the step of an averaged sample.
    pub const fn peak_of(self, sample: &Sample) -> Option<Percent> {
        match self {
            Metric::Cpu => sample.cpu_peak,
            Metric::Memory => sample.memory_peak,
            Metric::Disk => None,
        }
    }

    const fn ink(self) -> Ink {
        match self {
            Metric::Cpu => Ink::Cpu,
            Metric::Memory => Ink::Memory,
            Metric::Disk => Ink::Disk,
        }
    }
}

/// The surface a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surface {
    /// Device pixels.
    pub width: u32,
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub density: f32,
}

/// One metric from 0 to 100 percent, over the range that ends at `now`. Oldest sample first; a gap in them is one in the line.
pub fn percent_chart(
    metric: Metric,
    samples: &[Sample],
    range: Range,
    now: Millis,
    surface: Surface,
) -> Vec<ChartMark> {
    let mut marks = Vec::new();
    if surface.width == 0 || surface.height == 0 {
        return marks;
    }
    let recorder = Recorder {
        size: (surface.width, surface.height),
        marks: &mut marks,
    };
    // The recorder cannot fail, and a chart of no samples is an empty grid.
    let _ = plot(recorder, metric, samples, range, now, surface.density);
    marks
}

fn plot(
    recorder: Recorder<'_>,
    metric: Metric,
    samples: &[Sample],
    range: Range,
    now: Millis,
    density: f32,
) -> Option<()> {
    let root = recorder.into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .build_cartesian_2d(-range.span()..0_i64, 0.0_f32..100.0)
        .ok()?;
    let hairline = Ink::Grid
        .key()
        .stroke_width(density.round().max(1.0) as u32);
    for level in [25.0, 50.0, 75.0] {
        chart
            .draw_series(LineSeries::new(
                [(-range.span(), level), (0, level)],
                hairline,
            ))
            .ok()?;
    }
    let ink = metric.ink().key();
    let stroke = ink.stroke_width((1.5 * density).round().max(1.0) as u32);
    for stretch in unbroken(samples, range) {
        let points_of = |value: fn(Metric, &Sample) -> Option<Percent>| -> Vec<(i64, f32)> {
            stretch
                .iter()
                .filter_map(|sample| Some((sample.at.since(now), value(metric, sample)?.value())))
                .filter(|(at, _)| (-range.span()..=0).contains(at))
                .collect()
        };
        let points = points_of(Metric::of);
        if let [(at, value)] = points[..] {
            // As wide as it is high: a value with none beside it is a dot.
            let side = (4.0 * density).round().max(2.0);
            let half = (range.span() as f32 * side / 2.0 / root.dim_in_pixel().0 as f32) as i64;
            let dot = [(at - half, value), (at + half, value)];
            let thick = ink.stroke_width(side as u32);
            chart.draw_series(LineSeries::new(dot, thick)).ok()?;
            continue;
        }
        if range.is_averaged() {
            let peaks = points_of(Metric::peak_of);
            let thin = ink.mix(0.45).stroke_width(density.round().max(1.0) as u32);
            chart.draw_series(LineSeries::new(peaks, thin)).ok()?;
        }
        chart
            .draw_series(AreaSeries::new(points.iter().copied(), 0.0, ink.mix(0.14)))
            .ok()?;
        chart.draw_series(LineSeries::new(points, stroke)).ok()?;
    }
    Some(())
}

/// The range of a chart in words: `12–65 %, mean 33 %`, of averaged rows `averages 12–65 %, mean 33 %, peak 88 %`.
pub fn summary(metric: Metric, samples: &[Sample], range: Range) -> String {
    let values: Vec<f32> = samples
        .iter()
        .filter_map(|sample| Some(metric.of(sample)?.value()))
        .collect();
    let (Some(least), Some(greatest)) = (
        values.iter().copied().min_by(f32::total_cmp),
        values.iter().copied().max_by(f32::total_cmp),
    ) else {
        return "no data".to_owned();
    };
    let words = if range.is_averaged() { "averages " } else { "" };
    if let [only] = values[..] {
        let word = if range.is_averaged() {
            "average"
        } else {
            "value"
        };
        return format!("{} %, one {word}", rounded(only));
    }
    let mean = values.iter().sum::<f32>() / values.len() as f32;
    let mut text = format!(
        "{words}{}–{} %, mean {} %",
        rounded(least),
        rounded(greatest),
        rounded(mean)
    );
    let peaks = samples.iter().filter_map(|sample| metric.peak_of(sample));
    let peak = peaks.map(Percent::value).max_by(f32::total_cmp);
    if let Some(peak) = peak.filter(|_| range.is_averaged()) {
        text.push_str(&format!(", peak {} %", rounded(peak)));
    }
    text
}

/// One sample in words: `64 %`, of an averaged row `average 33 %, peak 70 %`.
pub fn reading(metric: Metric, sample: &Sample, range: Range) -> Option<String> {
    let value = format::percent(metric.of(sample)?);
    if !range.is_averaged() {
        return Some(value);
    }
    Some(match metric.peak_of(sample) {
        Some(peak) => format!("average {value}, peak {}", format::percent(peak)),
        None => format!("average {value}"),
    })
}

/// As everywhere else.
fn rounded(share: f32) -> RoundedPercent {
    Percent::new(f64::from(share)).unwrap_or_default().rounded()
}

/// The sample nearest to a point of the chart, given as a share of its width from the left (0 to 1).
pub fn sample_at(samples: &[Sample], range: Range, now: Millis, share: f32) -> Option<&Sample> {
    let wanted = now.plus((f64::from(share - 1.0) * range.span() as f64) as i64);
    let nearest = samples
        .iter()
        .min_by_key(|sample| sample.at.since(wanted).abs())?;
    (nearest.at.since(wanted).abs() <= range.step() * 2).then_some(nearest)
}

/// Where a moment lies in the chart: a share of its width from the left.
pub fn share_of(at: Millis, range: Range, now: Millis) -> f32 {
    (1.0 + at.since(now) as f32 / range.span() as f32).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::{Metric, Surface, percent_chart, reading, sample_at, share_of, summary};
    use crate::domain::series::{Range, Sample};
    use crate::domain::units::{Millis, Percent};
    use crate::draw::chart_backend::{ChartMark, Ink};

    const NOW: Millis = Millis(1_700_000_000_000);
    const SURFACE: Surface = Surface {
        width: 301,
        height: 101,
        density: 1.0,
    };

    fn minutes_ago(minutes: i64, cpu: f64) -> Sample {
        Sample {
            at: NOW.plus(-minutes * 60_000),
            cpu: Percent::new(cpu),
            ..Sample::default()
        }
    }

    fn lines(samples: &[Sample]) -> Vec<Vec<(i32, i32)>> {
        percent_chart(Metric::Cpu, samples, Range::Hour, NOW, SURFACE)
            .into_iter()
            .filter_map(|mark| match mark {
                ChartMark::Line {
                    ink: Ink::Cpu,
                    points,
                    ..
                } => Some(points),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn values_run_from_bottom_to_top_and_time_from_left_to_right() {
        assert_eq!(
            lines(&[minutes_ago(1, 0.0), minutes_ago(0, 100.0)]),
            [[(295, 100), (300, 0)]]
        );
    }

    #[test]
    fn a_gap_breaks_the_line_and_old_samples_stay_outside() {
        let samples: Vec<Sample> = [90, 30, 29, 20, 19]
            .map(|minutes| minutes_ago(minutes, 50.0))
            .into();
        assert_eq!(lines(&samples).len(), 2);
    }

    #[test]
    fn a_single_row_is_a_dot() {
        let dots = lines(&[minutes_ago(30, 50.0), minutes_ago(10, 50.0)]);
        assert_eq!(dots.len(), 2);
        for dot in dots {
            let [(left, y), (right, other)] = dot[..] else {
                panic!("a dot is one short line")
            };
            assert!(y == other && (1..=5).contains(&(right - left)), "{dot:?}");
        }
    }

    #[test]
    fn heading_and_crosshair_round_alike() {
        let only = [minutes_ago(1, 64.5)];
        assert_eq!(summary(Metric::Cpu, &only, Range::Hour), "65 %, one value");
        let text = reading(Metric::Cpu, &only[0], Range::Hour);
        assert_eq!(text.as_deref(), Some("65 %"));
        let both = [minutes_ago(2, 0.4), minutes_ago(1, 64.5)];
        let text = summary(Metric::Cpu, &both, Range::Hour);
        assert_eq!(text, "0.4–65 %, mean 32 %");
    }

    #[test]
    fn averages_say_that_they_are_and_peaks_are_told() {
        let row = |minutes, cpu, peak| Sample {
            cpu_peak: Percent::new(peak),
            ..minutes_ago(minutes, cpu)
        };
        let rows = [row(20, 10.0, 88.0), row(10, 30.0, 40.0)];
        let text = summary(Metric::Cpu, &rows, Range::HalfDay);
        assert_eq!(text, "averages 10–30 %, mean 20 %, peak 88 %");
        let text = reading(Metric::Cpu, &rows[0], Range::HalfDay);
        assert_eq!(text.as_deref(), Some("average 10 %, peak 88 %"));
        let drawn = |range| {
            percent_chart(Metric::Cpu, &rows, range, NOW, SURFACE)
                .into_iter()
                .filter(|mark| matches!(mark, ChartMark::Line { ink: Ink::Cpu, .. }))
                .count()
        };
        assert_eq!(drawn(Range::HalfDay), 2, "the averages and the peaks");
        assert_eq!(summary(Metric::Cpu, &[], Range::Day), "no data");
    }

    #[test]
    fn nothing_known_is_an_empty_grid() {
        let marks = percent_chart(Metric::Memory, &[], Range::Day, NOW, SURFACE);
        assert!(
            !marks.is_empty()
                && marks
                    .iter()
                    .all(|mark| matches!(mark, ChartMark::Line { ink: Ink::Grid, .. }))
        );
    }

    #[test]
    fn the_crosshair_finds_the_nearest_sample_or_none() {
        let samples = [minutes_ago(30, 1.0), minutes_ago(29, 2.0)];
        assert_eq!(sample_at(&samples, Range::Hour, NOW, 0.5), samples.first());
        assert_eq!(sample_at(&samples, Range::Hour, NOW, 0.1), None);
        assert_eq!(share_of(samples[0].at, Range::Hour, NOW), 0.5);
    }
}
