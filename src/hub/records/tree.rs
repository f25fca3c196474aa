//! A JSON value as a tree of texts.

use serde_json::Value;

use crate::domain::tree::Tree;

/// The most values that are kept, and how deep.
const MOST_VALUES: usize = 5_000;
const DEEPEST: usize = 24;
/// The most characters of one value.
const LONGEST: usize = 4_000;

pub fn tree(value: &Value) -> Tree {
    let mut left = MOST_VALUES;
    limited(value, DEEPEST, &mut left)
}

fn limited(value: &Value, depth: usize, left: &mut usize) -> Tree {
    let branch = |parts: &mut dyn Iterator<Item = (String, &Value)>, left: &mut usize| {
        let mut kept = Vec::new();
        for (name, part) in parts {
            let Some(rest) = left.checked_sub(1) else {
                kept.push((String::new(), Tree::Cut));
                break;
            };
            *left = rest;
            kept.push((cut(&name), limited(part, depth.saturating_sub(1), left)));
        }
        Tree::Branch(kept)
    };
    match value {
        Value::Object(_) | Value::Array(_) if depth == 0 => Tree::Cut,
        Value::Object(table) => branch(
            &mut table.iter().map(|(name, part)| (name.clone(), part)),
            left,
        ),
        Value::Array(list) => {
            let parts = list.iter().enumerate();
            branch(
                &mut parts.map(|(place, part)| (place.to_string(), part)),
                left,
            )
        }
        Value::Null => Tree::Leaf("none".to_owned()),
        Value::Bool(yes) => Tree::Leaf(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Tree::Leaf(number.to_string()),
        Value::String(text) => Tree::Leaf(cut(text)),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_become_texts_and_lists_are_numbered() {
        let value =
            json!({"Id": "a<b>", "State": {"Running": true, "Pid": 7}, "Args": ["x", null]});
        let tree = tree(&value);
        assert_eq!(tree.leaf(&["Id"]), Some("a<b>"));
        assert_eq!(tree.leaf(&["State", "Running"]), Some("yes"));
        assert_eq!(tree.leaf(&["State", "Pid"]), Some("7"));
        assert_eq!(tree.leaf(&["Args", "1"]), Some("none"));
        assert_eq!(tree.leaf(&["State"]), None);
    }

    #[test]
    fn what_is_too_much_is_cut() {
        let wide = json!((0..10_000).collect::<Vec<_>>());
        let Tree::Branch(parts) = tree(&wide) else {
            panic!("a branch")
        };
        assert_eq!(parts.len(), MOST_VALUES + 1);
        assert_eq!(parts.last().map(|(_, last)| last), Some(&Tree::Cut));
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        let mut found = tree(&deep);
        let mut depth = 0;
        while let Tree::Branch(mut parts) = found {
            found = parts.remove(0).1;
            depth += 1;
        }
        assert_eq!((found, depth), (Tree::Cut, DEEPEST));
        assert_eq!(
            tree(&json!("x".repeat(9_000))),
            Tree::Leaf(format!("{}…", "x".repeat(LONGEST)))
        );
    }
}
