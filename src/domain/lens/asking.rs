//! Decides when to ask the hub for rows of which systems: their last hour, all rows of one range, or the newest. Pure: the driver passes
//! what is in view and sends the requests.

use std::collections::{HashMap, HashSet};

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::series::Range;
use crate::domain::units::Millis;

/// How long no further systems must come into view before the rows of all are requested, and how long the first of them wait at most, in
/// milliseconds.
const GATHER: i64 = 200;
const GATHER_AT_MOST: i64 = 4_000;
/// Time between the answer to one request and the next request to the same hub, in milliseconds.
const APART: i64 = 2_000;
/// Default age from which rows are requested again, in milliseconds; below it that of the newest rows.
pub const FRESH: i64 = 15 * 60_000;
const FRESH_NEWEST: i64 = 5 * 60_000;
/// The first and the longest wait after a failure, in milliseconds.
const AFTER_FAILURE: i64 = 30_000;
const LONGEST_WAIT: i64 = 8 * 60_000;
/// Number of systems whose rows of every minute fit on one page of the hub. With more, rows of every ten minutes are requested, for as many
/// systems as fit into a filter (3,500 characters).
pub const MOST_BY_THE_MINUTE: usize = 16;
pub const MOST_AT_ONCE: usize = 120;
/// Number of rows on one page of a hub.
const PAGE: i64 = 1_000;

/// Events of the machine.
#[derive(Clone, Debug, PartialEq)]
pub enum AskEvent {
    /// All systems that are shown with a sparkline, the most important first.
    Wanted(Vec<SystemRef>),
    /// Like [`Self::Wanted`], where others ask as well: each with the time of its stored answer, whoever asked for it.
    WantedBeside(Vec<(SystemRef, Option<Millis>)>),
    Answered {
        hub: HubId,
        is_good: bool,
    },
    /// The rows of these were dropped.
    Dropped(Vec<SystemRef>),
    Time,
}

/// Effects for the driver to carry out.
#[derive(Clone, Debug, PartialEq)]
pub enum AskEffect {
    /// One request for all of these.
    Ask {
        hub: HubId,
        systems: Vec<SystemId>,
        range: Range,
    },
    WakeAt(Millis),
}

#[derive(Debug, Default)]
struct AskedHub {
    /// The systems of the pending request.
    under_way: Option<Vec<SystemId>>,
    not_before: Option<Millis>,
    failures: u32,
}

/// Which rows of a system are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum AskedRows {
    #[default]
    LastHour,
    /// All of that range.
    All(Range),
    Newest,
}

/// The systems whose rows are wanted, and what has been requested.
#[derive(Debug)]
pub struct HistoryAsking {
    rows: AskedRows,
    /// Age from which rows are requested again, in milliseconds.
    fresh: i64,
    wanted: Vec<SystemRef>,
    /// When further systems came last, and when the first of those came that were not asked for yet.
    since: Option<Millis>,
    first: Option<Millis>,
    hubs: HashMap<HubId, AskedHub>,
    answered: HashMap<SystemRef, Millis>,
}

impl Default for HistoryAsking {
    fn default() -> Self {
        Self::of(AskedRows::LastHour, FRESH)
    }
}

impl HistoryAsking {
    fn of(rows: AskedRows, fresh: i64) -> Self {
        Self {
            rows,
            fresh,
            wanted: Vec::new(),
            since: None,
            first: None,
            hubs: HashMap::new(),
            answered: HashMap::new(),
        }
    }

    /// Requests all rows of one range, for as many systems at once as fit on a page of the hub, and again after `fresh` milliseconds.
    pub fn of_range(range: Range, fresh: i64) -> Self {
        Self::of(AskedRows::All(range), fresh)
    }

    /// Requests the newest rows of what is in view, every few minutes.
    pub fn newest() -> Self {
        Self::of(AskedRows::Newest, FRESH_NEWEST)
    }

    pub fn step(&mut self, event: AskEvent, now: Millis) -> Vec<AskEffect> {
        match event {
            AskEvent::Wanted(wanted) => self.want(wanted, now),
            AskEvent::WantedBeside(kept) => {
                for (of, at) in &kept {
                    // A clock that was set back must not extend the life of an answer.
                    match at.filter(|at| *at <= now) {
                        Some(at) => self.answered.insert(of.clone(), at),
                        None => self.answered.remove(of),
                    };
                }
                self.want(kept.into_iter().map(|(of, _)| of).collect(), now);
            }
            AskEvent::Answered { hub, is_good } => self.answer(&hub, is_good, now),
            AskEvent::Dropped(systems) => {
                for of in &systems {
                    self.answered.remove(of);
                    let state = self.hubs.get_mut(&of.hub);
                    if let Some(asked) = state.and_then(|state| state.under_way.as_mut()) {
                        asked.retain(|system| *system != of.system);
                    }
                }
            }
            AskEvent::Time => {}
        }
        self.ask(now)
    }

    fn want(&mut self, wanted: Vec<SystemRef>, now: Millis) {
        let known: HashSet<&SystemRef> = self.wanted.iter().collect();
        // Another order, or fewer, is no reason to wait.
        if wanted.iter().any(|of| !known.contains(of)) {
            self.since = Some(now);
            self.first.get_or_insert(now);
        }
        self.wanted = wanted;
    }

    fn answer(&mut self, hub: &HubId, is_good: bool, now: Millis) {
        let Some(state) = self.hubs.get_mut(hub) else {
            return;
        };
        let Some(systems) = state.under_way.take() else {
            return;
        };
        if is_good {
            state.failures = 0;
            state.not_before = Some(now.plus(APART));
            for system in systems {
                self.answered
                    .insert(SystemRef::new(hub.clone(), system), now);
            }
            self.answered
                .retain(|_, at| (0..self.fresh).contains(&now.since(*at)));
        } else {
            let wait = AFTER_FAILURE << state.failures.min(4);
            state.failures += 1;
            state.not_before = Some(now.plus(wait.min(LONGEST_WAIT)));
        }
    }

    fn ask(&mut self, now: Millis) -> Vec<AskEffect> {
        let Some(since) = self.since else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        let mut wake: Option<Millis> = None;
        let mut wake_at = |at: Millis| wake = Some(wake.map_or(at, |other| other.min(at)));
        let mut due: Vec<(HubId, Vec<SystemId>)> = Vec::new();
        for system in &self.wanted {
            if let Some(at) = self.answered.get(system).map(|at| at.plus(self.fresh))
                && at > now
            {
                wake_at(at);
                continue;
            }
            match due.iter_mut().find(|(hub, _)| *hub == system.hub) {
                Some((_, systems)) => systems.push(system.system.clone()),
                None => due.push((system.hub.clone(), vec![system.system.clone()])),
            }
        }
        if due.is_empty() {
            self.first = None;
        }
        let latest = self.first.unwrap_or(since).plus(GATHER_AT_MOST);
        let gathered = since.plus(GATHER).min(latest);
        for (hub, mut systems) in due {
            let state = self.hubs.entry(hub.clone()).or_default();
            if state.under_way.is_some() {
                continue;
            }
            let from = state.not_before.unwrap_or(since).max(gathered);
            if from > now {
                wake_at(from);
                continue;
            }
            let range = match self.rows {
                AskedRows::All(range) => {
                    let of_each = (range.span() / range.step()).max(1);
                    systems.truncate((PAGE / of_each).max(1) as usize);
                    range
                }
                AskedRows::LastHour if systems.len() > MOST_BY_THE_MINUTE => {
                    systems.truncate(MOST_AT_ONCE);
                    Range::HalfDay
                }
                AskedRows::LastHour => Range::Hour,
                AskedRows::Newest => {
                    systems.truncate(MOST_AT_ONCE);
                    Range::Hour
                }
            };
            state.under_way = Some(systems.clone());
            self.first = None;
            effects.push(AskEffect::Ask {
                hub,
                systems,
                range,
            });
        }
        effects.extend(wake.map(AskEffect::WakeAt));
        effects
    }
}

#[cfg(test)]
mod tests;
