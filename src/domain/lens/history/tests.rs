use proptest::prelude::*;

use super::*;
use crate::domain::lens::reading::reading_of;
use crate::domain::preferences::Preferences;
use crate::domain::system::{Battery, BatteryState};
use crate::domain::units::{BytesPerSecond, Celsius};

fn live(minute: f64, cpu: f64) -> HourPoint {
    let metrics = Metrics {
        cpu: Percent::new(cpu),
        ..Metrics::default()
    };
    HourPoint::live(&metrics, Millis((minute * 60_000.0) as i64))
}

fn values(history: &LensHistory) -> Vec<(i64, f32)> {
    let values = history.values(Lens::Cpu);
    values.map(|(at, value)| (at.0 / 1_000, value)).collect()
}

#[test]
fn reports_of_one_minute_are_one_point_and_the_newest_is_shown() {
    let mut history = LensHistory::default();
    for (minute, cpu) in [(0.0, 1.0), (0.5, 2.0), (0.9, 3.0), (1.0, 4.0), (1.2, 5.0)] {
        history.push(live(minute, cpu));
    }
    assert_eq!(values(&history), [(0, 1.0), (54, 3.0), (72, 5.0)]);
    history.push(live(0.1, 9.0));
    assert_eq!(values(&history).len(), 3);
}

#[test]
fn rows_take_the_place_of_what_was_seen_before_them() {
    let mut history = LensHistory::default();
    history.push(live(58.0, 50.0));
    history.push(live(60.0, 60.0));
    let rows = (0..60)
        .map(|minute| live(f64::from(minute), 10.0))
        .collect();
    history.take_rows(rows, Range::Hour);
    let values = values(&history);
    assert_eq!(values.len(), 61);
    assert_eq!(values.last(), Some(&(3_600, 60.0)));
    history.take_rows(Vec::new(), Range::Hour);
    assert_eq!(self::values(&history).len(), 61);
}

#[test]
fn a_gap_breaks_the_line() {
    let mut history = LensHistory::default();
    let minutes = [0, 1, 2, 10, 11];
    let rows = minutes.map(|minute| live(f64::from(minute), 10.0)).to_vec();
    history.take_rows(rows, Range::Hour);
    let spark = history
        .spark(Lens::Cpu, Millis(11 * 60_000))
        .expect("a line");
    let lengths: Vec<usize> = spark.stretches().map(<[_]>::len).collect();
    assert_eq!(lengths, [3, 2]);
    assert_eq!(history.spark(Lens::Gpu, Millis(0)), None);
}

/// Two implementations with the same values: with words for one report, without for thousands of points.
#[test]
fn a_point_has_what_the_lenses_read() {
    let metrics = Metrics {
        cpu: Percent::new(71.2),
        memory: Percent::new(40.0),
        disk: Percent::new(30.0),
        extra_disks: vec![("tank".to_owned(), Percent::new(80.0).expect("a share"))],
        temperature: Some(Celsius(55.5)),
        network: Some(BytesPerSecond(2_048.0)),
        load: Some([1.0, 3.0, 2.0]),
        threads: Some(4),
        gpu: Percent::new(12.0),
        battery: Some(Battery {
            charge: Percent::new(64.0).expect("a share"),
            state: BatteryState::default(),
        }),
        ..Metrics::default()
    };
    let point = HourPoint::live(&metrics, Millis(0));
    for lens in Lens::ALL.into_iter().filter(|lens| *lens != Lens::Alerts) {
        let reading = reading_of(lens, &metrics, &[], &Preferences::default());
        let read = reading.and_then(|reading| reading.value);
        assert_eq!(
            point.value(lens),
            read.map(|value| value as f32),
            "{lens:?}"
        );
    }
}

proptest! {
    #[test]
    fn an_hour_is_kept_in_order_whatever_comes(
        steps in prop::collection::vec((0.0..200.0_f64, 0.0..100.0_f64, any::<bool>()), 0..80),
    ) {
        let mut history = LensHistory::default();
        for (minute, cpu, is_rows) in steps {
            if is_rows {
                let rows = vec![live(minute, cpu), live(minute + 1.0, cpu)];
                history.take_rows(rows, Range::Hour);
            } else {
                history.push(live(minute, cpu));
            }
            let times: Vec<Millis> = history.values(Lens::Cpu).map(|(at, _)| at).collect();
            prop_assert!(times.windows(2).all(|two| two[0] <= two[1]));
            if let (Some(first), Some(last)) = (times.first(), times.last()) {
                prop_assert!(last.since(*first) <= 3_600_000);
                if let Some(spark) = history.spark(Lens::Cpu, *last) {
                    prop_assert!(spark.points.iter().all(|(minute, level)| *minute <= MINUTES && *level <= LEVELS));
                    prop_assert!(spark.points.windows(2).all(|two| two[0].0 < two[1].0));
                }
            }
        }
    }
}
