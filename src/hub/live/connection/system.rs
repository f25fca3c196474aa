//! Requests that the panel of one system makes to the hub, on behalf of the session.

use super::LiveConnection;
use crate::domain::containers::ContainerCounts;
use crate::domain::ids::SystemId;
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::loading::Fault;
use crate::domain::quiet_hours::QuietTimes;
use crate::domain::tree::Tree;
use crate::hub::client::system::{fault_of_list, fault_of_route};
use crate::hub::error::HubError;

impl LiveConnection {
    pub async fn containers_of(&self, system: &SystemId) -> Result<ContainerList, Fault> {
        let token = self.signed_in.token();
        let list = self.client.containers_of(&token, system, self.version());
        self.list(list.await)
    }

    pub async fn services_of(&self, system: &SystemId) -> Result<ServiceList, Fault> {
        let token = self.signed_in.token();
        self.list(
            self.client
                .services_of(&token, system, self.version())
                .await,
        )
    }

    pub async fn disks_of(&self, system: &SystemId) -> Result<DiskList, Fault> {
        let token = self.signed_in.token();
        self.list(self.client.disks_of(&token, system, self.version()).await)
    }

    pub async fn alerts_of(&self, system: &SystemId) -> Result<AlertList, Fault> {
        let token = self.signed_in.token();
        self.list(self.client.alerts_of(&token, system).await)
    }

    /// The containers of all systems.
    pub async fn all_containers(&self) -> Result<ContainerList, Fault> {
        let token = self.signed_in.token();
        let list = self.client.all_containers(&token, self.version());
        self.list(list.await)
    }

    /// How many containers each system runs.
    pub async fn container_counts(&self) -> Result<ContainerCounts, Fault> {
        let token = self.signed_in.token();
        let counts = self.client.container_counts(&token, self.version());
        self.list(counts.await)
    }

    /// The services of all systems.
    pub async fn all_services(&self) -> Result<ServiceList, Fault> {
        let token = self.signed_in.token();
        let list = self.client.all_services(&token, self.version());
        self.list(list.await)
    }

    /// The disks of all systems.
    pub async fn all_disks(&self) -> Result<DiskList, Fault> {
        let token = self.signed_in.token();
        let list = self.client.all_disks(&token, self.version());
        self.list(list.await)
    }

    /// The alerts of all systems.
    pub async fn all_alerts(&self) -> Result<AlertList, Fault> {
        let token = self.signed_in.token();
        self.list(self.client.all_alerts(&token).await)
    }

    /// The last lines of a container's log.
    pub async fn container_logs(
        &self,
        system: &SystemId,
        container: &str,
    ) -> Result<String, Fault> {
        let token = self.signed_in.token();
        let logs = self.client.container_logs(&token, system, container);
        self.or_fault(logs.await)
    }

    pub async fn container_info(&self, system: &SystemId, container: &str) -> Result<Tree, Fault> {
        let token = self.signed_in.token();
        let info = self.client.container_info(&token, system, container);
        self.or_fault(info.await)
    }

    pub async fn service_info(&self, system: &SystemId, service: &str) -> Result<Tree, Fault> {
        let token = self.signed_in.token();
        let info = self.client.service_info(&token, system, service);
        self.or_fault(info.await)
    }

    /// Has the agent read its disks and pools now.
    pub async fn refresh_disks(&self, system: &SystemId) -> Result<(), Fault> {
        let token = self.signed_in.token();
        let hub = self.version();
        self.or_fault(self.client.refresh_disks(&token, system, hub).await)
    }

    /// Pauses the monitoring of a system, or resumes it.
    pub async fn set_monitored(&self, system: &SystemId, is_monitored: bool) -> Result<(), Fault> {
        let token = self.signed_in.token();
        let set = self.client.set_monitored(&token, system, is_monitored);
        self.or_fault(set.await)
    }

    /// Sets an alert by name, threshold and minutes; `replaces` existing ones of that name.
    pub async fn set_alert(
        &self,
        systems: &[SystemId],
        alert: (&str, f64, u32),
        replaces: bool,
    ) -> Result<(), Fault> {
        let token = self.signed_in.token();
        let set = self.client.set_alert(&token, systems, alert, replaces);
        self.or_fault(set.await)
    }

    pub async fn remove_alert(&self, systems: &[SystemId], name: &str) -> Result<(), Fault> {
        let token = self.signed_in.token();
        self.or_fault(self.client.remove_alert(&token, systems, name).await)
    }

    /// Saves quiet hours of the signed-in user.
    pub async fn save_quiet_hours(&self, quiet: &QuietTimes) -> Result<(), Fault> {
        let token = self.signed_in.token();
        let account = self.signed_in.account();
        let user = account.map(|account| account.id).unwrap_or_default();
        self.or_fault(self.client.save_quiet_hours(&token, quiet, &user).await)
    }

    pub async fn remove_quiet_hours(&self, id: &str) -> Result<(), Fault> {
        let token = self.signed_in.token();
        self.or_fault(self.client.remove_quiet_hours(&token, id).await)
    }

    /// Whether the account's role allows changing systems, as far as it is known; the hub has the final say.
    pub fn may_change_systems(&self) -> bool {
        let account = self.signed_in.account();
        account.is_none_or(|account| account.role.may_change_systems())
    }

    fn list<T>(&self, answer: Result<Option<T>, HubError>) -> Result<T, Fault> {
        match answer {
            Ok(list) => list.ok_or(Fault::HubTooOld),
            Err(error) => Err(fault_of_list(error.of_a_known_hub(), |error| {
                self.signed_in.problem(error)
            })),
        }
    }

    fn or_fault<T>(&self, answer: Result<T, HubError>) -> Result<T, Fault> {
        answer.map_err(|error| fault_of_route(error, |error| self.signed_in.problem(error)))
    }
}
