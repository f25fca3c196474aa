//! The containers of a machine: their current records and their share of the stats.

use serde_json::{Value, json};

use super::catalog::{self, Software};
use super::json::{number, table, whole, wholes};
use super::machine::Machine;
use super::models::Model;
use super::noise::{Seed, drift};
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::hub::date;

/// The hub's numbers for a container's health check.
mod health {
    pub const NONE: i64 = 0;
    pub const STARTING: i64 = 1;
    pub const HEALTHY: i64 = 2;
    pub const UNHEALTHY: i64 = 3;
}

#[derive(Clone, Debug)]
pub struct Container {
    /// The first 12 hexadecimal digits of its id.
    id: String,
    name: &'static str,
    seed: Seed,
    /// Its part of what all containers of the machine use: 0 to 1.
    share: f64,
    health: i64,
    days_up: usize,
}

impl Container {
    pub(super) fn all_of(model: &Model, seed: Seed) -> Vec<Container> {
        let total: f64 = model
            .containers
            .iter()
            .map(|name| catalog::find(name).weight)
            .sum();
        model
            .containers
            .iter()
            .map(|name| Container::new(name, seed.named("container").named(name), total))
            .collect()
    }

    fn new(name: &'static str, seed: Seed, total: f64) -> Self {
        let health = match seed.named("health").below(20) {
            0 => health::UNHEALTHY,
            1 => health::STARTING,
            2..8 => health::NONE,
            _ => health::HEALTHY,
        };
        Self {
            id: seed.named("id").hex(12),
            name,
            seed,
            share: catalog::find(name).weight / total.max(1.0),
            health,
            days_up: 1 + seed.named("up").below(40),
        }
    }

    fn software(&self) -> &'static Software {
        catalog::find(self.name)
    }

    /// CPU as percent of the whole machine.
    fn cpu(&self, machine: &Machine, at: i64) -> f64 {
        let moves =
            1.0 + 0.6 * drift(self.seed, at, 23_000) + 0.3 * drift(self.seed.child(1), at, 2100);
        (machine.cpu(at) * 0.6 * self.share * moves).clamp(0.0, 99.0)
    }

    /// In MB.
    fn memory(&self, at: i64) -> f64 {
        self.software().memory * (1.0 + 0.08 * drift(self.seed.child(2), at, 900_000))
    }

    /// Bytes per second sent and received.
    fn network(&self, at: i64) -> [f64; 2] {
        let swing = (0.9 * drift(self.seed.child(3), at, 31_000)
            + 0.4 * drift(self.seed.child(4), at, 2300))
        .exp();
        [
            self.software().network * 0.45 * swing,
            self.software().network * 0.55 * swing,
        ]
    }

    fn status(&self) -> String {
        let word = match self.health {
            health::UNHEALTHY => " (unhealthy)",
            health::STARTING => return "Up 40 seconds (health: starting)".to_owned(),
            health::HEALTHY => " (healthy)",
            _ => "",
        };
        let plural = if self.days_up == 1 { "" } else { "s" };
        format!("Up {} day{plural}{word}", self.days_up)
    }

    fn image(&self) -> String {
        let known = self.software().image;
        if known.is_empty() {
            format!("{0}/{0}:latest", self.name)
        } else {
            known.to_owned()
        }
    }
}

impl Machine {
    /// The `stats` of a row of `container_stats`; an empty list for a machine without containers.
    pub fn container_stats(&self, range: Range, at: Millis) -> Value {
        let moments = if range == Range::Hour { 1 } else { 4 };
        let step = range.step() / moments;
        let rows = self.containers.iter().map(|container| {
            let mean = |value: &dyn Fn(i64) -> f64| {
                (0..moments)
                    .map(|back| value(at.0 - back * step))
                    .sum::<f64>()
                    / moments as f64
            };
            let sent = mean(&|at| container.network(at)[0]);
            let received = mean(&|at| container.network(at)[1]);
            table([
                ("n", Value::from(container.name)),
                ("c", number(mean(&|at| container.cpu(self, at)))),
                ("m", number(mean(&|at| container.memory(at)))),
                ("b", wholes(&[sent, received])),
            ])
        });
        rows.collect()
    }

    /// What the agent sends each second; null for a machine without containers.
    pub(super) fn container_stats_now(&self, at: Millis) -> Value {
        if self.containers.is_empty() {
            Value::Null
        } else {
            self.container_stats(Range::Hour, at)
        }
    }

    pub fn has_containers(&self) -> bool {
        !self.containers.is_empty()
    }

    /// The records in the hub's `containers` collection, as of that moment.
    pub fn container_records(&self, at: Millis) -> Vec<Value> {
        self.containers
            .iter()
            .map(|container| {
                let [sent, received] = container.network(at.0);
                json!({
                    "collectionId": "pbc_1864144027",
                    "collectionName": "containers",
                    "cpu": number(container.cpu(self, at.0)),
                    "health": container.health,
                    "id": container.id,
                    "image": container.image(),
                    "memory": number(container.memory(at.0)),
                    "name": container.name,
                    "net": whole(sent + received),
                    "ports": container.software().ports,
                    "status": container.status(),
                    "system": self.id,
                    "updated": at.0,
                })
            })
            .collect()
    }

    /// The last lines of a container's log; `None` when the machine has no such container.
    pub fn container_logs(&self, id: &str, at: Millis) -> Option<String> {
        let container = self
            .containers
            .iter()
            .find(|container| container.id == id)?;
        let lines = [
            "ready to serve",
            "GET / 200 in 3 ms",
            "cache warmed",
            "slow query: 412 ms",
            "GET /api/status 200 in 1 ms",
            "worker finished",
        ];
        let mut log = String::new();
        for back in (0..40_i64).rev() {
            let moment = at.0.div_euclid(7000) - back;
            let line = lines
                .get(container.seed.child(moment as u64).below(lines.len()))
                .copied()
                .unwrap_or_default();
            let stamp = date::format(Millis(moment * 7000)).replace(' ', "T");
            log.push_str(&format!("{stamp} {} {line}\n", container.name));
        }
        Some(log)
    }

    /// What the container engine says of a container, as JSON text; `None` when the machine has no such container.
    pub fn container_info(&self, id: &str) -> Option<String> {
        let container = self
            .containers
            .iter()
            .find(|container| container.id == id)?;
        let info = json!({
            "Id": container.id,
            "Name": format!("/{}", container.name),
            "Config": {"Image": container.image(), "Tty": false},
            "State": {"Status": "running"},
            "Mounts": [],
        });
        Some(info.to_string())
    }
}
