//! Signing in and out.

use std::rc::Rc;

use leptos::prelude::*;

use super::app::App;
use super::connection::Connection;
use super::demo::DemoTransport;
use super::signed_in::{self, AccountView, SignedIn, StoredSession, parse_hub, problem};
use crate::domain::ids::HubId;
use crate::domain::problem::Problem;
use crate::hub::auth::{self, Session, SignIn};
use crate::hub::client::HubClient;
use crate::hub::deep_link;
use crate::hub::error::HubError;
use crate::hub::transport::{Clock, Transport};
use crate::hub::url::HubUrl;
use crate::shell::clock::BrowserClock;
use crate::shell::fetch::FetchTransport;
use crate::shell::storage::Keep;
use crate::shell::task::spawn;
use crate::state::hub_state::HubState;
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
        signed_in::last_hub()
    }

    /// Takes up what was signed in before, or stays on the first page.
    pub fn resume(&self) {
        let Some((hub, token, keep)) = StoredSession::read() else {
            return;
        };
        let signed_in = SignedIn::remembered(hub.clone(), token, keep);
        let connection = self.enter(signed_in, Rc::new(FetchTransport::new(hub.clone())));
        let app = *self;
        spawn(async move {
            let signed_in = connection.signed_in();
            match client_of(&hub)
                .check_token(&signed_in.token(), BrowserClock.now())
                .await
            {
                Ok(session) => connection.renew(session),
                Err(error) if error.ends_session() && !connection.has_stopped() => {
                    app.signed_out_by_hub(problem(&error, &hub));
                }
                // Not reached now: the connection says so itself and tries again.
                Err(_) => {}
            }
        });
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

    /// Tries to reach the hub now instead of waiting for the next attempt.
    pub fn retry_now(&self) {
        let connection = self.inner().connection.borrow().clone();
        if let Some(connection) = connection {
            connection.retry();
        }
    }

    /// The page of a system in Beszel itself; `None` in the demo, which has no such pages.
    pub fn beszel_page(&self, system: &crate::domain::system::System) -> Option<String> {
        let connection = self.inner().connection.borrow().clone()?;
        let hub = connection.signed_in().hub.as_ref()?;
        Some(deep_link::system_page(
            hub,
            connection.version(),
            &system.id,
            &system.name,
        ))
    }

    pub(super) fn signed_out_by_hub(&self, problem: Problem) {
        self.leave(Some(problem));
    }

    pub(super) fn account_changed(&self, signed_in: &SignedIn) {
        let account = signed_in.account();
        let shown = self.inner().account.clone();
        if shown.with_untracked(|old| old.as_ref() != Some(&account)) {
            shown.set(Some(account));
        }
    }

    /// A hub that has no layout yet gets its first one, once all its systems are known.
    pub(super) fn systems_known(&self, connection: &Connection) {
        let inner = self.inner();
        let is_waiting = !inner.document.is_open() && inner.document.is_looked_up();
        if !is_waiting || !connection.has_listed() {
            return;
        }
        let signed_in = connection.signed_in();
        let systems = inner.board.systems_unsorted();
        if systems.is_empty() {
            return;
        }
        if signed_in.is_demo() {
            self.ask_demo_layout();
        } else {
            let name = signed_in.account().hub;
            self.build_first_layout(&signed_in.hub_id(), &name, &systems);
        }
    }

    /// Takes the layout that the demo's hub brings along, or builds one as for any hub.
    fn ask_demo_layout(&self) {
        let Some(connection) = self.inner().connection.borrow().clone() else {
            return;
        };
        let app = *self;
        spawn(async move {
            let layout = connection.demo_layout().await;
            let inner = app.inner();
            let current = inner.connection.borrow().clone();
            if !current.is_some_and(|current| Rc::ptr_eq(&current, &connection))
                || inner.document.is_open()
            {
                return;
            }
            match layout {
                Some(layout) => app.adopt_layout(layout),
                None => {
                    let systems = inner.board.systems_unsorted();
                    app.build_first_layout(
                        &connection.signed_in().hub_id(),
                        signed_in::DEMO_HUB,
                        &systems,
                    );
                }
            }
        });
    }

    /// Enters a hub that has let the user in, unless they have gone elsewhere since they asked.
    fn enter_hub(&self, asked_at: u64, hub: HubUrl, session: Session, keep: bool) {
        if self.inner().document.opening() != asked_at {
            return;
        }
        StoredSession::forget();
        let signed_in = SignedIn::fresh(hub.clone(), session, keep_where(keep));
        signed_in.remember();
        self.enter(signed_in, Rc::new(FetchTransport::new(hub)));
    }

    fn enter(&self, signed_in: SignedIn, transport: Rc<dyn Transport>) -> Rc<Connection> {
        let inner = self.inner();
        let hub = signed_in.hub_id();
        self.disconnect(Some(hub.clone()));
        self.account_changed(&signed_in);
        self.set_hub_state(HubState::Connecting);
        let clock: Rc<dyn Clock> = Rc::new(BrowserClock);
        let connection = Connection::new(
            *self,
            signed_in,
            transport,
            clock,
            uuid::Uuid::new_v4().as_u64_pair().0,
        );
        *inner.connection.borrow_mut() = Some(connection.clone());
        inner.screen.set(Screen::Racks);
        connection.start();
        let (app, opened) = (*self, connection.clone());
        spawn(async move {
            let found = app.open_saved_layout(&hub).await;
            if !found {
                if !opened.signed_in().is_demo() {
                    app.offer_drawn_before();
                }
                app.systems_known(&opened);
            }
        });
        connection
    }

    fn leave(&self, problem: Option<Problem>) {
        let inner = self.inner();
        if !inner
            .account
            .with_untracked(|account| account.as_ref().is_some_and(AccountView::is_demo))
        {
            StoredSession::forget();
        }
        inner.screen.set(Screen::Start { problem });
        inner.account.set(None);
        self.set_hub_state(HubState::None);
        self.disconnect(None);
    }

    /// Ends the connection and closes the layout; `hub` is whose comes next.
    pub(super) fn disconnect(&self, hub: Option<HubId>) {
        let inner = self.inner();
        if let Some(connection) = inner.connection.borrow_mut().take() {
            connection.stop();
        }
        self.save_before_closing();
        inner.board.reset(hub.clone());
        inner.document.reset(hub);
    }
}
