//! The last hour of many systems at once, for lenses.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::history::HourPoint;
use crate::domain::series::{Range, Sample};
use crate::state::app::App;

/// Whoever waits for an answer of a hub. A request that ends with its session counts as not answered.
struct Waiting {
    hub: Option<HubId>,
    done: Rc<dyn Fn(HubId, bool)>,
}

impl Waiting {
    fn end(&mut self, is_good: bool) {
        if let Some(hub) = self.hub.take() {
            (self.done)(hub, is_good);
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.end(false);
    }
}

impl App {
    /// Reads the rows of the last hour of all these systems in one request; `done` is told whether the hub has answered.
    pub fn load_last_hour(
        &self,
        hub: HubId,
        systems: Vec<SystemId>,
        range: Range,
        done: Rc<dyn Fn(HubId, bool)>,
    ) {
        let inner = self.inner();
        let mut waiting = Waiting {
            hub: Some(hub.clone()),
            done,
        };
        let Some(connection) = inner.sessions.connections.get(&hub) else {
            return;
        };
        let until = inner.live.hub_now(&hub);
        let (app, asked) = (*self, connection.clone());
        connection.spawn(async move {
            let rows = asked.last_hour(&systems, range, until).await;
            let is_good = rows.is_ok();
            if let Ok(rows) = rows {
                app.keep_last_hour(&hub, systems, rows, range);
            }
            waiting.end(is_good);
        });
    }

    fn keep_last_hour(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        rows: Vec<(SystemId, Sample)>,
        range: Range,
    ) {
        let inner = self.inner();
        let mut of_systems: HashMap<SystemId, Vec<Sample>> = HashMap::new();
        for (system, sample) in rows {
            of_systems.entry(system).or_default().push(sample);
        }
        for system in systems {
            let own = of_systems.remove(&system).unwrap_or_default();
            let of = SystemRef::new(hub.clone(), system);
            let threads = inner
                .live
                .system(&of)
                .and_then(|known| known.metrics.threads);
            let points = own.iter().map(|sample| HourPoint::row(sample, threads));
            inner.lensing.take_rows(&of, points.collect(), range);
            inner.live.look_again(&of);
        }
    }
}
