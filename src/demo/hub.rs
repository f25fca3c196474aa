//! A simulated Beszel hub of the line that its world uses, behind the same port as a real one: nothing above the port can tell
//! them apart. In addition it serves the layout that the demo opens with.

use std::rc::Rc;

use serde_json::{Value, json};

use super::account;
use super::collections;
use super::layout::layout;
use super::query::RequestPath;
use super::rules::AlertRule;
use super::running::RunningHub;
use super::stream::EventStream;
use super::world::DemoWorld;
use crate::domain::io;
use crate::domain::layout::Layout;
use crate::hub::queries::DEMO_LAYOUT;
use crate::hub::transport::{
    Clock, LocalFuture, Method, NoAnswer, Opened, Request, Response, Transport,
};

/// The hub. Clones share everything.
#[derive(Clone)]
pub struct DemoHub(Rc<RunningHub>);

impl DemoHub {
    pub fn new(world: DemoWorld, clock: Rc<dyn Clock>) -> Self {
        Self(Rc::new(RunningHub::new(world, clock)))
    }

    /// A token in a real hub's form. This hub accepts any token.
    pub fn token(&self) -> String {
        account::token(self.0.now())
    }
}

impl Transport for DemoHub {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async move { Ok(self.0.answer(&request)) })
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        Box::pin(async move {
            let streams = request.method == Method::Get
                && RequestPath::parse(&request.path).path == "/api/realtime";
            Ok(if streams {
                Opened::Stream(Box::new(EventStream::connect(&self.0)))
            } else {
                Opened::Answer(self.0.answer(&request))
            })
        })
    }
}

impl RunningHub {
    fn answer(&self, request: &Request) -> Response {
        let target = RequestPath::parse(&request.path);
        let signed_in = request.token.is_some();
        let body = request
            .body
            .as_deref()
            .and_then(|body| serde_json::from_str::<Value>(body).ok())
            .unwrap_or_default();
        let parts: Vec<&str> = target.path.trim_matches('/').split('/').collect();
        match (request.method, parts.as_slice()) {
            (_, ["api", "collections", name, rest @ ..]) => {
                self.collection(request.method, name, rest, &target, &body, signed_in)
            }
            (Method::Get, ["api", "health"]) => {
                json(json!({"message": "API is healthy.", "code": 200, "data": {}}))
            }
            (Method::Get, ["api", "beszel", "first-run"]) => json(json!({"firstRun": false})),
            (Method::Post, ["api", "realtime"]) => self.set_topics(&body, signed_in),
            (Method::Get, ["api", "beszel", "info" | "getkey"]) if signed_in => json(
                json!({"key": "ssh-ed25519 AAAA", "v": self.world.line().version(), "cu": false}),
            ),
            (Method::Get, ["api", "beszel", "containers", what @ ("logs" | "info")])
                if signed_in =>
            {
                self.container(what, &target)
            }
            (Method::Get, ["api", "beszel", "systemd", "info"]) if signed_in => {
                self.service(&target)
            }
            (Method::Post, ["api", "beszel", "smart", "refresh"]) if signed_in => {
                let system = target.get("system").unwrap_or_default();
                match self.world.find(system) {
                    Some(machine) => {
                        self.check_disks(machine);
                        json(json!({"status": "ok"}))
                    }
                    None => not_found(),
                }
            }
            (Method::Post | Method::Delete, ["api", "beszel", "user-alerts"]) if signed_in => {
                self.change_alerts(request.method, &body)
            }
            (
                Method::Get,
                [
                    "api",
                    "beszel",
                    "info" | "getkey" | "containers" | "systemd",
                    ..,
                ],
            ) => guest(),
            (Method::Get, _) if target.path == DEMO_LAYOUT => document(&layout(&self.world)),
            (Method::Get, _) => page_of_the_hub(self.world.line().version()),
            _ => not_found(),
        }
    }

    fn collection(
        &self,
        method: Method,
        name: &str,
        rest: &[&str],
        target: &RequestPath,
        body: &Value,
        signed_in: bool,
    ) -> Response {
        match (method, name, rest) {
            (Method::Get, "users", ["auth-methods"]) => json(auth_methods()),
            (Method::Post, "users", ["auth-with-password"]) => json(account::signed_in(self.now())),
            (Method::Post, "users", ["auth-refresh"]) if signed_in => {
                json(account::signed_in(self.now()))
            }
            (Method::Post, "users", ["auth-refresh"]) => guest(),
            (Method::Get, _, ["records"]) => self.list(name, target, signed_in),
            (Method::Get, "systems", ["records", id]) if signed_in => match self.world.find(id) {
                Some(machine) => json(self.system_record(machine)),
                None => not_found(),
            },
            (Method::Patch, "systems", ["records", id]) if signed_in => {
                self.change_system(id, body)
            }
            (Method::Post, "quiet_hours", ["records"]) if signed_in => self
                .save_quiet_hours(None, body)
                .map_or_else(not_found, json),
            (Method::Patch, "quiet_hours", ["records", id]) if signed_in => self
                .save_quiet_hours(Some(id), body)
                .map_or_else(not_found, json),
            (Method::Delete, "quiet_hours", ["records", id]) if signed_in => {
                if self.remove_quiet_hours(id) {
                    json(Value::Null)
                } else {
                    not_found()
                }
            }
            (Method::Patch, "user_settings", ["records", _]) if signed_in => {
                if let Some(settings) = body.get("settings") {
                    self.set_settings(settings.clone());
                }
                json(self.settings())
            }
            _ => not_found(),
        }
    }

    fn list(&self, name: &str, target: &RequestPath, signed_in: bool) -> Response {
        let Some(collection) = collections::named(name, self.world.line()) else {
            return error(404, "Missing collection context.");
        };
        if !signed_in {
            // A guest is not refused but sees nothing.
            let per_page = target.number("perPage", 30);
            return json(
                json!({"items": [], "page": 1, "perPage": per_page, "totalItems": 0, "totalPages": 0}),
            );
        }
        match collections::page(self, collection, target) {
            Some(page) => json(page),
            None => error(400, "Something went wrong while processing your request."),
        }
    }

    /// Pauses or resumes a system.
    fn change_system(&self, id: &str, body: &Value) -> Response {
        let Some(machine) = self.world.find(id) else {
            return not_found();
        };
        match body.get("status").and_then(Value::as_str) {
            Some("paused") => self.pause(machine),
            Some("pending") => self.resume(machine),
            _ => {}
        }
        json(self.system_record(machine))
    }

    fn set_topics(&self, body: &Value, signed_in: bool) -> Response {
        let id = body
            .get("clientId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mut clients = self.clients.borrow_mut();
        let Some(client) = clients.get_mut(id) else {
            return error(404, "Missing or invalid client id.");
        };
        let topics = body
            .get("subscriptions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        client.set_topics(topics.filter_map(Value::as_str), signed_in);
        Response {
            status: 204,
            content_type: String::new(),
            body: String::new(),
        }
    }

    fn service(&self, target: &RequestPath) -> Response {
        let system = target.get("system").unwrap_or_default();
        let service = target.get("service").unwrap_or_default();
        let machine = self.world.find(system);
        match machine.and_then(|machine| machine.service_info(service)) {
            Some(details) => json(json!({ "details": details })),
            None => not_found(),
        }
    }

    /// Sets or removes an alert on several systems.
    fn change_alerts(&self, method: Method, body: &Value) -> Response {
        let bad_data = || error(400, "Bad data.");
        let name = body.get("name").and_then(Value::as_str).unwrap_or_default();
        let number = |key: &str| body.get(key).and_then(Value::as_f64).unwrap_or_default();
        let systems = body.get("systems").and_then(Value::as_array);
        let Some(systems) = systems.filter(|_| !name.is_empty()) else {
            return bad_data();
        };
        let ids = systems.iter().filter_map(Value::as_str);
        let machines = ids.filter_map(|id| self.world.find(id));
        let rule = AlertRule::new(name, number("value"), number("min") as i64);
        let mut count = 0;
        for machine in machines {
            let new = rule.clone().filter(|_| method == Method::Post);
            count += usize::from(self.change_alert(machine, name, new));
        }
        match method {
            Method::Delete if count == 0 => bad_data(),
            Method::Delete => json(json!({"count": count, "success": true})),
            _ => json(json!({"success": true})),
        }
    }

    fn container(&self, what: &str, target: &RequestPath) -> Response {
        let id = target.get("container").unwrap_or_default();
        let machine = target
            .get("system")
            .and_then(|system| self.world.find(system));
        let text = machine.and_then(|machine| match what {
            "logs" => machine.container_logs(id, self.now()),
            _ => machine.container_info(id),
        });
        match text {
            Some(text) => json(super::json::table([(what, Value::from(text))])),
            None => not_found(),
        }
    }
}

fn auth_methods() -> Value {
    json!({
        "password": {"identityFields": ["email"], "enabled": true},
        "oauth2": {"providers": [], "enabled": false},
        "mfa": {"enabled": false, "duration": 0},
        "otp": {"enabled": false, "duration": 0},
        "authProviders": null,
        "usernamePassword": false,
        "emailPassword": true,
    })
}

fn json(value: Value) -> Response {
    Response {
        status: 200,
        content_type: "application/json".to_owned(),
        body: value.to_string(),
    }
}

fn document(layout: &Layout) -> Response {
    Response {
        status: 200,
        content_type: "application/json".to_owned(),
        body: io::json::write(layout),
    }
}

fn error(status: u16, message: &str) -> Response {
    Response {
        status,
        ..json(json!({"data": {}, "message": message, "status": status}))
    }
}

fn not_found() -> Response {
    error(404, "The requested resource wasn't found.")
}

fn guest() -> Response {
    error(
        401,
        "The request requires valid record authorization token.",
    )
}

/// The answer of a hub to an unknown GET.
fn page_of_the_hub(version: &str) -> Response {
    let facts = json!({"BASE_PATH": "/", "HUB_VERSION": version, "HUB_URL": ""});
    Response {
        status: 200,
        content_type: "text/html; charset=utf-8".to_owned(),
        body: format!(
            "<!doctype html><title>Beszel</title><script>globalThis.BESZEL = {facts}</script>"
        ),
    }
}
