//! Plays the agents of a hub.

use crate::{Client, Result};

/// What to simulate. The same values give the same systems.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    pub systems: usize,
    /// How many simulated seconds pass in one.
    pub speed: f64,
    pub seed: u64,
}

impl Default for Simulation {
    fn default() -> Self {
        Self {
            systems: 4,
            speed: 1.0,
            seed: 1,
        }
    }
}

/// A running simulation; dropping it ends it.
pub struct Simulator;

impl Simulator {
    /// Returns when every system of the simulation has its values and history on the hub that `root` asks as superuser.
    pub fn start(root: Client, simulation: Simulation) -> Result<Self> {
        let _ = (root, simulation);
        Ok(Self)
    }
}
