//! From a response to a value, or to the error it stands for.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{Found, HubError};
use super::records::{ListAnswer, Maybe};
use super::transport::Response;

/// The longest part of a hub's own message that is shown.
const MESSAGE_LENGTH: usize = 200;

/// Reads an answer that must be JSON.
pub fn json<T: DeserializeOwned>(response: &Response) -> Result<T, HubError> {
    let body = ok_body(response)?;
    serde_json::from_str(body).map_err(|error| HubError::BadAnswer {
        what: bad_json(&error),
    })
}

/// Reads the answer of a route that older hubs lack. They answer any unknown GET with their web page and status 200.
pub fn optional_route<T: DeserializeOwned>(response: &Response) -> Result<Option<T>, HubError> {
    match json(response) {
        Ok(value) => Ok(Some(value)),
        Err(HubError::NotAHub { .. } | HubError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One page of a list: its records, those that cannot be read left out, and whether another page may follow.
pub fn page<R, T>(
    response: &Response,
    into: impl Fn(R) -> Option<T>,
) -> Result<(Vec<T>, bool), HubError>
where
    R: DeserializeOwned,
{
    let answer: ListAnswer = json(response)?;
    let size = answer.per_page.count().unwrap_or_default();
    let is_full = size > 0 && answer.items.len() as u64 >= size;
    let records = answer
        .items
        .into_iter()
        .filter_map(|item| into(R::deserialize(item).ok()?))
        .collect();
    Ok((records, is_full))
}

/// Whether the hub has accepted a request whose answer holds nothing.
pub fn accepted(response: &Response) -> Result<(), HubError> {
    if is_success(response) {
        Ok(())
    } else {
        Err(refusal(response))
    }
}

/// What an answer stands for where a stream of events was asked for.
pub fn not_a_stream(response: &Response) -> HubError {
    match ok_body(response) {
        Ok(_) => HubError::NotAHub {
            what: Found::OtherService,
        },
        Err(error) => error,
    }
}

fn ok_body(response: &Response) -> Result<&str, HubError> {
    if !is_success(response) {
        Err(refusal(response))
    } else if is_json(response) {
        Ok(&response.body)
    } else if response.content_type.is_empty() && response.body.is_empty() {
        Err(HubError::BadAnswer {
            what: "it is empty".to_owned(),
        })
    } else {
        Err(HubError::NotAHub { what: Found::Page })
    }
}

const fn is_success(response: &Response) -> bool {
    matches!(response.status, 200..=299)
}

fn is_json(response: &Response) -> bool {
    response.content_type.to_ascii_lowercase().contains("json")
}

/// The hub's error shape; some routes of hubs up to 0.18.4 say `error` or `err` instead of `message`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorRecord {
    message: Maybe<String>,
    error: Maybe<String>,
    err: Maybe<String>,
    data: Maybe<Value>,
}

/// What a status other than success stands for.
fn refusal(response: &Response) -> HubError {
    if !is_json(response) {
        return foreign_refusal(response.status);
    }
    let status = response.status;
    let message = message_of(&response.body);
    match status {
        401 => HubError::Expired,
        403 => HubError::Forbidden { message },
        404 => HubError::Missing,
        429 => HubError::RateLimited,
        500.. => HubError::Server { status, message },
        _ => HubError::Refused { status, message },
    }
}

/// The hub itself speaks JSON even when it refuses; anything else comes from a proxy or another server.
fn foreign_refusal(status: u16) -> HubError {
    match status {
        401 | 403 | 407 => HubError::Guarded { status },
        404 | 405 | 410 | 501 => HubError::NotAHub {
            what: Found::Nothing,
        },
        429 => HubError::RateLimited,
        500.. => HubError::Server {
            status,
            message: String::new(),
        },
        _ => HubError::NotAHub {
            what: Found::OtherService,
        },
    }
}

/// The hub's own words, with those about a single field, shortened.
fn message_of(body: &str) -> String {
    let record: ErrorRecord = serde_json::from_str(body).unwrap_or_default();
    let said = record
        .message
        .filled()
        .or_else(|| record.error.filled())
        .or_else(|| record.err.filled());
    let field_said = record.data.get().and_then(|data| {
        let (_, field) = data.as_object()?.iter().next()?;
        field.get("message")?.as_str().map(str::to_owned)
    });
    let parts: Vec<String> = said.into_iter().chain(field_said).collect();
    parts.join(" ").chars().take(MESSAGE_LENGTH).collect()
}

/// What is wrong with the JSON, without quoting it: it may hold a token.
fn bad_json(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => "it ends too early".to_owned(),
        Category::Io | Category::Syntax => format!(
            "it is not JSON (line {}, column {})",
            error.line(),
            error.column()
        ),
        Category::Data => "it lacks what a hub's answer has".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, content_type: &str, body: &str) -> Response {
        Response {
            status,
            content_type: content_type.to_owned(),
            body: body.to_owned(),
        }
    }

    fn error(status: u16, content_type: &str, body: &str) -> HubError {
        json::<Value>(&answer(status, content_type, body)).expect_err("an error")
    }

    #[test]
    fn html_with_200_is_no_hub_or_a_missing_route() {
        let page = answer(200, "text/html; charset=utf-8", "<!doctype html>");
        assert_eq!(
            json::<Value>(&page),
            Err(HubError::NotAHub { what: Found::Page })
        );
        assert_eq!(optional_route::<Value>(&page), Ok(None));
    }

    #[test]
    fn the_hubs_own_refusals_are_told_from_a_proxys() {
        let json = "application/json";
        assert_eq!(error(401, json, "{}"), HubError::Expired);
        assert_eq!(
            error(401, "text/html", ""),
            HubError::Guarded { status: 401 }
        );
        assert_eq!(
            error(404, json, r#"{"message":"Missing collection context."}"#),
            HubError::Missing
        );
        assert_eq!(
            error(404, "text/html", "nginx"),
            HubError::NotAHub {
                what: Found::Nothing
            }
        );
        assert_eq!(
            error(502, "text/html", "nginx"),
            HubError::Server {
                status: 502,
                message: String::new()
            }
        );
        assert_eq!(error(429, json, "{}"), HubError::RateLimited);
    }

    #[test]
    fn the_hubs_words_are_kept_and_shortened() {
        let body =
            r#"{"message":"Failed.","data":{"email":{"code":"x","message":"Must be valid."}}}"#;
        assert_eq!(
            error(400, "application/json", body),
            HubError::Refused {
                status: 400,
                message: "Failed. Must be valid.".to_owned()
            }
        );
        let old = error(
            500,
            "application/json",
            r#"{"error":"context deadline exceeded"}"#,
        );
        assert_eq!(
            old,
            HubError::Server {
                status: 500,
                message: "context deadline exceeded".to_owned()
            }
        );
        let long = format!(r#"{{"message":"{}"}}"#, "ä".repeat(1000));
        assert!(matches!(error(403, "application/json", &long),
            HubError::Forbidden { message } if message.chars().count() == MESSAGE_LENGTH));
    }

    #[test]
    fn broken_json_is_described_and_not_quoted() {
        let HubError::BadAnswer { what } =
            error(200, "application/json", r#"{"token":"secret" oops"#)
        else {
            panic!("another error");
        };
        assert!(!what.contains("secret"), "{what}");
    }

    #[test]
    fn a_full_page_may_have_a_successor() {
        let body = r#"{"perPage":2,"items":[{"a":1},7]}"#;
        let read = page(&answer(200, "application/json", body), |value: Value| {
            value.get("a").cloned()
        });
        assert_eq!(read, Ok((vec![Value::from(1)], true)));
        let read = page(
            &answer(200, "application/json", r#"{"items":[]}"#),
            |value: Value| Some(value),
        );
        assert_eq!(read, Ok((vec![], false)));
    }
}
