//! The stream's events, and the topics subscribed to.

use super::super::changes::{self, ALERTS, Change, MONITORS, Read, SETTINGS, SYSTEMS};
use super::super::{Effect, TimerKind};
use super::{Bound, Realtime, Sight, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;
use crate::hub::queries::rt_topic;
use crate::hub::sse::SseEvent;

const TOPICS_MS: u32 = 15_000;
/// Silence longer than this is suspicious: the hub hears from every system once a minute.
pub(super) const SILENCE_MS: u32 = 90_000;

impl Realtime {
    pub(super) fn sse(&mut self, event: &SseEvent, now: Millis) {
        self.heard = now;
        if event.name == "PB_CONNECT" {
            return self.bind(event, now);
        }
        if !matches!(self.stream, Stream::Bound(_)) {
            return;
        }
        match changes::read(event, &self.wanted, now) {
            Read::Change(change) => {
                if self.lists.asked.is_some() {
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
        });
        self.sync_topics(now);
    }

    /// Requests the wanted topics, unless the hub has them or a request is pending. Topics that not every hub accepts come in a
    /// second step: a hub that refuses one refuses the whole request.
    pub(super) fn sync_topics(&mut self, now: Millis) {
        let wanted = self.extra_topics();
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
            let extra = if bound.accepted.is_some() {
                wanted
            } else {
                Vec::new()
            };
            let base = [SYSTEMS, ALERTS, SETTINGS].into_iter().map(str::to_owned);
            let topics = base.chain(extra.iter().cloned()).collect();
            bound.posting = Some(extra);
            let client_id = bound.client_id.clone();
            self.effects.push(Effect::PostTopics {
                attempt: self.attempt,
                client_id,
                topics,
            });
        }
        self.set_timer(TimerKind::Topics, TOPICS_MS);
    }

    fn extra_topics(&self) -> Vec<String> {
        let mut topics = Vec::new();
        if self.monitors_wanted {
            topics.push(MONITORS.to_owned());
        }
        if !self.live_refused && self.sight != Sight::LongHidden {
            topics.extend(self.wanted.iter().map(rt_topic));
        }
        topics
    }

    pub(super) fn topics_accepted(&mut self, now: Millis) {
        let Stream::Bound(bound) = &mut self.stream else {
            return;
        };
        let Some(extra) = bound.posting.take() else {
            return;
        };
        let had_none = bound.accepted.replace(extra).is_none();
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
        let Some(extra) = bound.posting.take() else {
            return;
        };
        match error {
            HubError::Missing | HubError::Refused { .. } if !extra.is_empty() => {
                // One topic was refused, and all others with it: request the others again.
                bound.accepted = None;
                if extra.iter().any(|topic| topic != MONITORS) {
                    self.live_refused = true;
                } else {
                    self.monitors_wanted = false;
                }
                self.sync_topics(now);
            }
            // 403 means that another user's token was used on this stream, or that this one has become invalid.
            other => self.fail_or_doubt(other, now),
        }
    }

    pub(super) fn deliver(&mut self, change: Change) {
        self.effects.push(Effect::Deliver(change));
    }
}
