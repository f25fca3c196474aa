//! Rows of `system_stats` and `container_stats`: the 1-minute samples and the hub's rollups of them.

use serde_json::{Value, json};

use super::json::{number, numbers, table, whole, wholes};
use super::machine::Machine;
use super::noise::drift;
use super::sample::SystemSample;
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::hub::date;

const MB: f64 = 1024.0 * 1024.0;

/// The number of samples that a row is averaged from.
fn samples(range: Range) -> i64 {
    match range {
        Range::Hour => 1,
        Range::HalfDay => 5,
        _ => 8,
    }
}

impl Machine {
    /// When the hub wrote rows of that kind up to `now`, oldest first: only while the machine was up.
    pub fn row_times(&self, range: Range, now: Millis) -> Vec<Millis> {
        let step = range.step();
        // Minute rows are written when the agent answers; rollups at fixed times.
        let phase = if range == Range::Hour {
            self.phase(step)
        } else {
            3
        };
        let last = (now.0 - phase).div_euclid(step);
        (last - range.span() / step + 1..=last)
            .map(|row| Millis(row * step + phase))
            .filter(|at| self.state_at(*at).is_up())
            .collect()
    }

    /// The id of the row written at that moment.
    fn row_id(&self, collection: &str, range: Range, at: Millis) -> String {
        self.seed
            .named(collection)
            .child(range.step() as u64)
            .child(at.0 as u64)
            .record_id()
    }

    /// A row of `system_stats` without its `stats`: enough to filter it.
    pub fn stats_row(&self, range: Range, at: Millis) -> Value {
        self.row("ej9oowivz8b2mht", "system_stats", range, at)
    }

    /// A row of `container_stats` without its `stats`.
    pub fn container_stats_row(&self, range: Range, at: Millis) -> Value {
        self.row("juohu4jipgc13v7", "container_stats", range, at)
    }

    fn row(&self, collection_id: &str, collection: &str, range: Range, at: Millis) -> Value {
        json!({
            "collectionId": collection_id,
            "collectionName": collection,
            "created": date::format(at),
            "id": self.row_id(collection, range, at),
            "system": self.id,
            "type": range.record_type(),
            "updated": date::format(at),
        })
    }

    /// The `stats` of a row of `system_stats`.
    pub fn stats(&self, range: Range, at: Millis) -> Value {
        let count = samples(range);
        let step = range.step() / count;
        let samples: Vec<_> = (0..count)
            .map(|back| SystemSample::of(self, at.0 - back * step))
            .collect();
        match SystemSample::mean_and_peak(&samples) {
            Some((mean, peak)) if count > 1 => self.stats_of(&mean, Some(&peak), at.0),
            Some((mean, _)) => self.stats_of(&mean, None, at.0),
            None => Value::Null,
        }
    }

    /// What the agent measures at this moment.
    pub(super) fn stats_now(&self, at: Millis) -> Value {
        self.stats_of(&SystemSample::of(self, at.0), None, at.0)
    }

    fn stats_of(&self, mean: &SystemSample, peak: Option<&SystemSample>, at: i64) -> Value {
        let model = self.model;
        let mut stats = vec![
            ("cpu", number(mean.cpu)),
            ("m", number(model.memory)),
            ("mu", number(mean.memory)),
            ("mp", number(mean.memory / model.memory * 100.0)),
            ("mb", number((model.memory - mean.memory) * 0.4)),
            ("d", number(model.disk)),
            ("du", number(mean.disk)),
            ("dp", number(mean.disk / model.disk * 100.0)),
            ("la", numbers(&mean.load)),
            ("cpub", numbers(&self.processor_shares(mean.cpu, at))),
            ("cpus", wholes(&mean.cores)),
            ("ni", self.interfaces(mean, at)),
        ];
        let traffic = mean.network.iter().any(|rate| *rate >= 1.0);
        if traffic {
            stats.push(("b", wholes(&mean.network)));
        }
        if let Some(peak) = peak {
            stats.push(("cpum", number(peak.cpu)));
            stats.push(("mm", number(peak.memory)));
            stats.push(("bm", wholes(&peak.network)));
        }
        stats.extend(disk_keys(mean, peak, 0, true));
        stats.extend(self.optional_stats(mean, peak, at));
        table(stats)
    }

    /// The keys that only machines with the respective hardware have.
    fn optional_stats(
        &self,
        mean: &SystemSample,
        peak: Option<&SystemSample>,
        at: i64,
    ) -> Vec<(&'static str, Value)> {
        let model = self.model;
        let mut stats = Vec::new();
        if model.swap > 0.0 {
            stats.push(("s", number(model.swap)));
            stats.push(("su", number(mean.swap)));
        }
        if model.arc > 0.0 {
            stats.push((
                "mz",
                number(model.arc * (0.94 + 0.05 * drift(self.seed.named("arc"), at, 3_600_000))),
            ));
        }
        let temperatures = model
            .sensors
            .iter()
            .copied()
            .zip(mean.temperatures.iter().copied().map(number));
        let gpu_temperatures = model
            .gpus
            .iter()
            .zip(&mean.gpus)
            .map(|(gpu, usage)| (gpu.name, number(41.0 + 0.39 * usage)));
        let temperatures: Vec<_> = temperatures.chain(gpu_temperatures).collect();
        if !temperatures.is_empty() {
            stats.push(("t", table(temperatures)));
        }
        if !model.fans.is_empty() {
            stats.push((
                "f",
                table(
                    model
                        .fans
                        .iter()
                        .copied()
                        .zip(mean.fans.iter().copied().map(whole)),
                ),
            ));
        }
        if let Some((_, does)) = model.battery {
            stats.push(("bat", json!([mean.battery.round() as i64, does])));
            stats.push(("bats", json!({"BAT0": mean.battery.round() as i64})));
        }
        if !model.gpus.is_empty() {
            stats.push(("g", self.gpus(mean)));
        }
        if !model.volumes.is_empty() {
            stats.push(("efs", self.volumes(mean, peak, at)));
        }
        stats
    }

    /// Percentages of time: user, system, I/O wait, steal, and idle.
    fn processor_shares(&self, cpu: f64, at: i64) -> [f64; 5] {
        let wait = 0.8 + 0.7 * drift(self.seed.named("wait"), at, 20_000);
        let stolen = if self.model.sensors.is_empty() {
            0.05 * cpu
        } else {
            0.0
        };
        let busy = (cpu - stolen).max(0.0);
        [
            busy * 0.68,
            busy * 0.32,
            wait.min(100.0 - cpu),
            stolen,
            (100.0 - cpu - wait).max(0.0),
        ]
    }

    fn interfaces(&self, mean: &SystemSample, at: i64) -> Value {
        let seconds = ((at - self.booted()) / 1000).max(0) as f64;
        let count = self.model.interfaces.len().max(1) as f64;
        let usual = self.model.habits.network / count;
        let rate = |place: usize| mean.network.get(place).copied().unwrap_or(0.0) / count;
        let numbers = wholes(&[
            rate(0),
            rate(1),
            usual * 0.4 * seconds,
            usual * 0.6 * seconds,
        ]);
        table(
            self.model
                .interfaces
                .iter()
                .map(|name| (*name, numbers.clone())),
        )
    }

    fn gpus(&self, mean: &SystemSample) -> Value {
        let entries =
            self.model
                .gpus
                .iter()
                .zip(&mean.gpus)
                .enumerate()
                .map(|(place, (gpu, usage))| {
                    let mut keys = vec![
                        ("n", Value::from(gpu.name)),
                        ("u", number(*usage)),
                        ("p", number(gpu.power * (0.14 + 0.0084 * usage))),
                    ];
                    if gpu.memory > 0.0 {
                        keys.push(("mu", number(gpu.memory * (0.2 + 0.007 * usage))));
                        keys.push(("mt", number(gpu.memory)));
                    } else {
                        keys.push((
                            "e",
                            json!({"Render/3D": number(*usage), "Video": number(usage * 0.7)}),
                        ));
                        keys.push(("pp", number(gpu.power * 2.1)));
                    }
                    (place.to_string(), table(keys))
                });
        table(entries)
    }

    fn volumes(&self, mean: &SystemSample, peak: Option<&SystemSample>, at: i64) -> Value {
        table(
            self.model
                .volumes
                .iter()
                .enumerate()
                .map(|(place, volume)| {
                    let mut keys = vec![
                        ("d", number(volume.size)),
                        (
                            "du",
                            number(volume.size * self.volume_used(place, at) / 100.0),
                        ),
                    ];
                    keys.extend(disk_keys(mean, peak, place + 1, false));
                    (volume.name, table(keys))
                }),
        )
    }
}

/// Throughput and service times of a disk, by its number (0 is the root disk), under the keys of a root disk or of a volume.
fn disk_keys(
    mean: &SystemSample,
    peak: Option<&SystemSample>,
    disk: usize,
    root: bool,
) -> Vec<(&'static str, Value)> {
    let rates = |sample: &SystemSample| {
        let rate = |place: usize| sample.io.get(2 * disk + place).copied().unwrap_or(0.0);
        [rate(0), rate(1)]
    };
    let [read, written] = rates(mean);
    let mut keys = vec![("dios", numbers(&service_times(read, written)))];
    if root {
        keys.extend([
            ("dio", wholes(&[read, written])),
            ("dr", number(read / MB)),
            ("dw", number(written / MB)),
        ]);
    } else {
        keys.extend([
            ("rb", whole(read)),
            ("wb", whole(written)),
            ("r", number(read / MB)),
            ("w", number(written / MB)),
        ]);
    }
    let Some([read, written]) = peak.map(rates) else {
        return keys;
    };
    keys.push(("diosm", numbers(&service_times(read, written))));
    if root {
        keys.extend([
            ("diom", wholes(&[read, written])),
            ("drm", number(read / MB)),
            ("dwm", number(written / MB)),
        ]);
    } else {
        keys.extend([
            ("rbm", whole(read)),
            ("wbm", whole(written)),
            ("rm", number(read / MB)),
            ("wm", number(written / MB)),
        ]);
    }
    keys
}

/// Read time %, write time %, utilization %, ms per read, ms per write, queue depth × 100.
fn service_times(read: f64, written: f64) -> [f64; 6] {
    let share = |rate: f64| 100.0 * rate / (rate + 180e6);
    let (reading, writing) = (share(read), share(written));
    [
        reading,
        writing,
        (reading + writing) * 0.8,
        0.4 + reading / 12.0,
        0.6 + writing / 9.0,
        (reading + writing) * 1.7,
    ]
}
