//! Conversations with one hub, from question to domain value.

pub mod system;
mod whole;

use std::rc::Rc;

use serde_json::Value;

use super::auth::{self, Claims, Session, SignIn, SignInOptions, USERS_ID};
use super::error::{HubError, InsteadOfHub};
use super::queries::{self, Collection, Filter, List};
use super::read;
use super::records::{Fields, inventory as parts, stats, systems, users};
use super::transport::{Request, Response, Token, Transport};
use super::version::Version;
use crate::domain::ids::{MonitorId, SystemId};
use crate::domain::inventory::{
    self, Container, PastAlert, Pool, QuietHours, Service, SmartDisk, SystemDetails,
};
use crate::domain::monitor::{Monitor, MonitorSample};
use crate::domain::preferences::Preferences;
use crate::domain::series::{ContainerSample, Range, Sample};
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;

/// No hub has more records of a kind than this many pages hold; a wrong answer must not make us ask for ever.
const MOST_PAGES: usize = 50;
/// The most records that a list is read of.
pub const MOST_RECORDS: usize = MOST_PAGES * queries::PAGE_SIZE;
/// The most bytes that the pages of one list may have together. A system has less than a kilobyte.
const LONGEST_LIST: usize = 32 * 1024 * 1024;

/// Asks one hub. A list that the hub is too old for is `None`: the feature is absent, which is no error.
#[derive(Clone)]
pub struct HubClient {
    transport: Rc<dyn Transport>,
}

impl HubClient {
    pub fn new(transport: Rc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// The ways to sign in that this hub offers; an error where it is no hub. One request.
    pub async fn sign_in_options(&self) -> Result<SignInOptions, HubError> {
        let response = self.send(queries::sign_in_options()).await?;
        let answer = read::record(&response).map_err(no_such_service)?;
        users::sign_in_options(Fields::of(&answer)).ok_or(HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        })
    }

    /// Signs in by email and password. `now` is this machine's time.
    pub async fn sign_in_with_password(
        &self,
        email: &str,
        password: &str,
        now: Millis,
    ) -> Result<SignIn, HubError> {
        let response = self.send(queries::password(email, password)).await?;
        if let Some(mfa_id) = second_factor(&response) {
            return Ok(SignIn::CodeNeeded { mfa_id });
        }
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Refused { .. } | HubError::Expired => HubError::WrongCredentials,
            other => account_refusal(other, HubError::PasswordSignInOff),
        })?;
        auth::session(Fields::of(&answer), now).map(SignIn::Done)
    }

    /// Has a one-time code mailed; gives the id it must be used with. The hub says yes to unknown emails as well.
    pub async fn request_code(&self, email: &str) -> Result<String, HubError> {
        let response = self.send(queries::code(email)).await?;
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Forbidden { .. } => HubError::OtpNotAvailable,
            other => no_such_service(other),
        })?;
        Fields::of(&answer)
            .filled("otpId")
            .ok_or_else(|| HubError::BadAnswer {
                what: "it names no code".to_owned(),
            })
    }

    /// Signs in by a code; after a password, with the `mfa_id` that the hub answered to it.
    pub async fn sign_in_with_code(
        &self,
        otp_id: &str,
        code: &str,
        mfa_id: Option<&str>,
        now: Millis,
    ) -> Result<SignIn, HubError> {
        let response = self
            .send(queries::sign_in_with_code(otp_id, code.trim(), mfa_id))
            .await?;
        if let Some(mfa_id) = second_factor(&response) {
            return Ok(SignIn::CodeNeeded { mfa_id });
        }
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Refused { .. } | HubError::Expired => HubError::WrongCode,
            other => account_refusal(other, HubError::OtpNotAvailable),
        })?;
        auth::session(Fields::of(&answer), now).map(SignIn::Done)
    }

    /// Verifies a token and renews it where it can be renewed. A superuser's is refused, by what it says and by whom it is.
    pub async fn check_token(&self, token: &Token, now: Millis) -> Result<Session, HubError> {
        let claims = Claims::of(token);
        if claims.as_ref().is_some_and(Claims::is_superusers) {
            return Err(HubError::SuperuserToken);
        }
        let response = self.send(queries::refresh(token)).await?;
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Forbidden { .. }
                if claims.is_some_and(|claims| claims.collection_id != USERS_ID) =>
            {
                HubError::SuperuserToken
            }
            other => account_refusal(other, HubError::Expired),
        })?;
        auth::session(Fields::of(&answer), now)
    }

    /// All systems this account may see. An empty list can also mean that the token is no longer good: see
    /// [`Self::systems_or_expired`].
    pub async fn systems(&self, token: &Token) -> Result<Vec<System>, HubError> {
        self.all(&queries::systems(), token, &systems::system).await
    }

    /// All systems; when there are none, the token is checked, because the hub answers an expired one with an empty list and
    /// status 200. So an empty list here means that there really is none.
    pub async fn systems_or_expired(
        &self,
        token: &Token,
        now: Millis,
    ) -> Result<Vec<System>, HubError> {
        let systems = self.systems(token).await?;
        if systems.is_empty() {
            self.check_token(token, now).await?;
        }
        Ok(systems)
    }

    pub async fn triggered_alerts(&self, token: &Token) -> Result<Vec<TriggeredAlert>, HubError> {
        let list = List::of(Collection::Alerts)
            .fields("system,name,value,min,triggered")
            .filter(Filter::triggered());
        self.all(&list, token, &systems::alert).await
    }

    /// The alerts that are triggered now, as the history has them: with the time of it.
    pub async fn lasting_alerts(&self, token: &Token) -> Result<Vec<PastAlert>, HubError> {
        let list = List::of(Collection::AlertsHistory)
            .fields("system,name,created,resolved")
            .filter(Filter::lasting());
        self.all(&list, token, &systems::past_alert).await
    }

    /// Alerts of the past and those that last, newest first.
    pub async fn past_alerts(
        &self,
        token: &Token,
        system: Option<&SystemId>,
    ) -> Result<Option<Vec<PastAlert>>, HubError> {
        let list = of_system(Collection::AlertsHistory, system).sort("-created");
        self.all_if_known(&list, token, &systems::past_alert).await
    }

    /// What each machine is. Hubs before 0.18 report less, in another place.
    pub async fn details(&self, token: &Token) -> Result<Vec<SystemDetails>, HubError> {
        let list = List::of(Collection::SystemDetails);
        if let Some(details) = self.all_if_known(&list, token, &systems::details).await? {
            return Ok(details);
        }
        let list = List::of(Collection::Systems).fields("id,info");
        self.all(&list, token, &systems::old_details).await
    }

    /// What one machine is; `None` where the hub does not say.
    pub async fn details_of(
        &self,
        token: &Token,
        system: &SystemId,
    ) -> Result<Option<SystemDetails>, HubError> {
        let list = List::of(Collection::SystemDetails).filter(Filter::of_system(system));
        if let Some(found) = self.all_if_known(&list, token, &systems::details).await? {
            return Ok(found.into_iter().next());
        }
        let list = List::of(Collection::Systems)
            .fields("id,info")
            .filter(Filter::of_id(system));
        let found = self.all(&list, token, &systems::old_details).await?;
        Ok(found.into_iter().next())
    }

    /// The hub's version; `None` when it gives none that can be read.
    pub async fn hub_version(&self, token: &Token) -> Result<Option<Version>, HubError> {
        for request in [queries::info(token), queries::get_key(token)] {
            let response = self.send(request).await?;
            let answer = read::optional_route(&response)?.unwrap_or_default();
            if let Some(text) = Fields::of(&answer).str("v") {
                return Ok(Version::parse(text));
            }
        }
        Ok(None)
    }

    /// A system's values over a range, oldest first.
    pub async fn history(
        &self,
        token: &Token,
        system: &SystemId,
        range: Range,
        now: Millis,
    ) -> Result<Vec<Sample>, HubError> {
        let since = now.plus(-range.span());
        self.rows(token, system, range, since).await
    }

    /// A system's rows of one type that were written after a moment, oldest first.
    pub async fn rows(
        &self,
        token: &Token,
        system: &SystemId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<Sample>, HubError> {
        let list = List::of(Collection::SystemStats)
            .fields("created,stats")
            .sort("created")
            .filter(Filter::of_rows(system, range, since));
        self.all(&list, token, &stats::sample).await
    }

    /// When which types of rows of a system were written after a moment, in any order: without their values.
    pub async fn row_times(
        &self,
        token: &Token,
        system: &SystemId,
        since: Millis,
    ) -> Result<Vec<(Millis, Range)>, HubError> {
        let list = List::of(Collection::SystemStats)
            .fields("created,type")
            .sort("created")
            .filter(Filter::since(system, since));
        self.all(&list, token, &stats::row_time).await
    }

    /// The rows of one type of all these systems that were written after a moment, oldest first.
    pub async fn rows_of_many(
        &self,
        token: &Token,
        systems: &[SystemId],
        range: Range,
        since: Millis,
    ) -> Result<Vec<(SystemId, Sample)>, HubError> {
        let list = List::of(Collection::SystemStats)
            .fields("system,created,stats")
            .sort("created")
            .filter(Filter::of_rows_since(systems, range, since));
        let read = |row: Fields| Some((SystemId::new(row.str("system")?), stats::sample(row)?));
        self.all(&list, token, &read).await
    }

    /// When these rows were written, without their values.
    pub async fn row_times_of_many(
        &self,
        token: &Token,
        systems: &[SystemId],
        range: Range,
        since: Millis,
    ) -> Result<Vec<(SystemId, Millis)>, HubError> {
        let list = List::of(Collection::SystemStats)
            .fields("system,created")
            .sort("created")
            .filter(Filter::of_rows_since(systems, range, since));
        let read = |row: Fields| Some((SystemId::new(row.str("system")?), row.time("created")?));
        self.all(&list, token, &read).await
    }

    /// When the hub wrote the newest row of a system's values: the last time it was heard of, as rows are written only then.
    pub async fn last_row(
        &self,
        token: &Token,
        system: &SystemId,
    ) -> Result<Option<Millis>, HubError> {
        let list = List::of(Collection::SystemStats)
            .filter(Filter::of_system(system))
            .fields("created")
            .sort("-created")
            .page_size(1);
        let response = self.send(list.page(1, token)).await?;
        let (rows, _) = read::page(&response)?;
        Ok(rows.first().and_then(|row| Fields::of(row).time("created")))
    }

    /// What a system's containers used over a range, oldest first.
    pub async fn container_history(
        &self,
        token: &Token,
        system: &SystemId,
        range: Range,
        now: Millis,
    ) -> Result<Vec<ContainerSample>, HubError> {
        let since = now.plus(-range.span());
        self.container_rows(token, system, range, since).await
    }

    /// The rows of a system's containers of one type that were written after a moment, oldest first.
    pub async fn container_rows(
        &self,
        token: &Token,
        system: &SystemId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<ContainerSample>, HubError> {
        let list = List::of(Collection::ContainerStats)
            .fields("created,stats")
            .sort("created")
            .filter(Filter::of_rows(system, range, since));
        self.all(&list, token, &stats::container_sample).await
    }

    /// How the user wants values shown and judged, or the hub's defaults.
    pub async fn preferences(&self, token: &Token) -> Result<Preferences, HubError> {
        let list = List::of(Collection::UserSettings).fields("settings");
        let read = |record: Fields| Some(users::preferences(record));
        let settings = self.all(&list, token, &read).await?;
        Ok(settings.first().copied().unwrap_or_default())
    }

    /// The containers of all systems, or of one. The unit of their network rate depends on the hub's version.
    pub async fn containers(
        &self,
        token: &Token,
        system: Option<&SystemId>,
        hub: Option<Version>,
    ) -> Result<Option<Vec<Container>>, HubError> {
        let list = of_system(Collection::Containers, system);
        let read = |record: Fields| parts::container(record, hub);
        let all = self.all_if_known(&list, token, &read).await?;
        Ok(all.map(inventory::present))
    }

    /// The services of all systems, or of one.
    pub async fn services(
        &self,
        token: &Token,
        system: Option<&SystemId>,
    ) -> Result<Option<Vec<Service>>, HubError> {
        let list = of_system(Collection::SystemdServices, system);
        self.all_if_known(&list, token, &parts::service).await
    }

    /// The disks of all systems, or of one, with their SMART state.
    pub async fn smart_disks(
        &self,
        token: &Token,
        system: Option<&SystemId>,
    ) -> Result<Option<Vec<SmartDisk>>, HubError> {
        let list = of_system(Collection::SmartDevices, system);
        self.all_if_known(&list, token, &parts::smart_disk).await
    }

    pub async fn pools(
        &self,
        token: &Token,
        system: Option<&SystemId>,
    ) -> Result<Option<Vec<Pool>>, HubError> {
        let list = of_system(Collection::ZfsPools, system);
        self.all_if_known(&list, token, &parts::pool).await
    }

    pub async fn network_monitors(&self, token: &Token) -> Result<Option<Vec<Monitor>>, HubError> {
        let list = List::of(Collection::NetworkMonitors);
        self.all_if_known(&list, token, &parts::monitor).await
    }

    /// A monitor's rows of one type that were written after a moment, oldest first.
    pub async fn monitor_rows(
        &self,
        token: &Token,
        monitor: &MonitorId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<MonitorSample>, HubError> {
        let list = List::of(Collection::NetworkMonitorStats)
            .filter(Filter::of_monitor(monitor, range, since))
            .sort("created");
        let rows = self.all_if_known(&list, token, &parts::monitor_sample);
        Ok(rows.await?.unwrap_or_default())
    }

    pub async fn quiet_hours(&self, token: &Token) -> Result<Option<Vec<QuietHours>>, HubError> {
        let list = List::of(Collection::QuietHours);
        let read = |record: Fields| Some(users::quiet_hours(record));
        self.all_if_known(&list, token, &read).await
    }

    /// Replaces the topics of a stream's client. The hub treats an expired token as a guest's without an error: check it before.
    pub async fn set_topics(
        &self,
        client_id: &str,
        topics: &[String],
        token: &Token,
    ) -> Result<(), HubError> {
        let response = self
            .send(queries::set_topics(client_id, topics, token))
            .await?;
        read::accepted(&response)
    }

    async fn send(&self, request: Request) -> Result<Response, HubError> {
        self.transport.send(request).await.map_err(HubError::from)
    }

    /// Hands over the records of all pages, page by page: what is read of them is smaller than they are.
    async fn each_page(
        &self,
        list: &List,
        token: &Token,
        take: &mut dyn FnMut(&[Value]),
    ) -> Result<(), HubError> {
        let mut length = 0_usize;
        for number in 1..=MOST_PAGES {
            let response = self.send(list.page(number, token)).await?;
            length = length.saturating_add(response.body.len());
            if length > LONGEST_LIST {
                return Err(HubError::TooLarge);
            }
            let (records, more) = read::page(&response)?;
            take(&records);
            if !more {
                break;
            }
        }
        Ok(())
    }

    /// What all records of a list mean; those that cannot be read are left out.
    async fn all<T>(
        &self,
        list: &List,
        token: &Token,
        read: &dyn Fn(Fields) -> Option<T>,
    ) -> Result<Vec<T>, HubError> {
        let mut all = Vec::new();
        let mut take = |records: &[Value]| {
            for record in records {
                all.extend(read(Fields::of(record)));
            }
        };
        self.each_page(list, token, &mut take).await?;
        Ok(all)
    }

    /// As [`Self::all`]; `None` where the hub has no such collection.
    async fn all_if_known<T>(
        &self,
        list: &List,
        token: &Token,
        read: &dyn Fn(Fields) -> Option<T>,
    ) -> Result<Option<Vec<T>>, HubError> {
        match self.all(list, token, read).await {
            Ok(all) => Ok(Some(all)),
            Err(HubError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn of_system(collection: Collection, system: Option<&SystemId>) -> List {
    let list = List::of(collection);
    match system {
        Some(system) => list.filter(Filter::of_system(system)),
        None => list,
    }
}

/// Why an account is refused; `switched_off` when this way of signing in is. The hub says it in its message only.
fn account_refusal(error: HubError, switched_off: HubError) -> HubError {
    match error {
        HubError::Forbidden { message } if message.contains("configured") => switched_off,
        HubError::Forbidden { message } if message.contains("requirements") => HubError::Unverified,
        other => no_such_service(other),
    }
}

/// A hub without the collection `users` or its routes is another service.
fn no_such_service(error: HubError) -> HubError {
    match error {
        HubError::Missing => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
        HubError::BadAnswer { .. } => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
        other => other,
    }
}

/// The hub answers a right password with 401 and an id when it wants a code as well.
fn second_factor(response: &Response) -> Option<String> {
    if response.status != 401 {
        return None;
    }
    let answer = read::parse(&response.body)?;
    Fields::of(&answer).filled("mfaId")
}
