//! A text with its search matches marked.

use std::ops::Range;

use leptos::prelude::*;

/// `marks` are byte ranges of the text, in order and not overlapping.
pub fn marked(text: &str, marks: &[Range<usize>]) -> AnyView {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let mut parts = Vec::with_capacity(marks.len() * 2 + 1);
    let mut end = 0;
    for mark in marks {
        parts.push(part(end..mark.start).into_any());
        let marked = part(mark.clone());
        parts.push(view! { <mark>{marked}</mark> }.into_any());
        end = mark.end;
    }
    parts.push(part(end..text.len()).into_any());
    parts.into_any()
}
