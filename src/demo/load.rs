//! How busy a machine is at a moment. Every value is a function of the time, so that history and the present agree.

use std::f64::consts::TAU;

use super::machine::Machine;
use super::noise::{burst, drift};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The phase within a cycle, 0 up to 1; it differs between machines.
fn along(machine: &Machine, key: &str, at: i64, period: i64) -> f64 {
    let shift = (machine.seed.named(key).unit() * period as f64) as i64;
    (at + shift).rem_euclid(period) as f64 / period as f64
}

impl Machine {
    fn drift(&self, key: u64, at: i64, period: i64) -> f64 {
        drift(self.seed.child(key), at, period)
    }

    /// -1 in the small hours, 1 in the afternoon (UTC).
    fn time_of_day(&self, at: i64) -> f64 {
        let hours = at.rem_euclid(DAY) as f64 / HOUR as f64;
        ((hours - 14.0) / 24.0 * TAU).cos()
    }

    /// CPU in percent without its short-term noise. Temperature and load average follow it.
    pub(super) fn steady_cpu(&self, at: i64) -> f64 {
        let habits = &self.model.habits;
        let work = habits.burst * burst(self.seed.child(10), at, 30 * MINUTE, habits.burst_share);
        let level = self.bias + habits.cpu + habits.swing * self.time_of_day(at);
        let restless =
            0.5 * self.drift(11, at, 11 * MINUTE) + 0.4 * self.drift(12, at, 75 * SECOND);
        (level + work + habits.noise * restless).clamp(0.3, 99.0)
    }

    /// CPU in percent.
    pub(super) fn cpu(&self, at: i64) -> f64 {
        let flicker = 0.35 * self.drift(13, at, 7 * SECOND) + 0.25 * self.drift(14, at, 1700);
        (self.steady_cpu(at) + self.model.habits.noise * flicker).clamp(0.1, 99.9)
    }

    /// Memory in percent, without caches.
    pub(super) fn memory(&self, at: i64) -> f64 {
        let habits = &self.model.habits;
        let leak = habits.leak * along(self, "leak", at, 9 * HOUR);
        let moves = 1.6 * self.drift(20, at, 25 * MINUTE) + 0.35 * self.drift(21, at, 8 * SECOND);
        (self.bias / 2.0 + habits.memory + leak + habits.swing / 4.0 * self.time_of_day(at) + moves)
            .clamp(2.0, 98.0)
    }

    /// Usage of the root disk in percent.
    pub(super) fn disk(&self, at: i64) -> f64 {
        let habits = &self.model.habits;
        let filling = habits.filling * along(self, "filling", at, 12 * DAY);
        (self.bias / 3.0 + habits.disk + filling + 0.15 * self.drift(22, at, 6 * HOUR))
            .clamp(1.0, 99.0)
    }

    /// A rate that varies around its usual value by whole factors, as traffic does.
    fn rate(&self, usual: f64, key: u64, at: i64) -> f64 {
        let swing = 0.9 * self.drift(key, at, 3 * MINUTE)
            + 0.5 * self.drift(key + 1, at, 19 * SECOND)
            + 0.45 * self.drift(key + 2, at, 1900);
        let work = 1.0
            + 2.0
                * burst(
                    self.seed.child(10),
                    at,
                    30 * MINUTE,
                    self.model.habits.burst_share,
                );
        usual * work * (1.0 + 0.35 * self.time_of_day(at)) * swing.exp()
    }

    /// Bytes per second sent and received.
    pub(super) fn network(&self, at: i64) -> [f64; 2] {
        let usual = self.model.habits.network;
        [
            self.rate(usual * 0.4, 30, at),
            self.rate(usual * 0.6, 34, at),
        ]
    }

    /// Bytes per second read and written on a volume, by its number; 0 is the root disk.
    pub(super) fn disk_io(&self, at: i64, volume: usize) -> [f64; 2] {
        let usual = self.model.habits.io / (1.0 + volume as f64);
        let key = 40 + 8 * volume as u64;
        [
            self.rate(usual * 0.55, key, at),
            self.rate(usual * 0.45, key + 4, at),
        ]
    }

    /// Load averages over 1, 5 and 15 minutes.
    pub(super) fn load(&self, at: i64) -> [f64; 3] {
        let running = |at| self.steady_cpu(at) / 100.0 * f64::from(self.model.threads) * 1.08;
        [
            running(at - 20 * SECOND),
            running(at - 2 * MINUTE),
            running(at - 6 * MINUTE),
        ]
    }

    /// Temperature of a sensor, by its number, in °C.
    pub(super) fn temperature(&self, at: i64, sensor: usize) -> f64 {
        let heat = (self.steady_cpu(at) + self.steady_cpu(at - 40 * SECOND)) / 2.0;
        // The first sensor is in the processor; the others are farther from the heat.
        let reach = 1.0 / (1.0 + sensor as f64);
        let wobble = 0.8 * self.drift(60 + sensor as u64, at, 12 * SECOND);
        self.model.habits.cool - 2.0 * sensor as f64 + 0.36 * heat * reach + wobble
    }

    /// Usage of a GPU, by its number, in percent.
    pub(super) fn gpu_usage(&self, at: i64, gpu: usize) -> f64 {
        let usual = self.model.gpus.get(gpu).map_or(0.0, |gpu| gpu.usage);
        let key = 70 + 4 * gpu as u64;
        let room = usual.min(100.0 - usual).max(6.0);
        let moves =
            0.6 * self.drift(key, at, 4 * MINUTE) + 0.4 * self.drift(key + 1, at, 5 * SECOND);
        (usual + room * moves).clamp(0.0, 100.0)
    }

    pub(super) fn fan(&self, at: i64, fan: usize) -> f64 {
        let warm = (self.temperature(at, 0) - 35.0).max(0.0);
        700.0
            + 140.0 * fan as f64
            + 32.0 * warm
            + 25.0 * self.drift(90 + fan as u64, at, 9 * SECOND)
    }

    /// The battery's charge in percent, and the hub's code for its state.
    pub(super) fn battery(&self, at: i64) -> Option<(f64, i64)> {
        let (usual, does) = self.model.battery?;
        Some((
            (usual + 12.0 * self.drift(95, at, HOUR)).clamp(1.0, 100.0),
            does,
        ))
    }
}
