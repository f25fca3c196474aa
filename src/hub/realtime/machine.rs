//! The machine itself.

mod leave;
mod lists;
mod token;
mod topics;

use self::lists::{FAILURES_TO_POLL, Lists};
use self::topics::SILENCE_MS;
use super::backoff::Backoff;
use super::changes::Held;
use super::{Attempt, ConnectionState, Effect, Event, MOST_LIVE, TimerKind};
use crate::domain::ids::SystemId;
use crate::domain::sorted;
use crate::domain::units::Millis;
use crate::hub::auth::TokenLife;
use crate::hub::error::HubError;

const CONNECT_MS: u32 = 15_000;
const GRACE_MS: u32 = 3_000;
const HIDDEN_MS: u32 = 60_000;
/// After a connection that held this long, waits start again from the shortest.
const STABLE_MS: i64 = 10_000;
/// At most one attempt in this time, even when a person asks for it.
const FORCED_APART_MS: i64 = 1_000;

/// The machine: see [`super`] for the protocol.
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
    /// How many attempts have failed since the last one that got live.
    failures: u32,
    /// Why the last one failed.
    fault: HubError,
    token: TokenLife,
    token_checked: Option<Millis>,
    refresh_asked: Option<Millis>,
    wanted: Vec<SystemId>,
    /// Whether the hub is asked for changes of monitors. One that refuses them is not asked again.
    monitors_wanted: bool,
    /// The hub has refused the live topics; they are not asked for again until others are wanted or the stream is new.
    live_refused: bool,
    sight: Sight,
    /// Whether a stream may be held open.
    has_leave: bool,
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
    /// The stream is being opened or has not named its client yet.
    Opening,
    Bound(Bound),
}

/// A stream whose client is known.
#[derive(Debug)]
struct Bound {
    client_id: String,
    /// The topics that the hub is being asked for beside those it always has.
    posting: Option<Vec<String>>,
    /// The topics wait for the token to be renewed.
    needs_token: bool,
    /// The same of those that the hub has; `None` as long as it may have none at all.
    accepted: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Sight {
    Visible,
    Hidden,
    /// Out of sight for so long that live metrics are a waste.
    LongHidden,
}

impl Realtime {
    /// `seed` makes the jitter of this browser differ from others'.
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
            has_leave: true,
            systems_up: false,
            generations: [0; TimerKind::COUNT],
            effects: Vec::new(),
        }
    }

    /// Whether the answer to [`Effect::Relist`] of that attempt is still wanted.
    pub fn expects_list(&self, attempt: Attempt) -> bool {
        self.lists.asked == Some(attempt)
    }

    /// When the next attempt is planned; `None` while one is under way or none is needed.
    pub fn next_try(&self) -> Option<Millis> {
        let is_cut = matches!(
            self.connection,
            Some(ConnectionState::Reconnecting | ConnectionState::Lost { .. })
        );
        let is_waiting = matches!(self.stream, Stream::Waiting);
        // Without a stream, a list is the attempt.
        let is_asking = !self.has_leave && self.lists.asked.is_some();
        (is_cut && is_waiting && !is_asking).then_some(self.retry_at)
    }

    /// Takes an event and returns what to do, in this order.
    pub fn step(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        // A clock that was set back must not make silence look like the future.
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
            Event::StreamLeave(leave) => self.stream_leave(leave, now),
            other => self.of_attempt(other, now),
        }
        std::mem::take(&mut self.effects)
    }

    /// What belongs to one opening of the stream, and counts only as long as that one does.
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

    // Opening, failing, ending

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
        if self.has_leave {
            self.relist();
        }
    }

    fn connect(&mut self, now: Millis) {
        self.cancel(TimerKind::Retry);
        if !self.has_leave {
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

    /// The connection has failed: close what is open, plan the next attempt, report the loss when it is time.
    fn fail(&mut self, error: HubError, now: Millis) {
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
        self.tell_cut(error, now);
    }

    pub(super) fn retry_after(&mut self, error: &HubError, now: Millis) {
        let wait = match error {
            HubError::RateLimited | HubError::TooLarge => self.backoff.rate_limited(),
            HubError::StreamHeldBack => self.backoff.held_back(),
            _ => self.backoff.next(),
        };
        self.plan_retry(wait, now);
    }

    fn plan_retry(&mut self, wait: u32, now: Millis) {
        self.retry_at = now.plus(i64::from(wait));
        self.set_timer(TimerKind::Retry, wait);
    }

    /// The stream was not opened, or did not name its client, in time. Where the hub has answered meanwhile, the stream
    /// alone is at fault.
    fn opening_timed_out(&mut self, now: Millis) {
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

    /// Like [`Self::fail`], for requests that a valid token can be refused as well: the token itself is checked.
    fn fail_or_doubt(&mut self, error: HubError, now: Millis) {
        if error.ends_session() || matches!(error, HubError::Forbidden { .. }) {
            self.fail(HubError::Unreachable, now);
            self.ask_refresh(now);
        } else {
            self.fail(error, now);
        }
    }

    pub(super) fn tell_cut(&mut self, error: HubError, now: Millis) {
        match self.connection.clone() {
            Some(ConnectionState::Listed) if error == HubError::StreamHeldBack => {
                self.cut = (now, error);
                self.report_polling();
            }
            // The list is as good as the events were: both are given the same time to come again.
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

    fn report_lost(&mut self) {
        let (since, error) = self.cut.clone();
        self.report(ConnectionState::Lost { since, error });
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

    /// Closes the stream. A list that was asked for beside it goes with it, but not one that was asked for instead of it.
    fn hang_up(&mut self) {
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

    // The world around

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

    fn systems_up(&mut self, up: bool, now: Millis) {
        if up && !self.systems_up {
            self.heard = now;
        }
        self.systems_up = up;
    }

    fn page_hidden(&mut self) {
        if self.sight == Sight::Visible {
            self.sight = Sight::Hidden;
            self.set_timer(TimerKind::Hidden, HIDDEN_MS);
        }
    }

    fn page_visible(&mut self, now: Millis) {
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
    fn online(&mut self, now: Millis) {
        match self.stream {
            // What is known of the way to the hub stands until it is known better.
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

    fn is_silent(&self, now: Millis) -> bool {
        self.systems_up && now.since(self.heard) >= i64::from(SILENCE_MS)
    }

    // Timers and reports

    fn timer(&mut self, kind: TimerKind, generation: u32, now: Millis) {
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

    fn set_timer(&mut self, kind: TimerKind, after_ms: u32) {
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

    /// Makes any timer of that kind void.
    fn cancel(&mut self, kind: TimerKind) {
        if let Some(generation) = self.generations.get_mut(kind as usize) {
            *generation = generation.wrapping_add(1);
        }
    }

    fn report(&mut self, connection: ConnectionState) {
        if self.connection.as_ref() != Some(&connection) {
            self.connection = Some(connection.clone());
            self.effects.push(Effect::Report(connection));
        }
    }
}
