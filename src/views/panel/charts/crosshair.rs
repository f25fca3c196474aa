//! The crosshair: one line above all charts, and what each chart says there. It moves with the pointer over many charts at once, so
//! one effect writes all of it, and only what is in sight. Where it is stands on the elements that use it: on one around them it would
//! have the browser look at all elements of all charts.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::followers::{CrosshairPlace, Follower};
use super::model::Desk;
use super::parts::{Parts, is_shown};
use crate::domain::charts::ticks::moment;
use crate::state::time;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style::style;

/// Readings stand to the right of a crosshair that is further left than this share of the width.
const LEFT_UP_TO: f64 = 0.4;

/// Has all that follows the crosshair go with it.
pub fn follow_crosshair(desk: Desk) {
    effect(move || {
        let marked = desk.marked();
        // Read and not only tracked: a memo that was never read follows nothing.
        desk.preferences.with(|_| ());
        untrack(|| desk.followers.tell(marked));
    });
}

/// Notes on the element around all charts on which side of them the crosshair is, if there is one.
pub fn note_side(node: NodeRef<html::Div>, desk: Desk) {
    let noted = RefCell::new("");
    with_node(node, desk, move |node, marked| {
        let side = match marked {
            None => "none",
            Some(CrosshairPlace { share, .. }) if share < LEFT_UP_TO => "left",
            Some(_) => "right",
        };
        if noted.replace(side) != side {
            // The name is valid.
            let _ = node.set_attribute("data-crosshair", side);
        }
    });
}

/// Tells the style sheet where the crosshair is, on this element.
pub fn place_at_crosshair(node: NodeRef<html::Div>, desk: Desk) {
    with_node(node, desk, place);
}

/// Writes the time of the crosshair.
pub fn tell_time(node: NodeRef<html::Span>, desk: Desk) {
    with_node(node, desk, move |node, marked| {
        let now = desk.time.get_untracked().now();
        let hours = desk.preferences.with_untracked(|known| known.hours);
        let words = marked.map(|marked| moment(marked.at, now, &time::offset, hours));
        write_text(node, words.as_deref());
    });
}

/// Writes into the node what the chart says at the crosshair.
pub fn show_reading(parts: Parts, seen: ReadSignal<bool>, node: NodeRef<html::Span>) {
    let Parts {
        desk,
        chart,
        hidden,
        ..
    } = parts;
    let words = move |at| {
        let preferences = desk.preferences.get();
        chart.with(|chart| {
            let chart = chart.as_ref()?;
            Some(chart.words_at(at, &preferences, &|index| is_shown(parts, chart, index)))
        })
    };
    let shown = RefCell::new(None);
    let write = follower(node, move |node, marked| {
        // What is out of sight says nothing.
        let marked = marked.filter(|_| seen.get());
        place(node, marked);
        let words = marked.and_then(|marked| words(marked.at));
        let before = shown.replace(words.clone());
        if words == before {
            return;
        }
        if words.is_some() != before.is_some() {
            node.set_hidden(words.is_none());
        }
        write_text(node, words.as_deref());
    });
    desk.followers.add(write.clone());
    effect(move || {
        node.track();
        seen.track();
        hidden.track();
        // Read and not only tracked: a memo that was never read follows nothing.
        chart.with(|_| ());
        untrack(|| write(desk.marked()));
    });
}

/// Writes on the node when the crosshair moves, and when the node comes.
fn with_node<E>(
    node: NodeRef<E>,
    desk: Desk,
    write: impl Fn(&HtmlElement, Option<CrosshairPlace>) + 'static,
) where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
{
    let write = follower(node, write);
    desk.followers.add(write.clone());
    node.on_load(move |_| untrack(|| write(desk.marked())));
}

fn follower<E>(
    node: NodeRef<E>,
    write: impl Fn(&HtmlElement, Option<CrosshairPlace>) + 'static,
) -> Follower
where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
{
    Rc::new(move |marked| {
        if let Some(node) = node.get() {
            write(node.as_ref(), marked);
        }
    })
}

/// Changes the text that is there, which costs the browser less than another one in its place.
fn write_text(node: &HtmlElement, words: Option<&str>) {
    // An element without children begins with a comment.
    let is_text = |child: &Node| child.node_type() == Node::TEXT_NODE;
    match (node.first_child().filter(is_text), words) {
        (Some(text), Some(_)) => text.set_node_value(words),
        (_, words) => node.set_text_content(words),
    }
}

fn place(node: &HtmlElement, marked: Option<CrosshairPlace>) {
    if let Some(CrosshairPlace { share, .. }) = marked {
        style(node, "--crosshair-at", &format!("{share:.5}"));
    }
}
