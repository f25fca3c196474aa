//! Signing in and out.

use std::rc::Rc;

use leptos::prelude::*;

use super::account::{self, AccountView, Kept, parse_hub, problem};
use super::app::App;
use super::demo::DemoTransport;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::problem::Problem;
use crate::hub::auth::{self, Session, SignIn};
use crate::hub::client::HubClient;
use crate::hub::deep_link;
use crate::hub::error::HubError;
use crate::hub::live::{Connection, DEMO_HUB, Ports, Report, SignedIn, Sink};
use crate::hub::transport::{Clock, Transport};
use crate::hub::url::HubUrl;
use crate::shell::clock::BrowserClock;
use crate::shell::fetch::FetchTransport;
use crate::shell::page;
use crate::shell::storage::Keep;
use crate::shell::task::{PageSpawner, spawn};
use crate::state::screen::Screen;

/// What a sign-in by password came to.
#[derive(Clone, Debug, PartialEq)]
pub enum PasswordStep {
    SignedIn,
    /// A code was mailed; it belongs with this.
    CodeNeeded(CodeStep),
}

/// A sign-in that waits for its one-time code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeStep {
    hub: HubUrl,
    email: String,
    mfa_id: String,
    otp_id: String,
    keep: bool,
}

impl CodeStep {
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// What asking a hub for its ways in came to.
#[derive(Clone, Debug, PartialEq)]
pub struct HubFacts {
    pub host: String,
    pub password: bool,
}

fn keep_where(keep: bool) -> Keep {
    if keep { Keep::Device } else { Keep::Tab }
}

fn client_of(hub: &HubUrl) -> HubClient {
    HubClient::new(Rc::new(FetchTransport::new(hub.clone())))
}

impl App {
    /// The hub that was used last on this device, for the form.
    pub fn last_hub() -> String {
        account::last_hub()
    }

    /// Takes up what was signed in before, or stays on the first page.
    pub fn resume(&self) {
        let Some((kept, hub, token)) = Kept::read() else {
            return;
        };
        self.inner().kept.replace(kept);
        let signed_in = SignedIn::remembered(hub.clone(), token);
        // A list with systems shows that the token is good; the connection verifies it once the racks are live.
        self.enter(signed_in, Rc::new(FetchTransport::new(hub)));
    }

    /// Opens the simulated hub.
    pub fn open_demo(&self) {
        self.enter(SignedIn::to_demo(), Rc::new(DemoTransport::default()));
    }

    /// Asks a hub, before anyone signs in, whether it is one and how it lets people in.
    pub async fn ask_hub(&self, hub: &str) -> Result<HubFacts, Problem> {
        let hub = parse_hub(hub)?;
        let options = client_of(&hub)
            .sign_in_options()
            .await
            .map_err(|error| problem(&error, &hub))?;
        Ok(HubFacts {
            host: hub.host_label().to_owned(),
            password: options.password,
        })
    }

    pub async fn sign_in_with_token(
        &self,
        hub: &str,
        token: &str,
        keep: bool,
    ) -> Result<(), Problem> {
        let hub = parse_hub(hub)?;
        let explain = |error: HubError| problem(&error, &hub);
        let token = auth::pasted_token(token).map_err(explain)?;
        let asked_at = self.inner().document.opening();
        let session = client_of(&hub)
            .check_token(&token, BrowserClock.now())
            .await
            .map_err(explain)?;
        self.enter_hub(asked_at, hub.clone(), session, keep);
        Ok(())
    }

    pub async fn sign_in_with_password(
        &self,
        hub: &str,
        email: &str,
        password: &str,
        keep: bool,
    ) -> Result<PasswordStep, Problem> {
        let hub = parse_hub(hub)?;
        let explain = |error: HubError| problem(&error, &hub);
        let client = client_of(&hub);
        let asked_at = self.inner().document.opening();
        match client
            .sign_in_with_password(email.trim(), password, BrowserClock.now())
            .await
            .map_err(explain)?
        {
            SignIn::Done(session) => {
                self.enter_hub(asked_at, hub.clone(), session, keep);
                Ok(PasswordStep::SignedIn)
            }
            SignIn::CodeNeeded { mfa_id } => {
                let email = email.trim().to_owned();
                let otp_id = client.request_code(&email).await.map_err(explain)?;
                Ok(PasswordStep::CodeNeeded(CodeStep {
                    hub: hub.clone(),
                    email,
                    mfa_id,
                    otp_id,
                    keep,
                }))
            }
        }
    }

    pub async fn sign_in_with_code(&self, step: &CodeStep, code: &str) -> Result<(), Problem> {
        let explain = |error: HubError| problem(&error, &step.hub);
        let signing_in = client_of(&step.hub);
        let asked_at = self.inner().document.opening();
        match signing_in
            .sign_in_with_code(&step.otp_id, code, Some(&step.mfa_id), BrowserClock.now())
            .await
            .map_err(explain)?
        {
            SignIn::Done(session) => {
                self.enter_hub(asked_at, step.hub.clone(), session, step.keep);
                Ok(())
            }
            SignIn::CodeNeeded { .. } => Err(explain(HubError::WrongCode)),
        }
    }

    /// Ends the session and forgets the token; the layout stays.
    pub fn sign_out(&self) {
        if self.may_close() {
            self.leave(None);
        }
    }

    /// Closes the demo; a sign-in from before it stays.
    pub fn leave_demo(&self) {
        if self.is_demo() {
            self.leave(None);
        }
    }

    /// Tries to reach the hubs now instead of waiting for the next attempt.
    pub fn retry_now(&self) {
        for connection in self.inner().connections.all() {
            connection.retry();
        }
    }

    /// The page of a system in Beszel itself; `None` in the demo, which has no such pages.
    pub fn beszel_page(&self, system: &SystemRef, name: &str) -> Option<String> {
        let connection = self.inner().connections.get(&system.hub)?;
        let hub = connection.signed_in().hub_url()?;
        let version = connection.version();
        Some(deep_link::system_page(hub, version, &system.system, name))
    }

    /// Leaves when another tab signs out of the same session.
    pub(super) fn leave_with_other_tabs(&self) {
        let app = *self;
        account::on_changed_elsewhere(move |record| {
            let Some(inner) = app.try_inner() else {
                return;
            };
            let is_ended = inner.kept.borrow_mut().is_ended_elsewhere(record);
            let is_signed_in = inner
                .account
                .with_untracked(|account| account.as_ref().is_some_and(|a| !a.is_demo()));
            if is_ended && is_signed_in {
                app.keep_unsaved();
                app.leave(Some(Problem::new(
                    "You signed out in another tab.",
                    "Sign in again to go on.",
                )));
            }
        });
    }

    fn account_changed(&self, signed_in: &SignedIn) {
        let inner = self.inner();
        let account = AccountView::of(signed_in, inner.kept.borrow().keep);
        let is_same = |old: &Option<AccountView>| old.as_ref() == Some(&account);
        if !inner.account.with_untracked(is_same) {
            inner.account.set(Some(account));
        }
    }

    /// A hub that has no layout yet gets its first one, once all its systems are known.
    fn systems_known(&self, hub: &HubId) {
        let inner = self.inner();
        let is_waiting = !inner.document.is_open() && inner.document.is_looked_up();
        if !is_waiting || inner.document.hub().as_ref() != Some(hub) {
            return;
        }
        let Some(connection) = inner.connections.get(hub) else {
            return;
        };
        let systems = inner.live.systems_of(hub);
        if systems.is_empty() || !connection.has_listed() {
            return;
        }
        if connection.signed_in().is_demo() {
            self.ask_demo_layout(&connection);
        } else {
            let account = AccountView::of(connection.signed_in(), Keep::Tab);
            self.build_first_layout(hub, &account.hub, &systems);
        }
    }

    /// Takes the layout that the demo's hub brings along, or builds one as for any hub.
    fn ask_demo_layout(&self, connection: &Rc<Connection>) {
        let (app, asked) = (*self, connection.clone());
        connection.spawn(async move {
            let layout = asked.demo_layout().await;
            let inner = app.inner();
            if inner.document.is_open() {
                return;
            }
            match layout {
                Some(layout) => app.adopt_layout(layout),
                None => {
                    let systems = inner.live.systems_of(asked.hub());
                    app.build_first_layout(asked.hub(), DEMO_HUB, &systems);
                }
            }
        });
    }

    /// Enters a hub that has let the user in, unless they have gone elsewhere since they asked.
    fn enter_hub(&self, asked_at: u64, hub: HubUrl, session: Session, keep: bool) {
        let inner = self.inner();
        if inner.document.opening() != asked_at {
            return;
        }
        let signed_in = SignedIn::fresh(hub.clone(), session);
        inner.kept.borrow_mut().begin(&signed_in, keep_where(keep));
        self.enter(signed_in, Rc::new(FetchTransport::new(hub)));
    }

    /// The screens show one hub: whatever was connected before ends.
    fn enter(&self, signed_in: SignedIn, transport: Rc<dyn Transport>) -> Rc<Connection> {
        let inner = self.inner();
        let hub = signed_in.hub_id();
        self.disconnect(Some(hub.clone()));
        self.account_changed(&signed_in);
        let connection = self.connect(signed_in, transport);
        inner.screen.set(Screen::Racks);
        connection.start(page::is_hidden());
        let app = *self;
        spawn(async move {
            let found = app.open_saved_layout().await;
            if !found {
                if hub.as_str() != DEMO_HUB {
                    app.offer_drawn_before();
                }
                app.systems_known(&hub);
            }
        });
        connection
    }

    /// Adds a hub to those that are connected; it begins when it is started.
    fn connect(&self, signed_in: SignedIn, transport: Rc<dyn Transport>) -> Rc<Connection> {
        let inner = self.inner();
        let ports = Ports {
            transport,
            clock: Rc::new(BrowserClock),
            spawner: Rc::new(PageSpawner),
            sink: Rc::new(AppSink(*self)),
        };
        let seed = uuid::Uuid::new_v4().as_u64_pair().0;
        let connection = Connection::new(signed_in, ports, seed);
        inner.live.add_hub(connection.hub().clone());
        inner.connections.add(connection.clone());
        self.show_hub_state();
        connection
    }

    fn leave(&self, problem: Option<Problem>) {
        let inner = self.inner();
        let is_demo = |account: &Option<AccountView>| account.as_ref().is_some_and(|a| a.is_demo());
        if !inner.account.with_untracked(is_demo) {
            inner.kept.borrow_mut().forget();
        }
        inner.screen.set(Screen::Start { problem });
        inner.account.set(None);
        self.disconnect(None);
    }

    /// Ends all connections and closes the layout; `hub` is whose comes next.
    pub(super) fn disconnect(&self, hub: Option<HubId>) {
        let inner = self.inner();
        inner.connections.clear();
        inner.live.clear();
        self.close_document(hub);
        self.show_hub_state();
    }
}

/// What connections report to the app.
struct AppSink(App);

impl Sink for AppSink {
    fn report(&self, hub: &HubId, report: Report) {
        let Some(inner) = self.0.try_inner() else {
            return;
        };
        match report {
            Report::SignedOut(problem) => self.0.leave(Some(problem)),
            Report::Renewed => {
                if let Some(connection) = inner.connections.get(hub) {
                    inner.kept.borrow_mut().renew(connection.signed_in());
                    self.0.account_changed(connection.signed_in());
                }
            }
            report => {
                let is_state = matches!(report, Report::State(_));
                let may_be_first = matches!(report, Report::Listed(_) | Report::Changed(_));
                inner.live.take_in(hub, report);
                if is_state {
                    self.0.show_hub_state();
                }
                if may_be_first {
                    self.0.systems_known(hub);
                }
            }
        }
    }
}
