//! The sessions: a hub and the account signed in to it. Connects, disconnects, and takes in the connections' reports.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use super::account::{self, Kept};
use super::demo::DemoTransport;
use super::document::Document;
use super::ids::new_uuid;
use super::lease_record;
use super::live::Live;
use super::messages::Messages;
use super::part::{lazy_part, with_part};
use super::screen::Screen;
use super::time;
use crate::domain::account::{AccountView, Accounts};
use crate::domain::autobuild;
use crate::domain::hub_state::HubState;
use crate::domain::ids::HubId;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::system::System;
use crate::hub::auth::Session;
use crate::hub::live::{Connections, DEMO_HUB, HubReport, LiveConnection, Ports, SignedIn, Sink};
use crate::hub::transport::Transport;
use crate::hub::url::HubUrl;
use crate::shell::clock::BrowserClock;
use crate::shell::fetch::FetchTransport;
use crate::shell::page;
use crate::shell::storage::Keep;
use crate::shell::task::{PageSpawner, spawn};

// Loaded ahead of the sign-in, on the start page.
lazy_part!(start: fn load_first_layout() -> fn(&HubId, &str, &[System]) -> Layout = first_layout);

fn first_layout(hub: &HubId, name: &str, systems: &[System]) -> Layout {
    autobuild::build_layout(hub, name, systems, &mut new_uuid)
}

/// The signed-in accounts, with a connection to each hub.
pub struct Sessions {
    pub(super) screen: ArcRwSignal<Screen>,
    /// The state of the hubs: the worst one.
    pub(super) hub: ArcRwSignal<HubState>,
    /// The account of the session on screen; `None` on the start page and without a hub.
    pub(super) account: ArcRwSignal<Option<AccountView>>,
    /// The accounts of all sessions.
    accounts: RefCell<Accounts>,
    /// At most one to a hub.
    pub(super) connections: Connections,
    /// The sign-ins that this tab keeps for the next visit.
    kept: RefCell<Kept>,
    live: Rc<Live>,
    document: Rc<Document>,
    messages: Messages,
}

impl Sessions {
    pub(super) fn new(live: Rc<Live>, document: Rc<Document>, messages: Messages) -> Rc<Self> {
        Rc::new(Self {
            screen: ArcRwSignal::new(Screen::Start { problem: None }),
            hub: ArcRwSignal::new(HubState::None),
            account: ArcRwSignal::new(None),
            accounts: RefCell::default(),
            connections: Connections::default(),
            kept: RefCell::default(),
            live,
            document,
            messages,
        })
    }

    /// Resumes the kept session, or stays on the start page.
    pub(super) fn resume(self: &Rc<Self>) {
        let kept = self.kept.borrow_mut().resume();
        let Some((hub, token)) = kept else {
            return;
        };
        let signed_in = SignedIn::remembered(hub.clone(), token);
        // A list with systems shows that the token is good; the connection verifies it once the racks are live.
        self.enter(signed_in, Rc::new(FetchTransport::resumed(hub)));
    }

    /// Opens the simulated hub.
    pub(super) fn open_demo(self: &Rc<Self>) {
        self.enter(SignedIn::to_demo(), Rc::new(DemoTransport::default()));
    }

    /// Shows the state of the hubs, and applies the first user's preferred format of the time of day.
    fn show_hub_state(&self) {
        time::set_hours(self.live.preferences().hours);
        let state = self.live.worst_state();
        page::set_root_state("hub", state.root_word());
        if self.hub.with_untracked(|old| *old != state) {
            self.hub.set(state);
        }
    }

    /// Leaves when another tab signs out of the same session.
    pub(super) fn leave_with_other_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        account::on_changed_elsewhere(move |record| {
            let Some(this) = weak.upgrade() else {
                return;
            };
            let ended = this.kept.borrow_mut().changed_elsewhere(record);
            for hub in ended {
                if this.accounts.borrow().get(&hub).is_some() {
                    this.document.keep_unsaved();
                    let problem =
                        Problem::new("You signed out in another tab.", "Sign in again to go on.");
                    this.end_session(&hub, problem);
                }
            }
        });
    }

    fn account_changed(&self, signed_in: &SignedIn) {
        let is_kept = self.kept.borrow().is_on_device(&signed_in.hub_id());
        let account = account::view_of(signed_in, is_kept);
        self.accounts.borrow_mut().put(account);
        self.show_account();
    }

    /// Shows the account of the first session.
    fn show_account(&self) {
        let first = self.accounts.borrow().first().cloned();
        if self.account.with_untracked(|old| *old != first) {
            self.account.set(first);
        }
    }

    /// Makes the first layout of a hub without one, once all its systems are known.
    fn systems_known(self: &Rc<Self>, hub: &HubId) {
        let is_waiting = !self.document.is_open() && self.document.is_looked_up();
        if !is_waiting || self.document.hub().as_ref() != Some(hub) {
            return;
        }
        let Some(connection) = self.connections.get(hub) else {
            return;
        };
        if self.live.systems_of(hub).is_empty() || !connection.has_listed() {
            return;
        }
        if connection.signed_in().is_demo() {
            self.ask_demo_layout(&connection);
        } else {
            let host = account::view_of(connection.signed_in(), false).hub;
            self.build_first_layout(hub, host);
        }
    }

    /// Uses the layout that the demo's hub provides, or builds one as for any hub.
    fn ask_demo_layout(self: &Rc<Self>, connection: &Rc<LiveConnection>) {
        let (this, asked) = (self.clone(), connection.clone());
        connection.spawn(async move {
            let layout = asked.demo_layout().await;
            if this.document.is_open() {
                return;
            }
            match layout {
                Some(layout) => this.document.adopt_layout(layout),
                None => this.build_first_layout(asked.hub(), DEMO_HUB.to_owned()),
            }
        });
    }

    /// Enters a hub after a sign-in, unless the user has gone elsewhere since `asked_at`.
    pub(super) fn enter_hub(
        self: &Rc<Self>,
        asked_at: u64,
        hub: HubUrl,
        session: Session,
        keep: Keep,
    ) {
        if self.document.opening() != asked_at {
            return;
        }
        let signed_in = SignedIn::fresh(hub.clone(), session);
        // The screens show one hub, so this sign-in replaces the others of this tab.
        self.kept.borrow_mut().forget_all();
        self.kept.borrow_mut().begin(&signed_in, keep);
        self.enter(signed_in, Rc::new(FetchTransport::new(hub)));
    }

    /// Connects to a hub. The screens show one hub: earlier connections end.
    fn enter(
        self: &Rc<Self>,
        signed_in: SignedIn,
        transport: Rc<dyn Transport>,
    ) -> Rc<LiveConnection> {
        let hub = signed_in.hub_id();
        self.disconnect(Some(hub.clone()));
        self.account_changed(&signed_in);
        let connection = self.connect(signed_in, transport);
        self.screen.set(Screen::Racks);
        connection.start(page::is_hidden());
        let this = self.clone();
        spawn(async move {
            let found = this.document.open_saved_layout().await;
            if !found {
                if hub.as_str() != DEMO_HUB {
                    this.document.offer_drawn_before();
                }
                this.systems_known(&hub);
            }
        });
        connection
    }

    /// Adds a connection to a hub, not started yet.
    fn connect(
        self: &Rc<Self>,
        signed_in: SignedIn,
        transport: Rc<dyn Transport>,
    ) -> Rc<LiveConnection> {
        let ports = Ports {
            transport,
            clock: Rc::new(BrowserClock),
            spawner: Rc::new(PageSpawner),
            sink: Rc::new(SessionSink(Rc::downgrade(self))),
        };
        let seed = new_uuid().as_u64_pair().0;
        let connection = LiveConnection::new(signed_in, ports, seed);
        self.live.add_hub(connection.hub().clone());
        if lease_record::may_be_full(connection.hub()) {
            connection.set_may_stream(false);
        }
        self.connections.add(connection.clone());
        self.show_hub_state();
        connection
    }

    /// Ends the session of one hub; the others continue. After the last one the start page is shown.
    fn end_session(self: &Rc<Self>, hub: &HubId, problem: Problem) {
        let is_last = self
            .accounts
            .borrow()
            .iter()
            .all(|account| account.id == *hub);
        if is_last {
            return self.leave(Some(problem));
        }
        self.kept.borrow_mut().forget(hub);
        self.accounts.borrow_mut().remove(hub);
        self.connections.remove(hub);
        self.live.remove_hub(hub);
        self.show_account();
        self.show_hub_state();
    }

    /// Ends all sessions, forgets their tokens and shows the start page. Leaving the demo keeps an earlier sign-in.
    pub(super) fn leave(self: &Rc<Self>, problem: Option<Problem>) {
        let signed_in = self.accounts.take();
        for account in signed_in.iter().filter(|account| !account.is_demo()) {
            self.kept.borrow_mut().forget(&account.id);
        }
        self.screen.set(Screen::Start { problem });
        self.show_account();
        self.disconnect(None);
    }

    /// Ends all connections and closes the layout; `hub` is the hub whose layouts come next.
    pub(super) fn disconnect(self: &Rc<Self>, hub: Option<HubId>) {
        self.accounts.take();
        self.connections.clear();
        self.live.clear();
        self.document.close_document(hub);
        self.show_hub_state();
    }

    fn take_in(self: &Rc<Self>, hub: &HubId, report: HubReport) {
        match report {
            HubReport::SignedOut(problem) => self.end_session(hub, problem),
            HubReport::Renewed => {
                if let Some(connection) = self.connections.get(hub) {
                    self.kept.borrow_mut().renew(connection.signed_in());
                    self.account_changed(connection.signed_in());
                }
            }
            report => {
                let are_preferences = matches!(report, HubReport::Preferences(_));
                let is_state = matches!(report, HubReport::State(_));
                let may_be_first = matches!(report, HubReport::Listed(_) | HubReport::Changed(_));
                if let Some(notice) = self.live.take_in(hub, report) {
                    self.messages.say(notice.words());
                }
                if is_state || are_preferences {
                    self.show_hub_state();
                }
                if may_be_first {
                    self.systems_known(hub);
                }
            }
        }
    }

    /// Builds the first layout of a hub from its systems, once the part for that is loaded.
    fn build_first_layout(self: &Rc<Self>, hub: &HubId, name: String) {
        let (this, hub, messages) = (self.clone(), hub.clone(), self.messages.clone());
        let asked_at = self.document.opening();
        with_part(
            load_first_layout(),
            move |words| messages.say(words),
            move |build| {
                // Each report of the hub may have started this.
                if !this.document.is_open() && this.document.opening() == asked_at {
                    let systems = this.live.systems_of(&hub);
                    this.document.adopt_layout(build(&hub, &name, &systems));
                }
            },
        );
    }
}

/// Receives the connections' reports.
struct SessionSink(Weak<Sessions>);

impl Sink for SessionSink {
    fn report(&self, hub: &HubId, report: HubReport) {
        if let Some(sessions) = self.0.upgrade() {
            sessions.take_in(hub, report);
        }
    }
}
