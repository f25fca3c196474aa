//! Everything an agent measures at one moment, and the averages and peaks the hub's rollups are made of.

use super::machine::Machine;

/// The values of one machine at one moment. Lists follow the order of the model's own lists.
#[derive(Clone, Debug, Default)]
pub struct SystemSample {
    pub cpu: f64,
    pub cores: Vec<f64>,
    /// In GB.
    pub memory: f64,
    pub swap: f64,
    /// Root disk in GB.
    pub disk: f64,
    /// Bytes per second sent and received.
    pub network: Vec<f64>,
    /// Bytes per second read and written, in pairs: the root disk first, then each volume.
    pub io: Vec<f64>,
    pub load: Vec<f64>,
    pub temperatures: Vec<f64>,
    pub fans: Vec<f64>,
    pub gpus: Vec<f64>,
    pub battery: f64,
}

impl SystemSample {
    pub fn of(machine: &Machine, at: i64) -> Self {
        let model = &machine.model;
        let cpu = machine.cpu(at);
        let volumes = 0..=model.volumes.len();
        Self {
            cpu,
            cores: (0..model.threads.min(64))
                .map(|core| machine.core(at, core, cpu))
                .collect(),
            memory: machine.memory(at) / 100.0 * model.memory,
            swap: model.swap * (machine.memory(at) / 100.0 - 0.3).max(0.02) * 0.4,
            disk: machine.disk(at) / 100.0 * model.disk,
            network: machine.network(at).to_vec(),
            io: volumes
                .flat_map(|volume| machine.disk_io(at, volume))
                .collect(),
            load: machine.load(at).to_vec(),
            temperatures: (0..model.sensors.len())
                .map(|sensor| machine.temperature(at, sensor))
                .collect(),
            fans: (0..model.fans.len())
                .map(|fan| machine.fan(at, fan))
                .collect(),
            gpus: (0..model.gpus.len())
                .map(|gpu| machine.gpu_usage(at, gpu))
                .collect(),
            battery: machine.battery(at).map_or(0.0, |(charge, _)| charge),
        }
    }

    /// The average and the peak of several samples of one machine; `None` for none.
    pub fn mean_and_peak(samples: &[SystemSample]) -> Option<(SystemSample, SystemSample)> {
        let (first, others) = samples.split_first()?;
        let (mut sum, mut peak) = (first.clone(), first.clone());
        for sample in others {
            sum.merge(sample, |a, b| a + b);
            peak.merge(sample, f64::max);
        }
        let count = samples.len() as f64;
        let whole = sum.clone();
        sum.merge(&whole, |a, _| a / count);
        Some((sum, peak))
    }

    fn merge(&mut self, other: &SystemSample, with: impl Fn(f64, f64) -> f64) {
        let list = |ours: &mut Vec<f64>, theirs: &[f64]| {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours = with(*ours, *theirs);
            }
        };
        list(&mut self.cores, &other.cores);
        list(&mut self.network, &other.network);
        list(&mut self.io, &other.io);
        list(&mut self.load, &other.load);
        list(&mut self.temperatures, &other.temperatures);
        list(&mut self.fans, &other.fans);
        list(&mut self.gpus, &other.gpus);
        self.cpu = with(self.cpu, other.cpu);
        self.memory = with(self.memory, other.memory);
        self.swap = with(self.swap, other.swap);
        self.disk = with(self.disk, other.disk);
        self.battery = with(self.battery, other.battery);
    }
}
