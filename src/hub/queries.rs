//! Every request to the hub, in one place.

mod system;

pub use system::{
    AlertRoute, container_info, container_logs, refresh_disks, refresh_pools, remove_alert,
    remove_quiet_hours, save_quiet_hours, service_info, set_alert, set_monitored,
};

use serde_json::json;

use super::date;
use super::encode;
use super::transport::{Method, Request, Token};
use crate::domain::ids::{MonitorId, SystemId};
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// The most records on one page of a list; the hub silently caps larger sizes.
pub const PAGE_SIZE: usize = 1000;

/// Path at which the simulated hub, and no other, serves a layout document that shows its systems in racks.
pub const DEMO_LAYOUT: &str = "/api/blinkenrack/layout";

/// The collections this app reads. A hub too old for one answers 404.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    Systems,
    SystemStats,
    ContainerStats,
    /// Hub 0.18.0 and newer.
    SystemDetails,
    /// Hub 0.14.0 and newer.
    Containers,
    /// Hub 0.16.0 and newer.
    SystemdServices,
    /// Hub 0.17.0 and newer.
    SmartDevices,
    Alerts,
    AlertsHistory,
    /// Hub 0.17.0 and newer.
    QuietHours,
    UserSettings,
    /// Hub 0.19 and newer.
    ZfsPools,
    /// Hub 0.20 and newer.
    NetworkMonitors,
    /// Hub 0.20.0 and newer.
    NetworkMonitorStats,
}

impl Collection {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Systems => "systems",
            Self::SystemStats => "system_stats",
            Self::ContainerStats => "container_stats",
            Self::SystemDetails => "system_details",
            Self::Containers => "containers",
            Self::SystemdServices => "systemd_services",
            Self::SmartDevices => "smart_devices",
            Self::Alerts => "alerts",
            Self::AlertsHistory => "alerts_history",
            Self::QuietHours => "quiet_hours",
            Self::UserSettings => "user_settings",
            Self::ZfsPools => "zfs_pools",
            Self::NetworkMonitors => "network_monitors",
            Self::NetworkMonitorStats => "network_monitor_stats",
        }
    }
}

/// A condition in the hub's filter language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter(String);

impl Filter {
    pub fn of_system(system: &SystemId) -> Self {
        Self(format!("system={}", encode::filter_text(system.as_str())))
    }

    /// Matches the record with that id.
    pub fn of_id(system: &SystemId) -> Self {
        Self(format!("id={}", encode::filter_text(system.as_str())))
    }

    pub fn triggered() -> Self {
        Self("triggered=true".to_owned())
    }

    /// Matches the entries of the alert history that are not resolved.
    pub fn lasting() -> Self {
        Self("resolved=\"\"".to_owned())
    }

    /// Matches the stats rows of one system that make up a range.
    pub fn of_history(system: &SystemId, range: Range, now: Millis) -> Self {
        Self::of_rows(system, range, now.plus(-range.span()))
    }

    /// Matches the stats rows of one system written after a moment.
    pub fn since(system: &SystemId, since: Millis) -> Self {
        let system = Self::of_system(system).0;
        let since = encode::filter_text(&date::format(since));
        Self(format!("{system} && created>{since}"))
    }

    /// Matches the stats rows of one system and one type written after a moment.
    pub fn of_rows(system: &SystemId, range: Range, since: Millis) -> Self {
        Self::of_rows_of(&Self::of_system(system).0, range, since)
    }

    /// Like [`Self::of_rows`], for several systems.
    pub fn of_rows_since(systems: &[SystemId], range: Range, since: Millis) -> Self {
        let systems = systems.iter().map(|system| Self::of_system(system).0);
        let systems = systems.collect::<Vec<_>>().join("||");
        Self::of_rows_of(&format!("({systems})"), range, since)
    }

    /// Like [`Self::of_rows_since`], for a time window.
    pub fn of_rows_within(systems: &[SystemId], range: Range, time: Window) -> Self {
        let Self(since) = Self::of_rows_since(systems, range, time.from);
        let until = encode::filter_text(&date::format(time.until));
        Self(format!("{since} && created<={until}"))
    }

    /// Matches the rows of one monitor and one type written after a moment. Their date is a number.
    pub fn of_monitor(monitor: &MonitorId, range: Range, since: Millis) -> Self {
        let monitor = encode::filter_text(monitor.as_str());
        let kind = encode::filter_text(range.record_type());
        Self(format!(
            "monitor={monitor} && type={kind} && created>{}",
            since.0
        ))
    }

    fn of_rows_of(systems: &str, range: Range, since: Millis) -> Self {
        let kind = encode::filter_text(range.record_type());
        let since = encode::filter_text(&date::format(since));
        Self(format!("{systems} && type={kind} && created>{since}"))
    }
}

/// A list of one collection's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    collection: Collection,
    filter: Option<Filter>,
    fields: &'static str,
    sort: &'static str,
    page_size: usize,
}

impl List {
    pub const fn of(collection: Collection) -> Self {
        // A fixed order, so that nothing is skipped between two pages.
        Self {
            collection,
            filter: None,
            fields: "",
            sort: "id",
            page_size: PAGE_SIZE,
        }
    }

    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Only these fields are sent: names joined by commas.
    pub const fn fields(mut self, fields: &'static str) -> Self {
        self.fields = fields;
        self
    }

    pub const fn sort(mut self, sort: &'static str) -> Self {
        self.sort = sort;
        self
    }

    /// Sets the most records on a page.
    pub const fn page_size(mut self, size: usize) -> Self {
        self.page_size = size;
        self
    }

    /// The request for one page, counted from 1. Skips the total, which would cost the hub a second query.
    pub fn page(&self, page: usize, token: &Token) -> Request {
        let mut path = format!(
            "/api/collections/{}/records?page={page}&perPage={}&skipTotal=1&sort={}",
            self.collection.name(),
            self.page_size,
            self.sort
        );
        if !self.fields.is_empty() {
            path.push_str("&fields=");
            path.push_str(&encode::component(self.fields));
        }
        if let Some(Filter(filter)) = &self.filter {
            path.push_str("&filter=");
            path.push_str(&encode::component(filter));
        }
        get(path, Some(token))
    }
}

/// The fields of every system that the racks show.
pub const fn systems() -> List {
    List::of(Collection::Systems).fields("id,name,host,status,info,updated")
}

pub fn sign_in_options() -> Request {
    get("/api/collections/users/auth-methods".to_owned(), None)
}

pub fn password(email: &str, password: &str) -> Request {
    let body = json!({ "identity": email, "password": password });
    post("/api/collections/users/auth-with-password", None, &body)
}

pub fn code(email: &str) -> Request {
    post(
        "/api/collections/users/request-otp",
        None,
        &json!({ "email": email }),
    )
}

pub fn sign_in_with_code(otp_id: &str, code: &str, mfa_id: Option<&str>) -> Request {
    let mut body = json!({ "otpId": otp_id, "password": code });
    if let (Some(mfa_id), Some(fields)) = (mfa_id, body.as_object_mut()) {
        fields.insert("mfaId".to_owned(), mfa_id.into());
    }
    post("/api/collections/users/auth-with-otp", None, &body)
}

pub fn refresh(token: &Token) -> Request {
    Request {
        method: Method::Post,
        path: "/api/collections/users/auth-refresh".to_owned(),
        token: Some(token.clone()),
        body: None,
    }
}

/// Hub 0.18.5 and newer; older ones answer with their web page.
pub fn info(token: &Token) -> Request {
    get("/api/beszel/info".to_owned(), Some(token))
}

/// The older name of [`info`].
pub fn get_key(token: &Token) -> Request {
    get("/api/beszel/getkey".to_owned(), Some(token))
}

/// Opens the event stream. It needs no token: access is judged when topics are set.
pub fn open_stream() -> Request {
    get("/api/realtime".to_owned(), None)
}

/// Requests the layout that the simulated hub provides; see [`DEMO_LAYOUT`].
pub fn demo_layout() -> Request {
    get(DEMO_LAYOUT.to_owned(), None)
}

/// Replaces all topics of a stream's client.
pub fn set_topics(client_id: &str, topics: &[String], token: &Token) -> Request {
    let body = json!({ "clientId": client_id, "subscriptions": topics });
    post("/api/realtime", Some(token), &body)
}

/// The topic of a system's live metrics. The hub keeps one topic text per system and sends to those who subscribed to exactly
/// that text, so it must match the one from Beszel's own page byte for byte.
pub fn rt_topic(system: &SystemId) -> String {
    let options = json!({ "query": { "system": system.as_str() } }).to_string();
    format!("rt_metrics?options={}", encode::component(&options))
}

fn get(path: String, token: Option<&Token>) -> Request {
    Request {
        method: Method::Get,
        path,
        token: token.cloned(),
        body: None,
    }
}

fn post(path: &str, token: Option<&Token>, body: &serde_json::Value) -> Request {
    Request {
        method: Method::Post,
        path: path.to_owned(),
        token: token.cloned(),
        body: Some(body.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lens::asking::MOST_AT_ONCE;

    #[test]
    fn the_live_topic_is_byte_exact() {
        assert_eq!(
            rt_topic(&SystemId::new("icbv0i9rn74m0no")),
            "rt_metrics?options=%7B%22query%22%3A%7B%22system%22%3A%22icbv0i9rn74m0no%22%7D%7D"
        );
    }

    #[test]
    fn a_list_asks_for_no_total_and_for_few_fields() {
        let list = List::of(Collection::Systems).fields("id,info");
        let request = list.page(2, &Token::new("t"));
        assert_eq!(
            request.path,
            "/api/collections/systems/records?page=2&perPage=1000&skipTotal=1&sort=id&fields=id%2Cinfo"
        );
        assert_eq!(request.token, Some(Token::new("t")));
    }

    #[test]
    fn history_is_of_one_system_one_type_and_recent() {
        let Filter(filter) =
            Filter::of_history(&SystemId::new("a\"b"), Range::Hour, Millis(3_600_000));
        assert_eq!(
            filter,
            "system=\"a\\\"b\" && type=\"1m\" && created>\"1970-01-01 00:00:00.000Z\""
        );
    }

    #[test]
    fn rows_of_many_systems_are_one_question_that_the_hub_takes() {
        let systems = (0..MOST_AT_ONCE).map(|number| SystemId::new(format!("{number:015}")));
        let systems: Vec<SystemId> = systems.collect();
        let Filter(filter) = Filter::of_rows_since(&systems, Range::HalfDay, Millis(0));
        // PocketBase refuses longer ones.
        assert!(filter.len() <= 3_500, "{}", filter.len());
        let Filter(filter) = Filter::of_rows_since(&systems[..2], Range::Hour, Millis(0));
        assert_eq!(
            filter,
            "(system=\"000000000000000\"||system=\"000000000000001\") && type=\"1m\" \
             && created>\"1970-01-01 00:00:00.000Z\""
        );
        let time = Window {
            from: Millis(0),
            until: Millis(1_000),
        };
        let Filter(filter) = Filter::of_rows_within(&systems[..1], Range::Hour, time);
        assert_eq!(
            filter,
            "(system=\"000000000000000\") && type=\"1m\" && created>\"1970-01-01 00:00:00.000Z\" \
             && created<=\"1970-01-01 00:00:01.000Z\""
        );
    }

    #[test]
    fn a_code_goes_with_the_password_it_follows() {
        let body = sign_in_with_code("o", "123456", Some("m"))
            .body
            .unwrap_or_default();
        assert_eq!(body, r#"{"mfaId":"m","otpId":"o","password":"123456"}"#);
        let body = sign_in_with_code("o", "123456", None)
            .body
            .unwrap_or_default();
        assert_eq!(body, r#"{"otpId":"o","password":"123456"}"#);
    }

    #[test]
    fn no_path_ever_holds_the_token() {
        let token = Token::new("secret-token");
        let system = SystemId::new("s");
        let list = List::of(Collection::SystemStats).filter(Filter::of_history(
            &system,
            Range::Day,
            Millis(0),
        ));
        for request in [
            info(&token),
            get_key(&token),
            refresh(&token),
            list.page(1, &token),
            set_topics("c", &[], &token),
        ] {
            assert!(
                !request.path.contains("secret")
                    && !request.body.unwrap_or_default().contains("secret")
            );
        }
    }
}
