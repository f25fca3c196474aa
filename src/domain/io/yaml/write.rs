//! Writes YAML: maps and lists as indented blocks, texts always quoted, so that every parser reads them as texts.

use serde_json::Value;

/// Returns the value as a YAML document that ends with a line break.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text
}

/// Writes a block that starts on its own line, indented by `depth` levels.
fn block(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                indent(depth, out);
                pair(key, value, depth, out);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for value in list {
                indent(depth, out);
                out.push('-');
                item(value, depth, out);
            }
        }
        _ => {
            indent(depth, out);
            out.push_str(&inline(value));
            out.push('\n');
        }
    }
}

/// Writes a list item after its dash. The first key of a map is on the same line.
fn item(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (position, (key, value)) in map.iter().enumerate() {
                if position == 0 {
                    out.push(' ');
                } else {
                    indent(depth + 1, out);
                }
                pair(key, value, depth + 1, out);
            }
        }
        _ => after(value, depth, out),
    }
}

fn pair(key: &str, value: &Value, depth: usize, out: &mut String) {
    if is_plain(key) {
        out.push_str(key);
    } else {
        out.push_str(&quoted(key));
    }
    out.push(':');
    after(value, depth, out);
}

/// Writes the value after a dash or colon: on the same line, or as a block below.
fn after(value: &Value, depth: usize, out: &mut String) {
    let is_block = match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    };
    if is_block {
        out.push('\n');
        block(value, depth + 1, out);
    } else {
        out.push(' ');
        out.push_str(&inline(value));
        out.push('\n');
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// Writes numbers, Booleans, null and empty lists and maps as in JSON.
fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Quotes a text. JSON strings are valid YAML, except for some characters that YAML requires to be escaped.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a key needs no quotes.
fn is_plain(key: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !WORDS.contains(&key.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::io::yaml::parse;

    #[test]
    fn it_reads_as_it_looks() {
        let value = json!({"name": "A: b", "racks": [{"devices": [], "id": 1}, [2.5, null]], "x y": {}, "yes": {"on": true}});
        let text = "name: \"A: b\"\nracks:\n  - devices: []\n    id: 1\n  -\n    - 2.5\n    - null\n\"x y\": {}\n\"yes\":\n  \"on\": true\n";
        assert_eq!(write(&value), text);
        assert_eq!(parse(text).expect("YAML").documents, [value]);
    }

    #[test]
    fn odd_texts_come_back() {
        for text in [
            "",
            " ",
            "26.6",
            "yes",
            "#",
            "a\nb",
            "\t",
            "\u{85}\u{2028}\u{feff}\u{7f}",
            "\0\u{1}",
            "\"\\",
            "🐈",
            "%",
            "---",
        ] {
            let value = json!({"k": text, text: [text]});
            assert_eq!(
                parse(&write(&value)).expect("YAML").documents,
                [value],
                "{text:?}"
            );
        }
    }
}
