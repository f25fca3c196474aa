//! The stream's events, the topics that bring them, and the list that fills the gaps.

use super::super::changes::{self, ALERTS, Change, Read, SYSTEMS};
use super::super::{ConnectionState, Effect, TimerKind};
use super::{Bound, Realtime, Sight, Stream};
use crate::domain::ids::SystemId;
use crate::domain::units::Millis;
use crate::hub::error::HubError;
use crate::hub::queries::rt_topic;
use crate::hub::sse::SseEvent;

const TOPICS_MS: u32 = 15_000;
const LIST_MS: u32 = 30_000;
/// The hub hears from every system once a minute.
pub(super) const SILENCE_MS: u32 = 90_000;
/// Unreadable events lead to a new list, but not one after another.
const LIST_APART_MS: i64 = 30_000;

impl Realtime {
    pub(super) fn sse(&mut self, event: &SseEvent, now: Millis) {
        self.heard = now;
        if event.name == "PB_CONNECT" {
            return self.bind(event, now);
        }
        let Stream::Bound(bound) = &self.stream else {
            return;
        };
        match changes::read(event, &self.wanted, now) {
            Read::Change(change) => {
                if bound.listing {
                    self.held.keep(&change);
                }
                self.deliver(change);
            }
            Read::Unreadable => self.missed_something(now),
            Read::Other => {}
        }
    }

    fn bind(&mut self, event: &SseEvent, now: Millis) {
        if !matches!(self.stream, Stream::Opening) {
            return;
        }
        if event.id.is_empty() {
            return self.fail(
                HubError::BadAnswer {
                    what: "the stream names no client".to_owned(),
                },
                now,
            );
        }
        self.cancel(TimerKind::Connect);
        self.stream = Stream::Bound(Bound {
            client_id: event.id.clone(),
            posting: None,
            needs_token: false,
            accepted: None,
            listing: false,
            list_again: false,
            missed: false,
        });
        self.sync_topics(now);
    }

    /// Asks for the topics that are wanted, if the hub has others and is not being asked already. The live ones come in a
    /// second step: a hub that refuses them refuses all that is asked along with them.
    pub(super) fn sync_topics(&mut self, now: Millis) {
        let wanted = self.live_systems();
        let token_in_doubt = self.token.is_over(now) && !self.token_checked_lately(now);
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        if bound.posting.is_some() || bound.needs_token || bound.accepted.as_ref() == Some(&wanted)
        {
            return;
        }
        if token_in_doubt {
            bound.needs_token = true;
            self.ask_refresh(now);
        } else {
            let live = if bound.accepted.is_some() {
                wanted
            } else {
                Vec::new()
            };
            let base = [SYSTEMS, ALERTS].into_iter().map(str::to_owned);
            let topics = base.chain(live.iter().map(rt_topic)).collect();
            bound.posting = Some(live);
            let client_id = bound.client_id.clone();
            self.effects.push(Effect::PostTopics {
                attempt: self.attempt,
                client_id,
                topics,
            });
        }
        self.set_timer(TimerKind::Topics, TOPICS_MS);
    }

    fn live_systems(&self) -> Vec<SystemId> {
        if self.live_refused || self.sight == Sight::LongHidden {
            Vec::new()
        } else {
            self.wanted.clone()
        }
    }

    pub(super) fn topics_accepted(&mut self, now: Millis) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        let Some(live) = bound.posting.take() else {
            return;
        };
        let had_none = bound.accepted.replace(live).is_none();
        self.cancel(TimerKind::Topics);
        if had_none {
            self.heard = now;
            self.set_timer(TimerKind::Watchdog, SILENCE_MS);
            self.relist();
        }
        self.sync_topics(now);
    }

    pub(super) fn topics_refused(&mut self, error: HubError, now: Millis) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        let Some(live) = bound.posting.take() else {
            return;
        };
        match error {
            HubError::Missing if !live.is_empty() => {
                // One of the systems cannot be followed, and all topics went with it: ask for the others again.
                bound.accepted = None;
                self.live_refused = true;
                self.sync_topics(now);
            }
            // A 403 says that another one's token was used on this stream, or that this one is no longer good.
            other => self.fail_or_doubt(other, now),
        }
    }

    pub(super) fn relist(&mut self) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        if bound.listing {
            bound.list_again = true;
            return;
        }
        bound.listing = true;
        bound.missed = false;
        self.effects.push(Effect::Relist {
            attempt: self.attempt,
        });
        self.set_timer(TimerKind::List, LIST_MS);
    }

    pub(super) fn list_taken(&mut self, now: Millis) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        if !std::mem::take(&mut bound.listing) {
            return;
        }
        let (again, missed) = (std::mem::take(&mut bound.list_again), bound.missed);
        let covered = bound.accepted.is_some() && !again;
        self.cancel(TimerKind::List);
        self.listed = Some(now);
        let held: Vec<Change> = self.held.take().collect();
        held.into_iter().for_each(|change| self.deliver(change));
        if again {
            self.relist();
        } else if missed {
            self.missed_something(now);
        }
        if covered {
            self.live_since.get_or_insert(now);
            self.cancel(TimerKind::Grace);
            self.report(ConnectionState::Live);
        }
    }

    /// What an unreadable event was about must be listed, but not for each of them at once.
    fn missed_something(&mut self, now: Millis) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        bound.missed = true;
        // Before the topics hold, the list that follows them covers it.
        if !bound.listing && bound.accepted.is_some() {
            let due = self.listed.map_or(now, |at| at.plus(LIST_APART_MS));
            self.set_timer(TimerKind::List, due.since(now).max(1) as u32);
        }
    }

    pub(super) fn list_timer(&mut self, now: Millis) {
        match &self.stream {
            Stream::Bound(bound) if bound.listing => self.fail(HubError::TimedOut, now),
            _ => self.relist(),
        }
    }

    fn deliver(&mut self, change: Change) {
        self.effects.push(Effect::Deliver(change));
    }
}
