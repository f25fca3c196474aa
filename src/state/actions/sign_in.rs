//! Signing in and out.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::account::AccountView;
use crate::domain::ids::SystemRef;
use crate::domain::problem::Problem;
use crate::hub::auth::{self, SignIn};
use crate::hub::client::HubClient;
use crate::hub::deep_link;
use crate::hub::error::HubError;
use crate::hub::transport::Clock;
use crate::hub::url::HubUrl;
use crate::shell::address;
use crate::shell::clock::{self, BrowserClock};
use crate::shell::fetch::FetchTransport;
use crate::shell::storage::Keep;
use crate::state::account::{self, parse_hub, problem};
use crate::state::app::App;

/// The result of a sign-in by password.
#[derive(Clone, Debug, PartialEq)]
pub enum PasswordStep {
    SignedIn,
    /// A code was mailed; signing in with it takes this step.
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

/// What a hub reports about its ways to sign in.
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
    /// Whether the values come from the simulated hub.
    pub fn is_demo(&self) -> bool {
        self.inner()
            .account
            .with_untracked(|account| account.as_ref().is_some_and(AccountView::is_demo))
    }

    /// The hub that was used last on this device, for the form.
    pub fn last_hub() -> String {
        account::last_hub()
    }

    /// Whether the page will show racks, and not the form for signing in.
    pub fn begins_with_racks() -> bool {
        let query = address::query();
        let is_asked = |name| address::parameter(&query, name).is_some();
        is_asked("demo") || is_asked("local") || account::is_any_kept()
    }

    /// Resumes the kept sessions, or stays on the start page.
    pub fn resume(&self) {
        self.inner().sessions.resume();
    }

    /// Opens the simulated hub.
    pub fn open_demo(&self) {
        self.inner().sessions.open_demo();
    }

    /// Asks an address, before anyone signs in, whether it is a hub and how one can sign in.
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
        self.inner()
            .sessions
            .enter_hub(asked_at, hub.clone(), session, keep_where(keep));
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
                self.inner()
                    .sessions
                    .enter_hub(asked_at, hub.clone(), session, keep_where(keep));
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
                self.inner().sessions.enter_hub(
                    asked_at,
                    step.hub.clone(),
                    session,
                    keep_where(step.keep),
                );
                Ok(())
            }
            SignIn::CodeNeeded { .. } => Err(explain(HubError::WrongCode)),
        }
    }

    /// Ends the session and forgets the token; the layout stays.
    pub fn sign_out(&self) {
        let inner = self.inner();
        if inner.document.may_close() {
            inner.sessions.leave(None);
        }
    }

    /// Closes the demo; a sign-in from before it stays.
    pub fn leave_demo(&self) {
        if self.is_demo() {
            self.inner().sessions.leave(None);
        }
    }

    /// Tries to reach the hubs now instead of waiting for the next attempt.
    pub fn retry_now(&self) {
        for connection in self.inner().sessions.connections.all() {
            connection.retry();
        }
    }

    /// Milliseconds until the next attempt to reach a lost hub; `None` while all are connected or being tried.
    pub fn next_try_in(&self) -> Option<i64> {
        let connections = self.inner().sessions.connections.all();
        let next = connections.iter().filter_map(|one| one.next_try()).min()?;
        Some(next.since(clock::now()).max(0))
    }

    /// The page of a system in Beszel itself; `None` in the demo, which has no such pages.
    pub fn beszel_page(&self, system: &SystemRef, name: &str) -> Option<String> {
        let connection = self.inner().sessions.connections.get(&system.hub)?;
        let hub = connection.signed_in().hub_url()?;
        let version = connection.version();
        Some(deep_link::system_page(hub, version, &system.system, name))
    }
}
