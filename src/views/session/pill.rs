//! The words of the status pill: the state of the hub, the age of the last update, and how many systems are in each state; as much as
//! there is room for.

use leptos::html;
use leptos::prelude::*;

use super::age::{AgeParts, age_parts};
use crate::domain::hub_state::HubState;
use crate::domain::summary::Totals;
use crate::draw::pill::{PillFacts, PillShape, PillWords};
use crate::draw::text::width;
use crate::state::app::App;
use crate::views::ui::dynamic::text;
use crate::views::ui::size::follow_size;

/// The maximum height of a single line, in pixels.
const ONE_LINE: i32 = 30;

pub fn pill_words() -> AnyView {
    let app = App::expect();
    let inner = app.inner();
    let (hub, totals, parts) = (inner.hub.clone(), inner.live.totals(), age_parts(app));
    let facts = Memo::new(move |_| {
        let AgeParts { next_try, age } = parts.get();
        let (state, short_state) = hub.with(|hub| (hub.word(), hub.short_word()));
        let counted = |totals: &Totals| {
            let counted = totals.counted();
            let told = counted.map(|(health, count)| format!("{count} {}", health.brief_word()));
            told.collect()
        };
        let counts = match hub.with(HubState::is_known) {
            true => totals.with(counted),
            false => Vec::new(),
        };
        PillFacts {
            state,
            short_state,
            next_try,
            age,
            counts,
        }
    });
    let all = Memo::new(move |_| facts.with(PillWords::all));
    let room = RwSignal::new(f32::INFINITY);
    let shape = RwSignal::new(PillShape::OneLine);
    let (node, sizer) = (NodeRef::<html::Span>::new(), NodeRef::<html::Span>::new());
    let measure = move || {
        let (Some(node), Some(sizer)) = (node.get_untracked(), sizer.get_untracked()) else {
            return;
        };
        let now = if node.client_height() > ONE_LINE {
            PillShape::TwoLines
        } else {
            PillShape::OneLine
        };
        // The estimate of widths errs on the wide side; the real one of all the words tells by how much.
        let estimated = all.with_untracked(|all| width(all, 1.0));
        let real = sizer.scroll_width().max(1) as f32;
        let ratio = estimated / real;
        let left = (node.client_width() + 1) as f32 * ratio;
        if shape.get_untracked() != now {
            shape.set(now);
        }
        if room.get_untracked() != left {
            room.set(left);
        }
    };
    node.on_load(move |node| follow_size(&node, measure));
    let words =
        Memo::new(move |_| facts.with(|facts| PillWords::fitting(facts, shape.get(), room.get())));
    let part = move |part: fn(&PillWords) -> &String| {
        text(move || words.with(|words| part(words).clone()))
    };
    view! {
        <span class="visually-hidden" node_ref=sizer>{all}</span>
        <span class="fits" node_ref=node data-least=text(move || facts.with(PillWords::least)) aria-hidden="true">
            <span class="all">{all}</span>
            <span class="shown">
                <span>{part(|words| &words.state)}<span class="age">{part(|words| &words.age)}</span></span>
                <span>{part(|words| &words.counts)}</span>
            </span>
        </span>
    }
    .into_any()
}
