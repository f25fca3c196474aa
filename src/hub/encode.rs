//! Encoding of text for URLs, filters and topics.

use std::fmt::Write;

/// Percent-encodes exactly as JavaScript's `encodeURIComponent` does. The hub compares topics byte by byte, so the set of
/// characters left alone matters.
pub fn component(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => {
                out.push(char::from(byte))
            }
            // Writing to a string cannot fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

/// A string literal of the hub's filter language. Backslashes and control characters are dropped: no id or name used in a filter
/// has them, and the filter's scanner takes a backslash before the closing quote for an escape.
pub fn filter_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_the_browser_does() {
        assert_eq!(component("a b/ä?\"{}"), "a%20b%2F%C3%A4%3F%22%7B%7D");
        assert_eq!(component("-_.!~*'()"), "-_.!~*'()");
    }

    #[test]
    fn filter_text_cannot_be_left() {
        assert_eq!(filter_text("abc"), "\"abc\"");
        assert_eq!(filter_text("a\" || 1=1 //"), "\"a\\\" || 1=1 //\"");
        assert_eq!(filter_text("a\\\n"), "\"a\"");
    }
}
