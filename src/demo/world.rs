//! All machines of a simulated hub.

use super::fleet::FLEET;
use super::homelab::HOMELAB;
use super::line::HubLine;
use super::machine::Machine;
use super::models::{Model, SERVER};
use super::monitors::DemoMonitor;
use super::noise::Seed;
use crate::domain::units::Millis;

/// How many systems the demo has.
pub const DEMO_SYSTEMS: usize = HOMELAB.len();

/// A deterministic world: the same seed, size and start give the same machines, values and incidents.
#[derive(Clone, Debug)]
pub struct DemoWorld {
    seed: Seed,
    start: Millis,
    machines: Vec<Machine>,
    line: HubLine,
    monitors: Vec<DemoMonitor>,
}

impl DemoWorld {
    /// The scripted incidents happen at `start`; any time before and after it can be asked for.
    pub fn new(seed: u64, systems: usize, start: Millis) -> Self {
        let seed = Seed::new(seed);
        let machines = (0..systems)
            .map(|place| {
                let (model, name) = describe(place);
                Machine::new(
                    model,
                    name,
                    seed.named("machine").child(place as u64),
                    place,
                    systems,
                    start,
                )
            })
            .collect();
        Self {
            seed,
            start,
            machines,
            line: HubLine::default(),
            monitors: Vec::new(),
        }
    }

    /// Moves the world to a hub of that line.
    pub fn on(mut self, line: HubLine) -> Self {
        self.line = line;
        for machine in &mut self.machines {
            machine.line = line;
        }
        let checks = self.named("opnsense").or_else(|| self.machines.first());
        self.monitors = match checks.filter(|_| line == HubLine::V020) {
            Some(machine) => DemoMonitor::all_of(&machine.id, self.seed, self.start),
            None => Vec::new(),
        };
        self
    }

    pub fn line(&self) -> HubLine {
        self.line
    }

    /// The monitors of gear without an agent; none on a hub that does not support them.
    pub fn monitors(&self) -> &[DemoMonitor] {
        &self.monitors
    }

    pub fn systems(&self) -> &[Machine] {
        &self.machines
    }

    /// The system with that record id.
    pub fn find(&self, id: &str) -> Option<&Machine> {
        self.machines.iter().find(|machine| machine.id == id)
    }

    pub fn named(&self, name: &str) -> Option<&Machine> {
        self.machines.iter().find(|machine| machine.name == name)
    }

    pub fn start(&self) -> Millis {
        self.start
    }

    /// Random numbers for a purpose outside of this world, independent of its own.
    pub fn seed(&self, purpose: &str) -> Seed {
        self.seed.named(purpose)
    }
}

/// The home lab first, then numbered machines: groups of a dozen of each model.
fn describe(place: usize) -> (&'static Model, String) {
    if let Some(model) = HOMELAB.get(place) {
        return (model, model.name.to_owned());
    }
    let beyond = place - HOMELAB.len();
    let (group, number) = (beyond / 12, beyond % 12 + 1);
    let model = FLEET.get(group % FLEET.len()).unwrap_or(&SERVER);
    let hall = char::from(b'a' + (group / FLEET.len() % 26) as u8);
    let row = group / FLEET.len() / 26;
    let row = if row == 0 {
        String::new()
    } else {
        (row + 1).to_string()
    };
    (model, format!("{}-{hall}{row}{number:02}", model.name))
}
