//! Makes the tracks of charts from rows.

use super::Rows;
use crate::domain::charts::reading::{Chart, ChartReading, Limit, Track};
use crate::domain::charts::unit::ChartUnit;
use crate::domain::natural;
use crate::domain::series::Sample;
use crate::domain::series::rows::Timed;
use crate::domain::thresholds::{Level, Thresholds};
use crate::domain::units::{Bytes, BytesPerSecond, Percent};

/// Maximum number of sensors, fans, cores or interfaces to draw: the greatest ones.
const MOST_TRACKS: usize = 8;
/// Maximum number of containers to name; the others are one track.
const MOST_CONTAINERS: usize = 5;
/// What a percentage of something full is a share of: as on the hub's own page, its axis ends there.
pub(in crate::domain::charts) const WHOLE: Option<f64> = Some(100.0);

pub(super) type Value<'a, T> = &'a dyn Fn(&T) -> Option<f64>;

pub(super) const fn no_peak(_: &Sample) -> Option<f64> {
    None
}

pub(super) fn share(share: Option<Percent>) -> Option<f64> {
    share.map(|share| f64::from(share.value()))
}

pub(super) fn size(size: Option<Bytes>) -> Option<f64> {
    size.map(|size| size.0 as f64)
}

pub(super) fn flow(flow: Option<BytesPerSecond>) -> Option<f64> {
    flow.map(|flow| flow.0)
}

pub(super) fn chart(
    id: &str,
    title: &str,
    unit: ChartUnit,
    tracks: impl IntoIterator<Item = impl Into<Option<Track>>>,
) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        unit,
        tracks: tracks.into_iter().filter_map(Into::into).collect(),
        whole: None,
        limits: Vec::new(),
        alerts: &[],
    }
}

/// The user's thresholds for a share.
pub(in crate::domain::charts) fn limits(thresholds: &Thresholds) -> Vec<Limit> {
    let limit = |share: Percent, level| Limit {
        value: f64::from(share.value()),
        level,
    };
    vec![
        limit(thresholds.warn, Level::Warn),
        limit(thresholds.critical, Level::Critical),
    ]
}

/// One track; `None` if no row has the value.
pub(super) fn track(
    rows: Rows<'_, Sample>,
    name: &str,
    value: Value<'_, Sample>,
    peak: Value<'_, Sample>,
) -> Option<Track> {
    let mut readings = Vec::new();
    for (row, step) in rows {
        if let Some(value) = value(row) {
            readings.push(ChartReading {
                at: row.at,
                step: *step,
                value,
                peak: peak(row).filter(|peak| *peak >= value),
            });
        }
    }
    (!readings.is_empty()).then(|| Track {
        name: name.to_owned(),
        readings,
    })
}

pub(super) fn last(rows: Rows<'_, Sample>, value: Value<'_, Sample>) -> Option<f64> {
    rows.iter().rev().find_map(|(row, _)| value(row))
}

/// One track per name, sorted by name.
pub(super) fn named<T: Timed>(
    rows: Rows<'_, T>,
    values: &dyn Fn(&T) -> Vec<(String, f64)>,
) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    for (row, step) in rows {
        for (name, value) in values(row) {
            let reading = ChartReading {
                at: row.at(),
                step: *step,
                value,
                peak: None,
            };
            match tracks.binary_search_by(|track| track.name.as_str().cmp(&name)) {
                // Two of the same name in one row: the first one counts.
                Ok(place) => {
                    let readings = &mut tracks[place].readings;
                    if readings.last().is_none_or(|last| last.at < reading.at) {
                        readings.push(reading);
                    }
                }
                Err(place) => tracks.insert(
                    place,
                    Track {
                        name,
                        readings: vec![reading],
                    },
                ),
            }
        }
    }
    tracks
}

fn mean(track: &Track) -> f64 {
    let sum: f64 = track.readings.iter().map(|reading| reading.value).sum();
    sum / track.readings.len().max(1) as f64
}

/// The tracks with the greatest means, as many as can be told apart.
pub(super) fn most(mut tracks: Vec<Track>) -> Vec<Track> {
    if tracks.len() > MOST_TRACKS {
        tracks.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
        tracks.truncate(MOST_TRACKS);
    }
    tracks.sort_by(|one, other| natural::compare(&one.name, &other.name));
    tracks
}

/// The tracks with the greatest means, and the sum of the others as one track.
pub(super) fn with_rest(mut tracks: Vec<Track>) -> Vec<Track> {
    tracks.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
    if tracks.len() <= MOST_CONTAINERS + 1 {
        return tracks;
    }
    let rest = tracks.split_off(MOST_CONTAINERS);
    let name = format!("{} others", rest.len());
    let mut sums: Vec<ChartReading> = Vec::new();
    let mut all: Vec<ChartReading> = rest.into_iter().flat_map(|track| track.readings).collect();
    all.sort_by_key(|reading| reading.at);
    for reading in all {
        match sums.last_mut() {
            Some(last) if last.at == reading.at => last.value += reading.value,
            _ => sums.push(reading),
        }
    }
    tracks.push(Track {
        name,
        readings: sums,
    });
    tracks
}
