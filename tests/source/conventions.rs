//! Conventions that the compiler does not check: versions that must agree between files, and how styles are written.

use std::path::PathBuf;

use crate::{files, read};

/// The text between `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let start = text.find(before).unwrap_or_else(|| panic!("no {before:?}")) + before.len();
    let length = text[start..]
        .find(after)
        .unwrap_or_else(|| panic!("no {after:?}"));
    &text[start..start + length]
}

/// The lines of the files for which `wrong` holds, with their location.
fn lines_where(files: &[PathBuf], wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (index, line) in read(file).lines().enumerate() {
            if wrong(line) {
                found.push(format!("{}:{}: {}", file.display(), index + 1, line.trim()));
            }
        }
    }
    found
}

/// Whether a line of CSS has a raw color.
fn has_raw_color(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else {
        return false;
    };
    let functions = [
        "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(",
    ];
    let hex = value.replace("url(#", "").split('#').skip(1).any(|after| {
        let digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        let ends = after
            .chars()
            .nth(digits)
            .is_none_or(|next| !next.is_alphanumeric() && next != '-');
        matches!(digits, 3 | 4 | 6 | 8) && ends
    });
    // A selector such as `a:not(#face) {` is no declaration.
    (hex && !line.trim_end().ends_with('{'))
        || functions.iter().any(|function| value.contains(function))
}

/// Whether a line of CSS has a raw font size or stacking order.
fn has_raw_scale(line: &str) -> bool {
    line.split(['{', ';'])
        .filter_map(|part| part.split_once(':'))
        .filter(|(property, _)| matches!(property.trim(), "font" | "font-size" | "z-index"))
        .any(|(_, value)| {
            value
                .trim()
                .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '-'))
        })
}

/// The style sheets except for the tokens.
fn sheets() -> Vec<PathBuf> {
    files("style", "css")
        .into_iter()
        .filter(|file| !file.ends_with("tokens.css"))
        .collect()
}

/// Whether a selector matches siblings of any kind. Tables and racks consist of siblings, and the browser would recalculate the style of
/// all of them whenever a row comes into view.
fn follows_any_sibling(line: &str) -> bool {
    let Some((selectors, _)) = line.split_once('{') else {
        return false;
    };
    selectors.split(',').any(|selector| {
        let parts: Vec<&str> = selector.split_whitespace().collect();
        parts.windows(3).any(|part| {
            let [before, between, after] = part else {
                return false;
            };
            let is_bare = |part: &str| !part.contains(['.', '[', '#']);
            matches!(*between, "+" | "~")
                && is_bare(before)
                && ["*", "span", "svg", "td", "tr", "th"].contains(after)
        })
    })
}

#[test]
fn no_rule_meets_whatever_follows_another_element() {
    assert!(follows_any_sibling("  .list td > * + * { margin: 0; }"));
    assert!(follows_any_sibling("  p, .item svg + span { flex: 1; }"));
    assert!(!follows_any_sibling("  .pair .to + span { flex: 1; }"));
    let found = lines_where(&sheets(), follows_any_sibling);
    assert!(
        found.is_empty(),
        "name one of the two:\n{}",
        found.join("\n")
    );
}

#[test]
fn wasm_bindgen_has_one_version() {
    let crate_version = read("Cargo.toml");
    let crate_version = between(&crate_version, "\nwasm-bindgen = \"=", "\"");
    let lock = read("Cargo.lock");
    assert_eq!(
        between(&lock, "name = \"wasm-bindgen\"\nversion = \"", "\""),
        crate_version
    );
    assert_eq!(
        between(&read("Trunk.toml"), "wasm_bindgen = \"", "\""),
        crate_version
    );
    let tools = read("scripts/tools/wasm-bindgen/Cargo.toml");
    assert_eq!(
        between(&tools, "\nwasm-bindgen-cli = { version = \"=", "\""),
        crate_version
    );
}

#[test]
fn wasm_opt_has_one_version() {
    let packages = read("scripts/npm/package.json");
    let major = between(&packages, "\"binaryen\": \"", ".0.0\"");
    assert_eq!(
        between(&read("Trunk.toml"), "wasm_opt = \"version_", "\""),
        major
    );
}

#[test]
fn the_npm_lock_names_no_registry() {
    assert!(!read("scripts/npm/package-lock.json").contains("\"resolved\""));
}

#[test]
fn raw_colors_are_told_from_the_rest() {
    assert!(has_raw_color("  color: #fff;"));
    assert!(has_raw_color("  border: 1px solid rgba(0, 0, 0, .5);"));
    assert!(!has_raw_color("  fill: url(#face);"));
    assert!(!has_raw_color("#decade:hover {"));
    assert!(!has_raw_color("  color: var(--ink);"));
}

#[test]
fn raw_sizes_and_places_are_told_from_the_rest() {
    assert!(has_raw_scale("  font-size: 13px;"));
    assert!(has_raw_scale("  font: 14px/1.45 var(--font);"));
    assert!(has_raw_scale(
        "  .drag-layer.lifted { z-index: 7; opacity: 0.9; }"
    ));
    assert!(has_raw_scale("  z-index: -1;"));
    assert!(!has_raw_scale("  font: inherit;"));
    assert!(!has_raw_scale("  font: var(--type-body)/1.45 var(--font);"));
    assert!(!has_raw_scale(
        "  .logo { font-size: var(--type-brand); width: 26px; }"
    ));
    assert!(!has_raw_scale(":root { --type-body: 14px; }"));
}

#[test]
fn only_the_tokens_name_colors() {
    let wrong = lines_where(&sheets(), has_raw_color);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_tokens_name_sizes_of_type_and_places_in_the_stack() {
    let wrong = lines_where(&sheets(), has_raw_scale);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn views_set_neither_style_attributes_nor_raw_markup() {
    let wrong = lines_where(&files("src/views", "rs"), |line| {
        let code = line.split("//").next().unwrap_or_default();
        code.contains(" style=")
            || code.contains("inner_html")
            || code.contains("set_attribute(\"style\"")
    });
    assert!(
        wrong.is_empty(),
        "the page's policy blocks style attributes:\n{}",
        wrong.join("\n")
    );
}
