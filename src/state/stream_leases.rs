//! Shares the browser's limited number of streams per host, among tabs and among the hubs of one tab: claims a lease for each hub (a
//! free one, or one that yields), renews it, and makes a connection without a lease do without its stream.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::ids::new_uuid;
use super::lease_record::{StoredLeases, key};
use super::live::{HubEvent, Live};
use super::sessions::Sessions;
use super::timer::after;
use crate::domain::hub_state::HubState;
use crate::domain::ids::HubId;
use crate::domain::units::Millis;
use crate::hub::live::{HubReport, LiveConnection};
use crate::hub::stream_leases::{RENEW_MS, StreamLeases, TabSight, holder, is_shared, origin_of};
use crate::hub::tab_leases::TabLeases;
use crate::shell::clock;
use crate::shell::page::{self, PageEvent};
use crate::shell::storage;

/// Upper bound of `StreamSharing::patience`, in milliseconds.
const LONGEST_PATIENCE_MS: u64 = 2_000;

pub(super) struct StreamSharing {
    /// Names this page among the tabs.
    tab: String,
    /// Wait before taking a free lease, different in each tab: several tabs may be waiting for it.
    patience: Duration,
    sessions: Rc<Sessions>,
    /// Since when this tab has been hidden.
    hidden: Cell<Option<Millis>>,
    /// The hubs whose leases are watched, and whether this tab has one.
    holds_lease: RefCell<HashMap<HubId, bool>>,
}

impl StreamSharing {
    /// Runs for as long as the page lives.
    pub fn start(live: &Rc<Live>, sessions: &Rc<Sessions>) -> Rc<Self> {
        let tab = new_uuid();
        let patience = tab.as_u64_pair().0 % LONGEST_PATIENCE_MS;
        let this = Rc::new(Self {
            tab: tab.to_string(),
            patience: Duration::from_millis(patience),
            sessions: sessions.clone(),
            hidden: Cell::new(page::is_hidden().then(clock::now)),
            holds_lease: RefCell::default(),
        });
        this.claim_all();
        let listener = this.clone();
        live.add_listener(Rc::new(move |event| listener.on_hub_event(event)));
        let follows = this.clone();
        page::on_page_event(move |event| match event {
            PageEvent::Leaving => follows.free_all(),
            PageEvent::Visible => {
                follows.hidden.set(None);
                follows.claim_all();
            }
            PageEvent::Hidden => follows.hidden.set(Some(clock::now())),
            PageEvent::Online => {}
        });
        this.renew();
        this
    }

    /// Renews the claims periodically; otherwise the leases expire, and others may take them.
    fn renew(self: &Rc<Self>) {
        let this = self.clone();
        after(Duration::from_millis(u64::from(RENEW_MS)), move || {
            this.claim_all();
            this.renew();
        });
    }

    fn on_hub_event(self: &Rc<Self>, event: HubEvent) {
        match event {
            HubEvent::Report(hub, HubReport::State(HubState::Connecting)) => {
                self.claim_for(hub);
            }
            HubEvent::Report(..) => {}
            HubEvent::Left(hub) => {
                let all = self.sessions.connections.all();
                let stay = all.iter().map(|other| other.hub().clone()).collect();
                for waiting in self.leases().leave(hub, stay, clock::now()) {
                    self.claim_for(&waiting);
                }
            }
            HubEvent::LeftAll => self.free_all(),
        }
    }

    fn leases(&self) -> TabLeases<'_> {
        TabLeases {
            tab: &self.tab,
            sight: self.sight(),
            records: &StoredLeases,
        }
    }

    fn claim_for(self: &Rc<Self>, hub: &HubId) {
        if let Some(connection) = self.sessions.connections.get(hub) {
            self.claim(&connection);
        }
    }

    fn claim_all(self: &Rc<Self>) {
        for connection in self.sessions.connections.all() {
            self.claim(&connection);
        }
    }

    fn claim(self: &Rc<Self>, connection: &Rc<LiveConnection>) {
        // The demo needs no stream of a host.
        if connection.signed_in().is_demo() {
            return;
        }
        let hub = connection.hub();
        let mut may_stream = self.leases().claim(hub, clock::now());
        if !may_stream {
            let protocol = page::protocol_of(origin_of(hub));
            may_stream = protocol.is_some_and(|protocol| is_shared(&protocol));
        }
        let before = self
            .holds_lease
            .borrow_mut()
            .insert(hub.clone(), may_stream);
        if before.is_none() {
            self.watch(hub.clone());
        }
        connection.set_may_stream(may_stream);
    }

    fn sight(&self) -> TabSight {
        TabSight::of(self.hidden.get(), clock::now())
    }

    fn free_all(&self) {
        for hub in self.holds_lease.borrow().keys() {
            self.leases().free(hub, clock::now());
        }
    }

    /// Checks the leases again when another tab has written them.
    fn watch(self: &Rc<Self>, hub: HubId) {
        let this = self.clone();
        storage::on_changed_elsewhere(&key(&hub), move |text| {
            let Some(connection) = this.sessions.connections.get(&hub) else {
                return;
            };
            let leases = StreamLeases::parse(text.unwrap_or_default());
            let now = clock::now();
            // Renewing in answer to a renewal would never end.
            if leases.has(&holder(&this.tab, &hub), now) {
                return;
            }
            if this.holds_lease.borrow().get(&hub) == Some(&true) {
                // Another tab took it at the same moment.
                this.claim(&connection);
            } else if leases.has_room(this.sight(), now) {
                let (this, patience) = (this.clone(), this.patience);
                let claim = move || {
                    if !connection.has_stopped() {
                        this.claim(&connection);
                    }
                };
                after(patience, claim);
            }
        });
    }
}
