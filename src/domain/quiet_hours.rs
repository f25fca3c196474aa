//! Quiet hours as the user types them: in local time.

use super::charts::ticks::{Zone, date_of, of_wall};
use super::ids::SystemId;
use super::inventory::QuietHours;
use super::units::Millis;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Contents of the form for quiet hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietDraft {
    /// Id of the existing record; `None` for a new one.
    pub id: Option<String>,
    pub daily: bool,
    /// Whether they are for every system of the user, not only the current one.
    pub for_all: bool,
    /// Times of day: `22:30`.
    pub from_time: String,
    pub to_time: String,
    /// With their dates: `2026-11-28T22:30`.
    pub from_moment: String,
    pub to_moment: String,
}

/// Quiet hours as they are sent to the hub. Of daily ones only the times of day count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietTimes {
    /// Id of the record that they replace.
    pub id: Option<String>,
    /// `None` for all systems.
    pub system: Option<SystemId>,
    pub daily: bool,
    pub start: Millis,
    pub end: Millis,
}

impl QuietTimes {
    /// The same as those that were removed, as a record of their own; `None` where the hub did not say when they were.
    pub fn anew(removed: &QuietHours) -> Option<Self> {
        Some(Self {
            id: None,
            system: removed.system.clone(),
            daily: removed.daily,
            start: removed.start?,
            end: removed.end?,
        })
    }
}

/// Why quiet hours cannot be set as they were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuietProblem {
    Start,
    End,
    /// They end before or when they begin.
    Order,
    /// They would be over by now.
    Past,
}

impl QuietProblem {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Start => "Say when they begin.",
            Self::End => "Say when they end.",
            Self::Order => "They must end after they begin.",
            Self::Past => "They would be over already.",
        }
    }
}

impl QuietDraft {
    /// New ones: each night, and for the form's other mode two hours from now.
    pub fn new(now: Millis, zone: Zone<'_>) -> Self {
        Self {
            id: None,
            daily: true,
            for_all: false,
            from_time: "22:00".to_owned(),
            to_time: "07:00".to_owned(),
            from_moment: moment_text(now, zone),
            to_moment: moment_text(now.plus(120 * MINUTE), zone),
        }
    }

    /// Existing ones.
    pub fn of(quiet: &QuietHours, now: Millis, zone: Zone<'_>) -> Self {
        let usual = Self::new(now, zone);
        let time = |at: Option<Millis>, usual: String| match at {
            Some(at) if quiet.daily => time_text(daily_today(at, now), zone),
            Some(at) => time_text(at, zone),
            None => usual,
        };
        let moment = |at: Option<Millis>, usual: String| match at {
            // The date of daily ones is meaningless.
            Some(at) if !quiet.daily => moment_text(at, zone),
            _ => usual,
        };
        Self {
            id: Some(quiet.id.clone()),
            daily: quiet.daily,
            for_all: quiet.system.is_none(),
            from_time: time(quiet.start, usual.from_time),
            to_time: time(quiet.end, usual.to_time),
            from_moment: moment(quiet.start, usual.from_moment),
            to_moment: moment(quiet.end, usual.to_moment),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// [`QuietProblem`] where a time is missing, or they make no sense.
    pub fn read(
        &self,
        system: &SystemId,
        now: Millis,
        zone: Zone<'_>,
    ) -> Result<QuietTimes, QuietProblem> {
        let (start, end) = if self.daily {
            let today = (now.0 + zone(now)).div_euclid(DAY) * DAY;
            let start = read_time(&self.from_time).ok_or(QuietProblem::Start)?;
            let mut end = read_time(&self.to_time).ok_or(QuietProblem::End)?;
            if start == end {
                return Err(QuietProblem::Order);
            }
            // They extend past midnight.
            if end < start {
                end += DAY;
            }
            (of_wall(today + start, zone), of_wall(today + end, zone))
        } else {
            let start = read_moment(&self.from_moment).ok_or(QuietProblem::Start)?;
            let end = read_moment(&self.to_moment).ok_or(QuietProblem::End)?;
            let (start, end) = (of_wall(start, zone), of_wall(end, zone));
            if end <= start {
                return Err(QuietProblem::Order);
            }
            if end <= now {
                return Err(QuietProblem::Past);
            }
            (start, end)
        };
        Ok(QuietTimes {
            id: self.id.clone(),
            system: (!self.for_all).then(|| system.clone()),
            daily: self.daily,
            start,
            end,
        })
    }
}

/// The same UTC time of day within the last day. This is how the hub keeps daily hours: with summer time, local time differs from that of
/// the day on which they were set.
pub fn daily_today(at: Millis, now: Millis) -> Millis {
    at.plus(now.since(at).div_euclid(DAY) * DAY)
}

/// When the quiet hours end that `now` is in; `None` if it is not in them.
pub fn quiet_until(quiet: &QuietHours, now: Millis) -> Option<Millis> {
    let (start, end) = (quiet.start?, quiet.end?);
    if !quiet.daily {
        return (start <= now && now < end).then_some(end);
    }
    let since_start = now.since(start).rem_euclid(DAY);
    let lasts = end.since(start).rem_euclid(DAY);
    (since_start < lasts).then(|| now.plus(lasts - since_start))
}

fn time_text(at: Millis, zone: Zone<'_>) -> String {
    let minute = (at.0 + zone(at)).rem_euclid(DAY) / MINUTE;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn moment_text(at: Millis, zone: Zone<'_>) -> String {
    let (year, month, day) = date_of((at.0 + zone(at)).div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}T{}", time_text(at, zone))
}

/// Reads a time of day in milliseconds since midnight. Browsers may append seconds, which are ignored.
fn read_time(text: &str) -> Option<i64> {
    let mut parts = text.trim().split(':');
    let number = |part: Option<&str>, most: u8| {
        let is_two_digits =
            |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let part = part.filter(is_two_digits)?;
        part.parse::<u8>().ok().filter(|number| *number <= most)
    };
    let hour = number(parts.next(), 23)?;
    let minute = number(parts.next(), 59)?;
    Some((i64::from(hour) * 60 + i64::from(minute)) * MINUTE)
}

/// Reads a local time, counted as if it were UTC.
fn read_moment(text: &str) -> Option<i64> {
    let (date, time) = text.trim().split_once('T')?;
    let mut parts = date.splitn(3, '-');
    let mut number = || parts.next()?.parse::<u16>().ok().map(i64::from);
    let (year, month, day) = (number()?, number()?, number()?);
    let days = day_of(year, month, day)?;
    Some(days * DAY + read_time(time)?)
}

/// Days since 1970-01-01; `None` if it is not a date.
fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (shifted_year, shifted_month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let before = shifted_year * 365 + shifted_year / 4 - shifted_year / 100 + shifted_year / 400;
    let days = before + (153 * shifted_month + 2) / 5 + day - 1 - 719_468;
    // The 31st of a shorter month is another date.
    (date_of(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 60 * MINUTE;
    /// 2026-11-28 12:00 UTC.
    const NOW: Millis = Millis(1_795_867_200_000);

    fn zone(_: Millis) -> i64 {
        2 * HOUR
    }

    fn draft() -> QuietDraft {
        QuietDraft::new(NOW, &zone)
    }

    fn read(draft: &QuietDraft) -> Result<QuietTimes, QuietProblem> {
        draft.read(&SystemId::new("s"), NOW, &zone)
    }

    #[test]
    fn new_ones_are_each_night_or_from_now_on() {
        let draft = draft();
        assert_eq!(draft.from_moment, "2026-11-28T14:00");
        let nightly = read(&draft).expect("quiet hours");
        assert_eq!(
            (nightly.start, nightly.end),
            (NOW.plus(8 * HOUR), NOW.plus(17 * HOUR)),
            "from 22:00 to 07:00, two hours before UTC"
        );
        assert_eq!(nightly.system, Some(SystemId::new("s")));
        let once = read(&QuietDraft {
            daily: false,
            for_all: true,
            ..draft
        })
        .expect("quiet hours");
        assert_eq!((once.start, once.end), (NOW, NOW.plus(2 * HOUR)));
        assert_eq!(once.system, None);
    }

    #[test]
    fn daily_hours_are_those_of_the_hub_in_summer_and_in_winter() {
        const SUMMER: Millis = NOW.plus(-150 * DAY);
        let zone = |at: Millis| {
            if at < NOW.plus(-30 * DAY) {
                2 * HOUR
            } else {
                HOUR
            }
        };
        // 22:00 in summer is 20:00 by UTC, which is 21:00 in winter.
        let set = QuietHours {
            id: "q".to_owned(),
            system: None,
            daily: true,
            start: Some(SUMMER.plus(8 * HOUR)),
            end: Some(SUMMER.plus(17 * HOUR)),
        };
        let draft = QuietDraft::of(&set, NOW, &zone);
        assert_eq!(
            (draft.from_time.as_str(), draft.to_time.as_str()),
            ("21:00", "06:00")
        );
        let kept = draft
            .read(&SystemId::new("s"), NOW, &zone)
            .expect("quiet hours");
        assert_eq!(
            kept.start.0.rem_euclid(DAY),
            SUMMER.plus(8 * HOUR).0.rem_euclid(DAY)
        );
        assert_eq!(kept.end.since(kept.start), 9 * HOUR);
    }

    #[test]
    fn what_was_removed_is_made_anew_as_it_was() {
        let removed = QuietHours {
            id: "q".to_owned(),
            system: Some(SystemId::new("s")),
            daily: true,
            start: Some(NOW),
            end: Some(NOW.plus(HOUR)),
        };
        let anew = QuietTimes::anew(&removed).expect("quiet hours");
        assert_eq!((anew.id, anew.system), (None, removed.system.clone()));
        assert_eq!(
            (anew.daily, anew.start, anew.end),
            (true, NOW, NOW.plus(HOUR))
        );
        let endless = QuietHours {
            end: None,
            ..removed
        };
        assert_eq!(QuietTimes::anew(&endless), None);
    }

    #[test]
    fn they_end_at_their_next_end_and_only_while_they_last() {
        let hour = |hour: i64| Millis(hour * 60 * MINUTE);
        let quiet = |daily, start, end| QuietHours {
            id: String::new(),
            system: None,
            daily,
            start: Some(hour(start)),
            end: Some(hour(end)),
        };
        let days = 24 * 100;
        let night = quiet(true, 22, 24 + 6);
        assert_eq!(quiet_until(&night, hour(days + 23)), Some(hour(days + 30)));
        assert_eq!(quiet_until(&night, hour(days + 5)), Some(hour(days + 6)));
        assert_eq!(quiet_until(&night, hour(days + 6)), None);
        assert_eq!(quiet_until(&night, hour(days + 21)), None);
        let once = quiet(false, 22, 30);
        assert_eq!(quiet_until(&once, hour(23)), Some(hour(30)));
        assert_eq!(quiet_until(&once, hour(30)), None);
        assert_eq!(quiet_until(&once, hour(days + 23)), None);
        let endless = QuietHours { end: None, ..night };
        assert_eq!(quiet_until(&endless, hour(23)), None);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let with = |change: fn(&mut QuietDraft)| {
            let mut draft = draft();
            change(&mut draft);
            read(&draft).expect_err("a problem")
        };
        assert_eq!(with(|on| on.from_time = String::new()), QuietProblem::Start);
        assert_eq!(
            with(|on| on.to_time = "24:00".to_owned()),
            QuietProblem::End
        );
        assert_eq!(
            with(|on| on.to_time = on.from_time.clone()),
            QuietProblem::Order
        );
        for (text, problem) in [
            ("2026-02-30T10:00", QuietProblem::End),
            ("2026-11-28", QuietProblem::End),
            ("2026-11-28T13:59", QuietProblem::Order),
        ] {
            let draft = QuietDraft {
                daily: false,
                to_moment: text.to_owned(),
                ..draft()
            };
            assert_eq!(read(&draft), Err(problem), "{text}");
        }
        let past = QuietDraft {
            daily: false,
            from_moment: "2026-11-01T10:00".to_owned(),
            to_moment: "2026-11-02T10:00".to_owned(),
            ..draft()
        };
        assert_eq!(read(&past), Err(QuietProblem::Past));
    }

    proptest! {
        #[test]
        fn what_is_there_is_read_back(
            start in 0_i64..20_000_000, minutes in 1_i64..10_000, daily: bool, of_all: bool,
        ) {
            let quiet = QuietHours {
                id: "one".to_owned(),
                system: (!of_all).then(|| SystemId::new("s")),
                daily,
                start: Some(NOW.plus(start * MINUTE)),
                end: Some(NOW.plus((start + minutes) * MINUTE)),
            };
            prop_assume!(!daily || minutes % (24 * 60) != 0);
            let read = read(&QuietDraft::of(&quiet, NOW, &zone)).expect("quiet hours");
            prop_assert_eq!(read.daily, daily);
            prop_assert_eq!(&read.system, &quiet.system);
            let of_day = |at: Millis| at.0.rem_euclid(DAY);
            if daily {
                prop_assert_eq!(Some(of_day(read.start)), quiet.start.map(of_day));
                prop_assert_eq!(Some(of_day(read.end)), quiet.end.map(of_day));
                prop_assert!(read.start < read.end);
            } else {
                prop_assert_eq!((Some(read.start), Some(read.end)), (quiet.start, quiet.end));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(one in ".{0,20}", other in "[0-9T:-]{0,18}", daily: bool) {
            let draft = QuietDraft {
                daily,
                from_time: one.clone(),
                to_time: other.clone(),
                from_moment: other,
                to_moment: one,
                ..draft()
            };
            if let Ok(times) = read(&draft) {
                prop_assert!(times.start < times.end);
            }
        }
    }
}
