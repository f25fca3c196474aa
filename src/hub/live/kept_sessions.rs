//! Sign-ins that are kept for the next visit, one to a hub. Several tabs read and write the same record. A tab writes only over
//! what it has seen of its own hubs: so a renewal neither brings back what another tab has signed out of, nor takes the place of
//! a newer sign-in.
//!
//! The record is a list of hubs and tokens, the newest sign-in first. Older builds kept one hub, without a list.

use serde::{Deserialize, Serialize};

use crate::domain::ids::HubId;
use crate::hub::auth::Claims;
use crate::hub::transport::Token;
use crate::hub::url::HubUrl;

/// Where the record is kept.
pub trait SessionStore {
    fn read(&self) -> Option<String>;
    /// Whether it was kept: there may be no room.
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

/// `None` for a text that is no record.
fn parse(text: &str) -> Option<Vec<KeptSignIn>> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(text).map(|one: KeptSignIn| vec![one]))
        .ok()
}

fn read(store: &dyn SessionStore) -> Vec<KeptSignIn> {
    let text = store.read();
    text.and_then(|text| parse(&text)).unwrap_or_default()
}

/// Whether it was kept.
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

/// The sign-ins of this tab that are kept, each as this tab has read or written it last.
#[derive(Debug, Default)]
pub struct KeptSessions(Vec<KeptSignIn>);

impl KeptSessions {
    /// What is kept: each hub's address and the token, not verified yet.
    pub fn kept(store: &dyn SessionStore) -> Vec<(String, Token)> {
        let all = read(store).into_iter();
        all.map(|kept| (kept.hub, Token::new(kept.token))).collect()
    }

    /// Who is kept signed in to a hub.
    pub fn user_of(store: &dyn SessionStore, hub: &HubId) -> Option<String> {
        find(&read(store), hub.as_str())?.user()
    }

    /// This tab takes up a sign-in that is kept.
    pub fn resume(&mut self, hub: &HubUrl, token: &Token) {
        self.note(KeptSignIn::of(hub, token));
    }

    /// Keeps a new sign-in, whatever was kept of that hub before: the user has just asked for it.
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

    /// Keeps a renewed token, unless another tab has signed out or in since. Whether it was kept: if not, the session lasts as
    /// long as the page, and nothing is lost but comfort.
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

    /// Another tab has written or removed the record. Returns the hubs that it has signed out of and this tab is signed in to.
    /// A renewal is taken over, so that this tab may renew it in turn.
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::io::base64url;

    #[derive(Default)]
    struct Memory(RefCell<Option<String>>);

    impl SessionStore for Memory {
        fn read(&self) -> Option<String> {
            self.0.borrow().clone()
        }

        fn write(&self, record: &str) -> bool {
            self.0.replace(Some(record.to_owned()));
            true
        }

        fn remove(&self) {
            self.0.replace(None);
        }
    }

    fn hub() -> HubUrl {
        HubUrl::parse("https://hub.example", true).expect("a hub's URL")
    }

    fn other_hub() -> HubUrl {
        HubUrl::parse("https://other.example", true).expect("a hub's URL")
    }

    fn token(user: &str, number: usize) -> Token {
        let claims = format!(r#"{{"id":"{user}","exp":{number}}}"#);
        Token::new(format!("h.{}.s", base64url::encode(claims.as_bytes())))
    }

    fn kept_of(store: &Memory, hub: &HubUrl) -> Option<Token> {
        let all = KeptSessions::kept(store).into_iter();
        let mut of_hub = all.filter(|(address, _)| address == hub.as_str());
        of_hub.next().map(|(_, token)| token)
    }

    fn kept(store: &Memory) -> Option<Token> {
        kept_of(store, &hub())
    }

    fn signed_in(store: &Memory, user: &str, number: usize) -> KeptSessions {
        let mut tab = KeptSessions::default();
        tab.begin(store, &hub(), &token(user, number));
        tab
    }

    fn resumed(store: &Memory) -> KeptSessions {
        let mut tab = KeptSessions::default();
        for (address, token) in KeptSessions::kept(store) {
            let hub = HubUrl::parse(&address, true).expect("a hub's URL");
            tab.resume(&hub, &token);
        }
        tab
    }

    #[test]
    fn a_renewal_does_not_undo_a_sign_out_elsewhere() {
        let store = Memory::default();
        let mut first = signed_in(&store, "a", 1);
        let mut second = resumed(&store);
        first.forget(&store, &hub().hub_id());
        assert!(!second.renew(&store, &hub(), &token("a", 2)));
        assert_eq!((kept(&store), store.read()), (None, None));
        assert_eq!(second.changed_elsewhere(None), [hub().hub_id()]);
        assert_eq!(second.changed_elsewhere(None), [], "told once");
    }

    #[test]
    fn neither_renewal_nor_sign_out_touches_a_newer_sign_in() {
        let store = Memory::default();
        let mut old = signed_in(&store, "a", 1);
        let _new = signed_in(&store, "b", 2);
        assert_eq!(old.changed_elsewhere(store.read().as_deref()), []);
        assert!(!old.renew(&store, &hub(), &token("a", 3)));
        old.forget(&store, &hub().hub_id());
        assert_eq!(kept(&store), Some(token("b", 2)));
    }

    #[test]
    fn tabs_of_one_session_renew_in_turn() {
        let store = Memory::default();
        let mut first = signed_in(&store, "a", 1);
        let mut second = resumed(&store);
        assert!(first.renew(&store, &hub(), &token("a", 2)));
        let record = store.read();
        assert_eq!(second.changed_elsewhere(record.as_deref()), []);
        assert!(second.renew(&store, &hub(), &token("a", 3)));
        assert_eq!(kept(&store), Some(token("a", 3)));
    }

    #[test]
    fn sign_ins_to_several_hubs_are_kept_side_by_side() {
        let store = Memory::default();
        let mut tab = signed_in(&store, "a", 1);
        tab.begin(&store, &other_hub(), &token("z", 1));
        let mut elsewhere = resumed(&store);
        assert_eq!(elsewhere.hubs().len(), 2);
        let first = KeptSessions::kept(&store).swap_remove(0);
        assert_eq!(first.0, other_hub().as_str(), "the newest is first");

        assert!(tab.renew(&store, &hub(), &token("a", 2)));
        assert_eq!(kept_of(&store, &other_hub()), Some(token("z", 1)));
        tab.forget(&store, &hub().hub_id());
        assert!(!tab.has(&hub().hub_id()) && tab.has(&other_hub().hub_id()));
        let ended = elsewhere.changed_elsewhere(store.read().as_deref());
        assert_eq!(ended, [hub().hub_id()]);
        assert!(elsewhere.renew(&store, &other_hub(), &token("z", 2)));
        assert_eq!(kept_of(&store, &other_hub()), Some(token("z", 2)));
        assert_eq!(kept(&store), None);
    }

    #[test]
    fn the_record_of_an_older_build_is_read_and_renewed() {
        let store = Memory::default();
        let secret = token("a", 1).secret().to_owned();
        let address = hub().as_str().to_owned();
        store.write(&format!(r#"{{"hub":"{address}","token":"{secret}"}}"#));
        let mut tab = resumed(&store);
        assert_eq!(tab.hubs(), [hub().hub_id()]);
        assert_eq!(tab.changed_elsewhere(store.read().as_deref()), []);
        assert!(tab.renew(&store, &hub(), &token("a", 2)));
        assert_eq!(kept(&store), Some(token("a", 2)));
        tab.forget(&store, &hub().hub_id());
        assert_eq!(store.read(), None);
    }

    #[test]
    fn damage_is_no_sign_out() {
        let store = Memory::default();
        let mut tab = signed_in(&store, "a", 1);
        assert_eq!(tab.changed_elsewhere(Some("{")), []);
        store.write("{");
        assert_eq!(KeptSessions::kept(&store), []);
    }

    #[derive(Clone, Debug)]
    enum TabStep {
        SignIn(usize, usize, &'static str),
        Resume(usize),
        Renew(usize, usize),
        SignOut(usize, usize),
        Hear(usize),
    }

    fn step() -> impl Strategy<Value = TabStep> {
        let (tab, hub) = (0..3_usize, 0..2_usize);
        let user = prop_oneof![Just("a"), Just("b")];
        prop_oneof![
            (tab.clone(), hub.clone(), user).prop_map(|(t, h, u)| TabStep::SignIn(t, h, u)),
            tab.clone().prop_map(TabStep::Resume),
            (tab.clone(), hub.clone()).prop_map(|(t, h)| TabStep::Renew(t, h)),
            (tab.clone(), hub).prop_map(|(t, h)| TabStep::SignOut(t, h)),
            tab.prop_map(TabStep::Hear),
        ]
    }

    proptest! {
        /// Whatever tabs do in whatever order, and however late they hear of each other: only a sign-in brings a record of a hub
        /// where there is none, only a sign-in makes it another user's, and nothing that is done for one hub changes another's.
        #[test]
        fn only_a_sign_in_makes_a_session(steps in prop::collection::vec(step(), 0..40)) {
            let store = Memory::default();
            let hubs = [hub(), other_hub()];
            let mut tabs: [KeptSessions; 3] = Default::default();
            let user_of = |token: Token| Claims::of(&token).map(|claims| claims.user);
            let whose = |store: &Memory| hubs.each_ref().map(|hub| kept_of(store, hub).and_then(user_of));
            for (number, step) in steps.into_iter().enumerate() {
                let before = whose(&store);
                // The hub of which something may change, and whom it may become.
                let mut changed = (None, None);
                match step {
                    TabStep::SignIn(tab, hub, user) => {
                        tabs[tab].begin(&store, &hubs[hub], &token(user, number));
                        changed = (Some(hub), Some(user.to_owned()));
                        prop_assert_eq!(&whose(&store)[hub], &changed.1);
                    }
                    TabStep::Resume(tab) => tabs[tab] = resumed(&store),
                    TabStep::Renew(tab, hub) => {
                        let address = hubs[hub].as_str();
                        let mine = find(&tabs[tab].0, address).and_then(KeptSignIn::user);
                        let user = mine.unwrap_or_else(|| "a".to_owned());
                        tabs[tab].renew(&store, &hubs[hub], &token(&user, number));
                    }
                    TabStep::SignOut(tab, hub) => {
                        tabs[tab].forget(&store, &hubs[hub].hub_id());
                        changed = (Some(hub), None);
                    }
                    TabStep::Hear(tab) => {
                        let record = store.read();
                        tabs[tab].changed_elsewhere(record.as_deref());
                    }
                }
                for (hub, (before, after)) in before.iter().zip(whose(&store)).enumerate() {
                    let may_be = changed.0 == Some(hub) && after == changed.1;
                    prop_assert!(after == *before || may_be, "{:?} {:?}", before, after);
                }
            }
        }
    }
}
