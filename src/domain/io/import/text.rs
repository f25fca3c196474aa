//! The bytes of a file as text.

use std::borrow::Cow;

use super::ImportError;
use crate::domain::io::limits::MAX_JSON;

/// Decodes UTF-8, or UTF-16 if there is a byte order mark or if zeros alternate with the first two letters. Web pages get an error of their
/// own, since they are easily saved in place of a file.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(of_utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(of_utf16(rest, u16::from_be_bytes)?),
        [1..=255, 0, 1..=255, 0, ..] => Cow::Owned(of_utf16(bytes, u16::from_le_bytes)?),
        [0, 1..=255, 0, 1..=255, ..] => Cow::Owned(of_utf16(bytes, u16::from_be_bytes)?),
        _ => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| ImportError::NotText)?),
    };
    if is_web_page(&text) {
        return Err(ImportError::WebPage);
    }
    Ok(text)
}

fn of_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    if bytes.len() > MAX_JSON {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(ImportError::NotText);
    }
    let mut text = String::with_capacity(pairs.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(character.map_err(|_| ImportError::NotText)?);
    }
    Ok(text)
}

/// A comment or an XML declaration may precede the first tag.
fn is_web_page(text: &str) -> bool {
    const LOOKED_AT: usize = 1024;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let end = text.floor_char_boundary(LOOKED_AT);
    let head = text.get(..end).unwrap_or(text).to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

#[cfg(test)]
mod tests {
    use super::{ImportError, text};

    #[test]
    fn utf_16_of_both_orders_is_read() {
        let words = "racks: [] # Größe 🐈";
        let units: Vec<u16> = std::iter::once(0xfeff)
            .chain(words.encode_utf16())
            .collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [little, big] {
            assert_eq!(text(&bytes).as_deref(), Ok(words));
            assert_eq!(text(&bytes[2..]).as_deref(), Ok(words), "without a mark");
            assert_eq!(text(&bytes[..bytes.len() - 1]), Err(ImportError::NotText));
        }
    }

    #[test]
    fn a_web_page_is_named() {
        for page in [
            "<!DOCTYPE html><html lang=en>",
            "\n<HTML>",
            "<?xml version=\"1.0\"?>\n<!-- x -->\n<html xmlns=\"x\">",
        ] {
            assert_eq!(text(page.as_bytes()), Err(ImportError::WebPage), "{page}");
        }
        assert!(text(b"<svg>").is_ok() && text(b"name: <html>").is_ok());
    }
}
