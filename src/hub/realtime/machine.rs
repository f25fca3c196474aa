//! The state machine of the connection.

mod cut;
mod lists;
mod page;
mod timers;
mod token;
mod topics;
mod without_stream;

use self::lists::Lists;
use super::backoff::Backoff;
use super::changes::Held;
use super::{Attempt, ConnectionState, Effect, Event, MOST_LIVE, TimerKind};
use crate::domain::ids::SystemId;
use crate::domain::sorted;
use crate::domain::units::Millis;
use crate::hub::auth::TokenLife;
use crate::hub::error::HubError;

const CONNECT_MS: u32 = 15_000;

/// The state machine; see [`super`] for the protocol.
#[derive(Debug)]
pub struct Realtime {
    stream: Stream,
    attempt: Attempt,
    opened: Option<Millis>,
    retry_at: Millis,
    live_since: Option<Millis>,
    heard: Millis,
    lists: Lists,
    backoff: Backoff,
    held: Held,
    connection: Option<ConnectionState>,
    /// When the last connection was cut, and why.
    cut: (Millis, HubError),
    /// Number of attempts that have failed since the last one that went live.
    failures: u32,
    /// Why the last one failed.
    fault: HubError,
    token: TokenLife,
    token_checked: Option<Millis>,
    refresh_asked: Option<Millis>,
    wanted: Vec<SystemId>,
    /// Whether to subscribe to changes of monitors. A hub that refuses is not asked again.
    monitors_wanted: bool,
    /// The hub has refused the live topics; they are not requested again until the set changes or a new stream opens.
    live_refused: bool,
    sight: Sight,
    /// Whether a stream may be held open.
    may_stream: bool,
    systems_up: bool,
    generations: [u32; TimerKind::COUNT],
    effects: Vec<Effect>,
}

#[derive(Debug)]
enum Stream {
    /// Not started, stopped, or signed out.
    Off,
    /// No stream; the next attempt comes by timer.
    Waiting,
    /// The stream is being opened, or has not sent its client id yet.
    Opening,
    Bound(Bound),
}

/// A stream whose client is known.
#[derive(Debug)]
struct Bound {
    client_id: String,
    /// The extra topics being requested, besides those that are always included.
    posting: Option<Vec<String>>,
    /// The topics wait until the token is renewed.
    needs_token: bool,
    /// The extra topics that the hub has accepted; `None` until it has accepted any topics at all.
    accepted: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Sight {
    Visible,
    Hidden,
    /// Hidden for so long that live metrics would be wasted.
    LongHidden,
}

impl Realtime {
    /// `seed` varies the jitter from browser to browser.
    pub fn new(seed: u64) -> Self {
        Self {
            stream: Stream::Off,
            attempt: Attempt::default(),
            opened: None,
            retry_at: Millis(0),
            live_since: None,
            heard: Millis(0),
            lists: Lists::default(),
            backoff: Backoff::new(seed),
            held: Held::default(),
            connection: None,
            cut: (Millis(0), HubError::Unreachable),
            failures: 0,
            fault: HubError::Unreachable,
            token: TokenLife::default(),
            token_checked: None,
            refresh_asked: None,
            wanted: Vec::new(),
            monitors_wanted: false,
            live_refused: false,
            sight: Sight::Visible,
            may_stream: true,
            systems_up: false,
            generations: [0; TimerKind::COUNT],
            effects: Vec::new(),
        }
    }

    /// Whether the answer to [`Effect::Relist`] of that attempt is still wanted.
    pub fn expects_list(&self, attempt: Attempt) -> bool {
        self.lists.asked == Some(attempt)
    }

    /// Takes an event and returns what to do, in this order.
    pub fn step(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        // After the clock is set back, the last sign of life must not lie in the future.
        self.heard = self.heard.min(now);
        match event {
            Event::Start(token) => self.start(token, now),
            Event::Stop => self.stop(),
            Event::TokenRefreshed(token) => self.token_refreshed(token, now),
            Event::TokenRefused(error) => self.token_refused(error, now),
            Event::Timer { kind, generation } => self.timer(kind, generation, now),
            Event::LiveWanted(systems) => self.live_wanted(systems, now),
            Event::MonitorsWanted => {
                self.monitors_wanted = true;
                self.sync_topics(now);
            }
            Event::SystemsUp(up) => self.systems_up(up, now),
            Event::Hidden => self.page_hidden(),
            Event::Visible => self.page_visible(now),
            Event::Online => self.online(now),
            Event::StreamAllowed(may_stream) => self.allow_stream(may_stream, now),
            other => self.of_attempt(other, now),
        }
        std::mem::take(&mut self.effects)
    }

    /// Handles events of one attempt, which count only as long as that attempt is current.
    fn of_attempt(&mut self, event: Event, now: Millis) {
        match event {
            Event::StreamOpened { attempt } if self.is_open(attempt) => self.heard = now,
            Event::StreamRefused { attempt, error } if self.is_open(attempt) => {
                self.stream = Stream::Waiting;
                self.fail_or_doubt(error, now);
            }
            Event::StreamEnded { attempt, result } if self.is_open(attempt) => {
                self.stream = Stream::Waiting;
                self.fail(result.err().unwrap_or(HubError::Unreachable), now);
            }
            Event::Sse { attempt, event } if self.is_open(attempt) => self.sse(&event, now),
            Event::TopicsAccepted { attempt } if self.is_open(attempt) => self.topics_accepted(now),
            Event::TopicsRefused { attempt, error } if self.is_open(attempt) => {
                self.topics_refused(error, now)
            }
            Event::Listed { attempt } if self.expects_list(attempt) => self.list_taken(now),
            Event::ListFailed { attempt, error } if self.expects_list(attempt) => {
                self.list_failed(error, now)
            }
            _ => {}
        }
    }

    fn is_open(&self, attempt: Attempt) -> bool {
        self.attempt == attempt && matches!(self.stream, Stream::Opening | Stream::Bound(_))
    }

    /// Not started, stopped, or signed out.
    fn is_off(&self) -> bool {
        matches!(self.stream, Stream::Off)
    }

    fn start(&mut self, token: TokenLife, now: Millis) {
        if !self.is_off() {
            return;
        }
        self.token = token;
        self.token_checked = None;
        self.backoff.reset();
        self.connection = None;
        self.report(ConnectionState::Connecting);
        self.plan_refresh(now);
        self.connect(now);
        if self.may_stream {
            self.relist();
        }
    }

    fn connect(&mut self, now: Millis) {
        self.cancel(TimerKind::Retry);
        if !self.may_stream {
            return self.do_without_stream(now);
        }
        self.attempt = self.attempt.next();
        self.stream = Stream::Opening;
        self.opened = Some(now);
        self.heard = now;
        self.live_refused = false;
        self.effects.push(Effect::Open {
            attempt: self.attempt,
        });
        self.set_timer(TimerKind::Connect, CONNECT_MS);
    }

    fn sign_out(&mut self, error: HubError) {
        self.stop();
        self.report(ConnectionState::SignedOut(error));
    }

    fn stop(&mut self) {
        self.hang_up();
        self.stream = Stream::Off;
        self.live_since = None;
        self.refresh_asked = None;
        self.failures = 0;
        self.end_lists();
        for kind in [TimerKind::Retry, TimerKind::Grace, TimerKind::Refresh] {
            self.cancel(kind);
        }
    }

    fn live_wanted(&mut self, systems: Vec<SystemId>, now: Millis) {
        let mut wanted = Vec::new();
        for system in systems {
            sorted::insert(&mut wanted, system);
        }
        wanted.dedup();
        wanted.truncate(MOST_LIVE);
        if wanted != self.wanted {
            self.wanted = wanted;
            self.live_refused = false;
            self.sync_topics(now);
        }
    }

    fn report(&mut self, connection: ConnectionState) {
        if self.connection.as_ref() != Some(&connection) {
            self.connection = Some(connection.clone());
            self.effects.push(Effect::Report(connection));
        }
    }
}
