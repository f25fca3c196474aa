//! Events of the browser: page visibility, and the network coming back.

use super::super::TimerKind;
use super::{Realtime, Sight, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

const HIDDEN_MS: u32 = 60_000;
/// Minimum time between attempts, even when the user asks for one.
const FORCED_APART_MS: i64 = 1_000;

impl Realtime {
    pub(super) fn page_hidden(&mut self) {
        if self.sight == Sight::Visible {
            self.sight = Sight::Hidden;
            self.set_timer(TimerKind::Hidden, HIDDEN_MS);
        }
    }

    pub(super) fn page_visible(&mut self, now: Millis) {
        self.sight = Sight::Visible;
        self.cancel(TimerKind::Hidden);
        match &self.stream {
            Stream::Waiting => self.try_now(now),
            Stream::Bound(_) if self.is_silent(now) => {
                self.fail(HubError::TimedOut, now);
                self.try_now(now);
            }
            Stream::Bound(bound) if bound.accepted.is_some() => {
                self.sync_topics(now);
                self.relist();
            }
            _ => {}
        }
    }

    /// The network is back. A stream from before it was lost may be dead without an error.
    pub(super) fn online(&mut self, now: Millis) {
        match self.stream {
            // The polling state stands until the next attempt shows otherwise.
            Stream::Opening if self.lists.polling => {
                self.hang_up();
                self.stream = Stream::Waiting;
                let wait = self.backoff.next();
                self.plan_retry(wait, now);
            }
            Stream::Opening | Stream::Bound(_) => self.fail(HubError::Unreachable, now),
            Stream::Off | Stream::Waiting => {}
        }
        if matches!(self.stream, Stream::Waiting) {
            self.try_now(now);
        }
    }

    /// Brings the next attempt forward.
    fn try_now(&mut self, now: Millis) {
        let earliest = self
            .opened
            .map_or(now, |opened| opened.plus(FORCED_APART_MS))
            .max(now);
        if earliest == now {
            self.connect(now);
        } else if earliest < self.retry_at {
            self.retry_at = earliest;
            self.set_timer(TimerKind::Retry, earliest.since(now) as u32);
        }
    }
}
