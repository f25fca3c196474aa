//! Carries out what the realtime reducer decides (opens streams, posts topics, lists, waits) and reports back to it. Results go
//! to a sink.

mod alerts;
mod questions;
mod stream;
mod system;

pub use self::stream::EVENTS_AT_ONCE;

use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::rc::Rc;

use super::live_hub::MOST_SYSTEMS;
use super::signed_in::SignedIn;
use super::tasks::{Spawner, Tasks};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{HubId, SystemId};
use crate::domain::preferences::Preferences;
use crate::domain::problem::Problem;
use crate::domain::system::{System, SystemStatus, TriggeredAlert};
use crate::domain::units::Millis;
use crate::hub::auth::Session;
use crate::hub::client::HubClient;
use crate::hub::realtime::{
    Attempt, Change, ConnectionState, Effect, Event, LiveEvent, Realtime, TimerKind,
};
use crate::hub::transport::{Clock, Transport};
use crate::hub::version::Version;

/// Delay before requests that are not needed to draw the racks, so that the racks appear first.
const RACKS_FIRST_MS: u32 = 200;

/// Interval of [`HubReport::Aged`]: a value goes stale without any event.
const AGING_MS: u32 = 5_000;

/// What a connection reports.
#[derive(Clone, Debug, PartialEq)]
pub enum HubReport {
    State(HubState),
    /// The hub does not accept the sign-in anymore. The connection is of no more use.
    SignedOut(Problem),
    /// The hub has confirmed the sign-in, or issued a new token for it.
    Renewed,
    /// All systems of the hub.
    Listed(Vec<System>),
    /// The latest record of one system.
    Changed(Box<System>),
    Removed(SystemId),
    /// All alerts that are triggered.
    Alerts(Vec<TriggeredAlert>),
    Preferences(Preferences),
    /// The data of an event about a monitor, unparsed.
    Monitor(String),
    /// The hub's version.
    Version(Version),
    /// A one-second sample of a system that is followed live.
    Second(SystemId, LiveEvent),
    /// Some time has passed: values that were current may have gone stale.
    Aged,
}

/// Receives what a connection reports. It may end the connection in the middle of a report.
pub trait Sink {
    fn report(&self, hub: &HubId, report: HubReport);
}

/// What a connection needs from the outside.
#[derive(Clone)]
pub struct Ports {
    pub transport: Rc<dyn Transport>,
    pub clock: Rc<dyn Clock>,
    pub spawner: Rc<dyn Spawner>,
    pub sink: Rc<dyn Sink>,
}

/// Kinds of tasks; at most one of each runs at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Job {
    Stream,
    Timer(TimerKind),
    List,
    /// Reads what is useful besides the systems.
    ReadAround,
    Alerts,
}

/// The live connection to one hub, from sign-in to sign-out.
pub struct LiveConnection {
    hub: HubId,
    signed_in: SignedIn,
    client: HubClient,
    ports: Ports,
    tasks: Tasks<Job>,
    realtime: RefCell<Realtime>,
    /// Events that wait until the current one and its effects are done.
    events: RefCell<VecDeque<Event>>,
    is_stepping: Cell<bool>,
    /// The attempt whose stream is to be read.
    reading: Cell<Option<Attempt>>,
    version: Cell<Option<Version>>,
    /// Alert changes that came while the alerts were being listed; applied again after the list, which may be older.
    alert_news: RefCell<Option<Vec<Change>>>,
    alerts: RefCell<Vec<TriggeredAlert>>,
    /// The systems that are up: a silent stream is suspicious only while there are any.
    up: RefCell<HashSet<SystemId>>,
    /// Whether the hub's whole list has been received. Earlier reports cover only some systems.
    listed: Cell<bool>,
    hidden: Cell<bool>,
    stopped: Cell<bool>,
}

impl LiveConnection {
    /// `seed` varies the waits between attempts from page to page.
    pub fn new(signed_in: SignedIn, ports: Ports, seed: u64) -> Rc<Self> {
        Rc::new(Self {
            hub: signed_in.hub_id(),
            signed_in,
            client: HubClient::new(ports.transport.clone()),
            tasks: Tasks::new(ports.spawner.clone()),
            ports,
            realtime: RefCell::new(Realtime::new(seed)),
            events: RefCell::default(),
            is_stepping: Cell::new(false),
            reading: Cell::new(None),
            version: Cell::new(None),
            alert_news: RefCell::new(None),
            alerts: RefCell::default(),
            up: RefCell::default(),
            listed: Cell::new(false),
            hidden: Cell::new(false),
            stopped: Cell::new(false),
        })
    }

    /// `hidden` tells whether the page is hidden; call [`Self::set_hidden`] when that changes.
    pub fn start(self: &Rc<Self>, hidden: bool) {
        self.hidden.set(hidden);
        self.dispatch(Event::Start(self.signed_in.life()));
        if self.signed_in.is_verified() {
            self.dispatch(Event::TokenRefreshed(self.signed_in.life()));
        }
        let this = self.clone();
        self.tasks.spawn(async move {
            loop {
                this.ports.clock.sleep(AGING_MS).await;
                this.notify(HubReport::Aged);
            }
        });
    }

    /// Stops for good: drops its stream, timers and requests, and reports nothing more.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.reading.set(None);
        self.events.borrow_mut().clear();
        self.tasks.cancel_all();
    }

    pub fn hub(&self) -> &HubId {
        &self.hub
    }

    pub fn signed_in(&self) -> &SignedIn {
        &self.signed_in
    }

    /// Whether all systems of the hub are known.
    pub fn has_listed(&self) -> bool {
        self.listed.get()
    }

    /// The hub's version, once it is known.
    pub fn version(&self) -> Option<Version> {
        self.version.get()
    }

    /// Subscribes to changes of monitors.
    pub fn follow_monitors(self: &Rc<Self>) {
        self.dispatch(Event::MonitorsWanted);
    }

    pub fn has_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Reports that the page is hidden, or visible again.
    pub fn set_hidden(self: &Rc<Self>, hidden: bool) {
        self.hidden.set(hidden);
        self.dispatch(if hidden {
            Event::Hidden
        } else {
            Event::Visible
        });
    }

    /// When the next attempt to reach an unreachable hub starts; `None` while one is running.
    pub fn next_try(&self) -> Option<Millis> {
        self.realtime.borrow().next_try()
    }

    /// Whether the stream may stay open. Otherwise the hub is polled, because other streams to its host leave no room.
    pub fn set_may_stream(self: &Rc<Self>, may_stream: bool) {
        self.dispatch(Event::StreamAllowed(may_stream));
    }

    /// Tries again immediately: on the user's request, or because the network is back.
    pub fn retry(self: &Rc<Self>) {
        self.dispatch(Event::Online);
    }

    /// Follows exactly these systems second by second. They should be up.
    pub fn follow_live(self: &Rc<Self>, systems: Vec<SystemId>) {
        self.dispatch(Event::LiveWanted(systems));
    }

    /// Runs a task on behalf of this session; it ends with the session.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        if !self.stopped.get() {
            self.tasks.spawn(task);
        }
    }

    fn notify(&self, report: HubReport) {
        if !self.stopped.get() {
            self.ports.sink.report(&self.hub, report);
        }
    }

    fn renew(self: &Rc<Self>, session: Session) {
        self.signed_in.renew(session);
        self.notify(HubReport::Renewed);
        self.dispatch(Event::TokenRefreshed(self.signed_in.life()));
    }

    /// Effects may cause further events; those wait until all effects of the current event are carried out.
    fn dispatch(self: &Rc<Self>, event: Event) {
        if self.stopped.get() {
            return;
        }
        self.events.borrow_mut().push_back(event);
        if self.is_stepping.replace(true) {
            return;
        }
        loop {
            let next = self.events.borrow_mut().pop_front();
            let Some(event) = next else { break };
            let now = self.ports.clock.now();
            let effects = self.realtime.borrow_mut().step(event, now);
            for effect in effects {
                if !self.stopped.get() {
                    self.carry_out(effect);
                }
            }
        }
        self.is_stepping.set(false);
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let this = self.clone();
        match effect {
            Effect::Open { attempt } => {
                self.reading.set(Some(attempt));
                self.tasks
                    .replace(Job::Stream, async move { this.read_stream(attempt).await });
            }
            Effect::Close => {
                self.reading.set(None);
                self.tasks.cancel(Job::Stream);
            }
            Effect::PostTopics {
                attempt,
                client_id,
                topics,
            } => self.tasks.spawn(async move {
                let token = this.signed_in.token();
                let event = match this.client.set_topics(&client_id, &topics, &token).await {
                    Ok(()) => Event::TopicsAccepted { attempt },
                    Err(error) => Event::TopicsRefused { attempt, error },
                };
                this.dispatch(event);
            }),
            Effect::Relist { attempt } => self
                .tasks
                .replace(Job::List, async move { this.relist(attempt).await }),
            Effect::ReadAround => self.read_around_later(),
            Effect::RefreshToken => self.tasks.spawn(async move { this.refresh_token().await }),
            Effect::SetTimer {
                kind,
                generation,
                after_ms,
            } => self.tasks.replace(Job::Timer(kind), async move {
                this.ports.clock.sleep(after_ms).await;
                this.dispatch(Event::Timer { kind, generation });
            }),
            Effect::Deliver(change) => self.deliver(change),
            Effect::Report(report) => self.report(report),
        }
    }

    async fn relist(self: &Rc<Self>, attempt: Attempt) {
        let token = self.signed_in.token();
        let listed = self
            .client
            .systems_or_expired(&token, self.ports.clock.now())
            .await;
        if self.stopped.get() || !self.realtime.borrow().expects_list(attempt) {
            return;
        }
        match listed {
            Ok(systems) => {
                *self.up.borrow_mut() = systems.iter().filter(is_up).map(id_of).collect();
                self.listed.set(true);
                self.notify(HubReport::Listed(systems));
                self.report_whether_any_is_up();
                self.dispatch(Event::Listed { attempt });
            }
            Err(error) => self.dispatch(Event::ListFailed { attempt, error }),
        }
    }

    /// Reads what is useful besides the systems, once those are on screen. Nothing depends on it.
    fn read_around_later(self: &Rc<Self>) {
        if self.stopped.get() {
            return;
        }
        let this = self.clone();
        self.tasks.cancel(Job::Alerts);
        self.tasks.replace(Job::ReadAround, async move {
            this.ports.clock.sleep(RACKS_FIRST_MS).await;
            this.read_around().await;
        });
    }

    async fn read_around(self: &Rc<Self>) {
        if !self.read_alerts().await {
            let this = self.clone();
            self.tasks
                .replace(Job::Alerts, async move { this.read_alerts_again().await });
        }
        let token = self.signed_in.token();
        if self.version.get().is_none()
            && let Ok(version) = self.client.hub_version(&token).await
        {
            self.version.set(version);
            if let Some(version) = version {
                self.notify(HubReport::Version(version));
            }
        }
        if let Ok(preferences) = self.client.preferences(&token).await {
            self.notify(HubReport::Preferences(preferences));
        }
        self.date_alerts().await;
    }

    async fn check_token(&self) -> Result<Session, crate::hub::error::HubError> {
        let token = self.signed_in.token();
        self.client
            .check_token(&token, self.ports.clock.now())
            .await
    }

    async fn refresh_token(self: &Rc<Self>) {
        match self.check_token().await {
            Ok(session) => self.renew(session),
            Err(error) => self.dispatch(Event::TokenRefused(error)),
        }
    }

    fn deliver(self: &Rc<Self>, change: Change) {
        match change {
            Change::SystemChanged(system) => {
                let differs = self.note_whether_up(&system);
                self.notify(HubReport::Changed(system));
                if differs {
                    self.report_whether_any_is_up();
                }
            }
            Change::SystemRemoved(id) => {
                self.up.borrow_mut().remove(&id);
                self.notify(HubReport::Removed(id));
                self.report_whether_any_is_up();
            }
            alert @ (Change::AlertTriggered(_) | Change::AlertCleared { .. }) => {
                if let Some(news) = self.alert_news.borrow_mut().as_mut() {
                    news.push(alert.clone());
                }
                self.note_alert(alert);
                self.report_alerts();
            }
            Change::Preferences(preferences) => self.notify(HubReport::Preferences(preferences)),
            Change::Live { system, event } => self.notify(HubReport::Second(system, event)),
            Change::Monitor(data) => self.notify(HubReport::Monitor(data)),
        }
    }

    /// Records whether a system is up; returns whether that changed. Records no more systems than the live store takes in.
    fn note_whether_up(&self, system: &System) -> bool {
        let mut up = self.up.borrow_mut();
        if !is_up(&system) {
            return up.remove(&system.id);
        }
        up.len() < MOST_SYSTEMS && up.insert(system.id.clone())
    }

    fn report(self: &Rc<Self>, report: ConnectionState) {
        let state = match report {
            ConnectionState::Connecting => HubState::Connecting,
            ConnectionState::Listed if self.signed_in.is_demo() => HubState::Connecting,
            ConnectionState::Listed => HubState::Listed,
            ConnectionState::Polling(error) => HubState::Polling(self.signed_in.problem(&error)),
            ConnectionState::Live if self.signed_in.is_demo() => HubState::Demo,
            ConnectionState::Live => HubState::Live,
            ConnectionState::Reconnecting => HubState::Reconnecting,
            ConnectionState::Lost { error, .. } => HubState::Lost(self.signed_in.problem(&error)),
            ConnectionState::SignedOut(error) => {
                return self.notify(HubReport::SignedOut(self.signed_in.problem(&error)));
            }
        };
        if matches!(state, HubState::Live | HubState::Demo) {
            self.report_whether_any_is_up();
        }
        self.notify(HubReport::State(state));
    }

    /// A hub with systems that are up is not silent for long; one without may be.
    fn report_whether_any_is_up(self: &Rc<Self>) {
        let any_up = !self.up.borrow().is_empty();
        self.dispatch(Event::SystemsUp(any_up));
    }
}

fn is_up(system: &&System) -> bool {
    system.status == SystemStatus::Up
}

fn id_of(system: &System) -> SystemId {
    system.id.clone()
}
