//! The records of a machine in the format of a 0.18.8 hub.

use serde_json::{Value, json};

use super::json::{number, numbers, table, whole};
use super::machine::{DAY, Machine, MachineState};
use super::sample::SystemSample;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::date;

const GIB: f64 = 1024.0 * 1024.0 * 1024.0;

impl Machine {
    /// The record in the hub's `systems` collection at that moment. `users` are the ids of its members.
    pub fn record(&self, at: Millis, users: &[&str]) -> Value {
        self.record_in(&self.state_at(at), at, users)
    }

    /// The record of a machine in a state that a user may have caused.
    pub fn record_in(&self, state: &MachineState, at: Millis, users: &[&str]) -> Value {
        let updated = if state.is_up() { at } else { state.since };
        json!({
            "collectionId": "2hz5ncl8tizk5nx",
            "collectionName": "systems",
            "created": date::format(self.created()),
            "host": self.host,
            "id": self.id,
            "info": self.info_in(state, at),
            "name": self.name,
            "port": "45876",
            "status": state.word(),
            "updated": date::format(updated),
            "users": users,
        })
    }

    /// The `info` field: the last values for a machine that is down, zeros for one that is paused or was never reached.
    pub fn info_in(&self, state: &MachineState, at: Millis) -> Value {
        match state.status {
            SystemStatus::Up => self.info(at.0),
            SystemStatus::Down => self.info(state.since.0),
            _ => json!({"u": 0, "cpu": 0, "mp": 0, "dp": 0, "v": "", "bb": 0, "la": [0, 0, 0]}),
        }
    }

    fn info(&self, at: i64) -> Value {
        let sample = SystemSample::of(self, at);
        let model = self.model;
        let mut info = vec![
            ("t", Value::from(model.threads)),
            ("u", Value::from((at - self.booted()) / 1000)),
            ("cpu", number(sample.cpu)),
            ("mp", number(sample.memory / model.memory * 100.0)),
            ("dp", number(sample.disk / model.disk * 100.0)),
            ("v", Value::from(model.agent.unwrap_or(self.line.version()))),
            ("bb", whole(sample.network.iter().sum())),
            ("la", numbers(&sample.load)),
            ("ct", Value::from(model.link)),
        ];
        let gpu = sample.gpus.iter().copied().fold(0.0, f64::max);
        if gpu > 0.0 {
            info.push(("g", number(gpu)));
        }
        if let Some(hottest) = sample.temperatures.first() {
            info.push(("dt", number(*hottest)));
        }
        if !model.volumes.is_empty() {
            let volumes = model.volumes.iter().enumerate();
            info.push((
                "efs",
                table(
                    volumes
                        .map(|(place, volume)| (volume.name, number(self.volume_used(place, at)))),
                ),
            ));
        }
        if let Some((total, failed)) = self.service_count() {
            info.push(("sv", Value::from(vec![total, failed])));
        }
        if let Some((charge, does)) = self.battery(at) {
            info.push(("bat", json!([charge.round() as i64, does])));
        }
        table(info)
    }

    /// The record in the hub's `system_details` collection.
    pub fn details_record(&self) -> Value {
        let model = self.model;
        json!({
            "arch": model.platform.arch,
            "collectionId": "pbc_3116237454",
            "collectionName": "system_details",
            "cores": model.cores,
            "cpu": model.cpu,
            "hostname": self.name,
            "id": self.id,
            "kernel": model.platform.kernel,
            "memory": (model.memory * GIB) as i64,
            "os": model.platform.number,
            "os_name": model.platform.name,
            "podman": false,
            "system": self.id,
            "threads": model.threads,
            "updated": date::format(Millis(self.start.0 - DAY / 24)),
        })
    }

    /// What the hub sends each second to those who follow the machine: the agent's own sample.
    pub fn live_payload(&self, at: Millis) -> Value {
        json!({
            "stats": self.stats_now(at),
            "info": self.info(at.0),
            "container": self.container_stats_now(at),
            "Details": null,
        })
    }
}
