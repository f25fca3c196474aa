//! Pauses and resumes the monitoring of the chosen device's system, or of several, where the hub allows it to this account.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::fleet::MonitoringBatch;
use crate::domain::ids::SystemRef;
use crate::domain::system::{System, SystemStatus};
use crate::state::app::App;
use crate::state::part::lazy_part;

lazy_part!(panel: fn load_set_monitored() -> fn(App, bool) = App::set_monitored_now);

impl App {
    /// Whether the chosen device's system could be paused, or resumed.
    pub fn can_set_monitored(&self, is_monitored: bool) -> bool {
        self.chosen_system().is_some_and(|(of, system)| {
            let is_paused = system.status == SystemStatus::Paused;
            is_paused == is_monitored && self.may_change_systems(&of)
        })
    }

    /// Pauses or resumes it. The hub's confirmation is announced as an event of the session.
    pub fn set_monitored(&self, is_monitored: bool) {
        self.with_part(load_set_monitored(), move |app, set| set(app, is_monitored));
    }

    fn set_monitored_now(self, is_monitored: bool) {
        let Some((of, _)) = self.chosen_system() else {
            return;
        };
        self.set_system_monitored(&of, is_monitored, move |result| {
            if let Err(fault) = result {
                self.say(fault.words("pausing and resuming systems"));
            }
        });
    }

    /// Pauses or resumes the monitoring of several systems, one after the other, and announces the overall result.
    pub fn set_all_monitored(&self, systems: Vec<SystemRef>, is_monitored: bool) {
        let batch = MonitoringBatch::new(systems, is_monitored);
        self.go_on_with(Rc::new(RefCell::new(batch)));
    }

    fn go_on_with(self, batch: Rc<RefCell<MonitoringBatch>>) {
        let (next, is_monitored) = {
            let mut batch = batch.borrow_mut();
            (batch.take_next(), batch.is_monitored())
        };
        let Some(of) = next else {
            return self.say(batch.borrow().words());
        };
        let asked = of.clone();
        self.set_system_monitored(&of, is_monitored, move |result| {
            batch.borrow_mut().answer(&asked, result);
            self.go_on_with(batch);
        });
    }

    /// The system of the chosen device, if exactly one device is chosen.
    pub(super) fn chosen_system(&self) -> Option<(SystemRef, System)> {
        let inner = self.inner();
        let [device] = self.chosen_devices()[..] else {
            return None;
        };
        let of = inner
            .document
            .snapshot()
            .with_untracked(|snapshot| snapshot.layout.devices.get(&device)?.system().cloned())?;
        let system = inner.live.system(&of)?;
        Some((of, system))
    }
}
