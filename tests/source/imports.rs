//! The imports of all sources, followed through re-exports to the defining file.

use std::collections::{BTreeMap, BTreeSet};

use crate::files;
use crate::layers::{LAYERS, code};

/// A file by its module path: `["state", "document", "saving"]`.
type Module = Vec<String>;

struct Imports {
    files: BTreeMap<Module, Paths>,
}

/// The paths in a file.
#[derive(Default)]
struct Paths {
    /// In `use` declarations, which may be re-exports.
    used: Vec<Vec<String>>,
    /// In its code.
    mentioned: Vec<Vec<String>>,
}

impl Imports {
    fn read() -> Self {
        let mut all = BTreeMap::new();
        for (layer, _) in LAYERS {
            for file in files(&format!("src/{layer}"), "rs") {
                if file.ends_with("tests.rs") {
                    continue;
                }
                let module = module_of(&file.to_string_lossy());
                all.insert(module, paths(&code(&file)));
            }
        }
        Self { files: all }
    }

    /// The path from the crate's root; `None` for another crate.
    fn absolute(&self, from: &Module, path: &[String]) -> Option<Vec<String>> {
        let first = path.first()?;
        match first.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([from, &path[1..]].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let base = from.get(..from.len().checked_sub(ups)?)?;
                Some([base, &path[ups..]].concat())
            }
            _ => {
                let whole = [from.as_slice(), path].concat();
                let child = &whole[..=from.len()];
                self.files.contains_key(child).then_some(whole)
            }
        }
    }

    /// The file that defines what the path names.
    fn file_of(&self, path: &[String], most: usize) -> Option<Module> {
        let mut module: Module = path.first().map(|first| vec![first.clone()])?;
        let mut rest = path[1..].iter();
        let mut next = rest.next();
        if !self.files.contains_key(&module) {
            return None;
        }
        while let Some(part) = next {
            let child = [module.as_slice(), std::slice::from_ref(part)].concat();
            if !self.files.contains_key(&child) {
                break;
            }
            module = child;
            next = rest.next();
        }
        let (Some(name), Some(less)) = (next, most.checked_sub(1)) else {
            return Some(module);
        };
        let re_exported = self.files[&module]
            .used
            .iter()
            .filter(|used| used.last() == Some(name))
            .filter_map(|used| self.absolute(&module, used))
            .filter(|used| used != path)
            .find_map(|used| self.file_of(&used, less).filter(|found| *found != module));
        Some(re_exported.unwrap_or(module))
    }

    /// Every use of one file by another.
    fn uses(&self) -> impl Iterator<Item = (&Module, Module)> {
        self.files.iter().flat_map(move |(from, paths)| {
            let all = paths.used.iter().chain(&paths.mentioned);
            let targets = all.filter_map(move |path| {
                let path = self.absolute(from, path)?;
                self.file_of(&path, 5).filter(|to| to != from)
            });
            targets.map(move |to| (from, to))
        })
    }

    /// The uses within each layer. Using a parent module is allowed and is not a cycle by itself.
    fn within_layers(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut graph: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (from, to) in self.uses() {
            if from[0] == to[0] && !from.starts_with(&to) {
                graph.entry(from.clone()).or_default().insert(to);
            }
        }
        graph
    }
}

fn module_of(file: &str) -> Module {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Module = path.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// All paths in a text: those of its `use` declarations, with groups expanded, and those in its code that begin with a module.
fn paths(code: &str) -> Paths {
    let mut found = Paths::default();
    let mut rest = String::new();
    for (number, part) in code.split("use ").enumerate() {
        let begins_a_line = number > 0
            && rest
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.trim().is_empty() || line.trim_start().starts_with("pub"));
        match part.split_once(';').filter(|_| begins_a_line) {
            Some((tree, after)) => {
                expand(tree, &[], &mut found.used);
                rest.push_str(after);
            }
            None => rest.push_str(part),
        }
    }
    for marker in ["crate::", "super::", "self::"] {
        for (start, _) in rest.match_indices(marker) {
            let before = rest[..start].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let end = rest[start..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let path = &rest[start..end.map_or(rest.len(), |end| start + end)];
            let parts = path.split("::").filter(|part| !part.is_empty());
            found.mentioned.push(parts.map(str::to_owned).collect());
        }
    }
    found
}

/// The paths of one `use`: `a::{b, c::{self, d as e}}` gives `a::b`, `a::c` and `a::c::d`.
fn expand(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (path, group) = match tree.find('{') {
        Some(start) => (&tree[..start], tree[start + 1..].strip_suffix('}')),
        None => (tree, None),
    };
    let path = path.split(" as ").next().unwrap_or_default();
    let parts = path.split("::").map(str::trim);
    let parts = parts.filter(|part| !part.is_empty() && *part != "*");
    let mut whole = before.to_vec();
    whole.extend(parts.map(str::to_owned));
    let Some(group) = group else {
        if whole.len() > 1 && whole.last().is_some_and(|last| last == "self") {
            whole.pop();
        }
        return found.push(whole);
    };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&group[start..at], &whole, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !group[start..].trim().is_empty() {
        expand(&group[start..], &whole, found);
    }
}

/// The files that lead to themselves, each with all others in its cycle.
fn circles(graph: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Vec<Module>> {
    let reached = |from: &Module| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&Module> = graph.get(from).into_iter().flatten().collect();
        while let Some(module) = open.pop() {
            if seen.insert(module) {
                open.extend(graph.get(module).into_iter().flatten());
            }
        }
        seen
    };
    let all: BTreeMap<&Module, BTreeSet<&Module>> = graph.keys().map(|m| (m, reached(m))).collect();
    let is_mutual =
        |a: &Module, b: &Module| all[a].contains(b) && all.get(b).is_some_and(|r| r.contains(a));
    let with_themselves = all.keys().filter(|module| all[**module].contains(**module));
    with_themselves
        .map(|module| {
            let mut circle: Vec<Module> = all[*module]
                .iter()
                .filter(|other| is_mutual(module, other))
                .map(|other| (*other).clone())
                .collect();
            circle.sort();
            circle
        })
        .collect()
}

fn names(circle: &[Module]) -> Vec<String> {
    circle.iter().map(|module| module.join("/")).collect()
}

#[test]
fn no_files_of_a_layer_use_each_other_in_a_circle() {
    let wrong: Vec<String> = circles(&Imports::read().within_layers())
        .iter()
        .map(|circle| names(circle).join(" "))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_layer_re_exports_what_others_must_not_know() {
    let imports = Imports::read();
    let mut wrong = BTreeSet::new();
    for (from, to) in imports.uses() {
        let allowed = LAYERS.iter().find(|(layer, _)| *layer == from[0]);
        let is_allowed = allowed.is_some_and(|(_, may)| may.contains(&to[0].as_str()));
        if from[0] != to[0] && !is_allowed {
            wrong.insert(format!("{} uses {}", from.join("/"), to.join("/")));
        }
    }
    let lines: Vec<_> = wrong.into_iter().collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

/// `app` makes the services of `state` and connects them; `actions` are its methods. A service that uses either would be in a cycle with
/// it, even if no import shows that, since a type's methods are called without naming their file.
#[test]
fn no_service_of_the_state_uses_the_root_or_its_actions() {
    let is_above =
        |module: &Module| matches!(module.get(1).map(String::as_str), Some("app" | "actions"));
    let imports = Imports::read();
    let wrong: BTreeSet<String> = imports
        .uses()
        .filter(|(from, to)| from[0] == "state" && to[0] == "state")
        .filter(|(from, to)| is_above(to) && !is_above(from))
        .map(|(from, to)| format!("{} uses {}", from.join("/"), to.join("/")))
        .collect();
    let lines: Vec<_> = wrong.into_iter().collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn paths_are_found_in_groups_and_in_code() {
    let found =
        paths("use super::a::{self, b::{C, D as E}};\npub use crate::x;\nlet y = self::z::f();");
    let found = found.used.iter().chain(&found.mentioned);
    let found: Vec<String> = found.map(|path| path.join("::")).collect();
    let expected = [
        "super::a",
        "super::a::b::C",
        "super::a::b::D",
        "crate::x",
        "self::z::f",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_circle_is_seen() {
    let module = |name: &str| vec!["layer".to_owned(), name.to_owned()];
    let uses = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")];
    let mut graph: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (from, to) in uses {
        graph.entry(module(from)).or_default().insert(module(to));
    }
    let found = circles(&graph);
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        [[module("b"), module("c")]]
    );
}
