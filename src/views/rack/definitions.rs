//! Gradients that all racks refer to.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::health::Level;
use crate::draw::bars::BarsFill;
use crate::draw::kind::Tint;
use crate::views::ui::shapes::pixels;

/// Defined once for the page.
#[component]
pub fn Definitions() -> impl IntoView {
    let faces: Vec<_> = Tint::ALL.into_iter().map(face_gradient).collect();
    let bars: Vec<_> = BarsFill::all().map(bars_gradient).collect();
    view! {
        <svg class="visually-hidden" width="0" height="0" aria-hidden="true">
            <defs>
                {faces}
                {bars}
            </defs>
        </svg>
    }
}

/// The sheen of a plate of that tint.
fn face_gradient(tint: Tint) -> impl IntoView {
    let id = tint.id();
    view! {
        <linearGradient id=id class=id x1="0" y1="0" x2="0" y2="1">
            <stop class="stop-face-top" offset="0" />
            <stop class="stop-face-bottom" offset="1" />
        </linearGradient>
    }
}

/// Three bands of one color each, one per bar: CPU, memory and disk.
fn bars_gradient(fill: BarsFill) -> impl IntoView {
    let (from, to) = fill.span();
    let stops: Vec<_> = fill
        .levels
        .into_iter()
        .enumerate()
        .flat_map(|(band, level)| [(band, level), (band + 1, level)])
        .map(|(edge, level)| {
            let offset = decimal(edge as f64 / 3.0, 4);
            view! { <stop class=stop_class(level) offset=offset /> }
        })
        .collect();
    view! {
        <linearGradient id=fill.id() gradientUnits="userSpaceOnUse" x1="0" x2="0" y1=pixels(from) y2=pixels(to)>
            {stops}
        </linearGradient>
    }
}

const fn stop_class(level: Level) -> &'static str {
    match level {
        Level::Ok => "stop-ok",
        Level::Warn => "stop-warn",
        Level::Critical => "stop-critical",
    }
}
