//! The alerts a user set on the machines, and when they fired.

use serde_json::{Value, json};

use super::json::number;
use super::machine::{Machine, State};
use super::models::Model;
use super::noise::Seed;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::date;

const MINUTE: i64 = 60_000;
/// How far back the history of alerts is told.
const HISTORY: i64 = 24 * 60 * MINUTE;
const HISTORY_STEP: i64 = 4 * MINUTE;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watched {
    Status,
    Cpu,
    Memory,
    Disk,
    Temperature,
}

impl Watched {
    /// The hub's name for it.
    fn word(self) -> &'static str {
        match self {
            Watched::Status => "Status",
            Watched::Cpu => "CPU",
            Watched::Memory => "Memory",
            Watched::Disk => "Disk",
            Watched::Temperature => "Temperature",
        }
    }
}

/// One alert on one machine.
#[derive(Clone, Debug)]
pub struct Rule {
    watched: Watched,
    threshold: f64,
    minutes: i64,
    id: String,
}

impl Rule {
    pub(super) fn all_for(name: &str, model: &Model, seed: Seed) -> Vec<Rule> {
        let rule = |watched: Watched, threshold: f64, minutes| Rule {
            watched,
            threshold,
            minutes,
            id: seed.named("alert").named(watched.word()).record_id(),
        };
        let mut rules = vec![rule(Watched::Status, 0.0, 2), rule(Watched::Disk, 90.0, 10)];
        // The restless node gets a low threshold, so that an alert comes and goes every few minutes.
        let cpu = if name == "k3s-03" { 66.0 } else { 85.0 };
        rules.push(rule(
            Watched::Cpu,
            cpu,
            if name == "k3s-03" { 1 } else { 10 },
        ));
        if model.habits.memory > 50.0 {
            rules.push(rule(Watched::Memory, 80.0, 10));
        }
        if !model.sensors.is_empty() {
            rules.push(rule(Watched::Temperature, 75.0, 5));
        }
        rules
    }

    fn fires(&self, machine: &Machine, state: &State, at: i64) -> bool {
        if self.watched == Watched::Status {
            return state.status == SystemStatus::Down
                && at - state.since.0 >= self.minutes * MINUTE;
        }
        if !state.is_up() {
            return false;
        }
        let value = |at: i64| match self.watched {
            Watched::Cpu => machine.steady_cpu(at),
            Watched::Memory => machine.memory(at),
            Watched::Temperature => machine.temperature(at, 0),
            Watched::Disk | Watched::Status => (0..machine.model.volumes.len())
                .map(|place| machine.volume_used(place, at))
                .fold(machine.disk(at), f64::max),
        };
        let length = self.minutes * MINUTE;
        let mean = (value(at) + value(at - length / 2) + value(at - length)) / 3.0;
        mean > self.threshold
    }
}

impl Machine {
    /// The records in the hub's `alerts` collection that `user` set on this machine, for the state it is in.
    pub fn alert_records(&self, state: &State, at: Millis, user: &str) -> Vec<Value> {
        self.rules
            .iter()
            .map(|rule| {
                let triggered = rule.fires(self, state, at.0);
                let updated = if triggered {
                    at.plus(-rule.minutes * MINUTE)
                } else {
                    self.created()
                };
                json!({
                    "collectionId": "elngm8x1l60zi2v",
                    "collectionName": "alerts",
                    "created": date::format(self.created()),
                    "id": rule.id,
                    "min": rule.minutes,
                    "name": rule.watched.word(),
                    "system": self.id,
                    "triggered": triggered,
                    "updated": date::format(updated),
                    "user": user,
                    "value": number(rule.threshold),
                })
            })
            .collect()
    }

    /// The records in the hub's `alerts_history` collection: what fired in the last day, oldest first.
    pub fn alert_history_records(&self, now: Millis, user: &str) -> Vec<Value> {
        self.rules
            .iter()
            .flat_map(|rule| self.history_of(rule, now, user))
            .collect()
    }

    fn history_of(&self, rule: &Rule, now: Millis, user: &str) -> Vec<Value> {
        let mut records = Vec::new();
        let mut since = None;
        let first = (now.0 - HISTORY).div_euclid(HISTORY_STEP);
        for step in first..=now.0.div_euclid(HISTORY_STEP) {
            let at = step * HISTORY_STEP;
            let fires = rule.fires(self, &self.state_at(Millis(at)), at);
            match (since, fires) {
                (None, true) => since = Some(at),
                (Some(from), false) => {
                    records.push(self.history_record(rule, from, Some(at), user));
                    since = None;
                }
                _ => {}
            }
        }
        records.extend(since.map(|from| self.history_record(rule, from, None, user)));
        records
    }

    fn history_record(&self, rule: &Rule, from: i64, until: Option<i64>, user: &str) -> Value {
        let shift = self.phase(HISTORY_STEP);
        json!({
            "alert_id": rule.id,
            "collectionId": "pbc_1697146157",
            "collectionName": "alerts_history",
            "created": date::format(Millis(from - shift)),
            "id": self.seed.named(rule.watched.word()).child(from as u64).record_id(),
            "name": rule.watched.word(),
            "resolved": until.map(|until| date::format(Millis(until - shift))).unwrap_or_default(),
            "system": self.id,
            "user": user,
            "value": number(rule.threshold),
        })
    }
}
