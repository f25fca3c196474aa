//! History kept by the hub: rows of systems, of their containers and of monitors.

use super::HubClient;
use crate::domain::ids::{MonitorId, SystemId};
use crate::domain::monitor::MonitorSample;
use crate::domain::series::rows::Window;
use crate::domain::series::{ContainerSample, Range, Sample};
use crate::domain::units::Millis;
use crate::hub::error::HubError;
use crate::hub::queries::{Collection, Filter, List};
use crate::hub::read;
use crate::hub::records::{Fields, inventory as parts, stats};
use crate::hub::transport::Token;

impl HubClient {
    /// Returns a system's values over a range, oldest first.
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

    /// Returns a system's rows of one type that were written after a moment, oldest first.
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

    /// Returns when rows of a system were written after a moment, and of which type, without their values and in any order.
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

    /// Returns the rows of one type of all these systems that were written after a moment, oldest first.
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

    /// Like [`Self::rows_of_many`], for a time window.
    pub async fn rows_within(
        &self,
        token: &Token,
        systems: &[SystemId],
        range: Range,
        time: Window,
    ) -> Result<Vec<(SystemId, Sample)>, HubError> {
        let list = List::of(Collection::SystemStats)
            .fields("system,created,stats")
            .sort("created")
            .filter(Filter::of_rows_within(systems, range, time));
        let read = |row: Fields| Some((SystemId::new(row.str("system")?), stats::sample(row)?));
        self.all(&list, token, &read).await
    }

    /// Like [`Self::rows_of_many`], but only the times.
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

    /// Returns when a system's newest row was written: the last time it reported, as rows are written only then.
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

    /// Returns the usage of a system's containers over a range, oldest first.
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

    /// Returns the rows of one type of a system's containers that were written after a moment, oldest first.
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

    /// Returns a monitor's rows of one type that were written after a moment, oldest first.
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
}
