//! Requests about all systems of a hub at once: one list per collection, however many systems there are.

use super::HubClient;
use super::system::distinct;
use crate::domain::containers::ContainerCounts;
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::{PastAlert, present};
use crate::domain::units::Millis;
use crate::hub::error::HubError;
use crate::hub::queries::{Collection, List};
use crate::hub::read;
use crate::hub::records::{Fields, inventory, systems};
use crate::hub::transport::Token;
use crate::hub::version::Version;

/// The most history entries read; the newest ones.
const MOST_HISTORY: usize = 1_000;

impl HubClient {
    pub async fn all_containers(
        &self,
        token: &Token,
        hub: Option<Version>,
    ) -> Result<Option<ContainerList>, HubError> {
        self.container_list(token, None, hub).await
    }

    /// Returns how many containers each system runs. Asks only for the fields needed to count them.
    pub async fn container_counts(
        &self,
        token: &Token,
        hub: Option<Version>,
    ) -> Result<Option<ContainerCounts>, HubError> {
        if hub.is_some_and(|hub| !hub.lists_containers()) {
            return Ok(None);
        }
        let list = List::of(Collection::Containers).fields("id,system,status,health,updated");
        let read = |record: Fields| inventory::container(record, hub);
        let all = self.all_if_known(&list, token, &read).await?;
        Ok(all.map(|all| ContainerCounts::of(present(all))))
    }

    pub async fn all_services(
        &self,
        token: &Token,
        hub: Option<Version>,
    ) -> Result<Option<ServiceList>, HubError> {
        self.service_list(token, None, hub).await
    }

    pub async fn all_disks(
        &self,
        token: &Token,
        hub: Option<Version>,
    ) -> Result<Option<DiskList>, HubError> {
        self.disk_list(token, None, hub).await
    }

    /// All rules of the user, and when they triggered.
    pub async fn all_alerts(&self, token: &Token) -> Result<Option<AlertList>, HubError> {
        let list = List::of(Collection::Alerts).fields("system,name,value,min,triggered,updated");
        let Some(rules) = self.all_if_known(&list, token, &systems::rule).await? else {
            return Ok(None);
        };
        let history = self.newest_history(token).await.ok();
        let (history, history_since) = history.unzip();
        Ok(Some(AlertList {
            rules: distinct(rules),
            history,
            history_since: history_since.flatten(),
            quiet: None,
        }))
    }

    /// Returns the newest entries, and the time since which they are complete; `None` when they all are.
    async fn newest_history(
        &self,
        token: &Token,
    ) -> Result<(Vec<PastAlert>, Option<Millis>), HubError> {
        let list = List::of(Collection::AlertsHistory)
            .fields("system,name,value,created,resolved")
            .sort("-created")
            .page_size(MOST_HISTORY);
        let response = self.send(list.page(1, token)).await?;
        let (records, _) = read::page(&response)?;
        let read = |record| systems::past_alert(Fields::of(record));
        let history: Vec<PastAlert> = records.iter().filter_map(read).collect();
        let oldest = history.iter().filter_map(|past| past.triggered).min();
        // A page that is not full leaves nothing out.
        let since = oldest.filter(|_| records.len() >= MOST_HISTORY);
        Ok((history, since))
    }
}
