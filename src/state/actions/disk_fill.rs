//! Estimates when the file systems of systems will be full, from how they filled in the last weeks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::asking::{AnsweredRows, RowAsker};
use crate::domain::fleet::lists::FillTrends;
use crate::domain::fleet::{Filling, fill_of, is_still_valid};
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::asking::HistoryAsking;
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::hub::live::SessionCache;
use crate::state::actions::many_rows::ManyRows;
use crate::state::app::App;
use crate::state::time;

/// How long an estimate stays fresh, in milliseconds: disks fill slowly.
const FRESH: i64 = 3_600_000;
/// Number of systems whose estimates are kept.
const KEPT_SYSTEMS: usize = 4_000;

thread_local! {
    static KEPT: RefCell<SessionCache<(Millis, FillTrends)>> = RefCell::default();
    /// Notified when estimates are kept, whoever asked for them.
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// The kept estimates of a system, and when they were made.
fn kept(of: &SystemRef) -> Option<(Millis, FillTrends)> {
    KEPT.with_borrow(|kept| kept.get(of).cloned())
}

/// The kept estimates, unless they are too old.
fn fresh(of: &SystemRef) -> Option<FillTrends> {
    let (at, trends) = kept(of)?;
    (0..FRESH)
        .contains(&time::now().since(at))
        .then_some(trends)
}

/// Asks for the file systems of the systems in view, a few systems per request and one request at a time to each hub. Stops when it is
/// dropped; what was read stays.
pub struct FillsInView {
    asker: Rc<RowAsker>,
}

impl FillsInView {
    pub fn new(app: App) -> Self {
        let take = move |answer: AnsweredRows| {
            keep(app, &answer.hub, answer.systems, answer.rows);
        };
        let asking = HistoryAsking::of_range(Range::Month, FRESH);
        Self {
            asker: RowAsker::new(app, asking, Range::span, Box::new(take)),
        }
    }

    /// Sets the systems in view, replacing the previous ones. Those beyond the number that is kept are not asked for.
    pub fn want(&self, systems: Vec<SystemRef>) {
        let systems = systems.into_iter().take(KEPT_SYSTEMS).map(|of| {
            let at = kept(&of).map(|(at, _)| at);
            (of, at)
        });
        self.asker.want_beside(systems.collect());
    }

    /// The estimates of a system, while they are still valid: systems in view are asked for again before they expire. Tracked.
    pub fn trends(&self, of: &SystemRef) -> Option<FillTrends> {
        CHANGED.with(Track::track);
        let (made, trends) = kept(of)?;
        is_still_valid(made, time::now()).then_some(trends)
    }
}

impl App {
    /// Passes on the estimates for these systems: kept ones at once, the rest read in one request; `None` if the hub does not answer.
    pub fn read_disk_fills(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        take: impl FnOnce(Option<Vec<(SystemRef, FillTrends)>>) + 'static,
    ) {
        if self.inner().sessions.connections.get(hub).is_none() {
            return take(None);
        }
        let mut known = Vec::new();
        let mut unknown = Vec::new();
        for system in systems {
            let of = SystemRef::new(hub.clone(), system.clone());
            match fresh(&of) {
                Some(trends) => known.push((of, trends)),
                None => unknown.push(system),
            }
        }
        if unknown.is_empty() {
            return take(Some(known));
        }
        let since = self.inner().live.hub_now(hub).plus(-Range::Month.span());
        let (app, of, asked) = (*self, hub.clone(), unknown.clone());
        let read = move |rows: Option<ManyRows>| {
            let Some(rows) = rows else {
                return take(None);
            };
            known.extend(keep(app, &of, asked, rows));
            take(Some(known));
        };
        self.load_rows(hub, unknown, Range::Month, since, Box::new(read));
    }
}

/// Keeps what a hub has answered for these systems.
fn keep(
    app: App,
    hub: &HubId,
    systems: Vec<SystemId>,
    rows: ManyRows,
) -> Vec<(SystemRef, FillTrends)> {
    let Some(session) = app.inner().sessions.connections.get(hub) else {
        return Vec::new();
    };
    let read = trends_of(hub, systems, rows, app.inner().live.hub_now(hub));
    KEPT.with_borrow_mut(|kept| {
        let now = time::now();
        for (of, trends) in &read {
            kept.keep(&session, of.system.clone(), (now, trends.clone()));
        }
        // Systems in view have the newest estimates.
        kept.keep_newest(KEPT_SYSTEMS, |(at, _)| *at);
    });
    CHANGED.with(Notify::notify);
    read
}

fn trends_of(
    hub: &HubId,
    systems: Vec<SystemId>,
    rows: ManyRows,
    now: Millis,
) -> Vec<(SystemRef, FillTrends)> {
    let mut of_systems: HashMap<SystemId, Vec<Sample>> = HashMap::new();
    for (system, sample) in rows {
        of_systems.entry(system).or_default().push(sample);
    }
    let trends = systems.into_iter().map(|system| {
        let rows = of_systems.remove(&system).unwrap_or_default();
        let mut names = vec!["root".to_owned()];
        if let Some(last) = rows.last() {
            names.extend(last.extra_disks.iter().map(|disk| disk.name.clone()));
        }
        let trends = names.into_iter().map(|name| {
            let filling = Filling::of(&fill_of(&rows, &name), now);
            (name, filling)
        });
        let of = SystemRef::new(hub.clone(), system);
        (of, Arc::new(trends.collect()))
    });
    trends.collect()
}
