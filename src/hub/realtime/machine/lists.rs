//! The list of systems: requested while a stream is being opened, after the topics are accepted, and once a minute in place of
//! a stream that does not get through.

use super::super::changes::Change;
use super::super::{Attempt, ConnectionState, Effect, TimerKind};
use super::token::CHECK_AFTER_MS;
use super::{Realtime, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

const LIST_MS: u32 = 30_000;
/// Minimum time between lists requested because of unreadable events.
const LIST_APART_MS: i64 = 30_000;
/// How often the list is polled while no stream gets through. Agents report once a minute.
pub(super) const POLL_MS: u32 = 60_000;
/// A stream that has not sent its client id this long after the list arrived counts as held back: both take the same route.
const NAMED_AFTER_LIST_MS: u32 = 6_000;
/// After this many failed attempts in a row, a list is requested as a test.
pub(super) const FAILURES_TO_POLL: u32 = 2;

/// The state of list requests.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The attempt for which the list on its way was requested.
    pub(super) asked: Option<Attempt>,
    /// That list may predate the topics; another one must follow.
    again: bool,
    /// An event since that request could not be read.
    missed: bool,
    /// When the last list arrived.
    taken: Option<Millis>,
    /// The list is polled once a minute, because no stream gets through.
    pub(super) polling: bool,
}

impl Realtime {
    pub(super) fn listed_since(&self, time: Millis) -> bool {
        self.lists.taken.is_some_and(|taken| taken >= time)
    }

    /// Requests the list; if one is on its way, another one after it.
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

    /// Discards the list on its way.
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
        if !self.may_stream {
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

    /// Requests what nothing waits for. Schedules the check of an unchecked token for when the racks have appeared.
    fn read_around(&mut self) {
        self.effects.push(Effect::ReadAround);
        if self.token_checked.is_none() {
            self.set_timer(TimerKind::Refresh, CHECK_AFTER_MS);
        }
    }

    fn listed_without_stream(&mut self) {
        match self.connection {
            Some(ConnectionState::Connecting) if self.failures == 0 && self.may_stream => {
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

    /// Reports that the hub answers but its stream does not get through.
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
        if !self.may_stream {
            // Without a stream the list is retried as the stream would be.
            self.retry_after(&error, now);
        }
        if matches!(self.connection, Some(ConnectionState::Polling(_))) {
            self.cut = (self.lists.taken.unwrap_or(now), error);
            self.report_lost();
        } else if !self.may_stream {
            self.report_cut(error, now);
        }
        // Otherwise a stream is being opened, and its outcome decides.
    }

    pub(super) fn list_timer(&mut self, now: Millis) {
        if self.lists.asked.is_some() {
            self.list_failed(HubError::TimedOut, now);
        } else if self.topics_hold() {
            self.relist();
        }
    }

    /// Starts polling if streams fail: at once if the hub is known to answer, otherwise after two failures.
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

    /// Schedules a list to make up for an unreadable event, at most one per interval.
    pub(super) fn missed_something(&mut self, now: Millis) {
        self.lists.missed = true;
        // Before the topics are accepted, the list that follows them covers it.
        if self.lists.asked.is_none() && self.topics_hold() {
            let due = self.lists.taken.map_or(now, |at| at.plus(LIST_APART_MS));
            self.set_timer(TimerKind::List, due.since(now).max(1) as u32);
        }
    }
}
