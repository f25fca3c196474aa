//! Requests to one system's agent through the hub, and for the alerts of systems.

use serde_json::json;

use super::{get, post};
use crate::domain::ids::SystemId;
use crate::domain::quiet_hours::QuietTimes;
use crate::hub::transport::{Method, Request, Token};
use crate::hub::{date, encode};

/// The route for setting and removing alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertRoute {
    /// Hub 0.12.4 and newer.
    User,
    /// Its name in a hub that is not released yet.
    Shared,
}

impl AlertRoute {
    /// In the order in which they are tried.
    pub const ALL: [Self; 2] = [Self::User, Self::Shared];

    const fn path(self) -> &'static str {
        match self {
            Self::User => "/api/beszel/user-alerts",
            Self::Shared => "/api/beszel/alerts",
        }
    }
}

/// Hub 0.14.0 and newer, unless it is switched off there.
pub fn container_logs(system: &SystemId, container: &str, token: &Token) -> Request {
    of_container("logs", system, container, token)
}

/// Hub 0.14.0 and newer, unless it is switched off there.
pub fn container_info(system: &SystemId, container: &str, token: &Token) -> Request {
    of_container("info", system, container, token)
}

fn of_container(what: &str, system: &SystemId, container: &str, token: &Token) -> Request {
    let system = encode::component(system.as_str());
    let container = encode::component(container);
    let path = format!("/api/beszel/containers/{what}?system={system}&container={container}");
    get(path, Some(token))
}

/// Hub 0.16.0 and newer.
pub fn service_info(system: &SystemId, service: &str, token: &Token) -> Request {
    let system = encode::component(system.as_str());
    let service = encode::component(service);
    let path = format!("/api/beszel/systemd/info?system={system}&service={service}");
    get(path, Some(token))
}

/// Hub 0.17.0 and newer.
pub fn refresh_disks(system: &SystemId, token: &Token) -> Request {
    let system = encode::component(system.as_str());
    post(
        &format!("/api/beszel/smart/refresh?system={system}"),
        Some(token),
        &json!({}),
    )
}

/// Hub 0.19.0 and newer.
pub fn refresh_pools(system: &SystemId, token: &Token) -> Request {
    let system = encode::component(system.as_str());
    post(
        &format!("/api/beszel/zfs/refresh?system={system}"),
        Some(token),
        &json!({}),
    )
}

/// Creates the user's quiet hours, or updates existing ones.
pub fn save_quiet_hours(quiet: &QuietTimes, user: &str, token: &Token) -> Request {
    let body = json!({
        "user": user,
        "system": quiet.system.as_ref().map_or("", SystemId::as_str),
        "type": if quiet.daily { "daily" } else { "one-time" },
        "start": date::format(quiet.start),
        "end": date::format(quiet.end),
    });
    match &quiet.id {
        None => post("/api/collections/quiet_hours/records", Some(token), &body),
        Some(id) => Request {
            method: Method::Patch,
            ..post(&quiet_path(id), Some(token), &body)
        },
    }
}

pub fn remove_quiet_hours(id: &str, token: &Token) -> Request {
    Request {
        method: Method::Delete,
        ..get(quiet_path(id), Some(token))
    }
}

fn quiet_path(id: &str) -> String {
    format!(
        "/api/collections/quiet_hours/records/{}",
        encode::component(id)
    )
}

/// Pauses the monitoring of a system, or resumes it: then it is pending until its agent answers.
pub fn set_monitored(system: &SystemId, is_monitored: bool, token: &Token) -> Request {
    let path = format!(
        "/api/collections/systems/records/{}",
        encode::component(system.as_str())
    );
    let status = if is_monitored { "pending" } else { "paused" };
    Request {
        method: Method::Patch,
        ..post(&path, Some(token), &json!({ "status": status }))
    }
}

/// Unless it `replaces`, systems that have an alert of that name keep it.
pub fn set_alert(
    route: AlertRoute,
    systems: &[SystemId],
    (name, value, minutes): (&str, f64, u32),
    replaces: bool,
    token: &Token,
) -> Request {
    let body = json!({
        "name": name, "value": value, "min": minutes, "systems": ids(systems), "overwrite": replaces,
    });
    post(route.path(), Some(token), &body)
}

pub fn remove_alert(route: AlertRoute, systems: &[SystemId], name: &str, token: &Token) -> Request {
    let body = json!({ "name": name, "systems": ids(systems) });
    Request {
        method: Method::Delete,
        ..post(route.path(), Some(token), &body)
    }
}

fn ids(systems: &[SystemId]) -> Vec<&str> {
    systems.iter().map(SystemId::as_str).collect()
}
