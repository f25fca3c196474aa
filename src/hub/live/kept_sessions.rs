//! Sign-ins kept for the next visit, one per hub. Several tabs read and write the same record. A tab overwrites only what it has
//! seen of its own hubs, so a renewal neither restores what another tab has signed out of nor replaces a newer sign-in.
//!
//! The record is a list of hubs and tokens, newest sign-in first. Older builds stored a single entry without a list.

use serde::{Deserialize, Serialize};

use crate::domain::ids::HubId;
use crate::hub::auth::Claims;
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;

/// Where the record is kept.
pub trait SessionStore {
    fn read(&self) -> Option<String>;
    /// Returns whether it was stored: there may be no room.
    fn write(&self, record: &str) -> bool;
    fn remove(&self);
}

/// One kept sign-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptSignIn {
    hub: String,
    token: String,
}

impl KeptSignIn {
    fn of(hub: &HubUrl, token: &Token) -> Self {
        Self {
            hub: hub.as_str().to_owned(),
            token: token.secret().to_owned(),
        }
    }

    fn user(&self) -> Option<String> {
        Some(Claims::of(&Token::new(self.token.clone()))?.user)
    }
}

/// Parses a record; `None` for any other text.
fn parse(text: &str) -> Option<Vec<KeptSignIn>> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(text).map(|one: KeptSignIn| vec![one]))
        .ok()
}

fn read(store: &dyn SessionStore) -> Vec<KeptSignIn> {
    let text = store.read();
    text.and_then(|text| parse(&text)).unwrap_or_default()
}

/// Returns whether it was stored.
fn write(store: &dyn SessionStore, all: &[KeptSignIn]) -> bool {
    if all.is_empty() {
        store.remove();
        return true;
    }
    serde_json::to_string(all).is_ok_and(|record| store.write(&record))
}

fn find<'a>(all: &'a [KeptSignIn], hub: &str) -> Option<&'a KeptSignIn> {
    all.iter().find(|kept| kept.hub == hub)
}

/// The kept sign-ins of this tab, each as this tab last read or wrote it.
#[derive(Debug, Default)]
pub struct KeptSessions(Vec<KeptSignIn>);

impl KeptSessions {
    /// Returns what is stored: each hub's address and token, not yet verified.
    pub fn kept(store: &dyn SessionStore) -> Vec<(String, Token)> {
        let all = read(store).into_iter();
        all.map(|kept| (kept.hub, Token::new(kept.token))).collect()
    }

    /// Returns the user whose sign-in to a hub is kept.
    pub fn user_of(store: &dyn SessionStore, hub: &HubId) -> Option<String> {
        find(&read(store), hub.as_str())?.user()
    }

    /// Adopts a kept sign-in in this tab.
    pub fn resume(&mut self, hub: &HubUrl, token: &Token) {
        self.note(KeptSignIn::of(hub, token));
    }

    /// Keeps a new sign-in and replaces the one kept for that hub: the user has just asked for it.
    pub fn begin(&mut self, store: &dyn SessionStore, hub: &HubUrl, token: &Token) {
        let new = KeptSignIn::of(hub, token);
        let mut all = read(store);
        all.retain(|kept| kept.hub != new.hub);
        all.insert(0, new.clone());
        self.0.retain(|mine| mine.hub != new.hub);
        if write(store, &all) {
            self.note(new);
        }
    }

    /// Keeps a renewed token, unless another tab has signed out or in since. Returns whether it was kept: if not, the session ends
    /// with the page, and the user signs in again.
    pub fn renew(&mut self, store: &dyn SessionStore, hub: &HubUrl, token: &Token) -> bool {
        let new = KeptSignIn::of(hub, token);
        let mut all = read(store);
        let mine = find(&self.0, &new.hub);
        let Some(kept) = all.iter_mut().find(|kept| Some(&**kept) == mine) else {
            return false;
        };
        *kept = new.clone();
        let is_kept = write(store, &all);
        if is_kept {
            self.note(new);
        }
        is_kept
    }

    /// Forgets the sign-in to a hub, unless another tab's newer one is kept.
    pub fn forget(&mut self, store: &dyn SessionStore, hub: &HubId) {
        let Some(at) = self.0.iter().position(|mine| mine.hub == hub.as_str()) else {
            return;
        };
        let mine = self.0.remove(at);
        let mut all = read(store);
        let before = all.len();
        all.retain(|kept| *kept != mine);
        if all.len() != before && !write(store, &all) {
            // A token that was signed out must not stay.
            store.remove();
        }
    }

    /// Whether this tab's sign-in to that hub is kept.
    pub fn has(&self, hub: &HubId) -> bool {
        find(&self.0, hub.as_str()).is_some()
    }

    /// The hubs of this tab's sign-ins.
    pub fn hubs(&self) -> Vec<HubId> {
        let mine = self.0.iter();
        mine.map(|kept| HubId::new(kept.hub.clone())).collect()
    }

    /// Handles a write or removal of the record by another tab. Returns the hubs that this tab is signed in to and the other has
    /// signed out of. Adopts a renewal, so that this tab may renew it in turn.
    pub fn changed_elsewhere(&mut self, record: Option<&str>) -> Vec<HubId> {
        let Some(all) = record.map_or(Some(Vec::new()), parse) else {
            return Vec::new();
        };
        let mut ended = Vec::new();
        self.0.retain_mut(|mine| match find(&all, &mine.hub) {
            Some(kept) => {
                if kept.user().is_some() && kept.user() == mine.user() {
                    *mine = kept.clone();
                }
                true
            }
            None => {
                ended.push(HubId::new(mine.hub.clone()));
                false
            }
        });
        ended
    }

    fn note(&mut self, new: KeptSignIn) {
        self.0.retain(|mine| mine.hub != new.hub);
        self.0.push(new);
    }
}
