//! Requests to the hub's HTTP API, as a guest or signed in.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};

use crate::{Error, Result};

/// A response with any status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Reply {
    /// The body as JSON; `Null` if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// A header's value, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// A client of the hub. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    url: String,
    token: Option<String>,
    agent: ureq::Agent,
}

impl Client {
    /// A guest of the hub at `url`, which has no trailing slash.
    pub fn guest(url: impl Into<String>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .allow_non_standard_methods(true)
            .build();
        Self {
            url: url.into(),
            token: None,
            agent: config.new_agent(),
        }
    }

    /// The same hub with this token.
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self {
            token: Some(token.into()),
            ..self.clone()
        }
    }

    /// The same hub, signed in to this collection (`users`, `_superusers`).
    pub fn sign_in(&self, collection: &str, email: &str, password: &str) -> Result<Self> {
        let path = format!("/api/collections/{collection}/auth-with-password");
        let answer = self.ask(
            "POST",
            &path,
            Some(&json!({"identity": email, "password": password})),
        )?;
        Ok(self.with_token(answer["token"].as_str().unwrap_or_default()))
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Empty for a guest.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub fn get(&self, path: &str) -> Result<Reply> {
        self.send("GET", path, None, &[])
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Reply> {
        self.send("POST", path, Some(body), &[])
    }

    pub fn patch(&self, path: &str, body: &Value) -> Result<Reply> {
        self.send("PATCH", path, Some(body), &[])
    }

    /// Sends any request; a response of any status is a success.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Result<Reply> {
        let no_answer = |reason: String| Error::NoAnswer {
            request: format!("{method} {path}"),
            reason,
        };
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", token);
        }
        let text = body.map(Value::to_string);
        if text.is_some() {
            request = request.header("content-type", "application/json");
        }
        let answer = match (method, text) {
            ("GET" | "OPTIONS", None) => self.agent.run(
                request
                    .body(())
                    .map_err(|error| no_answer(error.to_string()))?,
            ),
            // Without a length the hub would expect a body of a known type.
            (_, text) => self.agent.run(
                request
                    .body(text.unwrap_or_default())
                    .map_err(|error| no_answer(error.to_string()))?,
            ),
        };
        let mut answer = answer.map_err(|error| no_answer(error.to_string()))?;
        let body = answer
            .body_mut()
            .with_config()
            .limit(64 << 20)
            .read_to_string();
        Ok(Reply {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: body.map_err(|error| no_answer(error.to_string()))?,
        })
    }

    /// Sends a request that must succeed; returns the JSON of its response, `Null` if it has no body.
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let reply = self.send(method, path, body, &[])?;
        if (200..300).contains(&reply.status) {
            return Ok(reply.json());
        }
        Err(Error::Refused {
            request: format!("{method} {path}"),
            status: reply.status,
            body: reply.body,
        })
    }

    /// One page of records: `systems/records?filter=…`.
    pub fn items(&self, query: &str) -> Result<Vec<Value>> {
        let mut page = self.ask("GET", &format!("/api/collections/{query}"), None)?;
        match page["items"].take() {
            Value::Array(items) => Ok(items),
            _ => Ok(Vec::new()),
        }
    }
}

/// Requests that only the simulator and the tests may make, as superuser.
impl Client {
    /// Writes rows by id, bypassing the record hooks, as the hub does for everything that causes no event. All rows have the keys of the
    /// first one; keys that a row lacks are unchanged. Writes tens of thousands of rows a second; keep one call under 30 MB.
    pub fn write_rows(&self, table: &str, rows: &[Value]) -> Result<()> {
        self.ask(
            "POST",
            "/api/test/rows",
            Some(&json!({"table": table, "rows": rows})),
        )
        .map(drop)
    }

    /// Creates or updates records by id in one transaction, with all consequences in the hub: events, and for a triggered or resolved alert
    /// its row in `alerts_history`.
    pub fn save_records(&self, table: &str, records: &[Value]) -> Result<()> {
        self.ask(
            "POST",
            "/api/test/records",
            Some(&json!({"table": table, "records": records})),
        )
        .map(drop)
    }

    /// The ids of the systems whose live metrics are subscribed.
    pub fn followed_systems(&self) -> Result<Vec<String>> {
        let answer = self.ask("GET", "/api/test/followed", None)?;
        let systems = answer["systems"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Ok(systems
            .iter()
            .filter_map(|id| id.as_str().map(str::to_owned))
            .collect())
    }

    /// Sends one live sample of a system to its subscribers.
    pub fn push_live(&self, system: &str, payload: &Value) -> Result<()> {
        self.ask(
            "POST",
            "/api/test/live",
            Some(&json!({"system": system, "payload": payload})),
        )
        .map(drop)
    }
}
