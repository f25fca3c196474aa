//! Who is signed in where, and what of it is kept in this browser for the next visit.

use crate::domain::problem::Problem;
use crate::hub::auth::UserRole;
use crate::hub::error::HubError;
use crate::hub::live::{Elsewhere, KeptSession, SessionStore, SignedIn};
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;
use crate::shell::page;
use crate::shell::storage::{self, Keep};

const SESSION_KEY: &str = "session";
const LAST_HUB_KEY: &str = "hub";

/// Who is signed in where, as the screens show it.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountView {
    /// The hub's host, or that it is the demo.
    pub hub: String,
    /// The hub's address; `None` for the demo.
    pub hub_url: Option<String>,
    /// Empty until the hub has answered.
    pub name: String,
    /// `user`, `admin`, `readonly`; empty until the hub has answered.
    pub role: String,
    /// Whether the token is kept on this device.
    pub kept: bool,
}

impl AccountView {
    pub(super) fn of(signed_in: &SignedIn, keep: Keep) -> Self {
        let account = signed_in.account();
        let hub_url = signed_in.hub_url();
        Self {
            hub: hub_url.map_or_else(|| "demo".to_owned(), |hub| hub.host_label().to_owned()),
            hub_url: hub_url.map(|hub| hub.as_str().to_owned()),
            role: account
                .as_ref()
                .map(|account| role_word(&account.role))
                .unwrap_or_default(),
            name: account.map(|account| account.name).unwrap_or_default(),
            kept: keep == Keep::Device,
        }
    }

    pub fn is_demo(&self) -> bool {
        self.hub_url.is_none()
    }
}

/// The session that this tab keeps, and where.
#[derive(Debug)]
pub(super) struct Kept {
    pub keep: Keep,
    session: KeptSession,
}

/// The record of the kept session in the browser's storage.
struct StoredRecord(Keep);

impl SessionStore for StoredRecord {
    fn read(&self) -> Option<String> {
        storage::read(self.0, SESSION_KEY)
    }

    fn write(&self, record: &str) -> bool {
        storage::write(self.0, SESSION_KEY, record)
    }

    fn remove(&self) {
        storage::remove(self.0, SESSION_KEY);
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            keep: Keep::Tab,
            session: KeptSession::default(),
        }
    }
}

impl Kept {
    /// What an earlier visit has kept, of this tab before what is on the device.
    pub fn read() -> Option<(Self, HubUrl, Token)> {
        [Keep::Tab, Keep::Device].into_iter().find_map(|keep| {
            let (session, hub, token) = KeptSession::read(&StoredRecord(keep))?;
            Some((Self { keep, session }, parse_hub(&hub).ok()?, token))
        })
    }

    /// Keeps a new sign-in in the place of this one.
    pub fn begin(&mut self, signed_in: &SignedIn, keep: Keep) {
        let Some(hub) = signed_in.hub_url() else {
            return;
        };
        if self.keep != keep {
            self.forget();
        }
        self.keep = keep;
        self.session = KeptSession::begin(&StoredRecord(keep), hub, &signed_in.token());
        note_last_hub(hub);
    }

    /// Keeps a renewed token, where this tab is still the one to say so.
    pub fn renew(&mut self, signed_in: &SignedIn) {
        if let Some(hub) = signed_in.hub_url() {
            let record = StoredRecord(self.keep);
            self.session.renew(&record, hub, &signed_in.token());
            note_last_hub(hub);
        }
    }

    pub fn forget(&mut self) {
        self.session.forget(&StoredRecord(self.keep));
    }

    /// Whether another tab has signed out of this session. What a tab keeps for itself, no other can change.
    pub fn is_ended_elsewhere(&mut self, record: Option<&str>) -> bool {
        self.keep == Keep::Device && self.session.changed_elsewhere(record) == Elsewhere::SignedOut
    }
}

/// Calls when another tab has written or removed the kept session, for as long as the page lives.
pub(super) fn on_changed_elsewhere(handler: impl Fn(Option<&str>) + 'static) {
    storage::on_changed_elsewhere(SESSION_KEY, handler);
}

/// The hub that was used last on this device; empty when there is none.
pub(super) fn last_hub() -> String {
    storage::read(Keep::Device, LAST_HUB_KEY).unwrap_or_default()
}

fn note_last_hub(hub: &HubUrl) {
    // Not kept, the form comes up empty.
    let _kept = storage::write(Keep::Device, LAST_HUB_KEY, hub.as_str());
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
