//! One value of all systems over time, one small chart below the other in rack order, on a shared time axis.

use std::sync::Arc;

use super::row::FleetRow;
use crate::domain::charts::reading::gaps;
use crate::domain::ids::{RackId, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::lens::Lens;
use crate::domain::lens::history::HourPoint;
use crate::domain::natural;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// The ranges that are offered.
pub const TRACK_RANGES: [Range; 3] = [Range::Hour, Range::HalfDay, Range::Day];

/// An item of the list; all have the same height.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackItem {
    /// The name of a rack, or `Not in a rack`.
    Heading(Option<RackId>, String),
    System(Arc<FleetRow>),
}

impl TrackItem {
    pub fn system(&self) -> Option<&SystemRef> {
        match self {
            Self::Heading(..) => None,
            Self::System(row) => Some(&row.system),
        }
    }
}

/// Rack by rack, each from the top; then the systems in no rack, by name.
pub fn in_rack_order(rows: &[Arc<FleetRow>], snapshot: &Snapshot) -> Vec<TrackItem> {
    let layout = &snapshot.layout;
    let heading = |row: &FleetRow| {
        let device = layout.devices.get(&row.place.as_ref()?.device)?;
        let rack = layout.rack_of(device)?;
        Some((rack.id, rack.name.clone()))
    };
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| {
        let order = |row: &FleetRow| {
            row.place
                .as_ref()
                .map(|place| (place.order, place.is_guest))
        };
        let by_place = match (order(a), order(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        by_place.then_with(|| natural::compare(&a.name, &b.name))
    });
    let mut items = Vec::with_capacity(sorted.len());
    let mut last: Option<Option<RackId>> = None;
    for row in sorted {
        let (rack, name) = match heading(&row) {
            Some((rack, name)) => (Some(rack), name),
            None => (None, "Not in a rack".to_owned()),
        };
        if last != Some(rack) {
            items.push(TrackItem::Heading(rack, name));
            last = Some(rack);
        }
        items.push(TrackItem::System(row));
    }
    items
}

/// The values of a system, oldest first.
pub type TrackPoints = Vec<(Millis, f32)>;

/// The values of one lens in the rows, followed by the values seen since the last row, oldest first.
pub fn track_points(rows: &[HourPoint], seen: &[(Millis, f32)], lens: Lens) -> TrackPoints {
    let values = rows.iter();
    let mut points: TrackPoints = values
        .filter_map(|row| Some((row.at, row.value(lens)?)))
        .collect();
    let end = points.last().map(|(at, _)| *at);
    for (at, value) in seen {
        let last = points.last().map(|(last, _)| *last);
        if end.is_none_or(|end| *at > end) && last.is_none_or(|last| *at > last) {
            points.push((*at, *value));
        }
    }
    points
}

/// The axes that all small charts share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackAxis {
    pub window: Window,
    pub range: Range,
    /// In the lens's unit.
    pub least: f32,
    pub greatest: f32,
}

impl TrackAxis {
    /// Percentages go from 0 to 100; other values cover the range of all tracks.
    pub fn of<'a>(
        lens: Lens,
        range: Range,
        now: Millis,
        tracks: impl Iterator<Item = &'a TrackPoints>,
    ) -> Self {
        let window = Window {
            from: now.plus(-range.span()),
            until: now,
        };
        let values = tracks.flatten().map(|(_, value)| *value);
        let (lowest, highest) = values.fold((f32::MAX, 0.0_f32), |(lowest, highest), value| {
            (lowest.min(value), highest.max(value))
        });
        let (least, greatest) = match lens {
            Lens::Temperature => {
                let least = (lowest.min(highest) - 5.0).max(0.0);
                (least, highest.max(least + 20.0))
            }
            Lens::Network | Lens::Latency | Lens::Alerts | Lens::Coverage | Lens::Status => {
                (0.0, highest.max(1.0))
            }
            Lens::Load => (0.0, highest.max(100.0)),
            Lens::Cpu | Lens::Memory | Lens::Disk | Lens::Gpu | Lens::Battery => (0.0, 100.0),
        };
        Self {
            window,
            range,
            least,
            greatest,
        }
    }

    /// Relative height of a value: 0 at the bottom, 1 at the top.
    pub fn height_of(&self, value: f32) -> f32 {
        ((value - self.least) / (self.greatest - self.least).max(f32::EPSILON)).clamp(0.0, 1.0)
    }

    /// The value at a moment: the nearest one that is at most one step away.
    pub fn value_at(&self, points: &TrackPoints, at: Millis) -> Option<f32> {
        let after = points.partition_point(|(time, _)| *time < at);
        let before = after.checked_sub(1);
        let near = [before, Some(after)].into_iter().flatten();
        let near = near.filter_map(|place| points.get(place));
        let nearest = near.min_by_key(|(time, _)| time.since(at).abs())?;
        (nearest.0.since(at).abs() <= self.range.step()).then_some(nearest.1)
    }

    /// The parts of the window without values, oldest first. A track without any value is not there, so it has none.
    pub fn gaps(&self, points: &TrackPoints) -> Vec<Window> {
        let times = points.iter().map(|(at, _)| (*at, self.range.step()));
        let times: Vec<(Millis, i64)> = times
            .filter(|(at, _)| *at >= self.window.from.plus(-self.range.step()))
            .collect();
        if times.is_empty() {
            return Vec::new();
        }
        gaps(&times, self.window)
    }

    /// The stretches of a track between gaps.
    pub fn stretches<'a>(
        &self,
        points: &'a TrackPoints,
    ) -> impl Iterator<Item = &'a [(Millis, f32)]> {
        let range = self.range;
        points.chunk_by(move |one, next| !range.is_gap(one.0, next.0))
    }
}

/// Moves the marked moment by keys. `None` is now.
pub fn move_moment(at: Option<Millis>, window: Window, range: Range, steps: i64) -> Option<Millis> {
    let to = at.unwrap_or(window.until).plus(steps * range.step());
    (to < window.until).then(|| to.max(window.from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::FleetPlaces;
    use crate::domain::fleet::tests::{NOW, racks, reference, row_of};
    use crate::domain::system::{Metrics, SystemStatus};
    use crate::domain::units::Percent;

    fn told(items: &[TrackItem]) -> Vec<String> {
        let words = |item: &TrackItem| match item {
            TrackItem::Heading(_, name) => format!("[{name}]"),
            TrackItem::System(row) => row.name.clone(),
        };
        items.iter().map(words).collect()
    }

    #[test]
    fn what_was_seen_goes_on_where_the_rows_end() {
        let metrics = |cpu| Metrics {
            cpu: Percent::new(cpu),
            ..Metrics::default()
        };
        let rows = [10.0, 20.0].map(|cpu| HourPoint::live(&metrics(cpu), Millis(cpu as i64)));
        let seen = [
            (Millis(15), 1.0),
            (Millis(25), 2.0),
            (Millis(25), 3.0),
            (Millis(30), 4.0),
        ];
        let points = track_points(&rows, &seen, Lens::Cpu);
        let expected = [(10, 10.0), (20, 20.0), (25, 2.0), (30, 4.0)];
        assert_eq!(points, expected.map(|(at, value)| (Millis(at), value)));
        assert_eq!(
            track_points(&[], &seen[3..], Lens::Cpu),
            [(Millis(30), 4.0)]
        );
    }

    #[test]
    fn systems_are_in_the_order_of_the_racks() {
        let snapshot = racks();
        let places = FleetPlaces::new(&snapshot);
        let row = |name| {
            let place = places.place_of(&reference(name));
            row_of(name, SystemStatus::Up, 5.0, place)
        };
        let rows = ["zebra", "guest", "low", "host", "apple", "high"].map(row);
        assert_eq!(
            told(&in_rack_order(&rows, &snapshot)),
            [
                "[Rack B]",
                "high",
                "low",
                "[Rack A]",
                "host",
                "guest",
                "[Not in a rack]",
                "apple",
                "zebra"
            ]
        );
        assert!(in_rack_order(&[], &snapshot).is_empty());
    }

    #[test]
    fn one_axis_holds_all() {
        let axis = |lens, values: &[f32]| {
            let track: TrackPoints = values.iter().map(|value| (NOW, *value)).collect();
            let axis = TrackAxis::of(lens, Range::Hour, NOW, [track].iter());
            (axis.least, axis.greatest)
        };
        assert_eq!(axis(Lens::Cpu, &[3.0, 8.0]), (0.0, 100.0));
        assert_eq!(axis(Lens::Load, &[3.0, 250.0]), (0.0, 250.0));
        assert_eq!(axis(Lens::Network, &[]), (0.0, 1.0));
        assert_eq!(axis(Lens::Temperature, &[40.0, 44.0]), (35.0, 55.0));
        assert_eq!(axis(Lens::Temperature, &[]), (0.0, 20.0));
    }

    #[test]
    fn the_value_at_a_moment_is_one_that_was_near_it() {
        let minute = |minutes: i64| NOW.plus(-minutes * 60_000);
        let points = vec![(minute(30), 5.0), (minute(29), 7.0), (minute(3), 9.0)];
        let axis = TrackAxis::of(Lens::Cpu, Range::Hour, NOW, [points.clone()].iter());
        let at =
            |back: i64, seconds: i64| axis.value_at(&points, minute(back).plus(seconds * 1_000));
        assert_eq!(at(30, 0), Some(5.0));
        assert_eq!(at(30, 40), Some(7.0));
        assert_eq!(at(20, 0), None);
        assert_eq!(at(2, 0), Some(9.0));
        assert_eq!(at(0, 0), None);
        assert_eq!(axis.stretches(&points).count(), 2);
    }

    #[test]
    fn keys_go_from_now_back_to_the_beginning() {
        let window = Window {
            from: NOW.plus(-Range::Hour.span()),
            until: NOW,
        };
        let step = |at, steps| move_moment(at, window, Range::Hour, steps);
        assert_eq!(step(None, -1), Some(NOW.plus(-60_000)));
        assert_eq!(step(Some(NOW.plus(-60_000)), 1), None);
        assert_eq!(step(None, -500), Some(window.from));
        assert_eq!(step(None, 5), None);
    }
}
