//! The crosshair: one line across all charts, and each chart's reading there. It moves with the pointer over many charts at once, so what
//! follows it is updated directly, and only what is in view. Moving elements are as wide as the plots, so that they move by a share of their own
//! width: with a transform, which triggers no layout. Texts are made and written only where the crosshair comes to another reading.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Text};

use super::followers::{CrosshairPlace, MovingElement};
use super::model::ChartsState;
use super::parts::{Parts, is_shown};
use crate::domain::charts::passing::PassingWords;
use crate::domain::charts::ticks::moment;
use crate::domain::units::Millis;
use crate::draw::chart::reading_side::side_with_room;
use crate::state::time;
use crate::views::ui::dynamic::effect;

/// Updates all followers when the user's settings change. Those of a move are updated by [`ChartsState::step`].
pub fn follow_settings(state: ChartsState) {
    effect(move || {
        // Read and not only tracked: a memo that was never read follows nothing.
        state.preferences.with(|_| ());
        untrack(|| state.followers.notify(state.marked().as_ref()));
    });
}

/// Marks the element around all charts with where the crosshair is, if there is one: the style sheet puts the readings on the side with room.
pub fn note_side(node: NodeRef<html::Div>, state: ChartsState) {
    with_node(node, state, |node| {
        let node = node.clone();
        let noted = Cell::new("");
        move |marked| {
            let side = marked.map_or("none", |marked| side_with_room(marked.share));
            if noted.replace(side) != side {
                // The name is valid.
                let _ = node.set_attribute("data-crosshair", side);
            }
        }
    });
}

/// Moves the element, which is as wide as the plots, to the crosshair.
pub fn place_at_crosshair(node: NodeRef<html::Div>, state: ChartsState) {
    with_node(node, state, |node| {
        let moving = MovingElement::new(node);
        move |marked| {
            if let Some(place) = marked {
                moving.follow(place);
            }
        }
    });
}

/// Shifts the button left by a share of its own width: all of it at the right end, half of it in the middle, so that it stays within the plots.
pub fn keep_within_plots(node: NodeRef<html::Button>, state: ChartsState) {
    with_node(node, state, |node| {
        let moving = MovingElement::new(node);
        move |marked| {
            if let Some(CrosshairPlace { share, .. }) = marked {
                moving.shift(-share);
            }
        }
    });
}

/// Writes the time of the crosshair, whenever it is another minute, and counts its letters.
pub fn show_time(node: NodeRef<html::Span>, state: ChartsState, letters: Rc<Cell<usize>>) {
    with_node(node, state, move |node| {
        let node = node.clone();
        let text = ChangingText::default();
        let shown = Cell::new(None);
        move |marked| {
            let now = state.time.get_untracked().now();
            let hours = state.preferences.with_untracked(|known| known.hours);
            let minute = |at: Millis| at.0.div_euclid(60_000);
            let showing = marked.map(|marked| (minute(marked.at), minute(now), hours));
            if shown.replace(Some(showing)) != Some(showing) {
                let words = marked.map(|marked| moment(marked.at, now, &time::offset, hours));
                text.write(&node, words.as_deref());
                letters.set(words.map_or(0, |words| words.chars().count()));
            }
        }
    });
}

/// The reading of one chart, on the page.
struct ShownReading {
    node: HtmlElement,
    moving: MovingElement,
    words_node: HtmlElement,
    text: ChangingText,
    words: String,
    is_hidden: bool,
    /// What the chart says; `None` while it shows no reading.
    passing: Option<PassingWords>,
}

impl ShownReading {
    /// The node is hidden at first.
    fn new(node: HtmlElement, words_node: HtmlElement) -> Self {
        Self {
            moving: MovingElement::new(&node),
            is_hidden: true,
            node,
            words_node,
            text: ChangingText::default(),
            words: String::new(),
            passing: None,
        }
    }

    /// Writes only what differs: as a rule only the place.
    fn show(&mut self, marked: Option<&CrosshairPlace>) {
        let shown = marked.zip(self.passing.as_mut());
        let is_hidden = shown.is_none();
        if let Some((place, passing)) = shown {
            self.moving.follow(place);
            if let Some(words) = passing.at(place.at)
                && words != self.words
            {
                self.text.write(&self.words_node, Some(&words));
                self.words = words;
            }
        }
        if self.is_hidden != is_hidden {
            self.is_hidden = is_hidden;
            self.node.set_hidden(is_hidden);
        }
    }
}

/// Writes the chart's reading at the crosshair: the text into one node, inside another one that moves along.
pub fn show_reading(
    parts: Parts,
    seen: ReadSignal<bool>,
    node: NodeRef<html::Div>,
    words_node: NodeRef<html::Span>,
) {
    let Parts { state, chart, .. } = parts;
    let shown: Rc<RefCell<Option<ShownReading>>> = Rc::default();
    let following = shown.clone();
    state.followers.add(Rc::new(move |marked| {
        if let Some(shown) = &mut *following.borrow_mut() {
            shown.show(marked);
        }
    }));
    effect(move || {
        let (Some(node), Some(words_node)) = (node.get(), words_node.get()) else {
            return;
        };
        // A chart out of view shows no reading.
        let chart = if seen.get() { chart.get() } else { None };
        let passing = chart.map(|chart| {
            let places = 0..chart.tracks.len();
            let places = places.filter(|place| is_shown(parts, &chart, *place));
            let places = places.collect();
            PassingWords::new(chart, places, state.preferences.get())
        });
        let mut shown = shown.borrow_mut();
        let shown = shown.get_or_insert_with(|| ShownReading::new(node.into(), words_node.into()));
        shown.passing = passing;
        shown.show(state.marked().as_ref());
    });
}

/// Updates the node when the crosshair moves, and when the node is created. `follow` makes what does so.
fn with_node<E, F>(
    node: NodeRef<E>,
    state: ChartsState,
    follow: impl FnOnce(&HtmlElement) -> F + 'static,
) where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
    F: Fn(Option<&CrosshairPlace>) + 'static,
{
    let made: Rc<RefCell<Option<F>>> = Rc::default();
    let following = made.clone();
    state.followers.add(Rc::new(move |marked| {
        if let Some(write) = &*following.borrow() {
            write(marked);
        }
    }));
    node.on_load(move |node| {
        let write = follow(node.as_ref());
        untrack(|| write(state.marked().as_ref()));
        made.replace(Some(write));
    });
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
