//! A tree of texts to explore. Branches open and close as the browser's own details elements.

use leptos::prelude::*;

use crate::domain::tree::Tree;

/// Number of levels that are open at first.
const OPEN: usize = 1;

pub fn tree_view(tree: &Tree) -> AnyView {
    view! { <div class="tree">{node(tree, 0)}</div> }.into_any()
}

fn node(tree: &Tree, depth: usize) -> AnyView {
    match tree {
        Tree::Leaf(text) => view! { <span class="leaf">{text.clone()}</span> }.into_any(),
        Tree::Cut => view! { <span class="leaf">"… more than is shown here"</span> }.into_any(),
        Tree::Branch(parts) if parts.is_empty() => {
            view! { <span class="leaf">"none"</span> }.into_any()
        }
        Tree::Branch(parts) => {
            let rows: Vec<_> = parts
                .iter()
                .map(|(name, part)| row(name, part, depth))
                .collect();
            view! { <ul>{rows}</ul> }.into_any()
        }
    }
}

fn row(name: &str, part: &Tree, depth: usize) -> AnyView {
    let name = name.to_owned();
    match part {
        Tree::Branch(parts) if !parts.is_empty() => {
            let count = parts.len();
            view! {
                <li>
                    <details open=depth < OPEN>
                        <summary>
                            {name} " " <small>{count}</small>
                        </summary>
                        {node(part, depth + 1)}
                    </details>
                </li>
            }
            .into_any()
        }
        _ => view! {
            <li>
                <span class="name">{name}</span>
                " "
                {node(part, depth + 1)}
            </li>
        }
        .into_any(),
    }
}
