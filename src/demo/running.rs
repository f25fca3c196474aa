//! The state of a running simulated hub: its world, what the user has changed, and who is connected.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::account::USER;
use super::machine::{Machine, MachineState};
use super::monitors::DemoMonitor;
use super::rules::AlertRule;
use super::topics::Client;
use super::world::DemoWorld;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::date;
use crate::hub::transport::Clock;

/// Interval between reports, in milliseconds. Agents of a real hub report every 60 s; here they do every 3 s to make the screen lively.
pub(super) const REPORT_INTERVAL: i64 = 3000;
/// Interval between checks of gear without an agent, in milliseconds.
const CHECK_INTERVAL: i64 = 5000;
/// How long a resumed system takes to answer, in milliseconds.
const RESUME_TIME: i64 = 800;

/// The state of the hub beyond its world.
pub struct RunningHub {
    pub world: DemoWorld,
    pub clock: Rc<dyn Clock>,
    interventions: RefCell<HashMap<String, Intervention>>,
    settings: RefCell<Value>,
    quiet_hours: RefCell<Vec<Value>>,
    /// The rules of those machines whose alerts the user has changed, by system id.
    rules: RefCell<HashMap<String, Vec<AlertRule>>>,
    /// When the user last had the disks of a machine read, by system id.
    checked: RefCell<HashMap<String, Millis>>,
    pub clients: RefCell<HashMap<String, Client>>,
    connections: Cell<u64>,
}

/// A user's action on a system.
#[derive(Clone, Copy)]
enum Intervention {
    Paused(Millis),
    Resumed(Millis),
}

impl RunningHub {
    pub fn new(world: DemoWorld, clock: Rc<dyn Clock>) -> Self {
        let quiet_hours = RefCell::new(vec![nightly(&world)]);
        let settings = json!({"chartTime": "1h", "emails": [], "colorWarn": 65, "colorCrit": 90});
        Self {
            world,
            clock,
            interventions: RefCell::default(),
            settings: RefCell::new(settings),
            quiet_hours,
            rules: RefCell::default(),
            checked: RefCell::default(),
            clients: RefCell::default(),
            connections: Cell::new(0),
        }
    }

    /// When the user last had the disks of a machine read.
    pub fn checked(&self, machine: &Machine) -> Option<Millis> {
        self.checked.borrow().get(&machine.id).copied()
    }

    /// Has the disks of a machine read now.
    pub fn check_disks(&self, machine: &Machine) {
        let id = machine.id.clone();
        self.checked.borrow_mut().insert(id, self.now());
    }

    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// The current state of a machine, including the user's actions.
    pub fn state(&self, machine: &Machine) -> MachineState {
        let now = self.now();
        let state = machine.state_at(now);
        match self.interventions.borrow().get(&machine.id) {
            None => state,
            Some(Intervention::Paused(since)) => MachineState {
                status: SystemStatus::Paused,
                since: *since,
            },
            Some(Intervention::Resumed(at)) if now.since(*at) < RESUME_TIME => MachineState {
                status: SystemStatus::Pending,
                since: *at,
            },
            // Once resumed, a system is up unless it is unreachable.
            Some(Intervention::Resumed(_)) if state.status == SystemStatus::Down => state,
            Some(Intervention::Resumed(at)) => MachineState {
                status: SystemStatus::Up,
                since: at.plus(RESUME_TIME),
            },
        }
    }

    /// When a machine that is up last reported; for others, when their state began.
    pub fn last_report(&self, machine: &Machine, state: &MachineState) -> Millis {
        if !state.is_up() {
            return state.since;
        }
        let phase = machine.phase(REPORT_INTERVAL);
        let tick =
            Millis((self.now().0 - phase).div_euclid(REPORT_INTERVAL) * REPORT_INTERVAL + phase);
        match self.interventions.borrow().get(&machine.id) {
            Some(Intervention::Resumed(at)) => tick.max(at.plus(RESUME_TIME)),
            _ => tick,
        }
    }

    pub fn system_record(&self, machine: &Machine) -> Value {
        let state = self.state(machine);
        machine.record_in(&state, self.last_report(machine, &state), &[USER])
    }

    /// The records of the monitors.
    pub fn monitor_records(&self) -> Vec<Value> {
        let monitors = self.world.monitors().iter();
        monitors
            .map(|monitor| monitor.record(self.last_check(monitor)))
            .collect()
    }

    /// When a monitor last ran its check.
    pub fn last_check(&self, monitor: &DemoMonitor) -> Millis {
        monitor.checked(self.now(), CHECK_INTERVAL)
    }

    pub fn pause(&self, machine: &Machine) {
        self.intervene(machine, Intervention::Paused(self.now()));
    }

    pub fn resume(&self, machine: &Machine) {
        self.intervene(machine, Intervention::Resumed(self.now()));
    }

    fn intervene(&self, machine: &Machine, intervention: Intervention) {
        let mut interventions = self.interventions.borrow_mut();
        interventions.insert(machine.id.clone(), intervention);
    }

    /// The alerts set on a machine, as records.
    pub fn alert_records(&self, machine: &Machine) -> Vec<Value> {
        let state = self.state(machine);
        match self.rules.borrow().get(&machine.id) {
            Some(rules) => machine.records_of_rules(rules, &state, self.now(), USER),
            None => machine.alert_records(&state, self.now(), USER),
        }
    }

    /// Sets an alert on a machine, replacing one of that name, or removes it if `rule` is `None`. Returns whether there was one.
    pub fn change_alert(&self, machine: &Machine, name: &str, rule: Option<AlertRule>) -> bool {
        let mut changed = self.rules.borrow_mut();
        let known = changed.entry(machine.id.clone());
        let rules = known.or_insert_with(|| machine.rules.clone());
        let before = rules.len();
        rules.retain(|rule| rule.name != name);
        let had_one = rules.len() < before;
        rules.extend(rule);
        had_one
    }

    /// The records of the quiet hours.
    pub fn quiet_hours(&self) -> Vec<Value> {
        self.quiet_hours.borrow().clone()
    }

    /// Adds quiet hours, or changes those with the id; `None` if there are none with it.
    pub fn save_quiet_hours(&self, id: Option<&str>, body: &Value) -> Option<Value> {
        let mut all = self.quiet_hours.borrow_mut();
        let place = match id {
            Some(id) => all.iter().position(|one| one["id"] == id)?,
            None => {
                let seed = self.world.seed("quiet").named(&self.now().0.to_string());
                let mut new = nightly(&self.world);
                new["id"] = seed.record_id().into();
                all.push(new);
                all.len() - 1
            }
        };
        let record = all.get_mut(place)?;
        for key in ["system", "type", "start", "end"] {
            if let Some(value) = body.get(key) {
                record[key] = value.clone();
            }
        }
        Some(record.clone())
    }

    /// Removes quiet hours; returns whether there were any with that id.
    pub fn remove_quiet_hours(&self, id: &str) -> bool {
        let mut all = self.quiet_hours.borrow_mut();
        let before = all.len();
        all.retain(|one| one["id"] != id);
        all.len() < before
    }

    pub fn set_settings(&self, settings: Value) {
        self.settings.replace(settings);
    }

    pub fn settings(&self) -> Value {
        let joined = date::format(self.world.start());
        json!({
            "collectionId": "4afacsdnlu8q8r2",
            "collectionName": "user_settings",
            "created": joined,
            "id": self.world.seed("settings").record_id(),
            "settings": *self.settings.borrow(),
            "updated": joined,
            "user": USER,
        })
    }

    /// A new client id: 40 characters.
    pub fn new_client_id(&self) -> String {
        let count = self.connections.get();
        self.connections.set(count + 1);
        self.world.seed("client").child(count).letters(
            40,
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
        )
    }
}

/// Quiet hours each night, for all systems.
fn nightly(world: &DemoWorld) -> Value {
    const DAY: i64 = 24 * 3_600_000;
    let day = world.start().0.div_euclid(DAY) * DAY;
    json!({
        "collectionId": "pbc_451525641",
        "collectionName": "quiet_hours",
        "end": date::format(Millis(day + 30 * 3_600_000)),
        "id": world.seed("quiet").record_id(),
        "start": date::format(Millis(day + 23 * 3_600_000)),
        "system": "",
        "type": "daily",
        "user": USER,
    })
}
