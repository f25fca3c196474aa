//! The pools of a machine on a hub of version 0.20.

use serde_json::{Value, json};

use super::line::HubLine;
use super::machine::Machine;
use crate::domain::units::Millis;
use crate::hub::date;

const HOUR: i64 = 3_600_000;
const GB: f64 = 1024.0 * 1024.0 * 1024.0;
/// The volumes that are pools.
const POOLS: [&str; 2] = ["tank", "rpool-data"];

impl Machine {
    /// The records in the hub's `zfs_pools` collection at that moment; none on an older hub.
    pub fn pool_records(&self, at: Millis) -> Vec<Value> {
        if self.line != HubLine::V020 {
            return Vec::new();
        }
        let phase = self.phase(HOUR / 2);
        let asked = Millis((at.0 - phase).div_euclid(HOUR) * HOUR + phase);
        let volumes = self.model.volumes.iter().enumerate();
        let pools = volumes.filter(|(_, volume)| POOLS.contains(&volume.name));
        pools
            .map(|(place, volume)| {
                let size = volume.size * GB;
                let used = size * self.volume_used(place, asked.0) / 100.0;
                let is_degraded = self.model.disks.failing.is_some();
                json!({
                    "alloc": used.round() as i64,
                    "collectionId": "pbc_3902116518",
                    "collectionName": "zfs_pools",
                    "datasets": datasets(volume.name, used, size - used),
                    "details_updated": date::format(asked),
                    "display_name": "",
                    "free": (size - used).round() as i64,
                    "health": if is_degraded { "DEGRADED" } else { "ONLINE" },
                    "id": self.seed.named("pool").child(place as u64).hex(8),
                    "name": volume.name,
                    "raw": false,
                    "scrub": {"state": "FINISHED"},
                    "size": size.round() as i64,
                    "system": self.id,
                    "updated": date::format(asked),
                    "vdevs": self.pool_members(),
                })
            })
            .collect()
    }

    /// The groups of disks and their members. A failing disk is out of use. The hub omits counts that are 0.
    fn pool_members(&self) -> Vec<Value> {
        let disks = self.model.disks;
        let group = if disks.count > 4 {
            "raidz2-0"
        } else {
            "mirror-0"
        };
        let is_degraded = disks.failing.is_some();
        let mut members = vec![json!({
            "name": group, "state": if is_degraded { "DEGRADED" } else { "ONLINE" },
        })];
        members.extend((0..disks.count).map(|place| {
            let name = self.disk_name(place);
            if disks.failing == Some(place) {
                json!({"name": name, "state": "FAULTED", "readErrs": 12, "checksumErrs": 37})
            } else {
                json!({"name": name, "state": "ONLINE"})
            }
        }));
        members
    }
}

fn datasets(pool: &str, used: f64, free: f64) -> Vec<Value> {
    let parts = [("media", 0.64), ("backup", 0.27), ("home", 0.09)];
    let dataset = |(name, share): (&str, f64)| {
        json!({
            "avail": free.round() as i64,
            "mount": format!("/{pool}/{name}"),
            "name": format!("{pool}/{name}"),
            "used": (used * share).round() as i64,
        })
    };
    parts.into_iter().map(dataset).collect()
}
