//! The one time axis, which stays in sight below the charts, with the time of the crosshair.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cause::ask_at_crosshair;
use super::crosshair::{keep_within_plots, place_at_crosshair, show_time};
use super::followers::CrosshairPlace;
use super::model::{ChartsModel, ChartsState};
use crate::draw::chart::time_axis::{TickLabel, TimePlate, tick_labels};
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::style::{mark, pixels, style};

#[component]
pub(super) fn TimeAxis(state: ChartsState, model: Memo<Arc<ChartsModel>>) -> impl IntoView {
    let (node, time) = (NodeRef::<html::Div>::new(), NodeRef::<html::Span>::new());
    place_at_crosshair(node, state);
    let letters = Rc::new(Cell::new(0));
    show_time(time, state, letters.clone());
    let row = NodeRef::<html::Div>::new();
    show_ticks(row, state, model, letters);
    view! {
        <div class="time-axis">
            <div class="ticks" aria-hidden="true" node_ref=row></div>
            <div class="at-crosshair" node_ref=node>
                <span class="time" node_ref=time></span>
                {optional(move || {
                    // An open card shows it.
                    let can_ask = state.asked.is_some_and(|asked| asked.with(Option::is_none));
                    (state.is_marked.get() && can_ask).then(|| what_was_it(state))
                })}
            </div>
        </div>
    }
}

/// Shows the labels, but those that the time of the crosshair lies over. That has so many letters, counted before the labels look.
fn show_ticks(
    row: NodeRef<html::Div>,
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
    letters: Rc<Cell<usize>>,
) {
    let shown = Rc::new(RefCell::new(TickRow::default()));
    let following = (shown.clone(), letters.clone());
    state.followers.add(Rc::new(move |marked| {
        let (shown, letters) = &following;
        shown.borrow_mut().cover(marked, letters.get());
    }));
    let measured = Cell::new(None);
    effect(move || {
        let size = state.size.get();
        let Some(node) = row.get() else { return };
        // Measured once for each size: it makes the browser lay out the page.
        let width = match measured.get() {
            Some((of, width)) if of == size => width,
            _ => node.client_width() as f32,
        };
        measured.set(Some((size, width)));
        let labels = model.with(|model| tick_labels(model.window, &model.ticks, width));
        let mut shown = shown.borrow_mut();
        shown.show(&node, labels, width);
        shown.cover(state.marked().as_ref(), letters.get());
    });
}

/// The labels on the page.
#[derive(Default)]
struct TickRow {
    labels: Vec<TickLabel>,
    nodes: Vec<HtmlElement>,
    are_covered: Vec<bool>,
    width: f32,
}

impl TickRow {
    fn show(&mut self, row: &HtmlElement, labels: Vec<TickLabel>, width: f32) {
        self.width = width;
        if self.labels == labels {
            return;
        }
        row.set_text_content(None);
        let nodes = labels.iter().filter_map(|label| {
            let node = document().create_element("span").ok()?;
            let node: HtmlElement = node.dyn_into().ok()?;
            node.set_text_content(Some(&label.text));
            style(&node, "left", &pixels(f64::from(label.middle)));
            row.append_child(&node).ok()?;
            Some(node)
        });
        self.nodes = nodes.collect();
        self.are_covered = vec![false; self.nodes.len()];
        self.labels = labels;
    }

    /// Writes only what differs.
    fn cover(&mut self, marked: Option<&CrosshairPlace>, letters: usize) {
        let plate = marked.map(|marked| TimePlate::new(letters, marked.share, self.width));
        let all = self.labels.iter().zip(&self.nodes);
        for ((label, node), was_covered) in all.zip(&mut self.are_covered) {
            let is_covered = plate.is_some_and(|plate| label.is_under(&plate));
            if *was_covered != is_covered {
                *was_covered = is_covered;
                mark(node, "data-covered", is_covered);
            }
        }
    }
}

/// The button "What was it?". With the keyboard, W does the same.
fn what_was_it(state: ChartsState) -> AnyView {
    let node = NodeRef::<html::Button>::new();
    keep_within_plots(node, state);
    view! {
        <button type="button" class="ask" tabindex="-1" node_ref=node on:click=move |_| { ask_at_crosshair(state); }>
            "What was it?"
        </button>
    }
    .into_any()
}
