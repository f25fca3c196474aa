//! How the disks of systems have filled in the last weeks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::fleet::{DiskFill, fill_of};
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::hub::live::SessionCache;
use crate::state::actions::many_rows::ManyRows;
use crate::state::app::App;
use crate::state::time;

/// After so long it is asked for again, in milliseconds: disks fill slowly.
const FRESH: i64 = 3_600_000;
/// Of so many systems it is kept.
const KEPT_SYSTEMS: usize = 200;

/// The disks of one system by their names; `root` is the root disk.
pub type DiskFills = Arc<Vec<(String, DiskFill)>>;

thread_local! {
    static KEPT: RefCell<SessionCache<(Millis, DiskFills)>> = RefCell::default();
}

impl App {
    /// Hands over how the disks of these systems have filled: what is kept at once, the rest in one request; `None` where the hub gives no
    /// answer.
    pub fn read_disk_fills(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        take: impl FnOnce(Option<Vec<(SystemRef, DiskFills)>>) + 'static,
    ) {
        let Some(session) = self.inner().sessions.connections.get(hub) else {
            return take(None);
        };
        let now = time::now();
        let mut known = Vec::new();
        let mut unknown = Vec::new();
        KEPT.with_borrow(|kept| {
            for system in systems {
                let of = SystemRef::new(hub.clone(), system.clone());
                match kept.get(&of) {
                    Some((at, fills)) if (0..FRESH).contains(&now.since(*at)) => {
                        known.push((of, fills.clone()));
                    }
                    _ => unknown.push(system),
                }
            }
        });
        if unknown.is_empty() {
            return take(Some(known));
        }
        let since = self.inner().live.hub_now(hub).plus(-Range::Month.span());
        let (of, asked) = (hub.clone(), unknown.clone());
        let read = move |rows: Option<ManyRows>| {
            let Some(rows) = rows else {
                return take(None);
            };
            let read = fills_of(&of, asked, rows);
            KEPT.with_borrow_mut(|kept| {
                kept.clear_beyond(KEPT_SYSTEMS);
                for (of, fills) in &read {
                    kept.keep(&session, of.system.clone(), (now, fills.clone()));
                }
            });
            known.extend(read);
            take(Some(known));
        };
        self.load_rows(hub, unknown, Range::Month, since, Box::new(read));
    }
}

fn fills_of(hub: &HubId, systems: Vec<SystemId>, rows: ManyRows) -> Vec<(SystemRef, DiskFills)> {
    let mut of_systems: HashMap<SystemId, Vec<Sample>> = HashMap::new();
    for (system, sample) in rows {
        of_systems.entry(system).or_default().push(sample);
    }
    let fills = systems.into_iter().map(|system| {
        let rows = of_systems.remove(&system).unwrap_or_default();
        let mut names = vec!["root".to_owned()];
        if let Some(last) = rows.last() {
            names.extend(last.extra_disks.iter().map(|disk| disk.name.clone()));
        }
        let fills = names.into_iter().map(|name| {
            let fill = fill_of(&rows, &name);
            (name, fill)
        });
        let of = SystemRef::new(hub.clone(), system);
        (of, Arc::new(fills.collect()))
    });
    fills.collect()
}
