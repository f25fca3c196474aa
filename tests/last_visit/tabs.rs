//! Tabs of one browser, in any order.

use blinkenrack::domain::health::PastSystem;
use blinkenrack::hub::live::{KeptSessions, SessionStore, VisitKeeper};
use proptest::collection::vec;

use super::*;
use crate::sessions::{Memory, token};

#[derive(Clone, Debug)]
enum TabStep {
    SignIn(usize, &'static str),
    /// A new page reads the stored sign-in, and later recalls the last visit.
    Open(usize),
    Recall(usize),
    State(usize, HubState),
    List(usize, u8),
    Event(usize, u8),
    Gone(usize, u8),
    /// The page is hidden, or some time has passed.
    Keep(usize),
    SignOut(usize),
    Wait(i64),
}

fn step() -> impl Strategy<Value = TabStep> {
    let tab = || 0..3_usize;
    let user = prop_oneof![Just("a"), Just("b")];
    let state = prop_oneof![
        Just(HubState::Connecting),
        Just(HubState::Reconnecting),
        Just(HubState::Live),
        Just(lost()),
    ];
    prop_oneof![
        2 => (tab(), user).prop_map(|(tab, user)| TabStep::SignIn(tab, user)),
        3 => tab().prop_map(TabStep::Open),
        4 => tab().prop_map(TabStep::Recall),
        3 => (tab(), state).prop_map(|(tab, state)| TabStep::State(tab, state)),
        3 => (tab(), 0..8_u8).prop_map(|(tab, which)| TabStep::List(tab, which)),
        2 => (tab(), 0..3_u8).prop_map(|(tab, which)| TabStep::Event(tab, which)),
        1 => (tab(), 0..3_u8).prop_map(|(tab, which)| TabStep::Gone(tab, which)),
        3 => tab().prop_map(TabStep::Keep),
        1 => tab().prop_map(TabStep::SignOut),
        2 => (0..2 * HOUR).prop_map(TabStep::Wait),
    ]
}

/// One tab has stored a visit, and another shows it: seldom reached by chance.
fn with_a_visit() -> [TabStep; 6] {
    [
        TabStep::SignIn(0, "a"),
        TabStep::List(0, 7),
        TabStep::State(0, HubState::Live),
        TabStep::Keep(0),
        TabStep::Open(1),
        TabStep::Recall(1),
    ]
}

#[derive(Default)]
struct Tab {
    sessions: KeptSessions,
    user: Option<&'static str>,
    store: LiveStore,
    has_listed: bool,
    /// The systems that the hub has reported since the page was opened.
    heard: Vec<u8>,
    gone: Vec<u8>,
    /// The systems recalled last, before the hub's list.
    recalled: Vec<SystemId>,
}

#[derive(Default)]
struct Browser {
    sessions: Memory,
    visits: Memory,
    tabs: [Tab; 3],
    now: i64,
    /// The user of the stored sign-in and its number; nothing outlives it.
    kept: Option<(&'static str, usize)>,
    sign_ins: usize,
    /// The sign-in in which the stored visit was made.
    made_in: Option<usize>,
}

impl Browser {
    fn now(&self) -> Millis {
        START.plus(self.now)
    }

    fn keeper<T>(&self, tab: usize, ask: impl FnOnce(VisitKeeper) -> T) -> Option<T> {
        let user = self.tabs[tab].user?;
        Some(ask(VisitKeeper {
            hub: &hub(),
            user,
            sessions: &self.sessions,
            visits: &self.visits,
        }))
    }

    fn enter(&mut self, tab: usize, user: &'static str) {
        let tab = &mut self.tabs[tab];
        tab.user = Some(user);
        tab.store = opened();
        tab.has_listed = false;
        (tab.heard, tab.gone, tab.recalled) = (Vec::new(), Vec::new(), Vec::new());
    }

    /// The order of `Kept::forget`: the sign-in first.
    fn forget(&mut self, tab: usize) {
        self.tabs[tab].sessions.forget(&self.sessions, &hub());
        self.visits.remove();
        if self.sessions.read().is_none() {
            self.kept = None;
        }
    }

    /// A system visible only to the tab's user.
    fn system_for(&self, tab: usize, which: u8) -> System {
        let user = self.tabs[tab].user.unwrap_or("?");
        let status = if which == 0 {
            SystemStatus::Down
        } else {
            SystemStatus::Up
        };
        System {
            name: user.to_owned(),
            ..system(&which.to_string(), status, 12.0, self.now())
        }
    }

    fn play(&mut self, step: TabStep) {
        match step {
            TabStep::SignIn(tab, user) => {
                self.forget(tab);
                let (sessions, store) = (&mut self.tabs[tab].sessions, &self.sessions);
                sessions.begin(store, &address(), &token(user, 9));
                self.sign_ins += 1;
                self.kept = Some((user, self.sign_ins));
                self.enter(tab, user);
            }
            TabStep::Open(tab) => {
                let Some((user, _)) = self.kept else { return };
                self.tabs[tab].sessions = KeptSessions::default();
                self.tabs[tab].sessions.resume(&address(), &token(user, 9));
                self.enter(tab, user);
            }
            TabStep::Recall(tab) => self.recall(tab),
            TabStep::State(tab, state) => {
                let is_before = matches!(state, HubState::Connecting | HubState::Lost(_));
                let now = self.now();
                let tab = &mut self.tabs[tab];
                // No connection is live before it has listed.
                if tab.has_listed || is_before {
                    tab.store.take_in(&hub(), HubReport::State(state), now);
                }
            }
            TabStep::List(tab, which) => {
                let listed = (0..3).filter(|number| which & (1 << number) != 0);
                let systems = listed.map(|number| self.system_for(tab, number)).collect();
                let now = self.now();
                let tab = &mut self.tabs[tab];
                tab.has_listed |= tab.user.is_some();
                tab.store.take_in(&hub(), HubReport::Listed(systems), now);
            }
            TabStep::Event(tab, which) => {
                let (system, now) = (Box::new(self.system_for(tab, which)), self.now());
                let tab = &mut self.tabs[tab];
                tab.heard.push(which);
                tab.store.take_in(&hub(), HubReport::Changed(system), now);
            }
            TabStep::Gone(tab, which) => {
                let (id, now) = (SystemId::new(which.to_string()), self.now());
                let tab = &mut self.tabs[tab];
                tab.heard.retain(|heard| *heard != which);
                tab.gone.push(which);
                tab.store.take_in(&hub(), HubReport::Removed(id), now);
            }
            TabStep::Keep(tab) => {
                let is_kept = self.keeper(tab, |keeper| {
                    keeper.keep(&self.tabs[tab].store, None, self.now())
                });
                if is_kept == Some(true) {
                    self.made_in = self.kept.map(|(_, number)| number);
                }
            }
            TabStep::SignOut(tab) => {
                self.forget(tab);
                self.tabs[tab].user = None;
                self.tabs[tab].recalled = Vec::new();
                self.tabs[tab].store = LiveStore::default();
            }
            TabStep::Wait(time) => self.now += time,
        }
    }

    fn recall(&mut self, tab: usize) {
        let visit = self
            .keeper(tab, |keeper| keeper.recall(self.now()))
            .flatten();
        let Some(visit) = visit else { return };
        let user = self.tabs[tab].user;
        assert_eq!(self.kept.map(|(user, _)| user), user);
        let past = visit.into_past();
        let is_of_user = |past: &PastSystem| Some(past.system().name.as_str()) == user;
        assert!(past.systems().iter().all(is_of_user));
        let tab = &mut self.tabs[tab];
        // A page recalls once, possibly late.
        let before = tab
            .store
            .troubles(&Snapshot::default(), START.plus(self.now))
            .len();
        let had_listed = tab.has_listed;
        tab.recalled = past
            .systems()
            .iter()
            .map(|past| past.id().clone())
            .collect();
        tab.store.recall(&hub(), past);
        if had_listed {
            let after = tab
                .store
                .troubles(&Snapshot::default(), START.plus(self.now))
                .len();
            assert_eq!(before, after, "it replaces nothing newer");
        }
    }

    fn check(&mut self) {
        let now = self.now();
        if self.kept.is_none() {
            assert_eq!(self.visits.read(), None, "nothing is left after a sign-out");
        }
        if self.visits.read().is_some() {
            let kept = self.kept.map(|(_, number)| number);
            assert_eq!(self.made_in, kept, "a visit ends with its sign-in");
        }
        for tab in &mut self.tabs {
            for which in 0..3_u8 {
                let of = of(&which.to_string());
                let verdict = tab.store.verdict_of_link(&of, now);
                let is_past = tab.store.last_seen(&of).is_some();
                let is_newer = tab.has_listed || tab.heard.contains(&which);
                let is_told = tab.recalled.contains(&of.system) && !is_newer;
                assert_eq!(is_past, is_told && !tab.gone.contains(&which));
                if is_past {
                    assert!(matches!(verdict.health, Health::Pending | Health::HubLost));
                    let told = verdict.reason.expect("a reason");
                    assert!(told.starts_with("Last seen "), "{told}");
                }
                assert!(!verdict.health.is_verified() || tab.has_listed);
            }
            let seen = counted(&mut tab.store, now);
            let lost = seen.totals.of(Health::HubLost);
            assert!(seen.need_look >= lost && !(seen.is_all_well && lost > 0));
            if !tab.has_listed {
                let unknown = lost + seen.totals.of(Health::Pending);
                assert_eq!(seen.totals.all(), unknown, "nothing is current");
            }
        }
    }
}

proptest! {
    #[test]
    fn in_any_order_nothing_past_is_current_and_nothing_outlives_its_sign_in(
        has_visit in any::<bool>(), steps in vec(step(), 0..80),
    ) {
        let mut browser = Browser::default();
        let first = if has_visit { with_a_visit().to_vec() } else { Vec::new() };
        for step in first.into_iter().chain(steps) {
            browser.play(step);
            browser.check();
        }
    }
}
