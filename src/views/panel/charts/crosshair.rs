//! The crosshair: one line across all charts, and each chart's reading there. It moves with the pointer over many charts at once, so one
//! effect updates everything, and only what is in view. Moving elements are as wide as the plots, so that they move by a share of their own
//! width: with a transform, which triggers no layout.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Text};

use super::followers::{CrosshairPlace, Follower, along};
use super::model::ChartsState;
use super::parts::{Parts, is_shown};
use crate::domain::charts::ticks::moment;
use crate::domain::format::unbroken_parts;
use crate::draw::chart::reading_side::side_with_room;
use crate::state::time;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style::style;

/// Updates all followers when the crosshair moves.
pub fn follow_crosshair(state: ChartsState) {
    effect(move || {
        let marked = state.marked();
        // Read and not only tracked: a memo that was never read follows nothing.
        state.preferences.with(|_| ());
        untrack(|| state.followers.notify(marked.as_ref()));
    });
}

/// Marks the element around all charts with where the crosshair is, if there is one: the style sheet puts the readings on the side with room.
pub fn note_side(node: NodeRef<html::Div>, state: ChartsState) {
    let noted = RefCell::new("");
    with_node(node, state, move |node, marked| {
        let side = marked.map_or("none", |marked| side_with_room(marked.share));
        if noted.replace(side) != side {
            // The name is valid.
            let _ = node.set_attribute("data-crosshair", side);
        }
    });
}

/// Moves the element, which is as wide as the plots, to the crosshair.
pub fn place_at_crosshair(node: NodeRef<html::Div>, state: ChartsState) {
    with_node(node, state, place);
}

/// Shifts the button left by a share of its own width: all of it at the right end, half of it in the middle, so that it stays within the plots.
pub fn keep_within_plots(node: NodeRef<html::Button>, state: ChartsState) {
    with_node(node, state, |node, marked| {
        if let Some(CrosshairPlace { share, .. }) = marked {
            style(node, "transform", &along(-share));
        }
    });
}

/// Writes the time of the crosshair.
pub fn show_time(node: NodeRef<html::Span>, state: ChartsState) {
    let text = ChangingText::default();
    with_node(node, state, move |node, marked| {
        let now = state.time.get_untracked().now();
        let hours = state.preferences.with_untracked(|known| known.hours);
        let words = marked.map(|marked| moment(marked.at, now, &time::offset, hours));
        text.write(node, words.as_deref());
    });
}

/// Writes the chart's reading at the crosshair: the text into one node, inside another one that moves along.
pub fn show_reading(
    parts: Parts,
    seen: ReadSignal<bool>,
    node: NodeRef<html::Div>,
    words_node: NodeRef<html::Span>,
) {
    let Parts {
        state,
        chart,
        hidden,
        ..
    } = parts;
    let words = move |at| {
        state.preferences.with(|preferences| {
            chart.with(|chart| {
                let chart = chart.as_ref()?;
                let words = chart.words_at(at, preferences, &|index| is_shown(parts, chart, index));
                Some(unbroken_parts(&words))
            })
        })
    };
    let text = ChangingText::default();
    let shown = RefCell::new(None);
    let write = follower(node, move |node, marked| {
        // A chart out of view shows no reading.
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
        if let Some(node) = words_node.get() {
            text.write(&node, words.as_deref());
        }
    });
    state.followers.add(write.clone());
    effect(move || {
        node.track();
        seen.track();
        hidden.track();
        // Read and not only tracked: a memo that was never read follows nothing.
        chart.with(|_| ());
        untrack(|| write(state.marked().as_ref()));
    });
}

/// Updates the node when the crosshair moves, and when the node is created.
fn with_node<E>(
    node: NodeRef<E>,
    state: ChartsState,
    write: impl Fn(&HtmlElement, Option<&CrosshairPlace>) + 'static,
) where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
{
    let write = follower(node, write);
    state.followers.add(write.clone());
    node.on_load(move |_| untrack(|| write(state.marked().as_ref())));
}

fn follower<E>(
    node: NodeRef<E>,
    write: impl Fn(&HtmlElement, Option<&CrosshairPlace>) + 'static,
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

/// The text of one element. Changed in place, which costs the browser less than replacing it.
#[derive(Default)]
struct ChangingText(RefCell<Option<Text>>);

impl ChangingText {
    fn write(&self, node: &HtmlElement, words: Option<&str>) {
        match (words, &*self.0.borrow()) {
            (Some(words), Some(text)) => return text.set_data(words),
            (words, _) => node.set_text_content(words),
        }
        let text = words.and_then(|_| node.first_child());
        self.0.replace(text.and_then(|text| text.dyn_into().ok()));
    }
}

fn place(node: &HtmlElement, marked: Option<&CrosshairPlace>) {
    if let Some(CrosshairPlace { transform, .. }) = marked {
        style(node, "transform", transform);
    }
}
