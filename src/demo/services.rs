//! The systemd services of a machine.

use serde_json::{Value, json};

use super::json::number;
use super::machine::Machine;
use super::noise::drift;
use crate::domain::units::Millis;

const STATE_ACTIVE: i64 = 0;
const STATE_FAILED: i64 = 2;
const SUB_RUNNING: i64 = 1;
const SUB_FAILED: i64 = 3;

impl Machine {
    /// The number of services, and of failed ones; `None` for a machine that reports none.
    pub(super) fn service_count(&self) -> Option<(usize, usize)> {
        let failed = usize::from(self.model.failed_service.is_some());
        let total = self.model.services.len() + failed;
        (total > 0).then_some((total, failed))
    }

    /// The records in the hub's `systemd_services` collection, as of that moment.
    pub fn service_records(&self, at: Millis) -> Vec<Value> {
        let running = self.model.services.iter().map(|name| (*name, false));
        let failed = self.model.failed_service.iter().map(|name| (*name, true));
        running
            .chain(failed)
            .map(|(name, failed)| self.service_record(name, failed, at))
            .collect()
    }

    /// The service manager's details of a service; `None` if the machine has no such service.
    pub fn service_info(&self, name: &str) -> Option<Value> {
        let has_failed = self.model.failed_service == Some(name);
        if !has_failed && !self.model.services.contains(&name) {
            return None;
        }
        let (active, sub, restarts) = if has_failed {
            ("failed", "failed", 5)
        } else {
            ("active", "running", 0)
        };
        Some(json!({
            "ActiveState": active,
            "Description": format!("{name} of the home lab"),
            "FragmentPath": format!("/lib/systemd/system/{name}.service"),
            "Id": format!("{name}.service"),
            "LoadState": "loaded",
            "MainPID": if has_failed { 0 } else { 700 + name.len() },
            "NRestarts": restarts,
            "SubState": sub,
            "UnitFileState": "enabled",
        }))
    }

    fn service_record(&self, name: &str, failed: bool, at: Millis) -> Value {
        let seed = self.seed.named("service").named(name);
        let (cpu, memory) = if failed {
            (0.0, 0.0)
        } else {
            let moves = 1.0 + 0.5 * drift(seed, at.0, 60_000);
            (
                seed.named("cpu").unit().powi(3) * 4.0 * moves,
                seed.named("memory").between(2e6, 180e6) * (0.9 + 0.1 * moves),
            )
        };
        json!({
            "collectionId": "pbc_3494996990",
            "collectionName": "systemd_services",
            "cpu": number(cpu),
            "cpuPeak": number(cpu * 2.6),
            "id": seed.named("id").hex(8),
            "memPeak": (memory * 1.3) as i64,
            "memory": memory as i64,
            "name": name,
            "state": if failed { STATE_FAILED } else { STATE_ACTIVE },
            "sub": if failed { SUB_FAILED } else { SUB_RUNNING },
            "system": self.id,
            "updated": at.0,
        })
    }
}
