//! Monitors: a hub's checks of gear without an agent, each made by one of its systems. Hub 0.20 and newer.

use super::decimal::{decimal, fixed};
use super::ids::{MonitorId, SystemId};
use super::plausible::Plausible;
use super::units::{Millis, Percent};

/// Round-trip time of a check, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Latency(f64);

impl Latency {
    /// Up to ten minutes; no check waits longer.
    const MICROSECONDS: Plausible = Plausible::within(0.0, 6e8);

    /// `None` if the value is not plausible.
    pub fn measured(microseconds: f64) -> Option<Self> {
        Self::MICROSECONDS.check(microseconds).map(Self)
    }

    pub const fn milliseconds(self) -> f64 {
        self.0 / 1_000.0
    }

    /// `0.4 ms`, `12 ms`, `1.3 s`.
    pub fn text(self) -> String {
        let milliseconds = self.milliseconds();
        if milliseconds < 9.95 {
            format!("{} ms", fixed(milliseconds, 1))
        } else if milliseconds < 999.5 {
            format!("{} ms", decimal(milliseconds, 0))
        } else {
            format!("{} s", fixed(milliseconds / 1_000.0, 1))
        }
    }
}

/// The result of the last check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CheckResult {
    /// The mean of its answers.
    Answered(Latency),
    /// No answer came.
    Silent,
}

/// A network check of a target, made by one system.
#[derive(Clone, Debug, PartialEq)]
pub struct Monitor {
    pub id: MonitorId,
    /// The system that checks.
    pub system: SystemId,
    /// The hub's name for it; most hubs have no names for them.
    pub name: String,
    /// A host, an address or a URL.
    pub target: String,
    /// `icmp`, `tcp`, `http`, `dns` and others.
    pub protocol: String,
    pub port: Option<u16>,
    /// Milliseconds between two checks, if the hub reports it.
    pub interval: Option<i64>,
    pub enabled: bool,
    /// `None` if the hub does not report it.
    pub result: Option<CheckResult>,
    /// The mean of the last hour.
    pub mean: Option<Latency>,
    pub fastest: Option<Latency>,
    pub slowest: Option<Latency>,
    /// Share of the checks of the last hour without an answer.
    pub loss: Option<Percent>,
    /// Time of the last check; `None` before the first.
    pub checked: Option<Millis>,
}

impl Monitor {
    /// Seconds between two checks.
    pub const INTERVAL: Plausible = Plausible::within(1.0, 86_400.0);

    /// The name to show: its own, else the target.
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            &self.target
        } else {
            &self.name
        }
    }

    /// `ping`, `TCP 3493`, `HTTP`.
    pub fn kind(&self) -> String {
        let protocol = match self.protocol.as_str() {
            "icmp" => return "ping".to_owned(),
            "" => return "check".to_owned(),
            other => other.to_uppercase(),
        };
        match self.port {
            Some(port) => format!("{protocol} {port}"),
            None => protocol,
        }
    }

    /// Latency of the last check, if it was answered.
    pub fn latency(&self) -> Option<Latency> {
        match self.result? {
            CheckResult::Answered(latency) => Some(latency),
            CheckResult::Silent => None,
        }
    }

    pub fn is_silent(&self) -> bool {
        self.result == Some(CheckResult::Silent)
    }
}

/// One row of a monitor's values: the checks of one step, aggregated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonitorSample {
    /// The end of the step.
    pub at: Millis,
    pub mean: Option<Latency>,
    pub slowest: Option<Latency>,
    pub loss: Option<Percent>,
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;

    /// A monitor that answered in 12 ms at that time.
    pub fn monitor(checked: Millis) -> Monitor {
        Monitor {
            id: MonitorId::new("m1"),
            system: SystemId::new("s1"),
            name: String::new(),
            target: "switch.lan".to_owned(),
            protocol: "icmp".to_owned(),
            port: None,
            interval: Some(60_000),
            enabled: true,
            result: Latency::measured(12_000.0).map(CheckResult::Answered),
            mean: None,
            fastest: None,
            slowest: None,
            loss: Percent::new(0.0),
            checked: Some(checked),
        }
    }

    #[test]
    fn latencies_have_as_many_figures_as_tell_them_apart() {
        let text = |microseconds| Latency::measured(microseconds).map(Latency::text);
        for (microseconds, words) in [
            (380.0, "0.4 ms"),
            (9_949.0, "9.9 ms"),
            (9_960.0, "10 ms"),
            (12_300.0, "12 ms"),
            (999_600.0, "1.0 s"),
        ] {
            assert_eq!(text(microseconds).as_deref(), Some(words));
        }
        assert_eq!((text(-1.0), text(1e9), text(f64::NAN)), (None, None, None));
    }

    #[test]
    fn a_check_is_named_by_how_it_asks() {
        let mut of = monitor(Millis(0));
        assert_eq!((of.kind().as_str(), of.title()), ("ping", "switch.lan"));
        of.protocol = "tcp".to_owned();
        of.port = Some(443);
        of.name = "Core".to_owned();
        assert_eq!((of.kind().as_str(), of.title()), ("TCP 443", "Core"));
    }
}
