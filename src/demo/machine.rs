//! One simulated machine with an agent, and its records as a hub of version 0.18.8 holds them.

use serde_json::{Value, json};

use super::alerts::Rule;
use super::containers::Container;
use super::json::{number, numbers, table, whole};
use super::models::Model;
use super::noise::{Seed, drift};
use super::outages::{self, Outage};
use super::sample::Sample;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::date;

const DAY: i64 = 86_400_000;
const GIB: f64 = 1024.0 * 1024.0 * 1024.0;

/// What the hub says of a machine, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub status: SystemStatus,
    pub since: Millis,
}

impl State {
    pub fn is_up(&self) -> bool {
        self.status == SystemStatus::Up
    }

    /// The hub's word for it.
    pub fn word(&self) -> &str {
        match &self.status {
            SystemStatus::Up => "up",
            SystemStatus::Down => "down",
            SystemStatus::Paused => "paused",
            SystemStatus::Pending => "pending",
            SystemStatus::Other(word) => word,
        }
    }
}

/// The simulated machine behind one system.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The system's record id.
    pub id: String,
    pub name: String,
    pub host: String,
    pub(super) model: &'static Model,
    pub(super) seed: Seed,
    /// Sets machines of one model apart: added to the CPU, in percent.
    pub(super) bias: f64,
    pub(super) containers: Vec<Container>,
    pub(super) rules: Vec<Rule>,
    place: usize,
    machines: usize,
    start: Millis,
    outages: Vec<Outage>,
}

impl Machine {
    pub(super) fn new(
        model: &'static Model,
        name: String,
        seed: Seed,
        place: usize,
        machines: usize,
        start: Millis,
    ) -> Self {
        let id = seed.named("id").record_id();
        let outages = outages::scripted(&name, start.0);
        let unique = name != model.name;
        Self {
            host: format!(
                "10.{}.{}.{}",
                20 + place / 62_500,
                place / 250 % 250,
                place % 250 + 10
            ),
            bias: if unique {
                seed.named("bias").between(-8.0, 14.0)
            } else {
                0.0
            },
            containers: Container::all_of(model, seed),
            rules: Rule::all_for(&name, model),
            id,
            name,
            model,
            seed,
            place,
            machines,
            start,
            outages,
        }
    }

    /// A moment within each period, different for every machine: agents do not report in step.
    pub fn phase(&self, period: i64) -> i64 {
        (self.seed.named("phase").unit() * period as f64) as i64
    }

    pub fn state_at(&self, at: Millis) -> State {
        match outages::at(
            self.seed.named("outages"),
            &self.outages,
            self.machines,
            self.start.0,
            at.0,
        ) {
            Some(outage) => State {
                status: outage.status,
                since: Millis(outage.from),
            },
            None => State {
                status: SystemStatus::Up,
                since: at,
            },
        }
    }

    /// When the machine was switched on.
    pub(super) fn booted(&self) -> i64 {
        self.start.0 - (self.seed.named("boot").between(0.4, 90.0) * DAY as f64) as i64
    }

    /// The share of one processor core, in percent: cores differ, and their mean is about `cpu`.
    pub(super) fn core(&self, at: i64, core: u32, cpu: f64) -> f64 {
        let spread = cpu.min(100.0 - cpu) * 0.8;
        (cpu + spread * drift(self.seed.named("core").child(u64::from(core)), at, 3000))
            .clamp(0.0, 100.0)
    }

    /// The record in the hub's `systems` collection at that moment. `users` are the ids of its members.
    pub fn record(&self, at: Millis, users: &[&str]) -> Value {
        self.record_in(&self.state_at(at), at, users)
    }

    /// The record for a machine in a state that a user brought about.
    pub fn record_in(&self, state: &State, at: Millis, users: &[&str]) -> Value {
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

    pub(super) fn created(&self) -> Millis {
        self.start.plus(-120 * DAY + self.place as i64 * 97_531)
    }

    /// The `info` field: the last values for a machine that is down, zeros for one that is paused or was never reached.
    pub fn info_in(&self, state: &State, at: Millis) -> Value {
        match state.status {
            SystemStatus::Up => self.info(at.0),
            SystemStatus::Down => self.info(state.since.0),
            _ => json!({"u": 0, "cpu": 0, "mp": 0, "dp": 0, "v": "", "bb": 0, "la": [0, 0, 0]}),
        }
    }

    fn info(&self, at: i64) -> Value {
        let sample = Sample::of(self, at);
        let model = self.model;
        let mut info = vec![
            ("t", Value::from(model.threads)),
            ("u", Value::from((at - self.booted()) / 1000)),
            ("cpu", number(sample.cpu)),
            ("mp", number(sample.memory / model.memory * 100.0)),
            ("dp", number(sample.disk / model.disk * 100.0)),
            ("v", Value::from(model.agent)),
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

    /// How full a volume is, in percent.
    pub(super) fn volume_used(&self, place: usize, at: i64) -> f64 {
        let usual = self
            .model
            .volumes
            .get(place)
            .map_or(0.0, |volume| volume.used);
        usual + 0.4 * drift(self.seed.named("volume").child(place as u64), at, DAY)
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

    /// What the hub sends each second to who follows the machine: the agent's own sample.
    pub fn live_payload(&self, at: Millis) -> Value {
        json!({
            "stats": self.stats_now(at),
            "info": self.info(at.0),
            "container": self.container_stats_now(at),
            "Details": null,
        })
    }
}
