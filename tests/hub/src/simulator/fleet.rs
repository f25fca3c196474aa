//! The simulated world, combined with the hub's view of its systems.

use std::collections::{HashMap, HashSet};
use std::time::{SystemTime, UNIX_EPOCH};

use blinkenrack::demo::{DemoWorld, Machine, MachineState};
use blinkenrack::domain::system::SystemStatus;
use blinkenrack::domain::units::Millis;
use serde_json::Value;

use super::Simulation;
use crate::{ADMIN, Client, READONLY, Result, USER};

/// Everyone may see every system.
pub const MEMBERS: [&str; 3] = [USER.id, ADMIN.id, READONLY.id];

/// The time of this machine's clock, which is also the hub's.
pub fn wall_clock() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

pub struct Fleet {
    pub world: DemoWorld,
    speed: f64,
    /// The hub's status of systems that are not up, by id.
    hub_says: HashMap<String, String>,
    /// Systems that a user paused, and those resumed after that.
    paused: HashSet<String>,
    resumed: HashSet<String>,
}

impl Fleet {
    /// `start` is when the hub got its systems.
    pub fn new(simulation: &Simulation, start: Millis) -> Self {
        Self {
            world: DemoWorld::new(simulation.seed, simulation.systems, start).on(simulation.like),
            speed: simulation.speed.max(0.01),
            hub_says: HashMap::new(),
            paused: HashSet::new(),
            resumed: HashSet::new(),
        }
    }

    /// The simulated time: at the requested speed since the start, and real time before.
    pub fn now(&self) -> Millis {
        let start = self.world.start();
        let elapsed = wall_clock().since(start) as f64;
        start.plus((elapsed * self.speed) as i64)
    }

    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Asks the hub which systems are not up, since users pause and resume them.
    pub fn look(&mut self, root: &Client) -> Result<()> {
        let answer = root.ask(
            "GET",
            "/api/collections/systems/records?perPage=1000&skipTotal=1&fields=id,status&filter=status!%3D%22up%22",
            None,
        )?;
        let text = |record: &Value, key: &str| record[key].as_str().unwrap_or_default().to_owned();
        let records = answer["items"].as_array().into_iter().flatten();
        self.hub_says = records
            .map(|record| (text(record, "id"), text(record, "status")))
            .collect();
        for (id, status) in &self.hub_says {
            match status.as_str() {
                "paused" => {
                    self.paused.insert(id.clone());
                    self.resumed.remove(id);
                }
                "pending" if self.paused.remove(id) => {
                    self.resumed.insert(id.clone());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The hub's word for a system's status, as of the last check.
    pub fn hub_word(&self, machine: &Machine) -> &str {
        self.hub_says
            .get(&machine.id)
            .map_or("up", |status| status.as_str())
    }

    /// The state that a system should have: from its world, and from what users did to it.
    pub fn state(&self, machine: &Machine) -> MachineState {
        let now = self.now();
        let state = machine.state_at(now);
        if self.hub_word(machine) == "paused" {
            return MachineState {
                status: SystemStatus::Paused,
                since: now,
            };
        }
        // Once resumed, a system is up unless it is unreachable.
        if self.resumed.contains(&machine.id) && state.status != SystemStatus::Down {
            return MachineState {
                status: SystemStatus::Up,
                since: now,
            };
        }
        state
    }
}
