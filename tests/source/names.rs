//! Each type name has one meaning.

use std::collections::BTreeMap;

use crate::{files, read};

/// Names shared on purpose: each machine has its events and effects, handles keep their data in an `Inner`, and `state` re-exports types of
/// `shell` that `views` may not name.
const SHARED: &[&str] = &["Address", "Effect", "Event", "FrameTask", "Inner"];

/// The name of the type defined on a line. Types inside functions, implementations and tests are indented and do not count.
fn defined_type(line: &str) -> Option<&str> {
    let visible = line.strip_prefix("pub").map_or(line, |rest| {
        let rest = rest.trim_start();
        match rest.strip_prefix('(') {
            Some(scope) => scope.split_once(") ").map_or(rest, |(_, item)| item),
            None => rest,
        }
    });
    let (keyword, rest) = visible.split_once(' ')?;
    if !matches!(keyword, "struct" | "enum" | "trait" | "type") {
        return None;
    }
    let end = rest
        .find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(rest.len());
    Some(&rest[..end])
}

#[test]
fn definitions_are_seen() {
    assert_eq!(defined_type("pub(super) struct Span {"), Some("Span"));
    assert_eq!(
        defined_type("pub(in crate::domain) enum A<'a> {"),
        Some("A")
    );
    assert_eq!(defined_type("type Row = u8;"), Some("Row"));
    assert_eq!(defined_type("pub trait Clock {"), Some("Clock"));
    assert_eq!(defined_type("    type Item = u8;"), None);
    assert_eq!(defined_type("pub fn step() {"), None);
}

#[test]
fn one_type_name_means_one_thing() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("src", "rs") {
        let place = file.display().to_string();
        if place.contains("/tests") {
            continue;
        }
        for name in read(&file).lines().filter_map(defined_type) {
            places
                .entry(name.to_owned())
                .or_default()
                .push(place.clone());
        }
    }
    places.retain(|name, places| places.len() > 1 && !SHARED.contains(&name.as_str()));
    assert!(places.is_empty(), "{places:#?}");
}
