//! How much of the last week the systems of each rack were up.

use std::collections::HashMap;
use std::sync::Arc;

use super::row::FleetRow;
use crate::domain::availability::{Availability, DownNow, whole};
use crate::domain::charts::events::outages_of_systems;
use crate::domain::decimal::{decimal, fixed};
use crate::domain::format;
use crate::domain::health::Health;
use crate::domain::ids::{HubId, RackId, SystemId, SystemRef};
use crate::domain::inventory::lists::AlertList;
use crate::domain::layout::Snapshot;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// Number of days covered.
pub const RACK_DAYS: usize = 7;
/// Number of systems above which rows with a longer step are requested.
const MANY: usize = 60;

/// The times at which rows of one range were written, by system.
#[derive(Clone, Debug, PartialEq)]
pub struct RowTimes {
    pub range: Range,
    pub of: HashMap<SystemRef, Vec<Millis>>,
}

impl RowTimes {
    /// The range of rows to request for that many systems.
    pub const fn range_for(systems: usize) -> Range {
        if systems > MANY {
            Range::Month
        } else {
            Range::Week
        }
    }
}

/// One rack: milliseconds, summed over all its systems.
#[derive(Clone, Debug, PartialEq)]
pub struct RackAvailability {
    pub rack: RackId,
    pub name: String,
    pub up: i64,
    pub down: i64,
    pub unknown: i64,
    /// Which of its systems was down for longest, and for how long.
    pub worst: Option<(String, i64)>,
    /// Names of the systems that are currently down.
    pub down_now: Vec<String>,
}

impl RackAvailability {
    /// One entry per rack with systems, in the order of the racks. Systems whose rows are not known yet are left out. Without the alert
    /// history of its hub, all time of a system is unknown.
    pub fn of_racks(
        rows: &[Arc<FleetRow>],
        snapshot: &Snapshot,
        times: &RowTimes,
        alerts: &HashMap<HubId, AlertList>,
        now: Millis,
    ) -> Vec<Self> {
        let layout = &snapshot.layout;
        let told: HashMap<&HubId, KnownOutages> = alerts
            .iter()
            .filter_map(|(hub, list)| Some((hub, KnownOutages::of(list, now)?)))
            .collect();
        let mut of_racks: HashMap<RackId, Self> = HashMap::new();
        for row in rows {
            let device = row.place.as_ref().map(|place| place.device);
            let device = device.and_then(|device| layout.devices.get(&device));
            let rack = device.and_then(|device| layout.rack_of(device));
            let (Some(rack), Some(written)) = (rack, times.of.get(&row.system)) else {
                continue;
            };
            let written: Vec<_> = written.iter().map(|at| (*at, times.range)).collect();
            let told = told.get(&row.system.hub);
            let outages = told.and_then(|told| told.of_systems.get(&row.system.system));
            let since = told.map_or(Some(now), |told| told.since);
            let outages = outages.cloned().unwrap_or_default();
            let down_now = (row.health == Health::Down).then_some(DownNow { since: row.since });
            let of_system = Availability::of_outages(&written, outages, since, down_now, now);
            let [up, down, unknown] = of_system.last_days(RACK_DAYS);
            let sum = of_racks.entry(rack.id).or_insert_with(|| Self {
                rack: rack.id,
                name: rack.name.clone(),
                up: 0,
                down: 0,
                unknown: 0,
                worst: None,
                down_now: Vec::new(),
            });
            sum.up += up;
            sum.down += down;
            sum.unknown += unknown;
            let told = of_system.known_down(RACK_DAYS);
            if told > 0 && sum.worst.as_ref().is_none_or(|(_, most)| told > *most) {
                sum.worst = Some((row.name.clone(), told));
            }
            if down_now.is_some() {
                sum.down_now.push(row.name.clone());
            }
        }
        let racks = layout.racks.iter();
        racks.filter_map(|rack| of_racks.remove(&rack.id)).collect()
    }

    /// Which system is down or was down for longest: `nas is down, for 3 min so far this week`.
    pub fn outage_words(&self) -> String {
        let worst = self.worst.as_ref();
        let told = worst.map(|(name, down)| (name, format::duration(*down)));
        match (&self.down_now[..], told) {
            ([], Some((name, down))) => format!("{name} was down for {down}"),
            ([], None) if self.up == 0 => "nothing is known of this week".to_owned(),
            ([], None) => "no outage".to_owned(),
            ([one], Some((name, down))) if one == name => {
                format!("{one} is down, for {down} so far this week")
            }
            (now, told) => {
                let now = match now {
                    [one] => format!("{one} is down"),
                    several => format!("{} systems are down", several.len()),
                };
                let told = told.map(|(name, down)| format!("; longest this week: {name}, {down}"));
                now + &told.unwrap_or_default()
            }
        }
    }

    /// Percentage of the known time that its systems were up: `99.98 %`; 100 only if exact.
    pub fn share_words(&self) -> String {
        let known = self.up + self.down;
        if known == 0 {
            return "not known".to_owned();
        }
        let share = self.up as f64 * 100.0 / known as f64;
        match share {
            100.0.. => "100 %".to_owned(),
            99.9.. => format!("{} %", decimal(share.min(99.999), 3)),
            _ => format!("{} %", fixed(share, 1)),
        }
    }

    /// The share of unknown time in percent; `None` if it is below 1.
    pub fn unknown_share(&self) -> Option<f64> {
        let all = self.up + self.down + self.unknown;
        let share = self.unknown as f64 * 100.0 / all.max(1) as f64;
        (share >= 1.0).then_some(share)
    }
}

/// Outages in the alert history of one hub.
struct KnownOutages<'a> {
    /// Outages before this are not in it.
    since: Option<Millis>,
    of_systems: HashMap<&'a SystemId, Vec<Window>>,
}

impl<'a> KnownOutages<'a> {
    fn of(list: &'a AlertList, now: Millis) -> Option<Self> {
        Some(Self {
            since: list.history_since,
            of_systems: outages_of_systems(list.history.as_ref()?, whole(now)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::availability::DAY;
    use crate::domain::fleet::FleetPlaces;
    use crate::domain::fleet::tests::{NOW, racks, reference, row_of};
    use crate::domain::inventory::PastAlert;
    use crate::domain::system::SystemStatus;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn a_rack_is_up_as_far_as_its_systems_are_known_to_be() {
        let snapshot = racks();
        let places = FleetPlaces::new(&snapshot);
        let rows = ["low", "high", "host", "guest", "nowhere"].map(|name| {
            let place = places.place_of(&reference(name));
            row_of(name, SystemStatus::Up, 5.0, place)
        });
        let weeks = |back: std::ops::Range<i64>| back.map(|hours| NOW.plus(-hours * 2 * HOUR));
        let times = RowTimes {
            range: Range::Week,
            of: HashMap::from([
                (reference("low"), weeks(0..84).collect()),
                (reference("high"), weeks(0..84).collect()),
                // Half of the week.
                (reference("host"), weeks(0..42).collect()),
                (reference("nowhere"), Vec::new()),
            ]),
        };
        let outage = PastAlert {
            system: reference("high").system,
            name: "Status".to_owned(),
            value: None,
            triggered: Some(NOW.plus(-30 * HOUR)),
            resolved: Some(NOW.plus(-6 * HOUR)),
        };
        let mut list = AlertList {
            history: Some(vec![outage]),
            ..AlertList::default()
        };
        let alerts = HashMap::from([(reference("high").hub, list.clone())]);
        let found = RackAvailability::of_racks(&rows, &snapshot, &times, &alerts, NOW);
        let [b, a] = &found[..] else {
            panic!("two racks: {found:?}");
        };
        assert_eq!((b.name.as_str(), b.up, b.down), ("Rack B", 13 * DAY, DAY));
        assert_eq!(b.worst, Some(("high".to_owned(), DAY)));
        assert_eq!(
            (b.share_words().as_str(), b.unknown_share()),
            ("92.9 %", None)
        );
        assert_eq!(a.share_words(), "100 %");
        assert_eq!(a.unknown_share(), Some(50.0));
        // A cut history says nothing about the time before, even if the systems reported then.
        list.history_since = Some(NOW.plus(-3 * DAY - HOUR));
        let alerts = HashMap::from([(reference("high").hub, list)]);
        let found = RackAvailability::of_racks(&rows, &snapshot, &times, &alerts, NOW);
        let told = 3 * DAY + HOUR;
        assert_eq!((found[0].up, found[0].down), (2 * told - DAY, DAY));
        assert_eq!(found[0].unknown, 14 * DAY - 2 * told);
    }

    #[test]
    fn what_is_down_now_counts_before_any_alert_says_so() {
        let snapshot = racks();
        let places = FleetPlaces::new(&snapshot);
        let row = |name: &str, status| {
            let row = row_of(name, status, 5.0, places.place_of(&reference(name)));
            // The page passes rows without their values.
            Arc::new(row.outline())
        };
        let reported = || (0..84).map(|back| NOW.plus(-back * 2 * HOUR)).collect();
        let times = RowTimes {
            range: Range::Week,
            of: ["low", "high"]
                .map(|name| (reference(name), reported()))
                .into(),
        };
        let list = AlertList {
            history: Some(Vec::new()),
            ..AlertList::default()
        };
        let alerts = HashMap::from([(reference("high").hub, list)]);
        let seen = |rows: &[Arc<FleetRow>]| {
            let found = RackAvailability::of_racks(rows, &snapshot, &times, &alerts, NOW);
            (found[0].share_words(), found[0].outage_words())
        };
        let up = [row("low", SystemStatus::Up), row("high", SystemStatus::Up)];
        assert_eq!(seen(&up), ("100 %".to_owned(), "no outage".to_owned()));
        let mut rows = [
            row("low", SystemStatus::Up),
            row("high", SystemStatus::Down),
        ];
        let words = "high is down, for 4 min so far this week";
        assert_eq!(seen(&rows), ("99.98 %".to_owned(), words.to_owned()));
        let unknown = FleetRow {
            since: None,
            ..(*rows[1]).clone()
        };
        rows[1] = Arc::new(unknown);
        let (share, words) = seen(&rows);
        assert_ne!(share, "100 %");
        assert_eq!(words, "high is down");
        let both = [
            row("low", SystemStatus::Down),
            row("high", SystemStatus::Down),
        ];
        assert_eq!(
            seen(&both).1,
            "2 systems are down; longest this week: low, 4 min"
        );
    }

    #[test]
    fn without_the_history_of_alerts_nothing_is_known() {
        let snapshot = racks();
        let place = FleetPlaces::new(&snapshot).place_of(&reference("low"));
        let rows = [row_of("low", SystemStatus::Up, 5.0, place)];
        let reported = (0..84).map(|back| NOW.plus(-back * 2 * HOUR)).collect();
        let times = RowTimes {
            range: Range::Week,
            of: HashMap::from([(reference("low"), reported)]),
        };
        let unread = HashMap::from([(reference("low").hub, AlertList::default())]);
        for alerts in [unread, HashMap::new()] {
            let found = RackAvailability::of_racks(&rows, &snapshot, &times, &alerts, NOW);
            assert_eq!((found[0].up, found[0].unknown), (0, 7 * DAY));
        }
    }

    #[test]
    fn a_share_has_the_decimals_that_it_needs() {
        let words = |down: i64| {
            let rack = RackAvailability {
                rack: racks().layout.racks.iter().next().expect("one").id,
                name: String::new(),
                up: 10_000_000 - down,
                down,
                unknown: 0,
                worst: None,
                down_now: Vec::new(),
            };
            rack.share_words()
        };
        assert_eq!(words(0), "100 %");
        assert_eq!(words(1), "99.999 %");
        assert_eq!(words(2_000), "99.98 %");
        assert_eq!(words(2_300), "99.977 %");
        assert_eq!(words(500_000), "95.0 %");
    }

    #[test]
    fn what_is_not_known_is_not_called_up() {
        let snapshot = racks();
        let place = FleetPlaces::new(&snapshot).place_of(&reference("low"));
        let rows = [row_of("low", SystemStatus::Up, 5.0, place)];
        let times = RowTimes {
            range: Range::Week,
            of: HashMap::from([(reference("low"), Vec::new())]),
        };
        let found = RackAvailability::of_racks(&rows, &snapshot, &times, &HashMap::new(), NOW);
        assert_eq!(found[0].share_words(), "not known");
        let none = RowTimes {
            of: HashMap::new(),
            ..times
        };
        assert!(
            RackAvailability::of_racks(&rows, &snapshot, &none, &HashMap::new(), NOW).is_empty()
        );
    }
}
