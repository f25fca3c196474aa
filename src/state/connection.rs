//! Carries out what the realtime reducer decides: opens streams, posts topics, lists, waits; and reports back to it.

mod alerts;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::shell::task::spawn;
use futures_util::future::{AbortHandle, abortable};

use super::app::App;
use super::signed_in::SignedIn;
use crate::domain::ids::SystemId;
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::series::{Range, Sample};
use crate::domain::system::{SystemStatus, TriggeredAlert};
use crate::domain::units::Millis;
use crate::hub::auth::Session;
use crate::hub::client::HubClient;
use crate::hub::queries;
use crate::hub::read;
use crate::hub::realtime::{Attempt, Change, ConnectionState, Effect, Event, Realtime};
use crate::hub::sse::SseDecoder;
use crate::hub::transport::{Clock, Opened, Transport};
use crate::hub::version::Version;
use crate::shell::page::PageEvent;
use crate::state::hub_state::HubState;

/// What is not needed to draw the racks is asked for when they have had the time to appear.
const RACKS_FIRST_MS: u32 = 200;

/// How often time alone is looked at: a value goes stale without any event.
const AGING_MS: u32 = 5_000;

/// The live connection to one hub, from sign-in to sign-out.
pub struct Connection {
    app: App,
    signed_in: SignedIn,
    client: HubClient,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    realtime: RefCell<Realtime>,
    stream: RefCell<Option<AbortHandle>>,
    version: Cell<Option<Version>>,
    /// Alert news that came while the alerts were being listed; told once more after the list, which may be older.
    alert_news: RefCell<Option<Vec<Change>>>,
    alerts: RefCell<Vec<TriggeredAlert>>,
    /// Whether any system was up when that was told last.
    any_up: Cell<bool>,
    /// Counts the readings of what is good to know beside the systems: only the latest counts.
    reading: Cell<u64>,
    /// Whether the hub's whole list has been taken in. News that come before it are of some systems only.
    listed: Cell<bool>,
    stopped: Cell<bool>,
}

impl Connection {
    pub(super) fn new(
        app: App,
        signed_in: SignedIn,
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        seed: u64,
    ) -> Rc<Self> {
        Rc::new(Self {
            app,
            signed_in,
            client: HubClient::new(transport.clone()),
            transport,
            clock,
            realtime: RefCell::new(Realtime::new(seed)),
            stream: RefCell::default(),
            version: Cell::new(None),
            alert_news: RefCell::new(None),
            alerts: RefCell::default(),
            any_up: Cell::new(false),
            reading: Cell::new(0),
            listed: Cell::new(false),
            stopped: Cell::new(false),
        })
    }

    pub(super) fn start(self: &Rc<Self>) {
        self.dispatch(Event::Start(self.signed_in.life()));
        let this = self.clone();
        spawn(async move {
            while !this.stopped.get() {
                this.clock.sleep(AGING_MS).await;
                this.app.inner().board.refresh_all();
            }
        });
    }

    /// Ends it for good; nothing it has under way has any effect from now on.
    pub(super) fn stop(self: &Rc<Self>) {
        self.dispatch(Event::Stop);
        self.stopped.set(true);
        self.close_stream();
    }

    pub(super) fn on_page_event(self: &Rc<Self>, event: PageEvent) {
        match event {
            PageEvent::Hidden => self.dispatch(Event::Hidden),
            PageEvent::Visible => self.dispatch(Event::Visible),
            PageEvent::Online => self.dispatch(Event::Online),
            PageEvent::Leaving => {}
        }
    }

    pub(super) fn signed_in(&self) -> &SignedIn {
        &self.signed_in
    }

    /// Whether all systems of the hub are known.
    pub(super) fn has_listed(&self) -> bool {
        self.listed.get()
    }

    pub(super) fn version(&self) -> Option<Version> {
        self.version.get()
    }

    pub(super) fn has_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Takes up a session that the hub has just confirmed. One that has ended meanwhile stays ended: nothing of it is kept.
    pub(super) fn renew(self: &Rc<Self>, session: Session) {
        if self.stopped.get() {
            return;
        }
        self.signed_in.renew(session);
        self.app.account_changed(&self.signed_in);
        self.dispatch(Event::TokenRefreshed(self.signed_in.life()));
    }

    /// Tries again now, at the person's wish.
    pub(super) fn retry(self: &Rc<Self>) {
        self.dispatch(Event::Online);
    }

    pub(super) async fn history(
        &self,
        system: &SystemId,
        range: Range,
        until: Millis,
    ) -> Result<Vec<Sample>, Problem> {
        let token = self.signed_in.token();
        self.client
            .history(&token, system, range, until)
            .await
            .map_err(|error| self.signed_in.problem(&error))
    }

    /// The layout that the demo's hub brings along.
    pub(super) async fn demo_layout(&self) -> Option<Layout> {
        let answer = self.transport.send(queries::demo_layout()).await.ok()?;
        let loaded = json::read(&answer.body).ok()?;
        Some(loaded.layout)
    }

    fn dispatch(self: &Rc<Self>, event: Event) {
        if self.stopped.get() {
            return;
        }
        let effects = self.realtime.borrow_mut().step(event, self.clock.now());
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let this = self.clone();
        match effect {
            Effect::Open { attempt } => self.open_stream(attempt),
            Effect::Close => self.close_stream(),
            Effect::PostTopics {
                attempt,
                client_id,
                topics,
            } => spawn(async move {
                let token = this.signed_in.token();
                let event = match this.client.set_topics(&client_id, &topics, &token).await {
                    Ok(()) => Event::TopicsAccepted { attempt },
                    Err(error) => Event::TopicsRefused { attempt, error },
                };
                this.dispatch(event);
            }),
            Effect::Relist { attempt } => spawn(async move { this.relist(attempt).await }),
            Effect::RefreshToken => spawn(async move { this.refresh_token().await }),
            Effect::SetTimer {
                kind,
                generation,
                after_ms,
            } => spawn(async move {
                this.clock.sleep(after_ms).await;
                this.dispatch(Event::Timer { kind, generation });
            }),
            Effect::Deliver(change) => self.deliver(change),
            Effect::Report(report) => self.report(report),
        }
    }

    fn open_stream(self: &Rc<Self>, attempt: Attempt) {
        let this = self.clone();
        let (reading, handle) = abortable(async move {
            let event = match this.transport.open(queries::open_stream()).await {
                Ok(Opened::Stream(mut stream)) => {
                    this.dispatch(Event::StreamOpened { attempt });
                    let mut decoder = SseDecoder::new();
                    loop {
                        match stream.next().await {
                            Some(Ok(bytes)) => {
                                for event in decoder.push(&bytes) {
                                    this.dispatch(Event::Sse { attempt, event });
                                }
                            }
                            Some(Err(reason)) => {
                                break Event::StreamEnded {
                                    attempt,
                                    result: Err(reason.into()),
                                };
                            }
                            None => {
                                break Event::StreamEnded {
                                    attempt,
                                    result: Ok(()),
                                };
                            }
                        }
                    }
                }
                Ok(Opened::Answer(answer)) => Event::StreamRefused {
                    attempt,
                    error: read::not_a_stream(&answer),
                },
                Err(reason) => Event::StreamRefused {
                    attempt,
                    error: reason.into(),
                },
            };
            this.dispatch(event);
        });
        self.close_stream();
        *self.stream.borrow_mut() = Some(handle);
        spawn(async move {
            // Aborted means closed by us; there is nothing to report.
            let _ = reading.await;
        });
    }

    /// Dropping the reading task drops the stream and with it the connection.
    fn close_stream(&self) {
        if let Some(handle) = self.stream.borrow_mut().take() {
            handle.abort();
        }
    }

    async fn relist(self: &Rc<Self>, attempt: Attempt) {
        let token = self.signed_in.token();
        let listed = self
            .client
            .systems_or_expired(&token, self.clock.now())
            .await;
        if self.stopped.get() || !self.realtime.borrow().expects_list(attempt) {
            return;
        }
        match listed {
            Ok(systems) => {
                self.app.inner().board.set_systems(systems);
                self.tell_whether_any_is_up();
                self.listed.set(true);
                self.app.systems_known(self);
                self.dispatch(Event::Listed { attempt });
                self.read_around().await;
            }
            Err(error) => self.dispatch(Event::ListFailed { attempt, error }),
        }
    }

    /// What is good to know beside the systems, asked for once those are on screen. None of it is needed to go on.
    async fn read_around(self: &Rc<Self>) {
        let reading = self.reading.get() + 1;
        self.reading.set(reading);
        self.clock.sleep(RACKS_FIRST_MS).await;
        if !self.is_reading(reading) {
            return;
        }
        if !self.read_alerts(reading).await {
            let this = self.clone();
            spawn(async move { this.read_alerts_again(reading).await });
        }
        let token = self.signed_in.token();
        if self.version.get().is_none()
            && let Ok(version) = self.client.hub_version(&token).await
        {
            self.version.set(version);
        }
        if let Ok(thresholds) = self.client.user_thresholds(&token).await
            && self.is_reading(reading)
        {
            self.app.inner().board.set_thresholds(thresholds);
        }
    }

    /// Whether nothing newer has taken the place of that reading.
    fn is_reading(&self, reading: u64) -> bool {
        !self.stopped.get() && self.reading.get() == reading
    }

    async fn refresh_token(self: &Rc<Self>) {
        let checked = self
            .client
            .check_token(&self.signed_in.token(), self.clock.now())
            .await;
        match checked {
            Ok(session) => self.renew(session),
            Err(error) => self.dispatch(Event::TokenRefused(error)),
        }
    }

    fn deliver(self: &Rc<Self>, change: Change) {
        let inner = self.app.inner();
        match change {
            Change::SystemChanged(system) => {
                // All of them are looked at only where this one may make the difference.
                let may_differ = self.any_up.get() != (system.status == SystemStatus::Up);
                inner.board.put_system(*system);
                if may_differ {
                    self.tell_whether_any_is_up();
                }
                // The first one of a hub that had none.
                self.app.systems_known(self);
            }
            Change::SystemRemoved(id) => {
                inner.board.remove_system(&id);
                self.tell_whether_any_is_up();
            }
            alert @ (Change::AlertTriggered(_) | Change::AlertCleared { .. }) => {
                if let Some(news) = self.alert_news.borrow_mut().as_mut() {
                    news.push(alert.clone());
                }
                self.note_alert(alert);
                self.show_alerts();
            }
            Change::Live { .. } => {}
        }
    }

    fn report(self: &Rc<Self>, report: ConnectionState) {
        let state = match report {
            ConnectionState::Connecting => HubState::Connecting,
            ConnectionState::Live if self.signed_in.is_demo() => HubState::Demo,
            ConnectionState::Live => HubState::Live,
            ConnectionState::Reconnecting => HubState::Reconnecting,
            ConnectionState::Lost { error, .. } => HubState::Lost(self.signed_in.problem(&error)),
            ConnectionState::SignedOut(error) => {
                let problem = self.signed_in.problem(&error);
                return self.app.signed_out_by_hub(problem);
            }
        };
        if state == HubState::Live || state == HubState::Demo {
            self.tell_whether_any_is_up();
        }
        self.app.set_hub_state(state);
    }

    /// A hub with systems that are up is not silent for long; one without may be.
    fn tell_whether_any_is_up(self: &Rc<Self>) {
        let any_up = self.app.inner().board.systems_up() > 0;
        self.any_up.set(any_up);
        self.dispatch(Event::SystemsUp(any_up));
    }
}
