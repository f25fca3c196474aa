//! Staying connected to a hub's events: what to do when something happens. Pure, so that every order of events can be tested;
//! its driver carries out the effects and reports back.
//!
//! The protocol: open the stream, and ask for the list beside it, as a round trip costs more than bytes; the stream's first
//! event names the client; post the topics for that client; list everything again, because what happened in between is not
//! sent again. Where lists are answered but no stream comes through, the list is asked for once a minute, and the stream is
//! still tried; it is not while other streams of the host leave no room for it. The hub treats an expired token as a guest's
//! without an error, so the token's age is watched here. A hub closes every stream after 30 minutes: that is a plain reconnect.

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

/// How many systems can be followed second by second at once: each costs the hub and its agent a round trip a second.
pub const MOST_LIVE: usize = MOST_PINNED + 1;

/// Which opening of the stream something belongs to. What comes late from an earlier one is ignored.
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
    /// The list asked for by [`Effect::Relist`] has replaced what was known.
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
    /// Which systems to follow second by second. Of more than [`MOST_LIVE`], the first by id are followed.
    LiveWanted(Vec<SystemId>),
    /// The hub has monitors: their changes are wanted as well.
    MonitorsWanted,
    /// Whether any system is up: only then is silence suspicious.
    SystemsUp(bool),
    Hidden,
    Visible,
    Online,
    /// Whether a stream of this hub may be open: without leave, as many of its host are open as the browser has room for, it asks for
    /// lists instead.
    StreamLeave(bool),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Open {
        attempt: Attempt,
    },
    /// Close the stream that is open or being opened; nothing more is wanted of it.
    Close,
    PostTopics {
        attempt: Attempt,
        client_id: String,
        topics: Vec<String>,
    },
    /// List the systems, replace what is known by it, then report [`Event::Listed`]. Before that, an empty list
    /// must be told apart from an expired token. Drop the answer when [`Realtime::expects_list`] says no.
    Relist {
        attempt: Attempt,
    },
    /// Ask for what is good to know beside the systems: alerts, the user's settings, the hub's version. Nothing waits for it.
    ReadAround,
    RefreshToken,
    /// Report [`Event::Timer`] after that time. A newer timer of the same kind makes an older one void.
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
    /// The stream must open and name its client.
    Connect,
    /// The topics must be answered, and before that a token that is in doubt.
    Topics,
    /// The list must come; when none is on its way, one is due.
    List,
    /// While no stream comes through: the next list is due.
    Poll,
    /// Something must be heard.
    Watchdog,
    /// The next attempt.
    Retry,
    /// A cut connection is reported as lost.
    Grace,
    /// The token is to be renewed.
    Refresh,
    /// The page has been out of sight for long.
    Hidden,
}

impl TimerKind {
    const COUNT: usize = 9;
}

/// How the connection is, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    Connecting,
    /// The list is here, its stream not yet: what is shown is what the hub said a moment ago.
    Listed,
    /// Everything shown is what the hub says.
    Live,
    /// Cut off a moment ago, and being opened again.
    Reconnecting,
    /// The hub answers, but no stream of events comes through, for the reason given. The list is asked for once a minute,
    /// and the stream is tried again by itself.
    Polling(HubError),
    /// What is shown is as old as `since`. It is tried again by itself.
    Lost {
        since: Millis,
        error: HubError,
    },
    /// Only a new sign-in helps.
    SignedOut(HubError),
}
