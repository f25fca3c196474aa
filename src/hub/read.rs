//! From a response to a value, or to an error.

use serde_json::Value;

use super::error::{Guard, HubError, InsteadOfHub};
use super::limits;
use super::queries::PAGE_SIZE;
use super::records::Fields;
use super::transport::Response;

/// The longest message of the hub that is shown, in characters.
const MESSAGE_LENGTH: usize = 200;

/// Reads an answer that must be JSON.
pub fn json(response: &Response) -> Result<Value, HubError> {
    let body = ok_body(response)?;
    if !limits::is_readable(body) {
        return Err(HubError::TooLarge);
    }
    serde_json::from_str(body).map_err(|error| HubError::BadAnswer {
        what: bad_json(&error),
    })
}

/// Parses JSON whose errors do not matter: `None` if it is invalid, or if its tree would take too much memory.
pub(super) fn parse(text: &str) -> Option<Value> {
    if !limits::is_readable(text) {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// Reads an answer that must be a record.
pub fn record(response: &Response) -> Result<Value, HubError> {
    let answer = json(response)?;
    if answer.is_object() {
        Ok(answer)
    } else {
        Err(lacking())
    }
}

/// Reads the answer of a route that older hubs lack. They answer any unknown GET with their web page and status 200.
pub fn optional_route(response: &Response) -> Result<Option<Value>, HubError> {
    match record(response) {
        Ok(value) => Ok(Some(value)),
        Err(HubError::NotAHub { .. } | HubError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One page of a list: its records, and whether another page may follow.
pub fn page(response: &Response) -> Result<(Vec<Value>, bool), HubError> {
    let mut answer = json(response)?;
    let size = Fields::of(&answer).count("perPage").unwrap_or_default();
    let Some(Value::Array(records)) = answer.get_mut("items").map(Value::take) else {
        return Err(lacking());
    };
    let is_full = size > 0 && records.len() as u64 >= size;
    if records.len() > PAGE_SIZE {
        return Err(HubError::TooLarge);
    }
    Ok((records, is_full))
}

fn lacking() -> HubError {
    HubError::BadAnswer {
        what: "it lacks what a hub's answer has".to_owned(),
    }
}

/// Checks that the hub has accepted a request whose answer is empty.
pub fn accepted(response: &Response) -> Result<(), HubError> {
    if is_success(response) {
        Ok(())
    } else {
        Err(refusal(response))
    }
}

/// The error for an answer received in place of an event stream.
pub fn not_a_stream(response: &Response) -> HubError {
    match ok_body(response) {
        Ok(_) => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
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
        Err(HubError::NotAHub {
            what: InsteadOfHub::Page,
        })
    }
}

const fn is_success(response: &Response) -> bool {
    matches!(response.status, 200..=299)
}

fn is_json(response: &Response) -> bool {
    response.content_type.to_ascii_lowercase().contains("json")
}

/// The error for a status other than success.
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
        401 | 403 | 407 => HubError::Guarded(Guard::Status(status)),
        // Redirected elsewhere.
        300..=399 => HubError::Guarded(Guard::Redirect),
        404 | 405 | 410 | 501 => HubError::NotAHub {
            what: InsteadOfHub::Nothing,
        },
        429 => HubError::RateLimited,
        500.. => HubError::Server {
            status,
            message: String::new(),
        },
        _ => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
    }
}

/// The hub's own message, shortened, with that of the first invalid field. Some routes of hubs up to 0.18.4 use `error` or `err`
/// instead of `message`.
fn message_of(body: &str) -> String {
    let answer = parse(body).unwrap_or_default();
    let answer = Fields::of(&answer);
    let said = ["message", "error", "err"]
        .into_iter()
        .find_map(|key| answer.filled(key));
    let first_field = answer.object("data").entries().next();
    let field_said = first_field.and_then(|(_, field)| Fields::of(field).str("message"));
    let mut message = said.unwrap_or_default();
    if let Some(field_said) = field_said {
        if !message.is_empty() {
            message.push(' ');
        }
        message.push_str(field_said);
    }
    message.chars().take(MESSAGE_LENGTH).collect()
}

/// What is wrong with the JSON, without quoting it: it may hold a token.
fn bad_json(error: &serde_json::Error) -> String {
    if error.is_eof() {
        "it ends too early".to_owned()
    } else {
        format!(
            "it is not JSON (line {}, column {})",
            error.line(),
            error.column()
        )
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
        json(&answer(status, content_type, body)).expect_err("an error")
    }

    #[test]
    fn html_with_200_is_no_hub_or_a_missing_route() {
        let page = answer(200, "text/html; charset=utf-8", "<!doctype html>");
        assert_eq!(
            json(&page),
            Err(HubError::NotAHub {
                what: InsteadOfHub::Page
            })
        );
        assert_eq!(optional_route(&page), Ok(None));
    }

    #[test]
    fn the_hubs_own_refusals_are_told_from_a_proxys() {
        let json = "application/json";
        assert_eq!(error(401, json, "{}"), HubError::Expired);
        assert_eq!(
            error(401, "text/html", ""),
            HubError::Guarded(Guard::Status(401))
        );
        assert_eq!(error(302, "", ""), HubError::Guarded(Guard::Redirect));
        assert_eq!(
            error(404, json, r#"{"message":"Missing collection context."}"#),
            HubError::Missing
        );
        assert_eq!(
            error(404, "text/html", "nginx"),
            HubError::NotAHub {
                what: InsteadOfHub::Nothing
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
        let (records, more) = page(&answer(200, "application/json", body)).expect("a page");
        assert_eq!(
            (records[0]["a"].as_i64(), records.len(), more),
            (Some(1), 2, true)
        );
        let read = page(&answer(200, "application/json", r#"{"items":[]}"#));
        assert_eq!(read, Ok((vec![], false)));
        let read = page(&answer(200, "application/json", r#"{"items":7}"#));
        assert!(matches!(read, Err(HubError::BadAnswer { .. })));
    }
}
