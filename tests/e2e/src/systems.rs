//! The systems of the stories' hub.

use serde_json::{Value, json};
use test_hub::{ADMIN, Client, READONLY, Result, USER};

/// A system as its hub currently reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    pub id: String,
    pub name: String,
    pub status: &'static str,
    /// In percent of all cores.
    pub cpu: f64,
    /// In percent.
    pub memory: f64,
    /// In percent of the root file system.
    pub disk: f64,
    /// In degrees Celsius.
    pub temperature: f64,
    /// In seconds.
    pub uptime: u64,
    /// Network traffic, in bytes a second.
    pub traffic: u64,
}

impl System {
    /// The system with this number: up, with low values.
    pub fn number(number: usize) -> Self {
        Self {
            id: format!("system{number:09}"),
            name: format!("node-{number}"),
            status: "up",
            cpu: 12.0,
            memory: 34.0,
            disk: 45.0,
            temperature: 41.0,
            uptime: 3 * 86_400 + 7_200,
            traffic: 12_000,
        }
    }

    fn record(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "status": self.status, "host": "192.0.2.10", "port": "45876",
            "users": [USER.id, ADMIN.id, READONLY.id],
            "info": {
                "t": 8, "u": self.uptime, "cpu": self.cpu, "mp": self.memory, "dp": self.disk, "v": "0.18.8",
                "dt": self.temperature, "bb": self.traffic, "la": [0.5, 0.4, 0.3], "ct": 1,
            },
        })
    }
}

/// The first systems, by number from 1.
pub fn first(count: usize) -> Vec<System> {
    (1..=count).map(System::number).collect()
}

/// Writes the systems as the hub does for their agents, including the events.
pub fn save(root: &Client, systems: &[System]) -> Result<()> {
    let records: Vec<Value> = systems.iter().map(System::record).collect();
    root.save_records("systems", &records)
}
