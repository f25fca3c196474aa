//! Lost connections: when the next attempt comes, and when the loss is reported.

use super::super::{ConnectionState, Effect, TimerKind};
use super::lists::FAILURES_TO_POLL;
use super::{Realtime, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

const GRACE_MS: u32 = 3_000;
/// After a connection that held this long, waits start again from the shortest.
const STABLE_MS: i64 = 10_000;

impl Realtime {
    /// When the next attempt is planned; `None` while one is under way or none is needed.
    pub fn next_try(&self) -> Option<Millis> {
        let is_cut = matches!(
            self.connection,
            Some(ConnectionState::Reconnecting | ConnectionState::Lost { .. })
        );
        let is_waiting = matches!(self.stream, Stream::Waiting);
        // Without a stream, requesting a list is the attempt.
        let is_asking = !self.may_stream && self.lists.asked.is_some();
        (is_cut && is_waiting && !is_asking).then_some(self.retry_at)
    }

    /// Handles a failed connection: closes what is open, plans the next attempt, and reports the loss when it is time.
    pub(super) fn fail(&mut self, error: HubError, now: Millis) {
        let error = error.of_a_known_hub();
        if error.ends_session() {
            return self.sign_out(error);
        }
        self.hang_up();
        self.stream = Stream::Waiting;
        self.failures = self.failures.saturating_add(1);
        self.fault = error.clone();
        if self
            .live_since
            .take()
            .is_some_and(|since| now.since(since) >= STABLE_MS)
        {
            self.backoff.reset();
        }
        self.consider_polling(&error);
        self.retry_after(&error, now);
        self.report_cut(error, now);
    }

    /// Like [`Self::fail`], for requests that may be refused despite a valid token: has the token itself checked.
    pub(super) fn fail_or_doubt(&mut self, error: HubError, now: Millis) {
        if error.ends_session() || matches!(error, HubError::Forbidden { .. }) {
            self.fail(HubError::Unreachable, now);
            self.ask_refresh(now);
        } else {
            self.fail(error, now);
        }
    }

    /// The stream was not opened, or did not send its client id, in time. If the hub has answered meanwhile, only the stream is
    /// at fault.
    pub(super) fn opening_timed_out(&mut self, now: Millis) {
        let answers = self.opened.is_some_and(|opened| self.listed_since(opened))
            || matches!(self.connection, Some(ConnectionState::Polling(_)));
        let error = if answers {
            HubError::StreamHeldBack
        } else {
            self.failures = self.failures.max(FAILURES_TO_POLL - 1);
            HubError::TimedOut
        };
        self.fail(error, now);
    }

    /// Closes the stream. Drops a list requested beside it, but not one requested instead of it.
    pub(super) fn hang_up(&mut self) {
        if matches!(self.stream, Stream::Opening | Stream::Bound(_)) {
            self.effects.push(Effect::Close);
        }
        for kind in [TimerKind::Connect, TimerKind::Topics, TimerKind::Watchdog] {
            self.cancel(kind);
        }
        if !self.lists.polling {
            self.drop_list();
        }
        _ = self.held.take();
    }

    pub(super) fn retry_after(&mut self, error: &HubError, now: Millis) {
        let wait = match error {
            HubError::RateLimited | HubError::TooLarge => self.backoff.rate_limited(),
            HubError::StreamHeldBack => self.backoff.held_back(),
            _ => self.backoff.next(),
        };
        self.plan_retry(wait, now);
    }

    pub(super) fn plan_retry(&mut self, wait: u32, now: Millis) {
        self.retry_at = now.plus(i64::from(wait));
        self.set_timer(TimerKind::Retry, wait);
    }

    pub(super) fn report_cut(&mut self, error: HubError, now: Millis) {
        match self.connection.clone() {
            Some(ConnectionState::Listed) if error == HubError::StreamHeldBack => {
                self.cut = (now, error);
                self.report_polling();
            }
            // A list is as good as events were: both get the same time to recover.
            Some(ConnectionState::Live | ConnectionState::Listed) => {
                self.cut = (now, error);
                self.report(ConnectionState::Reconnecting);
                self.set_timer(TimerKind::Grace, GRACE_MS);
            }
            Some(ConnectionState::Reconnecting) => self.cut.1 = error,
            // The next list shows whether the hub still answers.
            Some(ConnectionState::Polling(_)) => {
                self.cut.1 = error.clone();
                self.report(ConnectionState::Polling(error));
            }
            Some(ConnectionState::Lost { since, .. }) => {
                self.cut = (since, error);
                self.report_lost();
            }
            _ => {
                self.cut = (now, error);
                self.report_lost();
            }
        }
    }

    /// Reports a connection as lost that did not recover in time.
    pub(super) fn grace_over(&mut self) {
        if self.lists.polling && self.listed_since(self.cut.0.plus(1)) {
            self.report_polling();
        } else {
            self.report_lost();
        }
    }

    pub(super) fn report_lost(&mut self) {
        let (since, error) = self.cut.clone();
        self.report(ConnectionState::Lost { since, error });
    }
}
