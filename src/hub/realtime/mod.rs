//! The connection to a hub's events as a state machine. Pure, so that every order of events can be tested; its driver carries
//! out the effects and reports back.
//!
//! The protocol: open the stream, and request the list at the same time, as a round trip costs more than bytes; the stream's
//! first event carries the client id; post the topics for that client; list everything again, because events missed in between
//! are not repeated. If lists are answered but no stream gets through, the list is polled once a minute while the stream is
//! retried; it is not retried while other streams to the host leave no room for it. The hub silently treats an expired token as
//! a guest's, so the token's lifetime is tracked here. A hub closes every stream after 30 minutes: that is an ordinary reconnect.

mod backoff;
mod changes;
mod machine;

pub use changes::{Change, LiveEvent};
pub use machine::Realtime;

use super::auth::TokenLife;
use super::error::HubError;
use super::sse::SseEvent;
use crate::domain::following::MOST_PINNED;
use crate::domain::ids::SystemId;
use crate::domain::units::Millis;

/// The most systems that can be followed live at once: each costs the hub and its agent a round trip a second.
pub const MOST_LIVE: usize = MOST_PINNED + 1;

/// Identifies one opening of the stream. Late events of an earlier one are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt(u32);

impl Attempt {
    const fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Start(TokenLife),
    Stop,
    /// The hub answered with an event stream.
    StreamOpened {
        attempt: Attempt,
    },
    /// It answered with something else, or not at all. The stream is over.
    StreamRefused {
        attempt: Attempt,
        error: HubError,
    },
    Sse {
        attempt: Attempt,
        event: SseEvent,
    },
    /// The stream is over.
    StreamEnded {
        attempt: Attempt,
        result: Result<(), HubError>,
    },
    TopicsAccepted {
        attempt: Attempt,
    },
    TopicsRefused {
        attempt: Attempt,
        error: HubError,
    },
    /// The list requested by [`Effect::Relist`] has replaced what was known.
    Listed {
        attempt: Attempt,
    },
    ListFailed {
        attempt: Attempt,
        error: HubError,
    },
    TokenRefreshed(TokenLife),
    TokenRefused(HubError),
    Timer {
        kind: TimerKind,
        generation: u32,
    },
    /// The systems to follow second by second. If there are more than [`MOST_LIVE`], the first by id are followed.
    LiveWanted(Vec<SystemId>),
    /// The hub has monitors: subscribe to their changes as well.
    MonitorsWanted,
    /// Whether any system is up: only then is silence suspicious.
    SystemsUp(bool),
    Hidden,
    Visible,
    Online,
    /// Whether this hub may have a stream open. If not, because the browser's limit for its host is used up, the list is polled
    /// instead.
    StreamAllowed(bool),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Open {
        attempt: Attempt,
    },
    /// Close the stream that is open or being opened; nothing more is expected of it.
    Close,
    PostTopics {
        attempt: Attempt,
        client_id: String,
        topics: Vec<String>,
    },
    /// List the systems, replace what is known with them, then report [`Event::Listed`]. Make sure first that an empty list does
    /// not come from an expired token. Drop the answer if [`Realtime::expects_list`] returns false.
    Relist {
        attempt: Attempt,
    },
    /// Request what is useful besides the systems: alerts, the user's settings, the hub's version. Nothing waits for it.
    ReadAround,
    RefreshToken,
    /// Report [`Event::Timer`] after this time. A newer timer of the same kind replaces an older one.
    SetTimer {
        kind: TimerKind,
        generation: u32,
        after_ms: u32,
    },
    Deliver(Change),
    Report(ConnectionState),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// Deadline for the stream to open and send its client id.
    Connect,
    /// Deadline for the answer about the topics, including the renewal of a doubtful token.
    Topics,
    /// Deadline for the list on its way; if there is none, the time to request one.
    List,
    /// Time to poll the list, while no stream gets through.
    Poll,
    /// Deadline for any event of the stream.
    Watchdog,
    /// Time for the next attempt.
    Retry,
    /// Time to report a lost connection.
    Grace,
    /// Time to renew the token.
    Refresh,
    /// The page has been hidden for long.
    Hidden,
}

impl TimerKind {
    const COUNT: usize = 9;
}

/// The state of the connection, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    Connecting,
    /// The list has arrived, its stream not yet: what is shown is a moment old.
    Listed,
    /// What is shown is current.
    Live,
    /// The connection was lost a moment ago and is being reopened.
    Reconnecting,
    /// The hub answers, but no event stream gets through, for the reason given. The list is polled once a minute, and the stream
    /// is retried automatically.
    Polling(HubError),
    /// What is shown is as old as `since`. The connection is retried automatically.
    Lost {
        since: Millis,
        error: HubError,
    },
    /// Only a new sign-in helps.
    SignedOut(HubError),
}
