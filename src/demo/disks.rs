//! The physical disks of a machine and their SMART values.

use serde_json::{Value, json};

use super::machine::Machine;
use super::noise::Seed;
use crate::domain::units::Millis;
use crate::hub::date;

const HOUR: i64 = 3_600_000;

impl Machine {
    /// The records in the hub's `smart_devices` collection at that moment. The hub reads them once an hour and on the user's request,
    /// last at `checked`.
    pub fn smart_records(&self, at: Millis, checked: Option<Millis>) -> Vec<Value> {
        let phase = self.phase(HOUR / 2);
        let hourly = Millis((at.0 - phase).div_euclid(HOUR) * HOUR + phase);
        let asked = checked.map_or(hourly, |checked| checked.max(hourly));
        (0..self.model.disks.count)
            .map(|place| self.smart_record(place, asked))
            .collect()
    }

    /// The serial numbers of its disks, in the order of its bays.
    pub(super) fn disk_serials(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.model.disks.count).map(|place| self.disk_serial(place))
    }

    fn disk_serial(&self, place: usize) -> String {
        let seed = self.seed.named("disk").child(place as u64).named("serial");
        seed.letters(8, b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    }

    /// The device name of a disk, such as `sda`.
    pub(super) fn disk_name(&self, place: usize) -> String {
        if self.model.disks.nvme {
            return format!("nvme{place}n1");
        }
        let letter = char::from(b'a'.saturating_add(place.min(25) as u8));
        format!("sd{letter}")
    }

    fn smart_record(&self, place: usize, asked: Millis) -> Value {
        let disks = self.model.disks;
        let seed = self.seed.named("disk").child(place as u64);
        let failing = disks.failing == Some(place);
        // A set with a failing disk has another one that reports PASSED despite bad sectors.
        let lying = disks.failing.is_some_and(|failing| failing / 3 == place);
        let hours = 3000 + seed.named("hours").below(38_000) as i64;
        let cycles = 8 + seed.named("cycles").below(90) as i64;
        let temperature =
            31 + seed.named("temperature").below(9) as i64 + if failing { 7 } else { 0 };
        let (kind, attributes) = if disks.nvme {
            ("nvme", nvme_attributes(hours, cycles, temperature, seed))
        } else {
            (
                "sat",
                sata_attributes(hours, cycles, temperature, failing, lying),
            )
        };
        json!({
            "attributes": attributes,
            "capacity": disks.capacity,
            "collectionId": "pbc_2571630677",
            "collectionName": "smart_devices",
            "cycles": cycles,
            "firmware": seed.named("firmware").letters(4, b"ABCDEFGHJK0123456789"),
            "hours": hours,
            "id": seed.named("id").hex(8),
            "model": disks.model,
            "name": format!("/dev/{}", self.disk_name(place)),
            "serial": self.disk_serial(place),
            "state": if failing { "FAILED" } else { "PASSED" },
            "system": self.id,
            "temp": temperature,
            "type": kind,
            "updated": date::format(asked),
        })
    }
}

fn sata_attributes(
    hours: i64,
    cycles: i64,
    temperature: i64,
    failing: bool,
    lying: bool,
) -> Vec<Value> {
    let attribute = |id: i64, name: &str, value: i64, threshold: i64, raw: i64| {
        let mut entry =
            json!({"id": id, "n": name, "v": value, "w": value, "rv": raw, "rs": raw.to_string()});
        if threshold > 0 {
            entry["t"] = threshold.into();
        }
        if value <= threshold {
            entry["wf"] = "now".into();
        }
        entry
    };
    let (health, reallocated, pending) = match (failing, lying) {
        (true, _) => (3, 1912, 48),
        (false, true) => (100, 3, 8),
        (false, false) => (100, 0, 0),
    };
    vec![
        attribute(5, "Reallocated_Sector_Ct", health, 10, reallocated),
        attribute(9, "Power_On_Hours", (100 - hours / 900).max(1), 0, hours),
        attribute(12, "Power_Cycle_Count", 100, 20, cycles),
        attribute(
            194,
            "Temperature_Celsius",
            100 - temperature,
            0,
            temperature,
        ),
        attribute(
            197,
            "Current_Pending_Sector",
            if failing { 88 } else { 100 },
            0,
            pending,
        ),
        attribute(199, "UDMA_CRC_Error_Count", 200, 0, 0),
    ]
}

fn nvme_attributes(hours: i64, cycles: i64, temperature: i64, seed: Seed) -> Vec<Value> {
    let written = seed.named("written").below(90_000_000) as i64;
    [
        ("CriticalWarning", 0),
        ("Temperature", temperature),
        ("AvailableSpare", 100),
        ("AvailableSpareThreshold", 10),
        ("PercentageUsed", seed.named("used").below(24) as i64),
        ("DataUnitsRead", written * 3),
        ("DataUnitsWritten", written),
        ("PowerCycles", cycles),
        ("PowerOnHours", hours),
        ("UnsafeShutdowns", cycles / 5),
        ("MediaErrors", 0),
        ("NumErrLogEntries", 0),
    ]
    .into_iter()
    .map(|(name, value)| json!({"n": name, "rv": value}))
    .collect()
}
