//! What a system sends and receives. Reports have only the sum of both; rows of the hub and the seconds of a followed system have each.

use super::format::{self, DataUnit};
use super::series::Sample;
use super::units::BytesPerSecond;

const UP: char = '↑';
const DOWN: char = '↓';
/// The spoken word for each arrow, also written where there are no arrows.
pub const DIRECTIONS_IN_WORDS: [(char, &str); 2] = [(UP, "sent"), (DOWN, "received")];
/// How long the newest row is valid, in milliseconds: it has the averages of its minute, and the next is requested five minutes later.
const LASTS_OF_ROW: i64 = (1 + 5) * 60_000;
/// How long a second of a followed system is valid, in milliseconds: the seconds come one after the other, so an old one says no more than
/// a row.
const LASTS_OF_SECOND: i64 = 60_000;
/// Traffic below this rate is negligible.
const IDLE: f64 = 1024.0;
/// A row and a report count as the same traffic if they differ by at most this share of the greater one.
const APART: f64 = 0.25;

/// The source of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowSource {
    /// The newest row of a system: averages of a minute.
    Row,
    Second,
}

impl FlowSource {
    /// How long a flow from this source is shown as current, in milliseconds: until the next one is due. By then the sum may be the same
    /// with other directions.
    pub const fn lasts(self) -> i64 {
        match self {
            Self::Row => LASTS_OF_ROW,
            Self::Second => LASTS_OF_SECOND,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    pub sent: BytesPerSecond,
    pub received: BytesPerSecond,
}

impl Flow {
    /// `None` for a row that lacks one of the two.
    pub fn of(sample: &Sample) -> Option<Self> {
        Some(Self {
            sent: sample.sent?,
            received: sample.received?,
        })
    }

    /// Whether the sum of both matches the currently reported rate. Rows are older than the last report: if the traffic has changed since,
    /// they say nothing about the present.
    pub fn adds_up_to(&self, reported: BytesPerSecond) -> bool {
        let sum = self.sent.0 + self.received.0;
        let greater = sum.max(reported.0);
        greater < IDLE || (sum - reported.0).abs() <= greater * APART
    }

    /// `↑ 1.2 ↓ 3.4 MB/s`; with two units where the directions are far apart.
    pub fn text(&self, unit: DataUnit) -> String {
        let (sent, sent_unit) = figure(self.sent, unit);
        let (received, unit) = figure(self.received, unit);
        if sent_unit == unit {
            format!("{UP} {sent} {DOWN} {received} {unit}")
        } else {
            format!("{UP} {sent} {sent_unit} {DOWN} {received} {unit}")
        }
    }
}

/// With at most one decimal: two numbers share the room of one.
fn figure(rate: BytesPerSecond, unit: DataUnit) -> (String, String) {
    let text = format::rate(rate, unit);
    let (number, unit) = text.rsplit_once(' ').unwrap_or((&text, ""));
    let short = match (number.parse::<f64>(), number.contains('.')) {
        (Ok(number), true) => format!("{number:.1}"),
        _ => number.to_owned(),
    };
    (short, unit.to_owned())
}

/// A text that contains flows, as it is spoken: `sent 1.2, received 3.4 MB/s`.
pub fn in_words(text: &str) -> String {
    let text = text.replace(&format!(" {DOWN}"), &format!(", {DOWN}"));
    DIRECTIONS_IN_WORDS
        .iter()
        .fold(text, |text, (arrow, word)| text.replace(*arrow, word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MB: f64 = 1024.0 * 1024.0;

    fn flow(sent: f64, received: f64) -> Flow {
        Flow {
            sent: BytesPerSecond(sent),
            received: BytesPerSecond(received),
        }
    }

    #[test]
    fn both_directions_are_told_in_one_unit_where_they_have_the_same() {
        let text = |flow: Flow| flow.text(DataUnit::Bytes);
        assert_eq!(text(flow(1.2 * MB, 3.4 * MB)), "↑ 1.2 ↓ 3.4 MB/s");
        assert_eq!(
            text(flow(20.0 * 1024.0, 3.4 * MB)),
            "↑ 20.0 KB/s ↓ 3.4 MB/s"
        );
        assert_eq!(text(flow(0.0, 0.0)), "↑ 0 ↓ 0 B/s");
        let bits = flow(125_000.0, 1_250_000.0).text(DataUnit::Bits);
        assert_eq!(bits, "↑ 1.0 ↓ 10.0 Mbps");
    }

    #[test]
    fn it_is_spoken_in_words() {
        let text = flow(1.2 * MB, 3.4 * MB).text(DataUnit::Bytes);
        let line = format!("10.0.0.5 · {text} · 47 °C");
        assert_eq!(
            in_words(&line),
            "10.0.0.5 · sent 1.2, received 3.4 MB/s · 47 °C"
        );
        assert_eq!(in_words("up 14 d"), "up 14 d");
    }

    #[test]
    fn a_row_of_other_traffic_than_now_says_nothing_of_now() {
        let row = flow(1.0 * MB, 3.0 * MB);
        for (reported, is_told) in [
            (4.0, true),
            (3.2, true),
            (5.2, true),
            (2.0, false),
            (40.0, false),
        ] {
            let reported = BytesPerSecond(reported * MB);
            assert_eq!(row.adds_up_to(reported), is_told, "{reported:?}");
        }
        // Nobody cares whether it is 100 bytes or 700.
        assert!(flow(50.0, 50.0).adds_up_to(BytesPerSecond(700.0)));
    }

    #[test]
    fn a_row_that_tells_one_direction_tells_none() {
        let sample = Sample {
            sent: Some(BytesPerSecond(1.0)),
            ..Sample::default()
        };
        assert_eq!(Flow::of(&sample), None);
    }

    /// The sum of the flows in a text, in bytes per second, and its maximum rounding error.
    fn sum_of(text: &str) -> (f64, f64) {
        let parts: Vec<&str> = text.split(' ').collect();
        let unit = |place: usize| match parts.get(place) {
            Some(&"B/s") => 1.0,
            Some(&"KB/s") => 1024.0,
            Some(&"MB/s") => MB,
            other => panic!("{other:?} in {text}"),
        };
        let number = |place: usize| parts[place].parse::<f64>().expect("a number");
        let (sent, received, units) = match parts.len() {
            5 => (1, 3, [unit(4), unit(4)]),
            _ => (1, 4, [unit(2), unit(5)]),
        };
        let sum = number(sent) * units[0] + number(received) * units[1];
        (sum, units.iter().map(|unit| unit.max(10.0) * 0.06).sum())
    }

    proptest! {
        #[test]
        fn what_is_told_adds_up_to_what_is_reported(sent in 0.0..1e9, received in 0.0..1e9, share in 0.0..3.0) {
            let row = flow(sent, received);
            let text = row.text(DataUnit::Bytes);
            let reported = (sent + received) * share;
            let (told, off) = sum_of(&text);
            let most = told.max(reported) * APART + off;
            if row.adds_up_to(BytesPerSecond(reported)) {
                prop_assert!((told - reported).abs() <= most.max(IDLE), "{text} of {reported}");
            } else {
                prop_assert!((told - reported).abs() + 2.0 * off >= told.max(reported) * APART, "{text} of {reported}");
            }
            let words = in_words(&text);
            prop_assert!(!words.contains([UP, DOWN]), "{words}");
        }
    }
}
