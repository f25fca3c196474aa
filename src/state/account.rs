//! Signed-in accounts, and the parts of a session that this browser keeps for the next visit.

use crate::domain::account::AccountView;
use crate::domain::ids::HubId;
use crate::domain::problem::Problem;
use crate::hub::auth::UserRole;
use crate::hub::error::HubError;
use crate::hub::live::{KeptSessions, SessionStore, SignedIn};
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;
use crate::shell::page;
use crate::shell::storage::{self, Keep};

const SESSION_KEY: &str = "session";
const LAST_HUB_KEY: &str = "hub";
/// Key prefix; these entries are evicted first when storage is full.
pub(super) const VISIT_KEY: &str = storage::SPARE;

/// The account of a session, as the screens show it.
pub(super) fn view_of(signed_in: &SignedIn, kept: bool) -> AccountView {
    let account = signed_in.account();
    let hub_url = signed_in.hub_url();
    AccountView {
        id: signed_in.hub_id(),
        hub: hub_url.map_or_else(|| "demo".to_owned(), |hub| hub.host_label().to_owned()),
        hub_url: hub_url.map(|hub| hub.as_str().to_owned()),
        role: account
            .as_ref()
            .map(|account| role_word(&account.role))
            .unwrap_or_default(),
        name: account.map(|account| account.name).unwrap_or_default(),
        kept,
    }
}

/// The sign-ins that this tab keeps: for the tab, and on the device.
#[derive(Debug, Default)]
pub(super) struct Kept {
    tab: KeptSessions,
    device: KeptSessions,
}

/// The record of the kept sign-ins in the browser's storage.
pub(super) struct StoredRecord(pub Keep);

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

/// Key of what was known of a hub at the last visit. The entry is removed together with the hub's sign-in.
pub(super) fn visit_key(hub: &HubId) -> String {
    format!("{VISIT_KEY}{hub}")
}

/// Whether an earlier visit has kept a sign-in.
pub(super) fn is_any_kept() -> bool {
    let mut places = [Keep::Tab, Keep::Device].into_iter();
    places.any(|keep| !KeptSessions::kept(&StoredRecord(keep)).is_empty())
}

impl Kept {
    /// Resumes the kept sign-in of an earlier visit; those of this tab come before those on the device.
    pub fn resume(&mut self) -> Option<(HubUrl, Token)> {
        let kept = [Keep::Tab, Keep::Device].into_iter().flat_map(|keep| {
            let all = KeptSessions::kept(&StoredRecord(keep)).into_iter();
            all.map(move |(hub, token)| (keep, hub, token))
        });
        let mut readable = kept.filter_map(|(keep, hub, token)| {
            let hub = parse_hub(&hub).ok()?;
            Some((keep, hub, token))
        });
        let (keep, hub, token) = readable.next()?;
        self.sessions(keep).resume(&hub, &token);
        Some((hub, token))
    }

    /// Keeps a new sign-in, replacing any earlier one to the same hub.
    pub fn begin(&mut self, signed_in: &SignedIn, keep: Keep) {
        let Some(hub) = signed_in.hub_url() else {
            return;
        };
        self.forget(&hub.hub_id());
        let token = signed_in.token();
        self.sessions(keep).begin(&StoredRecord(keep), hub, &token);
        note_last_hub(hub);
    }

    /// Keeps a renewed token, unless another tab has signed out or in meanwhile.
    pub fn renew(&mut self, signed_in: &SignedIn) {
        let Some(hub) = signed_in.hub_url() else {
            return;
        };
        let token = signed_in.token();
        for keep in [Keep::Tab, Keep::Device] {
            self.sessions(keep).renew(&StoredRecord(keep), hub, &token);
        }
        note_last_hub(hub);
    }

    /// Forgets the sign-in to a hub and what was known of the hub, in this order: only signed-in hubs add to the latter.
    pub fn forget(&mut self, hub: &HubId) {
        for keep in [Keep::Tab, Keep::Device] {
            self.sessions(keep).forget(&StoredRecord(keep), hub);
            storage::remove(keep, &visit_key(hub));
        }
    }

    /// Forgets all sign-ins of this tab.
    pub fn forget_all(&mut self) {
        for hub in [self.tab.hubs(), self.device.hubs()].concat() {
            self.forget(&hub);
        }
    }

    /// Whether this tab's sign-in to a hub is kept on the device.
    pub fn is_on_device(&self, hub: &HubId) -> bool {
        self.device.has(hub)
    }

    /// Returns the hubs that another tab has signed out of. A sign-in kept for this tab cannot be changed by others.
    pub fn changed_elsewhere(&mut self, record: Option<&str>) -> Vec<HubId> {
        self.device.changed_elsewhere(record)
    }

    fn sessions(&mut self, keep: Keep) -> &mut KeptSessions {
        match keep {
            Keep::Tab => &mut self.tab,
            Keep::Device => &mut self.device,
        }
    }
}

/// Calls the handler when another tab writes or removes the kept sign-ins, for as long as the page lives.
pub(super) fn on_changed_elsewhere(handler: impl Fn(Option<&str>) + 'static) {
    storage::on_changed_elsewhere(SESSION_KEY, handler);
}

/// The hub that was used last on this device; empty when there is none.
pub(super) fn last_hub() -> String {
    storage::read(Keep::Device, LAST_HUB_KEY).unwrap_or_default()
}

fn note_last_hub(hub: &HubUrl) {
    // If it cannot be kept, the form starts out empty.
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
