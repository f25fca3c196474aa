//! How the app stands with the hub, in words.

use crate::domain::health::HubConnection;
use crate::domain::problem::Problem;

#[derive(Clone, Debug, PartialEq)]
pub enum HubState {
    None,
    Connecting,
    Live,
    /// The stream broke a moment ago and is being opened again; nothing to worry about yet.
    Reconnecting,
    Lost(Problem),
    Demo,
}

impl HubState {
    /// The value of `data-hub` on the root element.
    pub(super) fn root_word(&self) -> &'static str {
        match self {
            HubState::None => "none",
            HubState::Connecting | HubState::Reconnecting => "connecting",
            HubState::Live => "live",
            HubState::Lost(_) => "lost",
            HubState::Demo => "demo",
        }
    }

    /// What the health of devices is judged by. Values stay vouched for during the short while of a reconnect.
    pub(super) fn for_health(&self) -> HubConnection {
        match self {
            HubState::None | HubState::Connecting => HubConnection::Connecting,
            HubState::Live | HubState::Reconnecting => HubConnection::Live,
            HubState::Lost(_) => HubConnection::Lost,
            HubState::Demo => HubConnection::Demo,
        }
    }
}
