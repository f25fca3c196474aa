//! The containers of a machine, and what each uses.

use super::catalog::{self, Software};
use super::models::Model;
use super::noise::{Seed, drift};

/// The hub's codes for the result of a container's health check.
mod health {
    pub const NONE: i64 = 0;
    pub const STARTING: i64 = 1;
    pub const HEALTHY: i64 = 2;
    pub const UNHEALTHY: i64 = 3;
}

#[derive(Clone, Debug)]
pub struct RunningContainer {
    /// The first 12 hexadecimal digits of its id.
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) seed: Seed,
    /// Share of the CPU that all containers of the machine use together, 0 to 1.
    pub(super) share: f64,
    pub(super) health: i64,
    days_up: usize,
}

impl RunningContainer {
    pub(super) fn all_of(model: &Model, seed: Seed) -> Vec<RunningContainer> {
        let total: f64 = model
            .containers
            .iter()
            .map(|name| catalog::find(name).weight)
            .sum();
        model
            .containers
            .iter()
            .map(|name| RunningContainer::new(name, seed.named("container").named(name), total))
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

    pub(super) fn software(&self) -> &'static Software {
        catalog::find(self.name)
    }

    /// In MB.
    pub(super) fn memory(&self, at: i64) -> f64 {
        self.software().memory * (1.0 + 0.08 * drift(self.seed.child(2), at, 900_000))
    }

    /// Bytes per second sent and received.
    pub(super) fn network(&self, at: i64) -> [f64; 2] {
        let swing = (0.9 * drift(self.seed.child(3), at, 31_000)
            + 0.4 * drift(self.seed.child(4), at, 2300))
        .exp();
        [
            self.software().network * 0.45 * swing,
            self.software().network * 0.55 * swing,
        ]
    }

    pub(super) fn status(&self) -> String {
        let word = match self.health {
            health::UNHEALTHY => " (unhealthy)",
            health::STARTING => return "Up 40 seconds (health: starting)".to_owned(),
            health::HEALTHY => " (healthy)",
            _ => "",
        };
        let plural = if self.days_up == 1 { "" } else { "s" };
        format!("Up {} day{plural}{word}", self.days_up)
    }

    pub(super) fn image(&self) -> String {
        let known = self.software().image;
        if known.is_empty() {
            format!("{0}/{0}:latest", self.name)
        } else {
            known.to_owned()
        }
    }
}
