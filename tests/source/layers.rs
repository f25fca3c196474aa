//! Enforces the table in ARCHITECTURE.md: which module may use which.

use std::path::Path;

use crate::{files, read};

/// A module and the siblings that it may use. Nothing uses `demo`, which is a separate program, so that the app loads without it.
pub const LAYERS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("hub", &["domain"]),
    ("document", &["domain"]),
    ("draw", &["domain"]),
    ("interaction", &["domain", "document", "draw"]),
    ("demo", &["domain", "hub"]),
    ("shell", &["domain", "hub", "document"]),
    (
        "state",
        &["domain", "hub", "document", "draw", "interaction", "shell"],
    ),
    ("views", &["domain", "draw", "interaction", "state"]),
];

/// The layers without access to browser, clock or random source.
const PURE: [&str; 6] = ["domain", "hub", "document", "draw", "interaction", "demo"];

/// What the pure layers must not name.
const IMPURE: [&str; 10] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_",
    "leptos",
    "SystemTime",
    "Instant::now",
    "new_v4",
    "new_v7",
    "thread_rng",
];

/// The code of a file: without comments and tests.
pub fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") {
        return String::new();
    }
    let text = read(path);
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The first names after every `crate::`, including those in a braced group.
fn siblings(code: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut names = Vec::new();
    for (start, marker) in code.match_indices("crate::") {
        let rest = &code[start + marker.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut expects_name = true;
        for (position, c) in group.char_indices() {
            if expects_name && depth == 0 && !c.is_whitespace() {
                names.push(name(&group[position..]));
                expects_name = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expects_name = true,
                _ => {}
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn finds_siblings_in_paths_and_groups() {
    let found = siblings("use crate::{hub::{a, b}, domain};\nlet x = crate::draw::rack();");
    assert_eq!(found, ["hub", "domain", "draw"]);
}

#[test]
fn no_layer_uses_one_it_must_not_know() {
    let mut wrong = Vec::new();
    for (layer, allowed) in LAYERS {
        for file in files(&format!("src/{layer}"), "rs") {
            for sibling in siblings(&code(&file)) {
                let known = LAYERS.iter().any(|(name, _)| *name == sibling);
                if known && sibling != layer && !allowed.contains(&sibling.as_str()) {
                    wrong.push(format!("{} uses {sibling}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_layers_know_no_browser_clock_or_chance() {
    let mut wrong = Vec::new();
    for layer in PURE {
        for file in files(&format!("src/{layer}"), "rs") {
            let code = code(&file);
            for word in IMPURE {
                if code.contains(word) {
                    wrong.push(format!("{} names {word}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_file_formats_of_the_domain_read_and_write_json() {
    let wrong: Vec<_> = files("src/domain", "rs")
        .into_iter()
        .filter(|file| !file.starts_with("src/domain/io") && file != Path::new("src/domain/io.rs"))
        .filter(|file| {
            ["serde_json::from_", "serde_json::to_"]
                .iter()
                .any(|call| code(file).contains(call))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
