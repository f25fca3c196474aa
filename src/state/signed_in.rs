//! A sign-in while it lasts, and what is kept of it. The token lives in memory and this tab; on the device only if asked for.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::domain::ids::HubId;
use crate::domain::problem::Problem;
use crate::hub::auth::{Session, TokenLife, UserRole};
use crate::hub::error::HubError;
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;
use crate::shell::page;
use crate::shell::storage::{self, Keep};

const SESSION_KEY: &str = "session";
const LAST_HUB_KEY: &str = "hub";
/// What links of the demo name as their hub.
pub(super) const DEMO_HUB: &str = "demo";
/// The simulated hub takes any.
const DEMO_TOKEN: &str = "demo";

/// Who is signed in where, as the screens show it.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountView {
    /// The hub's host, or that it is the demo.
    pub hub: String,
    /// The hub's address; `None` for the demo.
    pub hub_url: Option<String>,
    /// Empty until the hub has told.
    pub name: String,
    /// `user`, `admin`, `readonly`; empty until the hub has told.
    pub role: String,
    /// Whether the token is kept on this device.
    pub kept: bool,
}

impl AccountView {
    pub fn is_demo(&self) -> bool {
        self.hub_url.is_none()
    }
}

/// A verified or remembered sign-in, renewed in place.
pub struct SignedIn {
    pub(super) hub: Option<HubUrl>,
    token: RefCell<Token>,
    session: RefCell<Option<Session>>,
    keep: Keep,
}

impl SignedIn {
    /// A sign-in of an earlier visit, not verified yet.
    pub(super) fn remembered(hub: HubUrl, token: Token, keep: Keep) -> Self {
        Self {
            hub: Some(hub),
            token: RefCell::new(token),
            session: RefCell::new(None),
            keep,
        }
    }

    pub(super) fn to_demo() -> Self {
        Self {
            hub: None,
            token: RefCell::new(Token::new(DEMO_TOKEN)),
            session: RefCell::new(None),
            keep: Keep::Tab,
        }
    }

    /// A sign-in that the hub has just confirmed.
    pub(super) fn fresh(hub: HubUrl, session: Session, keep: Keep) -> Self {
        Self {
            hub: Some(hub),
            token: RefCell::new(session.token.clone()),
            session: RefCell::new(Some(session)),
            keep,
        }
    }

    pub(super) fn token(&self) -> Token {
        self.token.borrow().clone()
    }

    pub(super) fn is_demo(&self) -> bool {
        self.hub.is_none()
    }

    pub(super) fn hub_id(&self) -> HubId {
        self.hub
            .as_ref()
            .map_or_else(|| HubId::new(DEMO_HUB), HubUrl::hub_id)
    }

    pub(super) fn life(&self) -> TokenLife {
        self.session
            .borrow()
            .as_ref()
            .map(Session::life)
            .unwrap_or_default()
    }

    pub(super) fn renew(&self, session: Session) {
        *self.token.borrow_mut() = session.token.clone();
        *self.session.borrow_mut() = Some(session);
        self.remember();
    }

    pub(super) fn problem(&self, error: &HubError) -> Problem {
        match &self.hub {
            Some(hub) => problem(error, hub),
            None => Problem::new(error.to_string(), "Reload the page."),
        }
    }

    pub(super) fn account(&self) -> AccountView {
        let session = self.session.borrow();
        let account = session.as_ref().map(|session| &session.account);
        AccountView {
            hub: self
                .hub
                .as_ref()
                .map_or_else(|| "demo".to_owned(), |hub| hub.host_label().to_owned()),
            hub_url: self.hub.as_ref().map(|hub| hub.as_str().to_owned()),
            name: account
                .map(|account| account.name.clone())
                .unwrap_or_default(),
            role: account
                .map(|account| role_word(&account.role))
                .unwrap_or_default(),
            kept: self.keep == Keep::Device,
        }
    }

    pub(super) fn remember(&self) {
        let Some(hub) = &self.hub else { return };
        let stored = StoredSession {
            hub: hub.as_str().to_owned(),
            token: self.token.borrow().secret().to_owned(),
        };
        // A session that cannot be kept lasts as long as the page: nothing is lost but comfort.
        let _kept = serde_json::to_string(&stored)
            .is_ok_and(|text| storage::write(self.keep, SESSION_KEY, &text));
        let _kept = storage::write(Keep::Device, LAST_HUB_KEY, hub.as_str());
    }
}

/// What is kept of a sign-in.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredSession {
    hub: String,
    token: String,
}

impl StoredSession {
    pub(super) fn read() -> Option<(HubUrl, Token, Keep)> {
        [Keep::Tab, Keep::Device].into_iter().find_map(|keep| {
            let stored: StoredSession =
                serde_json::from_str(&storage::read(keep, SESSION_KEY)?).ok()?;
            Some((parse_hub(&stored.hub).ok()?, Token::new(stored.token), keep))
        })
    }

    pub(super) fn forget() {
        storage::remove(Keep::Tab, SESSION_KEY);
        storage::remove(Keep::Device, SESSION_KEY);
    }
}

/// The hub that was used last on this device; empty when there is none.
pub(super) fn last_hub() -> String {
    storage::read(Keep::Device, LAST_HUB_KEY).unwrap_or_default()
}

fn role_word(role: &UserRole) -> String {
    match role {
        UserRole::Admin => "admin".to_owned(),
        UserRole::User => "user".to_owned(),
        UserRole::Readonly => "readonly".to_owned(),
        UserRole::Other(word) => word.clone(),
    }
}

pub(super) fn problem(error: &HubError, hub: &HubUrl) -> Problem {
    Problem::new(error.sentence(hub), error.way_forward(hub))
}

pub(super) fn parse_hub(text: &str) -> Result<HubUrl, Problem> {
    HubUrl::parse(text, page::is_https()).map_err(|url_problem| {
        Problem::new(url_problem.to_string(), "Give the address you open Beszel with, such as https://beszel.home.example or http://192.168.1.10:8090.")
    })
}
