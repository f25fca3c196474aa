//! The last hour of many systems at once, for lenses.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::history::HourPoint;
use crate::domain::series::{Range, Sample};
use crate::state::actions::many_rows::ManyRows;
use crate::state::app::App;

impl App {
    /// Reads the rows of the last hour of all these systems in one request; `done` is told whether the hub has answered.
    pub fn load_last_hour(
        &self,
        hub: HubId,
        systems: Vec<SystemId>,
        range: Range,
        done: Rc<dyn Fn(HubId, bool)>,
    ) {
        let app = *self;
        let since = app.inner().live.hub_now(&hub).plus(-Range::Hour.span());
        let (of, asked) = (hub.clone(), systems.clone());
        let take = move |rows: Option<ManyRows>| {
            let is_good = rows.is_some();
            if let Some(rows) = rows {
                app.keep_last_hour(&of, asked, rows, range);
            }
            done(of, is_good);
        };
        app.load_rows(&hub, systems, range, since, Box::new(take));
    }

    fn keep_last_hour(&self, hub: &HubId, systems: Vec<SystemId>, rows: ManyRows, range: Range) {
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
