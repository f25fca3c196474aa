//! The users' alerts: triggered and resolved by the simulated values.

use std::collections::HashMap;

use blinkenrack::demo::AlertRule;
use blinkenrack::demo::noise::Seed;
use blinkenrack::domain::units::Millis;
use blinkenrack::hub::date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::fleet::{Fleet, wall_clock};
use super::rows::save;
use crate::{Client, Result};

/// Number of systems with alerts at the start, as all alerts are evaluated every time.
pub const WATCHED_SYSTEMS: usize = 100;
/// Real milliseconds between two evaluations.
const INTERVAL: i64 = 3000;

pub struct Alerts {
    /// The history entry of each triggered alert, by the alert's id.
    open: HashMap<String, String>,
    judged: Millis,
}

#[derive(Deserialize)]
struct Alert {
    id: String,
    user: String,
    system: String,
    name: String,
    value: f64,
    min: i64,
    triggered: bool,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    alert_id: String,
}

impl Alerts {
    pub fn of_hub(root: &Client) -> Result<Self> {
        let entries: Vec<Entry> = list(
            root,
            "alerts_history",
            "id,alert_id&filter=resolved%3D%22%22",
        )?;
        let open = entries.into_iter().map(|entry| (entry.alert_id, entry.id));
        Ok(Self {
            open: open.collect(),
            judged: Millis::default(),
        })
    }

    pub fn judge_when_due(&mut self, root: &Client, fleet: &Fleet) -> Result<()> {
        if wall_clock().since(self.judged) < INTERVAL {
            return Ok(());
        }
        self.judge(root, fleet)
    }

    /// Reports triggered and resolved alerts to the hub.
    pub fn judge(&mut self, root: &Client, fleet: &Fleet) -> Result<()> {
        self.judged = wall_clock();
        let alerts: Vec<Alert> = list(root, "alerts", "id,user,system,name,value,min,triggered")?;
        let mut changes = Vec::new();
        let mut history = Vec::new();
        for alert in alerts {
            if is_triggered(&alert, fleet).is_some_and(|triggered| triggered != alert.triggered) {
                changes.push(json!({"id": alert.id, "triggered": !alert.triggered}));
                history.extend(self.entry(&alert));
            }
        }
        save(root, "alerts", &changes)?;
        save(root, "alerts_history", &history)
    }

    /// The history entry that begins or ends with this change.
    fn entry(&mut self, alert: &Alert) -> Option<Value> {
        if alert.triggered {
            let id = self.open.remove(&alert.id)?;
            return Some(json!({"id": id, "resolved": date::format(self.judged)}));
        }
        let id = Seed::new(self.judged.0.unsigned_abs())
            .named(&alert.id)
            .record_id();
        self.open.insert(alert.id.clone(), id.clone());
        Some(json!({
            "id": id,
            "user": alert.user,
            "system": alert.system,
            "alert_id": alert.id,
            "name": alert.name,
            "value": alert.value,
        }))
    }
}

/// `None` for an alert that the simulation cannot evaluate.
fn is_triggered(alert: &Alert, fleet: &Fleet) -> Option<bool> {
    let machine = fleet.world.find(&alert.system)?;
    let rule = AlertRule::new(&alert.name, alert.value, alert.min)?;
    Some(machine.triggers(&rule, &fleet.state(machine), fleet.now()))
}

/// The first thousand records of a collection; `query` begins with the fields.
fn list<T: for<'a> Deserialize<'a>>(
    root: &Client,
    collection: &str,
    query: &str,
) -> Result<Vec<T>> {
    let path =
        format!("/api/collections/{collection}/records?perPage=1000&skipTotal=1&fields={query}");
    let answer = root.ask("GET", &path, None)?;
    let items = answer["items"].as_array().into_iter().flatten();
    // Unreadable alerts, made by hand, are ignored.
    Ok(items.filter_map(|item| T::deserialize(item).ok()).collect())
}
