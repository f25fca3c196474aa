//! The alerts a user set on the machines, and when they fired.

use serde_json::{Value, json};

use super::json::number;
use super::machine::{Machine, MachineState};
use super::rules::{AlertRule, Watched};
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::date;

const MINUTE: i64 = 60_000;
const MB: f64 = 1024.0 * 1024.0;
/// How far back the history of alerts goes, in milliseconds.
const HISTORY: i64 = 24 * 60 * MINUTE;
const HISTORY_STEP: i64 = 4 * MINUTE;

impl Watched {
    /// The watched value, in the hub's unit.
    fn value(self, machine: &Machine, at: i64) -> f64 {
        match self {
            // Depends on the state, not on a value.
            Watched::Status => 0.0,
            Watched::Cpu => machine.steady_cpu(at),
            Watched::Memory => machine.memory(at),
            Watched::Disk => (0..machine.model.volumes.len())
                .map(|place| machine.volume_used(place, at))
                .fold(machine.disk(at), f64::max),
            Watched::Temperature => machine.temperature(at, 0),
            Watched::Bandwidth => machine.network(at).iter().sum::<f64>() / MB,
            Watched::Gpu => machine.gpu_usage(at, 0),
            Watched::Battery => machine.battery(at).map_or(100.0, |(charge, _)| charge),
            Watched::Load(place) => machine.load(at).get(place).copied().unwrap_or_default(),
        }
    }
}

impl Machine {
    /// Whether an alert is triggered while the machine is in this state.
    pub fn triggers(&self, rule: &AlertRule, state: &MachineState, at: Millis) -> bool {
        let length = rule.minutes * MINUTE;
        if rule.watched == Watched::Status {
            return state.status == SystemStatus::Down && at.since(state.since) >= length;
        }
        let moments = [at.0, at.0 - length / 2, at.0 - length];
        let mean = moments
            .map(|at| rule.watched.value(self, at))
            .iter()
            .sum::<f64>()
            / 3.0;
        let beyond = if rule.watched == Watched::Battery {
            mean < rule.threshold
        } else {
            mean > rule.threshold
        };
        state.is_up() && beyond
    }

    /// The id of the alert that `user` set: each user's alerts are their own.
    fn alert_id(&self, rule: &AlertRule, user: &str) -> String {
        self.seed
            .named("alert")
            .named(rule.name)
            .named(user)
            .record_id()
    }

    /// The records in the hub's `alerts` collection that `user` set on this machine, for the state it is in.
    pub fn alert_records(&self, state: &MachineState, at: Millis, user: &str) -> Vec<Value> {
        self.records_of_rules(&self.rules, state, at, user)
    }

    /// Like [`Self::alert_records`], for changed rules.
    pub fn records_of_rules(
        &self,
        rules: &[AlertRule],
        state: &MachineState,
        at: Millis,
        user: &str,
    ) -> Vec<Value> {
        rules
            .iter()
            .map(|rule| {
                let triggered = self.triggers(rule, state, at);
                let updated = if triggered {
                    self.triggered_since(rule, at)
                } else {
                    self.created()
                };
                json!({
                    "collectionId": "elngm8x1l60zi2v",
                    "collectionName": "alerts",
                    "created": date::format(self.created()),
                    "id": self.alert_id(rule, user),
                    "min": rule.minutes,
                    "name": rule.name,
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

    fn history_of(&self, rule: &AlertRule, now: Millis, user: &str) -> Vec<Value> {
        let mut records = Vec::new();
        let mut since = None;
        let first = (now.0 - HISTORY).div_euclid(HISTORY_STEP);
        let steps = first..=now.0.div_euclid(HISTORY_STEP);
        for at in steps.map(|step| step * HISTORY_STEP).chain([now.0]) {
            let fires = self.triggers(rule, &self.state_at(Millis(at)), Millis(at));
            match (since, fires) {
                (None, true) => since = Some(self.fired(rule, at)),
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

    /// When an alert that is triggered at this moment fired. For a machine that is down, this is exact.
    fn fired(&self, rule: &AlertRule, at: i64) -> i64 {
        match rule.watched {
            Watched::Status => self.state_at(Millis(at)).since.0 + rule.minutes * MINUTE,
            _ => at,
        }
    }

    /// When a triggered alert fired, consistent with its history, so at most a day ago.
    fn triggered_since(&self, rule: &AlertRule, now: Millis) -> Millis {
        let first = (now.0 - HISTORY).div_euclid(HISTORY_STEP);
        let steps = first..=now.0.div_euclid(HISTORY_STEP);
        let fires = |at: &i64| self.triggers(rule, &self.state_at(Millis(*at)), Millis(*at));
        let from = steps
            .rev()
            .map(|step| step * HISTORY_STEP)
            .take_while(fires);
        let from = from.last().unwrap_or(now.0);
        Millis(self.fired(rule, from) - self.shift(rule))
    }

    /// How much earlier than the history step an alert fires: the hub checks values as they arrive, but knows at once that a machine is down.
    fn shift(&self, rule: &AlertRule) -> i64 {
        match rule.watched {
            Watched::Status => 0,
            _ => self.phase(HISTORY_STEP),
        }
    }

    fn history_record(&self, rule: &AlertRule, from: i64, until: Option<i64>, user: &str) -> Value {
        let shift = self.shift(rule);
        json!({
            "alert_id": self.alert_id(rule, user),
            "collectionId": "pbc_1697146157",
            "collectionName": "alerts_history",
            "created": date::format(Millis(from - shift)),
            "id": self.seed.named("fired").named(rule.name).named(user).child(from as u64).record_id(),
            "name": rule.name,
            "resolved": until.map(|until| date::format(Millis(until - shift))).unwrap_or_default(),
            "system": self.id,
            "user": user,
            "value": number(rule.threshold),
        })
    }
}
