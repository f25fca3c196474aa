//! When a machine is down, paused or pending.

use super::noise::Seed;
use crate::domain::system::SystemStatus;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A period, in milliseconds, in which the machine is not up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outage {
    pub from: i64,
    pub until: i64,
    pub status: SystemStatus,
}

impl Outage {
    fn covers(&self, at: i64) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// The outages the home lab begins with, so that every state is on the screen at once; in milliseconds from the start.
pub fn scripted(name: &str, start: i64) -> Vec<Outage> {
    let outage = |from, until, status| Outage {
        from: start + from,
        until: start + until,
        status,
    };
    match name {
        "backup-pbs" => vec![outage(-4 * MINUTE, 9 * MINUTE, SystemStatus::Down)],
        "lab-scratch" => vec![outage(-2 * DAY, 3650 * DAY, SystemStatus::Paused)],
        "dns-2" => vec![outage(-MINUTE, 12 * MINUTE, SystemStatus::Pending)],
        _ => Vec::new(),
    }
}

/// A kind of random outage: one chance in every window of time.
struct Habit {
    key: u64,
    window: i64,
    shortest: i64,
    longest: i64,
}

/// A dropout caused by a reboot or a loose cable.
const BRIEF: Habit = Habit {
    key: 1,
    window: 5 * MINUTE,
    shortest: 40_000,
    longest: 150_000,
};
/// An evening's maintenance.
const LONG: Habit = Habit {
    key: 2,
    window: DAY,
    shortest: 20 * MINUTE,
    longest: 90 * MINUTE,
};

impl Habit {
    fn outage_in(&self, seed: Seed, at: i64, chance: f64) -> Option<Outage> {
        let window = at.div_euclid(self.window);
        let dice = seed.child(self.key).child(window as u64);
        if dice.unit() >= chance {
            return None;
        }
        let length = dice
            .child(1)
            .between(self.shortest as f64, self.longest as f64) as i64;
        let from =
            window * self.window + (dice.child(2).unit() * (self.window - length) as f64) as i64;
        let outage = Outage {
            from,
            until: from + length,
            status: SystemStatus::Down,
        };
        outage.covers(at).then_some(outage)
    }
}

/// The outage that covers `at`, if any. `machines` is the size of the world: the larger it is, the rarer each machine's dropouts,
/// so that a large world is not always red.
pub fn at(seed: Seed, scripted: &[Outage], machines: usize, start: i64, at: i64) -> Option<Outage> {
    if let Some(outage) = scripted.iter().find(|outage| outage.covers(at)) {
        return Some(outage.clone());
    }
    // No random outages around the start: only the scripted machines are down then.
    let quiet = (start - 10 * MINUTE..start + 2 * MINUTE).contains(&at);
    if quiet {
        return None;
    }
    let brief = if at < start {
        1.0 / 800.0
    } else {
        1.0 / machines.clamp(24, 400) as f64
    };
    let outage = BRIEF.outage_in(seed, at, brief).or_else(|| {
        let days_of_maintenance = if at < start { 0.08 } else { 0.0 };
        LONG.outage_in(seed, at, days_of_maintenance)
    })?;
    // A dropout does not reach into the quiet period either.
    (outage.until <= start - 10 * MINUTE || outage.from >= start + 2 * MINUTE).then_some(outage)
}
