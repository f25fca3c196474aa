//! A sign-in that is kept for the next visit, where several tabs read and write the same record. A tab writes only over the
//! record that it has seen: so a renewal neither brings back what another tab has signed out of, nor takes the place of a newer
//! sign-in.

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

/// The record as it was when this tab has read or written it last; `None` when there was none.
#[derive(Debug, Default)]
pub struct KeptSession(Option<String>);

/// What another tab has done to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Signed out of the session that this tab has.
    SignedOut,
    /// Renewed it; this tab may renew it in turn.
    Renewed,
    /// Nothing that concerns this tab.
    Other,
}

#[derive(Serialize, Deserialize)]
struct Record {
    hub: String,
    token: String,
}

impl Record {
    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn write(hub: &HubUrl, token: &Token) -> Option<String> {
        let record = Self {
            hub: hub.as_str().to_owned(),
            token: token.secret().to_owned(),
        };
        serde_json::to_string(&record).ok()
    }

    /// Whose session it is, as far as that can be read.
    fn whose(text: &str) -> Option<(HubId, String)> {
        let record = Self::read(text)?;
        let user = Claims::of(&Token::new(record.token))?.user;
        Some((HubId::new(record.hub), user))
    }
}

impl KeptSession {
    /// What is kept: the hub's address and the token, not verified yet.
    pub fn read(store: &dyn SessionStore) -> Option<(Self, String, Token)> {
        let text = store.read()?;
        let record = Record::read(&text)?;
        Some((Self(Some(text)), record.hub, Token::new(record.token)))
    }

    /// Keeps a new sign-in, whatever was kept before: the user has just asked for it.
    pub fn begin(store: &dyn SessionStore, hub: &HubUrl, token: &Token) -> Self {
        let record = Record::write(hub, token);
        Self(record.filter(|record| store.write(record)))
    }

    /// Keeps a renewed token, unless another tab has signed out or in since. Whether it was kept: if not, the session lasts as
    /// long as the page, and nothing is lost but comfort.
    pub fn renew(&mut self, store: &dyn SessionStore, hub: &HubUrl, token: &Token) -> bool {
        if self.0.is_none() || store.read() != self.0 {
            return false;
        }
        let record = Record::write(hub, token).filter(|record| store.write(record));
        let is_kept = record.is_some();
        if is_kept {
            self.0 = record;
        }
        is_kept
    }

    /// Removes the record, unless it is another tab's newer one.
    pub fn forget(&mut self, store: &dyn SessionStore) {
        if self.0.is_some() && store.read() == self.0 {
            store.remove();
        }
        self.0 = None;
    }

    /// Another tab has written or removed the record.
    pub fn changed_elsewhere(&mut self, record: Option<&str>) -> Elsewhere {
        let Some(mine) = &self.0 else {
            return Elsewhere::Other;
        };
        let Some(record) = record else {
            self.0 = None;
            return Elsewhere::SignedOut;
        };
        let whose = Record::whose(record);
        if whose.is_none() || whose != Record::whose(mine) {
            return Elsewhere::Other;
        }
        self.0 = Some(record.to_owned());
        Elsewhere::Renewed
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

    fn token(user: &str, number: usize) -> Token {
        let claims = format!(r#"{{"id":"{user}","exp":{number}}}"#);
        Token::new(format!("h.{}.s", base64url::encode(claims.as_bytes())))
    }

    fn kept(store: &Memory) -> Option<Token> {
        KeptSession::read(store).map(|(_, _, token)| token)
    }

    #[test]
    fn a_renewal_does_not_undo_a_sign_out_elsewhere() {
        let store = Memory::default();
        let mut first = KeptSession::begin(&store, &hub(), &token("a", 1));
        let (mut second, ..) = KeptSession::read(&store).expect("kept");
        first.forget(&store);
        assert!(!second.renew(&store, &hub(), &token("a", 2)));
        assert_eq!(kept(&store), None);
        assert_eq!(second.changed_elsewhere(None), Elsewhere::SignedOut);
    }

    #[test]
    fn neither_renewal_nor_sign_out_touches_a_newer_sign_in() {
        let store = Memory::default();
        let mut old = KeptSession::begin(&store, &hub(), &token("a", 1));
        let _new = KeptSession::begin(&store, &hub(), &token("b", 2));
        assert!(!old.renew(&store, &hub(), &token("a", 3)));
        old.forget(&store);
        assert_eq!(kept(&store), Some(token("b", 2)));
    }

    #[test]
    fn tabs_of_one_session_renew_in_turn() {
        let store = Memory::default();
        let mut first = KeptSession::begin(&store, &hub(), &token("a", 1));
        let (mut second, ..) = KeptSession::read(&store).expect("kept");
        assert!(first.renew(&store, &hub(), &token("a", 2)));
        let record = store.read();
        assert_eq!(
            second.changed_elsewhere(record.as_deref()),
            Elsewhere::Renewed
        );
        assert!(second.renew(&store, &hub(), &token("a", 3)));
        assert_eq!(kept(&store), Some(token("a", 3)));
    }

    #[derive(Clone, Debug)]
    enum Step {
        SignIn(usize, &'static str),
        Resume(usize),
        Renew(usize),
        SignOut(usize),
        Hear(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        let tab = 0..3_usize;
        prop_oneof![
            (tab.clone(), prop_oneof![Just("a"), Just("b")]).prop_map(|(t, u)| Step::SignIn(t, u)),
            tab.clone().prop_map(Step::Resume),
            tab.clone().prop_map(Step::Renew),
            tab.clone().prop_map(Step::SignOut),
            tab.prop_map(Step::Hear),
        ]
    }

    proptest! {
        /// Whatever tabs do in whatever order, and however late they hear of each other: only a sign-in brings a record where there
        /// is none, and only a sign-in makes it another user's.
        #[test]
        fn only_a_sign_in_makes_a_session(steps in prop::collection::vec(step(), 0..40)) {
            let store = Memory::default();
            let mut tabs: [(KeptSession, &str); 3] = Default::default();
            let whose = |store: &Memory| kept(store).and_then(|t| Claims::of(&t)).map(|c| c.user);
            for (number, step) in steps.into_iter().enumerate() {
                let before = whose(&store);
                match step {
                    Step::SignIn(tab, user) => {
                        tabs[tab] = (KeptSession::begin(&store, &hub(), &token(user, number)), user);
                        prop_assert_eq!(whose(&store), Some(user.to_owned()));
                        continue;
                    }
                    Step::Resume(tab) => {
                        if let Some((kept, _, token)) = KeptSession::read(&store) {
                            let user = Claims::of(&token).expect("claims").user;
                            tabs[tab] = (kept, if user == "a" { "a" } else { "b" });
                        }
                    }
                    Step::Renew(tab) => {
                        let (kept, user) = &mut tabs[tab];
                        kept.renew(&store, &hub(), &token(user, number));
                    }
                    Step::SignOut(tab) => tabs[tab].0.forget(&store),
                    Step::Hear(tab) => {
                        let record = store.read();
                        tabs[tab].0.changed_elsewhere(record.as_deref());
                    }
                }
                let after = whose(&store);
                prop_assert!(after == before || after.is_none(), "{:?} {:?}", before, after);
            }
        }
    }
}
