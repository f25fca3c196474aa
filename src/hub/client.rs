//! The client of one hub: asks and returns domain values.

mod account;
mod rows;
pub mod system;
mod whole;

use std::rc::Rc;

use serde_json::Value;

use super::error::HubError;
use super::queries::{self, Collection, Filter, List};
use super::read;
use super::records::{Fields, inventory as parts, systems, users};
use super::transport::{Request, Response, Token, Transport};
use super::version::Version;
use crate::domain::ids::SystemId;
use crate::domain::inventory::{
    self, AgentLink, Container, PastAlert, Pool, QuietHours, Service, SmartDisk, SystemDetails,
};
use crate::domain::monitor::Monitor;
use crate::domain::preferences::Preferences;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;

/// Limit on the pages of a list. No hub has more records of a kind; a wrong answer must not make the client ask forever.
const MOST_PAGES: usize = 50;
/// The most records read of one list.
pub const MOST_RECORDS: usize = MOST_PAGES * queries::PAGE_SIZE;
/// The most bytes that the pages of one list may have together. A system has less than a kilobyte.
const LONGEST_LIST: usize = 32 * 1024 * 1024;

/// Asks one hub. A list that the hub is too old to have is `None`: the feature is absent, which is not an error.
#[derive(Clone)]
pub struct HubClient {
    transport: Rc<dyn Transport>,
}

impl HubClient {
    pub fn new(transport: Rc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// Returns all systems this account can see. An empty list can also mean that the token is not accepted: see
    /// [`Self::systems_or_expired`].
    pub async fn systems(&self, token: &Token) -> Result<Vec<System>, HubError> {
        self.all(&queries::systems(), token, &systems::system).await
    }

    /// Returns all systems. When there are none, checks the token, because the hub answers an expired one with an empty list and
    /// status 200; an empty list from here means that there are none.
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

    /// Returns the alerts that are triggered, as recorded in the history: with the time they triggered.
    pub async fn lasting_alerts(&self, token: &Token) -> Result<Vec<PastAlert>, HubError> {
        let list = List::of(Collection::AlertsHistory)
            .fields("system,name,created,resolved")
            .filter(Filter::lasting());
        self.all(&list, token, &systems::past_alert).await
    }

    /// Returns the resolved and the lasting alerts, newest first.
    pub async fn past_alerts(
        &self,
        token: &Token,
        system: Option<&SystemId>,
    ) -> Result<Option<Vec<PastAlert>>, HubError> {
        let list = of_system(Collection::AlertsHistory, system).sort("-created");
        self.all_if_known(&list, token, &systems::past_alert).await
    }

    /// Returns what each machine is. Hubs before 0.18 report less, in another collection.
    pub async fn details(&self, token: &Token) -> Result<Vec<SystemDetails>, HubError> {
        let list = List::of(Collection::SystemDetails);
        if let Some(details) = self.all_if_known(&list, token, &systems::details).await? {
            return Ok(details);
        }
        let list = List::of(Collection::Systems).fields("id,info");
        self.all(&list, token, &systems::old_details).await
    }

    /// Returns what one machine is; `None` where the hub does not say.
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

    /// Returns how the agent of a system is connected; `None` where the hub does not say.
    pub async fn agent_link(
        &self,
        token: &Token,
        system: &SystemId,
    ) -> Result<Option<AgentLink>, HubError> {
        let list = List::of(Collection::Systems)
            .fields("info.ct")
            .filter(Filter::of_id(system));
        let found = self.all(&list, token, &systems::agent_link).await?;
        Ok(found.into_iter().next())
    }

    /// Returns the hub's version; `None` when the hub gives none that can be parsed.
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

    /// Returns how the user wants values shown and judged, or the hub's defaults.
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

    pub async fn quiet_hours(&self, token: &Token) -> Result<Option<Vec<QuietHours>>, HubError> {
        let list = List::of(Collection::QuietHours);
        let read = |record: Fields| Some(users::quiet_hours(record));
        self.all_if_known(&list, token, &read).await
    }

    /// Replaces the topics of a stream's client. The hub silently treats an expired token as a guest's: check the token first.
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

    /// Passes on the records page by page: what is read from them is smaller than they are.
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

    /// Reads all records of a list; those that cannot be read are skipped.
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
