//! The address of a hub, from whatever a person types or pastes.

mod host;

use std::fmt;
use std::net::Ipv6Addr;

use thiserror::Error;

use crate::domain::ids::HubId;

/// Base URL of a hub in normal form: scheme, host, port unless it is the default, sub-path, no trailing slash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HubUrl {
    text: String,
    /// Where the host begins and ends in `text`.
    host: (usize, usize),
    plain_http: bool,
}

/// Why a text cannot be a hub's URL. The message is meant for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UrlProblem {
    #[error("Type the address of your hub, such as https://beszel.example.com.")]
    Empty,
    #[error("A hub is reached by http or https, not by “{0}”.")]
    Scheme(String),
    #[error("Leave the user name and password out of the address; you are asked for them below.")]
    UserInfo,
    #[error("“{0}” is not the name or address of a host.")]
    Host(String),
    #[error("“{0}” is not a port: it is a number from 1 to 65535.")]
    Port(String),
}

impl HubUrl {
    /// Parses leniently: a missing scheme is guessed (`https`; `http` for hosts of the local network and when this page itself was
    /// loaded by `http`), and what people paste along is removed: query, fragment, the paths of the hub's own pages and of its API.
    /// A sub-path is kept.
    pub fn parse(input: &str, page_is_https: bool) -> Result<Self, UrlProblem> {
        let input = input
            .trim()
            .trim_matches(['"', '\'', '<', '>', '`'])
            .trim()
            .replace('\\', "/");
        let (scheme, rest) = split_scheme(&input)?;
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if authority.is_empty() {
            return Err(UrlProblem::Empty);
        }
        if authority.contains('@') {
            return Err(UrlProblem::UserInfo);
        }
        let (host, port) = split_port(authority)?;
        let plain_http = scheme.map_or_else(
            || !page_is_https || host::is_local(&host),
            |scheme| scheme == Scheme::Http,
        );
        Ok(Self::from_parts(plain_http, &host, port, &sub_path(path)))
    }

    fn from_parts(plain_http: bool, host: &str, port: Option<u16>, path: &str) -> Self {
        let (scheme, own_port) = if plain_http {
            ("http://", 80)
        } else {
            ("https://", 443)
        };
        let port = match port {
            Some(port) if port != own_port => format!(":{port}"),
            _ => String::new(),
        };
        Self {
            text: format!("{scheme}{host}{port}{path}"),
            host: (scheme.len(), scheme.len() + host.len()),
            plain_http,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host, port and sub-path: the short form for the screen.
    pub fn host_label(&self) -> &str {
        self.text.get(self.host.0..).unwrap_or_default()
    }

    /// The id by which links name this hub.
    pub fn hub_id(&self) -> HubId {
        HubId::new(self.as_str())
    }

    /// The URL of a path below the hub's base; the path begins with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    pub fn is_plain_http(&self) -> bool {
        self.plain_http
    }

    /// Whether the host is this machine. Browsers let an https page request it even by http.
    pub fn is_loopback(&self) -> bool {
        host::is_loopback(self.host())
    }

    /// Whether the host is in the local network, judged by its name or address; includes this machine.
    pub fn is_private(&self) -> bool {
        self.is_loopback()
            || host::is_local_name(self.host())
            || host::is_private_address(self.host())
    }

    fn host(&self) -> &str {
        self.text.get(self.host.0..self.host.1).unwrap_or_default()
    }
}

impl fmt::Display for HubUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// Splits off the scheme. The common typos `https:example.com` and `http:/example.com` are accepted.
fn split_scheme(input: &str) -> Result<(Option<Scheme>, &str), UrlProblem> {
    for (name, scheme) in [("http:", Scheme::Http), ("https:", Scheme::Https)] {
        if let Some(start) = input.get(..name.len())
            && start.eq_ignore_ascii_case(name)
        {
            let rest = input.get(name.len()..).unwrap_or_default();
            return Ok((Some(scheme), rest.trim_start_matches('/')));
        }
    }
    match input.split_once("://") {
        Some((scheme, _)) if !scheme.contains(['/', '.']) => {
            Err(UrlProblem::Scheme(scheme.to_owned()))
        }
        _ => Ok((None, input.trim_start_matches('/'))),
    }
}

fn split_port(authority: &str) -> Result<(String, Option<u16>), UrlProblem> {
    if let Ok(address) = authority.parse::<Ipv6Addr>() {
        return Ok((host::in_brackets(address), None));
    }
    let (host, port) = match (authority.rfind(':'), authority.rfind(']')) {
        (Some(colon), bracket) if bracket.is_none_or(|bracket| bracket < colon) => {
            authority.split_at(colon)
        }
        _ => (authority, ""),
    };
    let port = match port.trim_start_matches(':') {
        "" => None,
        digits => match digits.parse::<u16>() {
            Ok(port) if port > 0 => Some(port),
            _ => return Err(UrlProblem::Port(digits.to_owned())),
        },
    };
    let host = host::normal(host).ok_or_else(|| UrlProblem::Host(host.to_owned()))?;
    Ok((host, port))
}

/// The path under which the hub is served: without dot segments, doubled slashes and the tails of pasted pages.
fn sub_path(path: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => _ = kept.pop(),
            other => kept.push(clean_segment(other)),
        }
    }
    if let Some(tail) = (0..kept.len()).find(|&at| is_page_tail(kept.get(at..).unwrap_or_default()))
    {
        kept.truncate(tail);
    }
    kept.iter().flat_map(|segment| ["/", segment]).collect()
}

/// Percent-encodes what is not allowed in a URL; what is encoded already stays as it is.
fn clean_segment(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    for character in segment.chars() {
        match character {
            // Quotes around a pasted address are trimmed, so a quote within it must be encoded.
            '\'' => out.push_str("%27"),
            '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' => push_encoded(&mut out, character),
            other if other.is_ascii_graphic() => out.push(other),
            other => push_encoded(&mut out, other),
        }
    }
    out
}

fn push_encoded(out: &mut String, character: char) {
    out.push_str(&super::encode::component(
        character.encode_utf8(&mut [0; 4]),
    ));
}

/// Whether these segments are a page of the hub or a path of its API, and not part of its sub-path.
fn is_page_tail(segments: &[String]) -> bool {
    let words: Vec<&str> = segments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["api" | "_", ..] | ["system", _] | ["settings"] | ["settings", _] => true,
        [last] => matches!(
            *last,
            "login" | "containers" | "smart" | "forgot-password" | "request-otp" | "index.html"
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_https(input: &str) -> String {
        HubUrl::parse(input, true).map_or_else(|problem| format!("{problem:?}"), |url| url.text)
    }

    #[test]
    fn a_missing_scheme_is_guessed() {
        for (input, expected) in [
            ("beszel.example.com", "https://beszel.example.com"),
            ("beszel.example.com:8443", "https://beszel.example.com:8443"),
            ("192.168.1.5:8090", "http://192.168.1.5:8090"),
            ("localhost:8090", "http://localhost:8090"),
            ("nas", "http://nas"),
            ("hub.lan", "http://hub.lan"),
            ("Hub.Local:8090/", "http://hub.local:8090"),
            ("hub.home.arpa", "http://hub.home.arpa"),
            ("[fd00::1]:8090", "http://[fd00::1]:8090"),
            ("fd00::1", "http://[fd00::1]"),
            ("[0:0::1]", "http://[::1]"),
            ("[::ffff:192.168.1.2]", "http://[::ffff:c0a8:102]"),
            ("//example.com/b", "https://example.com/b"),
        ] {
            assert_eq!(on_https(input), expected, "{input}");
        }
        let on_http = HubUrl::parse("beszel.example.com", false);
        assert_eq!(
            on_http.map(|url| url.text),
            Ok("http://beszel.example.com".to_owned())
        );
    }

    #[test]
    fn what_was_pasted_along_is_cut_off() {
        for input in [
            "https://example.com/beszel",
            "  https://example.com/beszel/  ",
            "HTTPS://Example.com:443//beszel//",
            "<https://example.com/beszel/login?x=1#y>",
            "https://example.com/beszel/system/icbv0i9rn74m0no",
            "https://example.com/beszel/_/#/collections?collection=systems",
            "https://example.com/beszel/api/health",
            "https://example.com/beszel/settings/general",
            "https://example.com/beszel/containers",
            "https://example.com/x/../beszel/./smart",
            "https:/example.com/beszel",
            "https:example.com\\beszel",
        ] {
            assert_eq!(on_https(input), "https://example.com/beszel", "{input}");
        }
    }

    #[test]
    fn the_normal_form_is_stable() {
        for input in [
            "nas:8090",
            "https://a.b/c/d",
            "http://[::1]:80/x y",
            "example.com/ü",
            "http://1.2.3.4:443",
        ] {
            let once = HubUrl::parse(input, true).expect("a hub's URL");
            assert_eq!(
                HubUrl::parse(once.as_str(), false),
                Ok(once.clone()),
                "{input}"
            );
        }
    }

    #[test]
    fn what_cannot_be_a_hub_is_refused_with_a_reason() {
        assert_eq!(HubUrl::parse("  ", true), Err(UrlProblem::Empty));
        assert_eq!(HubUrl::parse("https://", true), Err(UrlProblem::Empty));
        assert_eq!(
            HubUrl::parse("ftp://example.com", true),
            Err(UrlProblem::Scheme("ftp".into()))
        );
        assert_eq!(
            HubUrl::parse("https://me:secret@example.com", true),
            Err(UrlProblem::UserInfo)
        );
        assert_eq!(
            HubUrl::parse("example.com:99999", true),
            Err(UrlProblem::Port("99999".into()))
        );
        assert_eq!(
            HubUrl::parse("javascript:alert(1)", true),
            Err(UrlProblem::Port("alert(1)".into()))
        );
        assert!(matches!(
            HubUrl::parse("my hub", true),
            Err(UrlProblem::Host(_))
        ));
        // A space that is not ASCII, kept from being trimmed by a slash.
        assert!(matches!(
            HubUrl::parse("hub\u{a0}\\", true),
            Err(UrlProblem::Host(_))
        ));
        assert!(matches!(
            HubUrl::parse("a..b", true),
            Err(UrlProblem::Host(_))
        ));
        assert!(matches!(
            HubUrl::parse("[zz]", true),
            Err(UrlProblem::Host(_))
        ));
    }

    #[test]
    fn it_tells_what_diagnosis_needs() {
        let url = |input| HubUrl::parse(input, true).expect("a hub's URL");
        assert!(url("http://localhost:8090").is_loopback() && url("http://[::1]").is_loopback());
        assert!(
            url("192.168.1.2").is_private()
                && url("nas").is_private()
                && url("100.100.1.1").is_private()
        );
        assert!(
            !url("192.168.1.2").is_loopback()
                && !url("8.8.8.8").is_private()
                && !url("example.com").is_private()
        );
        assert!(url("nas").is_plain_http() && !url("example.com").is_plain_http());
        assert_eq!(
            url("https://example.com:8443/b/").host_label(),
            "example.com:8443/b"
        );
        assert_eq!(
            url("example.com/b").join("/api/health"),
            "https://example.com/b/api/health"
        );
        assert_eq!(url("example.com").hub_id().as_str(), "https://example.com");
    }
}
