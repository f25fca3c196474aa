//! The timers, and the watch for a stream that has gone silent.

use super::super::{Effect, TimerKind};
use super::topics::SILENCE_MS;
use super::{Realtime, Sight};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

impl Realtime {
    pub(super) fn timer(&mut self, kind: TimerKind, generation: u32, now: Millis) {
        if self.generations.get(kind as usize) != Some(&generation) {
            return;
        }
        self.cancel(kind);
        match kind {
            TimerKind::List => self.list_timer(now),
            TimerKind::Poll => self.poll(),
            TimerKind::Connect => self.opening_timed_out(now),
            TimerKind::Topics => self.fail(HubError::TimedOut, now),
            TimerKind::Watchdog => self.watch(now),
            TimerKind::Retry => self.connect(now),
            TimerKind::Grace => self.grace_over(),
            TimerKind::Refresh => self.refresh_due(now),
            TimerKind::Hidden => {
                self.sight = Sight::LongHidden;
                self.sync_topics(now);
            }
        }
    }

    fn watch(&mut self, now: Millis) {
        if self.is_silent(now) {
            return self.fail(HubError::TimedOut, now);
        }
        let silence = if self.systems_up {
            now.since(self.heard).max(0)
        } else {
            0
        };
        let left = i64::from(SILENCE_MS).saturating_sub(silence).max(1);
        self.set_timer(TimerKind::Watchdog, left as u32);
    }

    pub(super) fn is_silent(&self, now: Millis) -> bool {
        self.systems_up && now.since(self.heard) >= i64::from(SILENCE_MS)
    }

    pub(super) fn systems_up(&mut self, up: bool, now: Millis) {
        if up && !self.systems_up {
            self.heard = now;
        }
        self.systems_up = up;
    }

    pub(super) fn set_timer(&mut self, kind: TimerKind, after_ms: u32) {
        self.cancel(kind);
        let generation = self
            .generations
            .get(kind as usize)
            .copied()
            .unwrap_or_default();
        self.effects.push(Effect::SetTimer {
            kind,
            generation,
            after_ms,
        });
    }

    /// Invalidates any pending timer of that kind.
    pub(super) fn cancel(&mut self, kind: TimerKind) {
        if let Some(generation) = self.generations.get_mut(kind as usize) {
            *generation = generation.wrapping_add(1);
        }
    }
}
