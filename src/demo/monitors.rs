//! The monitors of gear without an agent on a hub of version 0.20; one of the machines runs the checks.

use serde_json::{Value, json};

use super::noise::{Seed, burst, drift};
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::hub::date;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The interval between checks that the records state.
const INTERVAL: i64 = MINUTE;

/// What a monitor checks, and how it responds.
struct Target {
    /// The device in the demo's layout; empty for others.
    device: &'static str,
    target: &'static str,
    protocol: &'static str,
    port: u16,
    /// Number of requests in one check.
    count: i64,
    /// Usual response time, in microseconds.
    response: f64,
    /// Percentage of requests that are not answered.
    loss: f64,
    state: TargetState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TargetState {
    Answers,
    /// Silent since some minutes before the world's start.
    Silent,
    /// The monitor was disabled days ago.
    Off,
}

const fn target(
    device: &'static str,
    target: &'static str,
    protocol: &'static str,
    port: u16,
    response: f64,
) -> Target {
    Target {
        device,
        target,
        protocol,
        port,
        count: 4,
        response,
        loss: 0.0,
        state: TargetState::Answers,
    }
}

const TARGETS: &[Target] = &[
    target("core-sw", "core-sw.lan", "icmp", 0, 380.0),
    target("USW-Pro-24", "10.20.0.3", "icmp", 0, 620.0),
    Target {
        loss: 4.0,
        ..target("access-sw", "access-sw.lan", "icmp", 0, 2_400.0)
    },
    Target {
        count: 1,
        ..target("PDU A", "http://pdu-a.lan/", "http", 0, 14_000.0)
    },
    // The network card of a UPS is slow.
    target("ups-b", "ups-b.lan", "tcp", 3493, 184_000.0),
    Target {
        state: TargetState::Off,
        ..target("", "old-ap.lan", "icmp", 0, 3_100.0)
    },
    Target {
        state: TargetState::Silent,
        ..target("", "cam-door.lan", "tcp", 554, 9_000.0)
    },
    target("", "dns-1.lan", "dns", 0, 5_200.0),
];

/// One monitor, run by one machine.
#[derive(Clone, Debug)]
pub struct DemoMonitor {
    /// The record id, shorter than those of systems.
    pub id: String,
    /// The system that runs the checks.
    pub system: String,
    place: usize,
    seed: Seed,
    start: Millis,
}

impl DemoMonitor {
    /// All monitors of a world, run by that system.
    pub(super) fn all_of(system: &str, seed: Seed, start: Millis) -> Vec<Self> {
        let places = 0..TARGETS.len();
        let monitor = |place: usize| {
            let seed = seed.named("monitor").child(place as u64);
            Self {
                id: seed.named("id").hex(8),
                system: system.to_owned(),
                place,
                seed,
                start,
            }
        };
        places.map(monitor).collect()
    }

    fn target(&self) -> &'static Target {
        TARGETS.get(self.place).unwrap_or(&TARGETS[0])
    }

    /// Whether the monitor checks that device of the demo's layout.
    pub(super) fn is_of_device(&self, name: &str) -> bool {
        self.target().device == name
    }

    /// When the last check ran: every `interval` milliseconds while enabled.
    pub fn checked(&self, now: Millis, interval: i64) -> Millis {
        match self.target().state {
            TargetState::Off => self.start.plus(-3 * DAY),
            _ => {
                let interval = interval.max(1);
                let phase = (self.seed.named("phase").unit() * interval as f64) as i64;
                Millis((now.0 - phase).div_euclid(interval) * interval + phase)
            }
        }
    }

    /// Its record as written after a check.
    pub fn record(&self, checked: Millis) -> Value {
        let target = self.target();
        let mean = self.response(checked);
        let low = target.response * 0.6;
        let high = target.response * (5.3 + self.seed.named("high").unit());
        let is_silent = self.is_silent(checked);
        json!({
            "collectionId": "pbc_3520190141",
            "collectionName": "network_monitors",
            "count": target.count,
            "created": date::format(self.start.plus(-40 * DAY)),
            "enabled": target.state != TargetState::Off,
            "id": self.id,
            "interval": INTERVAL / 1000,
            "loss1h": ((self.loss_of_hour(checked) * 100.0).round()) / 100.0,
            "port": target.port,
            "protocol": target.protocol,
            "res": if is_silent { 0 } else { mean.round() as i64 },
            "resAvg1h": (target.response * 1.15).round() as i64,
            "resMax1h": high.round() as i64,
            "resMin1h": low.round() as i64,
            "system": self.system,
            "target": target.target,
            "updated": date::format(checked),
        })
    }

    /// When rows of that kind were written up to `now`, oldest first.
    pub fn row_times(&self, range: Range, now: Millis) -> Vec<Millis> {
        let step = range.step();
        let last = now.0.div_euclid(step);
        (last - range.span() / step + 1..=last)
            .map(|row| Millis(row * step))
            .filter(|at| {
                let off = self.start.plus(-3 * DAY);
                self.target().state != TargetState::Off || *at <= off
            })
            .collect()
    }

    /// A row of `network_monitor_stats`. Its date is a number, unlike in other collections.
    pub fn stats_row(&self, range: Range, at: Millis) -> Value {
        let target = self.target();
        let total = (range.step() / INTERVAL).max(1) * target.count;
        let dice = self.seed.named("loss").child(at.0 as u64).unit();
        // The fractional part of the loss is made up by an occasional lost answer.
        let lost = (total as f64 * target.loss / 100.0 + dice).floor() as i64;
        let success = if self.is_silent(at) {
            0
        } else {
            total - lost.min(total)
        };
        let mean = self.response(at);
        let or_none = |value: f64| {
            if success == 0 {
                0
            } else {
                value.round() as i64
            }
        };
        json!({
            "collectionId": "pbc_2127004155",
            "collectionName": "network_monitor_stats",
            "created": at.0,
            "id": self.seed.named("row").child(range.step() as u64).child(at.0 as u64).record_id(),
            "monitor": self.id,
            "res_max": or_none(mean * 1.4),
            "res_min": or_none(mean * 0.8),
            "res_sum": or_none(mean * success as f64),
            "success_count": success,
            "system": self.system,
            "total_count": total,
            "type": range.record_type(),
        })
    }

    fn response(&self, at: Millis) -> f64 {
        let seed = self.seed;
        let slow = 2.5 * burst(seed.named("slow"), at.0, 40 * MINUTE, 0.35);
        let drifting = 0.25 * drift(seed.named("drift"), at.0, 4 * MINUTE);
        self.target().response * (1.0 + drifting + slow)
    }

    fn is_silent(&self, at: Millis) -> bool {
        self.target().state == TargetState::Silent && at >= self.silent_from()
    }

    fn silent_from(&self) -> Millis {
        self.start.plus(-17 * MINUTE)
    }

    /// Percentage of unanswered requests in the preceding hour.
    fn loss_of_hour(&self, at: Millis) -> f64 {
        let target = self.target();
        if target.state == TargetState::Silent {
            let silent = at.since(self.silent_from()).clamp(0, HOUR);
            return silent as f64 / HOUR as f64 * 100.0;
        }
        let swing = 1.0 + 0.3 * drift(self.seed.named("loss"), at.0, 20 * MINUTE);
        target.loss * swing
    }
}
