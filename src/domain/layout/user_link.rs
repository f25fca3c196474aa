//! Links that the user adds to a device, such as its web page, shell or documentation.

use std::net::Ipv6Addr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Extra;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct UserLink {
    pub name: String,
    pub url: UrlTemplate,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A URL with placeholders, such as `https://{address}:8006/`. It begins with http, https or ssh.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct UrlTemplate(String);

/// Why a text is not a valid URL template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadUrl {
    #[error("a link begins with http://, https:// or ssh://")]
    Scheme,
    #[error("a link has a host after its “//”")]
    NoHost,
    #[error("a link has no spaces, quotes or backslashes")]
    Character,
    #[error("a web link has no user name or password")]
    User,
    #[error("a “{{” in a link has no “}}”")]
    OpenPlaceholder,
}

const SCHEMES: [&str; 3] = ["http://", "https://", "ssh://"];

impl UrlTemplate {
    pub fn parse(text: &str) -> Result<Self, BadUrl> {
        let text = text.trim();
        let (scheme, rest) = split(text).ok_or(BadUrl::Scheme)?;
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>`\\^|".contains(c);
        if text.contains(is_odd) {
            return Err(BadUrl::Character);
        }
        let mut depth = 0_u8;
        for c in rest.chars() {
            depth = match (c, depth) {
                ('{', 0) => 1,
                ('}', 1) => 0,
                ('{' | '}', _) => return Err(BadUrl::OpenPlaceholder),
                _ => depth,
            };
        }
        if depth != 0 {
            return Err(BadUrl::OpenPlaceholder);
        }
        let host = host_of(rest);
        if host.is_empty() || host.starts_with(':') {
            return Err(BadUrl::NoHost);
        }
        if host.contains('@') && scheme != "ssh://" {
            return Err(BadUrl::User);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL with every placeholder replaced by its value, encoded so that a value can change neither host nor path. `None` if a
    /// placeholder is unknown, has no value, or has a value that is not a host where a host is required.
    pub fn expand<'a>(&self, value_of: &dyn Fn(&str) -> Option<&'a str>) -> Option<String> {
        let (scheme, rest) = split(&self.0)?;
        let end_of_host = host_of(rest).len();
        let mut url = scheme.to_owned();
        let mut from = 0;
        while let Some(open) = rest.get(from..)?.find('{').map(|at| from + at) {
            let close = open + rest.get(open..)?.find('}')?;
            url.push_str(rest.get(from..open)?);
            let value = value_of(rest.get(open + 1..close)?)?.trim();
            if value.is_empty() {
                return None;
            }
            if open < end_of_host {
                url.push_str(&host(value)?);
            } else {
                encode_into(value, &mut url);
            }
            from = close + 1;
        }
        url.push_str(rest.get(from..)?);
        Some(url)
    }
}

/// Splits off the scheme, which must be in lower case.
fn split(text: &str) -> Option<(&'static str, &str)> {
    SCHEMES
        .iter()
        .find_map(|scheme| Some((*scheme, text.strip_prefix(scheme)?)))
}

/// The part before the path, including user and port.
fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Formats a value as a host name or address, with IPv6 in brackets.
fn host(value: &str) -> Option<String> {
    let bare = value.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<Ipv6Addr>().is_ok() {
        return Some(format!("[{bare}]"));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    value.chars().all(is_plain).then(|| value.to_owned())
}

fn encode_into(value: &str, url: &mut String) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
            url.push('%');
            url.extend(HEX.get(high));
            url.extend(HEX.get(low));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BadUrl, UrlTemplate};

    fn expanded(template: &str, name: &str, address: &str) -> Option<String> {
        let template = UrlTemplate::parse(template).unwrap();
        template.expand(&|key| match key {
            "name" => Some(name),
            "address" => Some(address),
            _ => None,
        })
    }

    #[test]
    fn only_web_and_shell_links_are_taken() {
        let fault = |text| UrlTemplate::parse(text).unwrap_err();
        for text in [
            "javascript:alert(1)",
            "file:///etc",
            "{name}://x",
            "HTTP:x",
            "//x",
            "",
        ] {
            assert_eq!(fault(text), BadUrl::Scheme, "{text}");
        }
        assert_eq!(fault("https:///path"), BadUrl::NoHost);
        assert_eq!(fault("https://a b"), BadUrl::Character);
        assert_eq!(fault("https://bank.example@evil.example/"), BadUrl::User);
        assert_eq!(fault("https://{address"), BadUrl::OpenPlaceholder);
        assert_eq!(fault("https://{a{b}}"), BadUrl::OpenPlaceholder);
        assert!(UrlTemplate::parse("ssh://root@{address}").is_ok());
    }

    #[test]
    fn values_stay_in_their_part_of_the_url() {
        let url = expanded(
            "https://{address}:8006/?node={name}",
            "pve 1&x=/",
            "10.0.0.5",
        );
        assert_eq!(
            url.as_deref(),
            Some("https://10.0.0.5:8006/?node=pve%201%26x%3D%2F")
        );
        let url = expanded("ssh://root@{address}", "", "fe80::1");
        assert_eq!(url.as_deref(), Some("ssh://root@[fe80::1]"));
        assert_eq!(expanded("https://{address}/", "", "evil.example/x"), None);
        assert_eq!(expanded("https://{address}/", "", ""), None);
        assert_eq!(expanded("https://{serial}/", "", "10.0.0.5"), None);
    }
}
