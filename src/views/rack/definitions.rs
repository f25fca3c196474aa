//! Gradients that all racks refer to.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::health::Level;
use crate::draw::bars::BarsFill;
use crate::views::ui::shapes::pixels;

/// Defined once for the page.
#[component]
pub fn Definitions() -> impl IntoView {
    let bars: Vec<_> = BarsFill::all().map(bars_gradient).collect();
    view! {
        <svg class="visually-hidden" width="0" height="0" aria-hidden="true">
            <defs>
                <linearGradient id="face" x1="0" y1="0" x2="0" y2="1">
                    <stop class="stop-face-top" offset="0" />
                    <stop class="stop-face-bottom" offset="1" />
                </linearGradient>
                <pattern id="taken" width="7" height="7" patternUnits="userSpaceOnUse">
                    <path class="taken-lines" d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6" />
                </pattern>
                {bars}
            </defs>
        </svg>
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
