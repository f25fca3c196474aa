//! An active sign-in: which hub, with which token. The token in memory is held here and nowhere else.

use std::cell::RefCell;

use crate::domain::ids::HubId;
use crate::domain::problem::Problem;
use crate::hub::auth::{Account, Claims, Session, TokenLife};
use crate::hub::error::HubError;
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;

/// The hub id used by links of the demo.
pub const DEMO_HUB: &str = "demo";
/// The simulated hub accepts any token.
const DEMO_TOKEN: &str = "demo";

/// A verified or remembered sign-in, renewed in place.
pub struct SignedIn {
    /// `None` for the demo.
    hub: Option<HubUrl>,
    token: RefCell<Token>,
    session: RefCell<Option<Session>>,
}

impl SignedIn {
    /// A sign-in of an earlier visit, not verified yet.
    pub fn remembered(hub: HubUrl, token: Token) -> Self {
        Self {
            hub: Some(hub),
            token: RefCell::new(token),
            session: RefCell::new(None),
        }
    }

    pub fn to_demo() -> Self {
        Self {
            hub: None,
            token: RefCell::new(Token::new(DEMO_TOKEN)),
            session: RefCell::new(None),
        }
    }

    /// A sign-in that the hub has just confirmed.
    pub fn fresh(hub: HubUrl, session: Session) -> Self {
        Self {
            hub: Some(hub),
            token: RefCell::new(session.token.clone()),
            session: RefCell::new(Some(session)),
        }
    }

    pub fn token(&self) -> Token {
        self.token.borrow().clone()
    }

    /// The hub's address; `None` for the demo.
    pub fn hub_url(&self) -> Option<&HubUrl> {
        self.hub.as_ref()
    }

    pub fn is_demo(&self) -> bool {
        self.hub.is_none()
    }

    pub fn hub_id(&self) -> HubId {
        self.hub
            .as_ref()
            .map_or_else(|| HubId::new(DEMO_HUB), HubUrl::hub_id)
    }

    /// The signed-in account; `None` until the hub has answered.
    pub fn account(&self) -> Option<Account> {
        let session = self.session.borrow();
        session.as_ref().map(|session| session.account.clone())
    }

    /// Whether the hub has confirmed the sign-in while this page was open.
    pub(super) fn is_verified(&self) -> bool {
        self.is_demo() || self.session.borrow().is_some()
    }

    /// As the hub has confirmed it, otherwise as the token claims.
    pub(super) fn life(&self) -> TokenLife {
        match self.session.borrow().as_ref() {
            Some(session) => session.life(),
            None => TokenLife {
                expires: Claims::of(&self.token.borrow()).and_then(|claims| claims.expires),
                refresh_at: None,
            },
        }
    }

    pub(super) fn renew(&self, session: Session) {
        *self.token.borrow_mut() = session.token.clone();
        *self.session.borrow_mut() = Some(session);
    }

    /// Puts an error into words that name the hub.
    pub fn problem(&self, error: &HubError) -> Problem {
        match &self.hub {
            Some(hub) => Problem::new(error.sentence(hub), error.way_forward(hub)),
            None => Problem::new(error.to_string(), "Reload the page."),
        }
    }
}
