//! The list of systems: beside a stream that is being opened, after the topics, and once a minute instead of a stream that
//! does not come through.

use super::super::changes::Change;
use super::super::{Attempt, ConnectionState, Effect, TimerKind};
use super::token::CHECK_AFTER_MS;
use super::{Realtime, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

const LIST_MS: u32 = 30_000;
/// Unreadable events lead to a new list, but not one after another.
const LIST_APART_MS: i64 = 30_000;
/// How often the list is asked for while no stream comes through. Agents report once a minute.
pub(super) const POLL_MS: u32 = 60_000;
/// A stream that is not named so long after the list has come is held back: both take the same way.
const NAMED_AFTER_LIST_MS: u32 = 6_000;
/// After this many failed attempts in a row, a list is requested as a test.
pub(super) const FAILURES_TO_POLL: u32 = 2;

/// Which list is on its way, and what came up meanwhile.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The attempt at which the list that is on its way was asked for.
    pub(super) asked: Option<Attempt>,
    /// It may have been made before the topics held; another one must follow.
    again: bool,
    /// An event could not be read since it was asked for.
    missed: bool,
    /// When the last one came.
    taken: Option<Millis>,
    /// Lists are asked for once a minute, because no stream comes through.
    pub(super) polling: bool,
}

impl Realtime {
    pub(super) fn listed_since(&self, time: Millis) -> bool {
        self.lists.taken.is_some_and(|taken| taken >= time)
    }

    /// Asks for the list; where one is on its way, for another one after it.
    pub(super) fn relist(&mut self) {
        if self.lists.asked.is_some() {
            self.lists.again = true;
            return;
        }
        self.lists.asked = Some(self.attempt);
        self.lists.missed = false;
        self.effects.push(Effect::Relist {
            attempt: self.attempt,
        });
        self.set_timer(TimerKind::List, LIST_MS);
    }

    /// The list on its way is of no more interest.
    pub(super) fn drop_list(&mut self) {
        self.lists.asked = None;
        self.lists.again = false;
        self.lists.missed = false;
        self.cancel(TimerKind::List);
    }

    pub(super) fn end_lists(&mut self) {
        self.drop_list();
        self.end_polling();
        self.lists.taken = None;
    }

    fn end_polling(&mut self) {
        self.lists.polling = false;
        self.cancel(TimerKind::Poll);
    }

    fn topics_hold(&self) -> bool {
        matches!(&self.stream, Stream::Bound(bound) if bound.accepted.is_some())
    }

    pub(super) fn list_taken(&mut self, now: Millis) {
        let (again, missed) = (self.lists.again, self.lists.missed);
        let covered = self.topics_hold() && !again;
        self.drop_list();
        self.lists.taken = Some(now);
        if !self.has_leave {
            self.backoff.reset();
        }
        let held: Vec<Change> = self.held.take().collect();
        held.into_iter().for_each(|change| self.deliver(change));
        if again {
            self.relist();
        } else if missed {
            self.missed_something(now);
        }
        if covered {
            self.live(now);
        } else {
            self.listed_without_stream();
        }
    }

    fn live(&mut self, now: Millis) {
        self.live_since.get_or_insert(now);
        self.failures = 0;
        self.end_polling();
        self.cancel(TimerKind::Grace);
        self.report(ConnectionState::Live);
        self.read_around();
    }

    /// Asks for what nothing waits for. A token that was never checked is checked when the racks have had the time to appear.
    fn read_around(&mut self) {
        self.effects.push(Effect::ReadAround);
        if self.token_checked.is_none() {
            self.set_timer(TimerKind::Refresh, CHECK_AFTER_MS);
        }
    }

    fn listed_without_stream(&mut self) {
        match self.connection {
            Some(ConnectionState::Connecting) if self.failures == 0 && self.has_leave => {
                if matches!(self.stream, Stream::Opening) {
                    self.set_timer(TimerKind::Connect, NAMED_AFTER_LIST_MS);
                }
                self.report(ConnectionState::Listed);
            }
            Some(
                ConnectionState::Connecting
                | ConnectionState::Polling(_)
                | ConnectionState::Lost { .. },
            ) if self.lists.polling => self.report_polling(),
            _ => {}
        }
    }

    /// The hub answers, its stream does not.
    pub(super) fn report_polling(&mut self) {
        let fault = match &self.fault {
            HubError::TimedOut => HubError::StreamHeldBack,
            other => other.clone(),
        };
        self.report(ConnectionState::Polling(fault));
        self.read_around();
    }

    pub(super) fn list_failed(&mut self, error: HubError, now: Millis) {
        let error = error.of_a_known_hub();
        self.drop_list();
        if error.ends_session() || self.topics_hold() {
            return self.fail(error, now);
        }
        if !self.has_leave {
            // The list is all there is: it is asked for again as a stream would be.
            self.retry_after(&error, now);
        }
        if matches!(self.connection, Some(ConnectionState::Polling(_))) {
            self.cut = (self.lists.taken.unwrap_or(now), error);
            self.report_lost();
        } else if !self.has_leave {
            self.tell_cut(error, now);
        }
        // Else a stream is being opened, and its outcome decides.
    }

    pub(super) fn list_timer(&mut self, now: Millis) {
        if self.lists.asked.is_some() {
            self.list_failed(HubError::TimedOut, now);
        } else if self.topics_hold() {
            self.relist();
        }
    }

    /// Asks for lists where streams do not come: at once where the hub is known to answer, else when it has failed twice.
    pub(super) fn consider_polling(&mut self, error: &HubError) {
        let enough = match error {
            HubError::RateLimited | HubError::TooLarge => false,
            HubError::StreamHeldBack => true,
            _ => self.failures >= FAILURES_TO_POLL,
        };
        if self.lists.polling || !enough {
            return;
        }
        self.lists.polling = true;
        self.set_timer(TimerKind::Poll, POLL_MS);
        if *error != HubError::StreamHeldBack {
            self.relist();
        }
    }

    pub(super) fn poll(&mut self) {
        if !self.lists.polling {
            return;
        }
        self.set_timer(TimerKind::Poll, POLL_MS);
        if self.lists.asked.is_none() {
            self.relist();
        }
    }

    /// What an unreadable event was about must be listed, but not for each of them at once.
    pub(super) fn missed_something(&mut self, now: Millis) {
        self.lists.missed = true;
        // Before the topics hold, the list that follows them covers it.
        if self.lists.asked.is_none() && self.topics_hold() {
            let due = self.lists.taken.map_or(now, |at| at.plus(LIST_APART_MS));
            self.set_timer(TimerKind::List, due.since(now).max(1) as u32);
        }
    }
}
