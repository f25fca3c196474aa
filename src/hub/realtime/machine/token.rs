//! The lifetime of the token. The hub silently treats an expired token as a guest's, so it is renewed in time and never used
//! when in doubt.

use super::super::{Effect, TimerKind};
use super::{Realtime, Stream};
use crate::domain::units::Millis;
use crate::hub::auth::TokenLife;
use crate::hub::error::HubError;

/// For this long after the hub has confirmed a token it counts as valid, whatever this machine's clock says.
const TOKEN_TRUST_MS: i64 = 60_000;
/// How long after the first list an unchecked token is checked.
pub(super) const CHECK_AFTER_MS: u32 = 500;
/// A request for a new token may be repeated if it is not answered within this time.
const REFRESH_PATIENCE_MS: i64 = 30_000;
const REFRESH_AT_LEAST_MS: i64 = 60_000;
/// Upper limit for the wait: browser timers cannot wait for weeks.
const REFRESH_AT_MOST_MS: i64 = 6 * 3_600_000;

impl Realtime {
    pub(super) fn token_checked_lately(&self, now: Millis) -> bool {
        self.token_checked
            .is_some_and(|at| now.since(at) < TOKEN_TRUST_MS)
    }

    pub(super) fn ask_refresh(&mut self, now: Millis) {
        if self
            .refresh_asked
            .is_some_and(|at| now.since(at) < REFRESH_PATIENCE_MS)
        {
            return;
        }
        self.refresh_asked = Some(now);
        self.effects.push(Effect::RefreshToken);
    }

    /// Schedules the renewal, or for a token that cannot be renewed, the check whether it has really expired.
    pub(super) fn plan_refresh(&mut self, now: Millis) {
        let Some(due) = self.token.refresh_at.or(self.token.expires) else {
            return self.cancel(TimerKind::Refresh);
        };
        let wait = due
            .since(now)
            .clamp(REFRESH_AT_LEAST_MS, REFRESH_AT_MOST_MS);
        self.set_timer(TimerKind::Refresh, wait as u32);
    }

    pub(super) fn refresh_due(&mut self, now: Millis) {
        let due = self.token.refresh_at.or(self.token.expires);
        let is_unchecked = self.token_checked.is_none() && self.listed_since(Millis(0));
        if is_unchecked || due.is_some_and(|due| now >= due) {
            self.ask_refresh(now);
        }
        self.plan_refresh(now);
    }

    pub(super) fn token_refreshed(&mut self, token: TokenLife, now: Millis) {
        if self.is_off() {
            return;
        }
        self.token = token;
        self.token_checked = Some(now);
        self.refresh_asked = None;
        self.plan_refresh(now);
        if let Stream::Bound(bound) = &mut self.stream {
            bound.needs_token = false;
        }
        self.sync_topics(now);
    }

    pub(super) fn token_refused(&mut self, error: HubError, now: Millis) {
        if self.is_off() {
            return;
        }
        self.refresh_asked = None;
        // A failure that says nothing about the token ends only a connection whose topics wait for it.
        let needed = matches!(&self.stream, Stream::Bound(bound) if bound.needs_token);
        if needed || error.ends_session() {
            self.fail(error, now);
        }
    }
}
