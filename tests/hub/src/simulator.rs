//! Simulates the agents of a hub, from the same simulated world as the app's demo.

mod agents;
mod alerts;
mod fleet;
mod monitors;
mod rows;
mod settling;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use blinkenrack::demo::HubLine;

use self::agents::Agents;
use crate::{Client, Result};

/// How often the agents check the hub and the time.
const TICK: Duration = Duration::from_millis(200);

/// What to simulate. Equal values give equal systems.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    pub systems: usize,
    /// Simulated seconds per real second.
    pub speed: f64,
    pub seed: u64,
    /// The hub version.
    pub like: HubLine,
}

impl Default for Simulation {
    fn default() -> Self {
        Self {
            systems: 4,
            speed: 1.0,
            seed: 1,
            like: HubLine::default(),
        }
    }
}

/// A running simulation; dropping it ends it.
pub struct Simulator {
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Returns once every system of the simulation has its values and history on the hub; `root` is the superuser's client.
    pub fn start(root: Client, simulation: Simulation) -> Result<Self> {
        let mut agents = Agents::settle(root, &simulation)?;
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopping);
        let thread = thread::spawn(move || {
            let mut failing = false;
            while !stop.load(Ordering::Relaxed) {
                let done = agents.tick();
                // Printed once, not at every tick while the hub is away.
                if let Err(error) = &done
                    && !failing
                    && !stop.load(Ordering::Relaxed)
                {
                    eprintln!("simulator: {error}");
                }
                failing = done.is_err();
                thread::sleep(TICK);
            }
        });
        Ok(Self {
            stopping,
            thread: Some(thread),
        })
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("simulator: its thread panicked");
        }
    }
}
