//! Sign-ins stored for the next visit, as several tabs read and write them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

#[path = "support/sessions.rs"]
mod sessions;

use blinkenrack::hub::auth::Claims;
use blinkenrack::hub::live::{KeptSessions, SessionStore};
use blinkenrack::hub::transport::Token;
use blinkenrack::hub::url::HubUrl;
use proptest::prelude::*;

use sessions::{Memory, address, token};

fn other_address() -> HubUrl {
    HubUrl::parse("https://other.example", true).expect("a hub's URL")
}

fn kept_of(store: &Memory, hub: &HubUrl) -> Option<Token> {
    let all = KeptSessions::kept(store).into_iter();
    let mut of_hub = all.filter(|(address, _)| address == hub.as_str());
    of_hub.next().map(|(_, token)| token)
}

fn kept(store: &Memory) -> Option<Token> {
    kept_of(store, &address())
}

fn signed_in(store: &Memory, user: &str, number: usize) -> KeptSessions {
    let mut tab = KeptSessions::default();
    tab.begin(store, &address(), &token(user, number));
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
    first.forget(&store, &address().hub_id());
    assert!(!second.renew(&store, &address(), &token("a", 2)));
    assert_eq!((kept(&store), store.read()), (None, None));
    assert_eq!(second.changed_elsewhere(None), [address().hub_id()]);
    assert_eq!(second.changed_elsewhere(None), [], "told once");
}

#[test]
fn neither_renewal_nor_sign_out_touches_a_newer_sign_in() {
    let store = Memory::default();
    let mut old = signed_in(&store, "a", 1);
    let _new = signed_in(&store, "b", 2);
    assert_eq!(old.changed_elsewhere(store.read().as_deref()), []);
    assert!(!old.renew(&store, &address(), &token("a", 3)));
    old.forget(&store, &address().hub_id());
    assert_eq!(kept(&store), Some(token("b", 2)));
}

#[test]
fn tabs_of_one_session_renew_in_turn() {
    let store = Memory::default();
    let mut first = signed_in(&store, "a", 1);
    let mut second = resumed(&store);
    assert!(first.renew(&store, &address(), &token("a", 2)));
    let record = store.read();
    assert_eq!(second.changed_elsewhere(record.as_deref()), []);
    assert!(second.renew(&store, &address(), &token("a", 3)));
    assert_eq!(kept(&store), Some(token("a", 3)));
}

#[test]
fn sign_ins_to_several_hubs_are_kept_side_by_side() {
    let store = Memory::default();
    let mut tab = signed_in(&store, "a", 1);
    tab.begin(&store, &other_address(), &token("z", 1));
    let mut elsewhere = resumed(&store);
    assert_eq!(elsewhere.hubs().len(), 2);
    let first = KeptSessions::kept(&store).swap_remove(0);
    assert_eq!(first.0, other_address().as_str(), "the newest is first");

    assert!(tab.renew(&store, &address(), &token("a", 2)));
    assert_eq!(kept_of(&store, &other_address()), Some(token("z", 1)));
    tab.forget(&store, &address().hub_id());
    assert!(!tab.has(&address().hub_id()) && tab.has(&other_address().hub_id()));
    let ended = elsewhere.changed_elsewhere(store.read().as_deref());
    assert_eq!(ended, [address().hub_id()]);
    assert!(elsewhere.renew(&store, &other_address(), &token("z", 2)));
    assert_eq!(kept_of(&store, &other_address()), Some(token("z", 2)));
    assert_eq!(kept(&store), None);
}

#[test]
fn the_record_of_an_older_build_is_read_and_renewed() {
    let store = Memory::default();
    let secret = token("a", 1).secret().to_owned();
    let url = address().as_str().to_owned();
    store.write(&format!(r#"{{"hub":"{url}","token":"{secret}"}}"#));
    let mut tab = resumed(&store);
    assert_eq!(tab.hubs(), [address().hub_id()]);
    assert_eq!(tab.changed_elsewhere(store.read().as_deref()), []);
    assert!(tab.renew(&store, &address(), &token("a", 2)));
    assert_eq!(kept(&store), Some(token("a", 2)));
    tab.forget(&store, &address().hub_id());
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
    /// For any order of actions in any tab, and however late tabs learn of each other: only a sign-in creates a record for a hub or changes
    /// its user, and actions on one hub do not change another's record.
    #[test]
    fn only_a_sign_in_makes_a_session(steps in prop::collection::vec(step(), 0..40)) {
        let store = Memory::default();
        let hubs = [address(), other_address()];
        let mut tabs: [KeptSessions; 3] = Default::default();
        // The user that each tab is signed in as, or last knew.
        let mut users: [[Option<String>; 2]; 3] = Default::default();
        let user_of = |token: Token| Claims::of(&token).map(|claims| claims.user);
        let whose = |store: &Memory| hubs.each_ref().map(|hub| kept_of(store, hub).and_then(user_of));
        for (number, step) in steps.into_iter().enumerate() {
            let before = whose(&store);
            // The hub whose record may change, and its new user.
            let mut changed = (None, None);
            match step {
                TabStep::SignIn(tab, hub, user) => {
                    tabs[tab].begin(&store, &hubs[hub], &token(user, number));
                    users[tab][hub] = Some(user.to_owned());
                    changed = (Some(hub), Some(user.to_owned()));
                    prop_assert_eq!(&whose(&store)[hub], &changed.1);
                }
                TabStep::Resume(tab) => {
                    tabs[tab] = resumed(&store);
                    users[tab] = before.clone();
                }
                TabStep::Renew(tab, hub) => {
                    let user = users[tab][hub].as_deref().unwrap_or("a");
                    tabs[tab].renew(&store, &hubs[hub], &token(user, number));
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
