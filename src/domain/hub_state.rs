//! The state of the connection to a hub, in words.

use super::health::HubConnection;
use super::problem::Problem;

#[derive(Clone, Debug, PartialEq)]
pub enum HubState {
    /// There is no hub.
    None,
    Connecting,
    /// The list has been read; the stream of events is being opened.
    Listed,
    Live,
    /// The stream broke a moment ago and is being opened again; nothing to worry about yet.
    Reconnecting,
    /// No stream of events gets through, so the list is read once a minute.
    Polling(Problem),
    Lost(Problem),
    Demo,
}

impl HubState {
    /// The value of `data-hub` on the root element.
    pub fn root_word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Connecting | Self::Listed | Self::Reconnecting | Self::Polling(_) => "connecting",
            Self::Live => "live",
            Self::Lost(_) => "lost",
            Self::Demo => "demo",
        }
    }

    /// The word on screen.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::None => "no hub",
            Self::Connecting | Self::Listed => "connecting",
            Self::Polling(_) => "updated once a minute",
            Self::Reconnecting => "reconnecting",
            Self::Live => "live",
            Self::Lost(_) => "connection lost",
            Self::Demo => "demo",
        }
    }

    /// The same where there is little room.
    pub const fn short_word(&self) -> &'static str {
        match self {
            Self::Polling(_) => "polled",
            Self::Lost(_) => "lost",
            other => other.word(),
        }
    }

    /// Whether the hub's records are known, at most a minute old.
    pub const fn is_known(&self) -> bool {
        matches!(
            self,
            Self::Live | Self::Listed | Self::Polling(_) | Self::Demo
        )
    }

    /// Why nothing is known of the hub's systems, and what to do; for states that are not [known](Self::is_known).
    pub const fn unknown_words(&self) -> &'static str {
        match self {
            Self::None => "No hub is connected. Sign in to a hub to see its systems.",
            Self::Lost(_) => {
                "The hub cannot be reached, and nothing is known of its systems. It is tried again by itself."
            }
            _ => "Waiting for the hub…",
        }
    }

    /// The connection by which the health of devices is judged. Values count as current during a short reconnect.
    pub fn for_health(&self) -> HubConnection {
        match self {
            Self::None | Self::Connecting => HubConnection::Connecting,
            Self::Listed | Self::Polling(_) => HubConnection::Listed,
            Self::Live | Self::Reconnecting => HubConnection::Live,
            Self::Lost(_) => HubConnection::Lost,
            Self::Demo => HubConnection::Demo,
        }
    }

    /// How urgently it needs a look; greater is worse.
    fn severity(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::Demo => 1,
            Self::Live => 2,
            Self::Reconnecting => 3,
            Self::Listed => 4,
            Self::Connecting => 5,
            Self::Polling(_) => 6,
            Self::Lost(_) => 7,
        }
    }

    /// The most severe of several hubs' states; [`Self::None`] if there is no hub.
    pub fn worst<'a>(states: impl IntoIterator<Item = &'a Self>) -> &'a Self {
        states
            .into_iter()
            .max_by_key(|state| state.severity())
            .unwrap_or(&Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_several_is_told() {
        let lost = HubState::Lost(Problem::new("No answer.", "Try again."));
        let states = [HubState::Live, lost.clone(), HubState::Connecting];
        assert_eq!(*HubState::worst(&states), lost);
        assert_eq!(*HubState::worst(&states[..1]), HubState::Live);
        assert_eq!(*HubState::worst([]), HubState::None);
    }
}
