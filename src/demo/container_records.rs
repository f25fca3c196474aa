//! The records of a machine's containers, and their share of the stats.

use serde_json::{Value, json};

use super::containers::RunningContainer;
use super::json::{number, table, whole, wholes};
use super::machine::Machine;
use super::noise::drift;
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::hub::date;

impl RunningContainer {
    /// CPU as percent of the whole machine.
    fn cpu(&self, machine: &Machine, at: i64) -> f64 {
        let moves =
            1.0 + 0.6 * drift(self.seed, at, 23_000) + 0.3 * drift(self.seed.child(1), at, 2100);
        (machine.cpu(at) * 0.6 * self.share * moves).clamp(0.0, 99.0)
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

    /// The container engine's details of a container, as JSON text; `None` if the machine has no such container.
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
