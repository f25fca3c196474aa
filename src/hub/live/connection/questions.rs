//! Requests that screens make to the hub, on behalf of the session.

use super::LiveConnection;
use crate::domain::ids::{MonitorId, SystemId};
use crate::domain::inventory::{AgentLink, PastAlert, SystemDetails};
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::monitor::{Monitor, MonitorSample};
use crate::domain::problem::Problem;
use crate::domain::series::rows::Window;
use crate::domain::series::{ContainerSample, Range, Sample};
use crate::domain::units::Millis;
use crate::hub::queries;

impl LiveConnection {
    /// Returns a system's rows of one type that were written after a moment of the hub's clock, oldest first.
    pub async fn rows(
        &self,
        system: &SystemId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<Sample>, Problem> {
        let token = self.signed_in.token();
        let rows = self.client.rows(&token, system, range, since).await;
        rows.map_err(|error| self.signed_in.problem(&error))
    }

    /// Like [`Self::rows`], for the system's containers. A hub that has none answers with no rows.
    pub async fn container_rows(
        &self,
        system: &SystemId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<ContainerSample>, Problem> {
        let token = self.signed_in.token();
        let rows = self
            .client
            .container_rows(&token, system, range, since)
            .await;
        rows.map_err(|error| self.signed_in.problem(&error))
    }

    /// Returns when rows were written after a moment, and of which type; `None` without an answer.
    pub async fn row_times(
        &self,
        system: &SystemId,
        since: Millis,
    ) -> Option<Vec<(Millis, Range)>> {
        let token = self.signed_in.token();
        self.client.row_times(&token, system, since).await.ok()
    }

    /// Returns a system's resolved and lasting alerts, newest first; `None` where the hub keeps no history of them or does not answer.
    pub async fn past_alerts(&self, system: &SystemId) -> Option<Vec<PastAlert>> {
        let token = self.signed_in.token();
        let alerts = self.client.past_alerts(&token, Some(system));
        alerts.await.ok().flatten()
    }

    /// Returns the rows of one type of all these systems that were written after a moment, oldest first.
    pub async fn rows_of_many(
        &self,
        systems: &[SystemId],
        range: Range,
        since: Millis,
    ) -> Result<Vec<(SystemId, Sample)>, Problem> {
        let token = self.signed_in.token();
        let rows = self
            .client
            .rows_of_many(&token, systems, range, since)
            .await;
        rows.map_err(|error| self.signed_in.problem(&error))
    }

    /// Like [`Self::rows_of_many`], for a time window.
    pub async fn rows_within(
        &self,
        systems: &[SystemId],
        range: Range,
        time: Window,
    ) -> Result<Vec<(SystemId, Sample)>, Problem> {
        let token = self.signed_in.token();
        let rows = self.client.rows_within(&token, systems, range, time).await;
        rows.map_err(|error| self.signed_in.problem(&error))
    }

    /// Like [`Self::rows_of_many`], but only the times.
    pub async fn row_times_of_many(
        &self,
        systems: &[SystemId],
        range: Range,
        since: Millis,
    ) -> Result<Vec<(SystemId, Millis)>, Problem> {
        let token = self.signed_in.token();
        let times = self
            .client
            .row_times_of_many(&token, systems, range, since)
            .await;
        times.map_err(|error| self.signed_in.problem(&error))
    }

    /// Returns all monitors; `None` where the hub has no such list.
    pub async fn monitors(&self) -> Result<Option<Vec<Monitor>>, Problem> {
        let token = self.signed_in.token();
        let monitors = self.client.network_monitors(&token).await;
        monitors.map_err(|error| self.signed_in.problem(&error))
    }

    /// Returns a monitor's rows of one type that were written after a moment of the hub's clock, oldest first.
    pub async fn monitor_rows(
        &self,
        monitor: &MonitorId,
        range: Range,
        since: Millis,
    ) -> Result<Vec<MonitorSample>, Problem> {
        let token = self.signed_in.token();
        let rows = self.client.monitor_rows(&token, monitor, range, since);
        rows.await.map_err(|error| self.signed_in.problem(&error))
    }

    /// Returns what each machine of the hub is, in one request.
    pub async fn details(&self) -> Result<Vec<SystemDetails>, Problem> {
        let token = self.signed_in.token();
        let details = self.client.details(&token).await;
        details.map_err(|error| self.signed_in.problem(&error))
    }

    /// Returns what one machine is; `None` where the hub does not say or does not answer.
    pub async fn details_of(&self, system: &SystemId) -> Option<SystemDetails> {
        let token = self.signed_in.token();
        self.client.details_of(&token, system).await.ok().flatten()
    }

    /// Returns how the agent of a system is connected; `None` where the hub does not say or does not answer.
    pub async fn agent_link(&self, system: &SystemId) -> Option<AgentLink> {
        let token = self.signed_in.token();
        self.client.agent_link(&token, system).await.ok().flatten()
    }

    /// Returns when a system last reported, judged by its newest row. `None` without rows or an answer.
    pub async fn last_row(&self, system: &SystemId) -> Option<Millis> {
        let token = self.signed_in.token();
        self.client.last_row(&token, system).await.ok().flatten()
    }

    /// Returns the layout that the demo's hub provides.
    pub async fn demo_layout(&self) -> Option<Layout> {
        let answer = self.ports.transport.send(queries::demo_layout()).await;
        let loaded = json::read(&answer.ok()?.body).ok()?;
        Some(loaded.layout)
    }
}
