//! Requests about one system: its lists, what its agent reports on demand, and its alerts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::HubClient;
use crate::domain::alert_rules::AlertSetting;
use crate::domain::ids::SystemId;
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::loading::Fault;
use crate::domain::inventory::{PastAlert, QuietHours};
use crate::domain::problem::Problem;
use crate::domain::quiet_hours::QuietTimes;
use crate::domain::tree::Tree;
use crate::hub::error::{HubError, InsteadOfHub};
use crate::hub::queries::{self, AlertRoute, Collection, Filter, List};
use crate::hub::read;
use crate::hub::records::{Fields, systems, tree};
use crate::hub::transport::Token;
use crate::hub::version::Version;

/// The most history entries read for one system; the newest ones.
const MOST_HISTORY: usize = 200;

impl HubClient {
    pub async fn containers_of(
        &self,
        token: &Token,
        system: &SystemId,
        hub: Option<Version>,
    ) -> Result<Option<ContainerList>, HubError> {
        self.container_list(token, Some(system), hub).await
    }

    /// The containers of all systems, or of one.
    pub(super) async fn container_list(
        &self,
        token: &Token,
        system: Option<&SystemId>,
        hub: Option<Version>,
    ) -> Result<Option<ContainerList>, HubError> {
        if hub.is_some_and(|hub| !hub.lists_containers()) {
            return Ok(None);
        }
        let containers = self.containers(token, system, hub).await?;
        Ok(containers.map(ContainerList))
    }

    pub async fn services_of(
        &self,
        token: &Token,
        system: &SystemId,
        hub: Option<Version>,
    ) -> Result<Option<ServiceList>, HubError> {
        self.service_list(token, Some(system), hub).await
    }

    /// The services of all systems, or of one.
    pub(super) async fn service_list(
        &self,
        token: &Token,
        system: Option<&SystemId>,
        hub: Option<Version>,
    ) -> Result<Option<ServiceList>, HubError> {
        if hub.is_some_and(|hub| !hub.lists_services()) {
            return Ok(None);
        }
        Ok(self.services(token, system).await?.map(ServiceList))
    }

    /// Returns the disks and pools. A hub may have one and not the other.
    pub async fn disks_of(
        &self,
        token: &Token,
        system: &SystemId,
        hub: Option<Version>,
    ) -> Result<Option<DiskList>, HubError> {
        self.disk_list(token, Some(system), hub).await
    }

    /// The disks and pools of all systems, or of one.
    pub(super) async fn disk_list(
        &self,
        token: &Token,
        system: Option<&SystemId>,
        hub: Option<Version>,
    ) -> Result<Option<DiskList>, HubError> {
        if hub.is_some_and(|hub| !hub.lists_disks()) {
            return Ok(None);
        }
        let disks = self.smart_disks(token, system).await?;
        // Without its pools the list of disks is still worth showing.
        let pools = if hub.is_none_or(Version::lists_pools) {
            self.pools(token, system).await
        } else {
            Ok(None)
        };
        if disks.is_none() && matches!(pools, Ok(None)) {
            return Ok(None);
        }
        Ok(Some(DiskList {
            disks: disks.unwrap_or_default(),
            pools: pools.ok().map(Option::unwrap_or_default),
        }))
    }

    /// Returns the alerts that the user has set on a system, when they triggered, and when they are silenced.
    pub async fn alerts_of(
        &self,
        token: &Token,
        system: &SystemId,
    ) -> Result<Option<AlertList>, HubError> {
        let list = List::of(Collection::Alerts)
            .fields("system,name,value,min,triggered,updated")
            .filter(Filter::of_system(system));
        let Some(rules) = self.all_if_known(&list, token, &systems::rule).await? else {
            return Ok(None);
        };
        let history = self.history_of(token, system).await.ok();
        let quiet = self.quiet_hours(token).await.ok();
        let is_about = |quiet: &QuietHours| quiet.system.as_ref().is_none_or(|of| of == system);
        let about = |all: Option<Vec<QuietHours>>| {
            let all = all.unwrap_or_default().into_iter();
            all.filter(is_about).collect()
        };
        Ok(Some(AlertList {
            rules: distinct(rules),
            history,
            quiet: quiet.map(about),
            ..AlertList::default()
        }))
    }

    async fn history_of(
        &self,
        token: &Token,
        system: &SystemId,
    ) -> Result<Vec<PastAlert>, HubError> {
        let list = List::of(Collection::AlertsHistory)
            .fields("system,name,value,created,resolved")
            .filter(Filter::of_system(system))
            .sort("-created")
            .page_size(MOST_HISTORY);
        let response = self.send(list.page(1, token)).await?;
        let (records, _) = read::page(&response)?;
        let read = |record| systems::past_alert(Fields::of(record));
        Ok(records.iter().filter_map(read).collect())
    }

    /// Returns the last lines of a container's log. Hub 0.14 and newer.
    pub async fn container_logs(
        &self,
        token: &Token,
        system: &SystemId,
        container: &str,
    ) -> Result<String, HubError> {
        let request = queries::container_logs(system, container, token);
        let answer = read::record(&self.send(request).await?)?;
        Ok(Fields::of(&answer).text("logs"))
    }

    /// Returns the container engine's details of a container. Hub 0.14 and newer.
    pub async fn container_info(
        &self,
        token: &Token,
        system: &SystemId,
        container: &str,
    ) -> Result<Tree, HubError> {
        let request = queries::container_info(system, container, token);
        let answer = read::record(&self.send(request).await?)?;
        let info = Fields::of(&answer).text("info");
        // JSON within a text.
        Ok(read::parse(&info).map_or(Tree::Leaf(info), |value| tree::tree(&value)))
    }

    /// Returns the service manager's details of a service. Hub 0.16 and newer.
    pub async fn service_info(
        &self,
        token: &Token,
        system: &SystemId,
        service: &str,
    ) -> Result<Tree, HubError> {
        let request = queries::service_info(system, service, token);
        let answer = read::record(&self.send(request).await?)?;
        let details = Fields::of(&answer).get("details").cloned();
        Ok(tree::tree(&details.unwrap_or(answer)))
    }

    /// Has the agent read its disks now, and its pools if the hub has those.
    pub async fn refresh_disks(
        &self,
        token: &Token,
        system: &SystemId,
        hub: Option<Version>,
    ) -> Result<(), HubError> {
        let disks = read::accepted(&self.send(queries::refresh_disks(system, token)).await?);
        if !hub.is_some_and(Version::lists_pools) {
            return disks;
        }
        let answer = self.send(queries::refresh_pools(system, token)).await;
        let pools = answer.and_then(|answer| read::accepted(&answer));
        // Either may fail alone: a machine may have pools and no disks with SMART, or the reverse.
        pools.or(disks)
    }

    /// Pauses the monitoring of a system, or resumes it. A hub answers "missing" if the account is not allowed to.
    pub async fn set_monitored(
        &self,
        token: &Token,
        system: &SystemId,
        is_monitored: bool,
    ) -> Result<(), HubError> {
        let request = queries::set_monitored(system, is_monitored, token);
        read::accepted(&self.send(request).await?)
    }

    /// Saves quiet hours of the user with that id.
    pub async fn save_quiet_hours(
        &self,
        token: &Token,
        quiet: &QuietTimes,
        user: &str,
    ) -> Result<(), HubError> {
        let request = queries::save_quiet_hours(quiet, user, token);
        read::accepted(&self.send(request).await?)
    }

    /// Removes quiet hours. It is no error if they are gone already.
    pub async fn remove_quiet_hours(&self, token: &Token, id: &str) -> Result<(), HubError> {
        let request = queries::remove_quiet_hours(id, token);
        match read::accepted(&self.send(request).await?) {
            Err(HubError::Missing) => Ok(()),
            other => other,
        }
    }

    /// Sets an alert on systems, by name, threshold and minutes. Unless it `replaces`, a system that has an alert of that name keeps it.
    /// The route has another name in hubs that are not released yet.
    pub async fn set_alert(
        &self,
        token: &Token,
        systems: &[SystemId],
        alert: (&str, f64, u32),
        replaces: bool,
    ) -> Result<(), HubError> {
        let mut result = Err(HubError::Missing);
        for route in AlertRoute::ALL {
            let request = queries::set_alert(route, systems, alert, replaces, token);
            result = read::accepted(&self.send(request).await?);
            if !is_no_route(&result) {
                break;
            }
        }
        result
    }

    /// Removes an alert from systems. It is no error if it is gone already.
    pub async fn remove_alert(
        &self,
        token: &Token,
        systems: &[SystemId],
        name: &str,
    ) -> Result<(), HubError> {
        let mut result = Err(HubError::Missing);
        for route in AlertRoute::ALL {
            let request = queries::remove_alert(route, systems, name, token);
            result = read::accepted(&self.send(request).await?);
            if !is_no_route(&result) {
                break;
            }
        }
        match result {
            // The hub's answer where there is nothing to remove.
            Err(HubError::Refused { status: 400, .. }) => Ok(()),
            other => other,
        }
    }
}

/// Whether the hub does not know the route: it answers a request other than GET to an unknown one with 404.
fn is_no_route(result: &Result<(), HubError>) -> bool {
    matches!(
        result,
        Err(HubError::Missing
            | HubError::NotAHub {
                what: InsteadOfHub::Nothing
            })
    )
}

/// Keeps one rule of each name per system: unreleased hubs list the rules of all users.
pub(super) fn distinct(rules: Vec<AlertSetting>) -> Vec<AlertSetting> {
    let mut kept: Vec<AlertSetting> = Vec::new();
    // A map, as a whole hub has many thousands of rules.
    let mut places: HashMap<(SystemId, String), usize> = HashMap::new();
    for rule in rules {
        match places.entry((rule.system.clone(), rule.name.clone())) {
            Entry::Occupied(place) => {
                if let Some(known) = kept.get_mut(*place.get()) {
                    known.triggered |= rule.triggered;
                }
            }
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(rule);
            }
        }
    }
    kept
}

/// Why a list cannot be shown. `problem` puts an error into words.
pub fn fault_of_list(error: HubError, problem: impl Fn(&HubError) -> Problem) -> Fault {
    match error {
        HubError::Forbidden { .. } => Fault::NotAllowed,
        HubError::Missing => Fault::HubTooOld,
        other => Fault::Lost(problem(&other)),
    }
}

/// Why an on-demand report of an agent cannot be shown. A disabled or unknown route is answered with the hub's web page.
pub fn fault_of_route(error: HubError, problem: impl Fn(&HubError) -> Problem) -> Fault {
    match error {
        HubError::NotAHub { .. } | HubError::Guarded(_) => Fault::Disabled,
        HubError::Forbidden { .. } | HubError::Missing => Fault::NotAllowed,
        HubError::Server { status, message } if is_late(&message) || status == 500 => {
            Fault::Lost(Problem::new(
                "The system's agent did not answer.",
                "See whether the system is up, then try again.",
            ))
        }
        HubError::Refused { message, .. } if is_late(&message) => Fault::Lost(Problem::new(
            "The system's agent did not answer in time.",
            "Try again in a moment.",
        )),
        other => Fault::Lost(problem(&other)),
    }
}

fn is_late(message: &str) -> bool {
    message.contains("deadline") || message.contains("timeout")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(system: &str, name: &str, value: f64, triggered: bool) -> AlertSetting {
        AlertSetting {
            system: SystemId::new(system),
            name: name.to_owned(),
            value,
            minutes: 10,
            triggered,
            updated: None,
        }
    }

    #[test]
    fn of_equal_rules_the_first_is_kept_and_is_triggered_if_any_is() {
        let rules = vec![
            rule("a", "CPU", 80.0, false),
            rule("b", "CPU", 70.0, false),
            rule("a", "Memory", 60.0, true),
            rule("a", "CPU", 90.0, true),
            rule("a", "CPU", 95.0, false),
        ];
        assert_eq!(
            distinct(rules),
            [
                rule("a", "CPU", 80.0, true),
                rule("b", "CPU", 70.0, false),
                rule("a", "Memory", 60.0, true),
            ]
        );
    }

    #[test]
    fn the_rules_of_a_large_hub_are_made_distinct_at_once() {
        let rules = (0..100_000).map(|number| rule(&number.to_string(), "CPU", 80.0, false));
        assert_eq!(distinct(rules.collect()).len(), 100_000);
    }
}
