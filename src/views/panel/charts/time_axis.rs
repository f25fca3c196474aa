//! The one time axis, which stays in sight below the charts, with the time of the crosshair.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::cause::ask_at_crosshair;
use super::crosshair::{keep_within_plots, place_at_crosshair, show_time};
use super::followers::CrosshairPlace;
use super::model::{ChartsModel, ChartsState};
use super::painter::PlotPainter;
use crate::draw::chart::plot::AXIS_WIDTH;
use crate::draw::chart::time_axis::{covered_ticks, time_axis};
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, optional};

#[component]
pub(super) fn TimeAxis(state: ChartsState, model: Memo<Arc<ChartsModel>>) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let theme = App::expect().inner().theme.clone();
    let painter = PlotPainter::default();
    let (node, time) = (NodeRef::<html::Div>::new(), NodeRef::<html::Span>::new());
    place_at_crosshair(node, state);
    // The width of the plots, in CSS pixels, and the number of letters of the time.
    let (width, letters) = (Rc::new(Cell::new(0.0)), Rc::new(Cell::new(0)));
    show_time(time, state, letters.clone());
    // Added after the time, whose letters it counts.
    let covered = Covered {
        model,
        width: width.clone(),
        letters,
        ticks: RwSignal::new((0, 0)),
    };
    let covering = covered.clone();
    state
        .followers
        .add(Rc::new(move |marked| covering.look(marked)));
    effect(move || {
        let of = (state.size.get(), theme.get());
        let model = model.get();
        covered.ticks.track();
        if let Some(canvas) = canvas.get() {
            painter.paint(&canvas, of, |surface| {
                width.set(surface.width as f32 / surface.density - AXIS_WIDTH);
                let covered = covered.of(untrack(|| state.marked()).as_ref());
                time_axis(model.window, &model.ticks, covered, surface)
            });
        }
    });
    view! {
        <div class="time-axis">
            <canvas node_ref=canvas aria-hidden="true"></canvas>
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

/// The ticks that the time of the crosshair lies over.
#[derive(Clone)]
struct Covered {
    model: Memo<Arc<ChartsModel>>,
    width: Rc<Cell<f32>>,
    letters: Rc<Cell<usize>>,
    /// As painted.
    ticks: RwSignal<(usize, usize)>,
}

impl Covered {
    fn of(&self, marked: Option<&CrosshairPlace>) -> Range<usize> {
        let Some(marked) = marked else { return 0..0 };
        let mark = (marked.share, self.letters.get());
        self.model.with_untracked(|model| {
            covered_ticks(model.window, &model.ticks, self.width.get(), mark)
        })
    }

    /// Has the axis painted anew if they are others than before.
    fn look(&self, marked: Option<&CrosshairPlace>) {
        let Range { start, end } = self.of(marked);
        // Where none is covered, it does not matter between which.
        let now = if start < end { (start, end) } else { (0, 0) };
        if self.ticks.get_untracked() != now {
            self.ticks.set(now);
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
