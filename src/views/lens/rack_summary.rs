//! The summary of a rack's devices in its header: the lowest and highest value under a lens, otherwise the states.

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::ids::RackId;
use crate::domain::lens::tally::Spread;
use crate::domain::lens::{Lens, LensScale};
use crate::draw::path::PathBuilder;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{dynamic, text};
use crate::views::ui::light::Light;

/// Length and height of the scale, in units of its drawing.
const LENGTH: f32 = 1_000.0;
const HEIGHT: f32 = 8.0;

pub fn rack_summary(rack: RackId) -> AnyView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let changed = stage.changes().of(rack);
    let lens = app.inner().lensing.lens.clone();
    let chosen = Memo::new(move |_| lens.get());
    let spread = Memo::new(move |_| {
        changed.track();
        let inner = app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let devices = snapshot.index.all_of(rack);
        inner.lensing.spread(rack, devices.into_iter())
    });
    dynamic(move || match chosen.get() {
        Lens::Status => view! { <States spread=spread /> }.into_any(),
        lens => view! { <Range lens=lens spread=spread /> }.into_any(),
    })
}

/// The worst state with how many are in it, and how many are up.
#[component]
fn States(spread: Memo<Spread>) -> impl IntoView {
    let worst = Memo::new(move |_| {
        let worst = spread.with(|spread| spread.healths.worst());
        worst.filter(|worst| *worst != Health::Unlinked)
    });
    let words =
        text(move || spread.with(|spread| spread.healths.without(Health::Unlinked).to_string()));
    view! {
        <div class="rack-summary">
            {dynamic(move || match worst.get() {
                Some(worst) => view! { <Light health=Signal::stored(worst) /> }.into_any(),
                None => ().into_any(),
            })}
            <span>{words}</span>
        </div>
    }
}

/// The lowest and highest value, and a tick for each value.
#[component]
fn Range(lens: Lens, spread: Memo<Spread>) -> impl IntoView {
    let app = App::expect();
    let scale = move || LensScale::of(lens, &app.inner().live.preferences());
    let words = text(move || {
        spread.with(|spread| match &spread.ends {
            Some((low, high)) => {
                let worst = spread.amounts.last().copied();
                let worst = worst.and_then(|worst| scale()?.name_of(worst));
                match worst {
                    Some(worst) => worst.to_owned(),
                    None if low == high => high.clone(),
                    None => range_words(low, high),
                }
            }
            None => "no value".to_owned(),
        })
    });
    let ticks = text(move || {
        let scale = scale();
        spread.with(|spread| scale.map_or_else(String::new, |scale| ticks(&scale, spread)))
    });
    view! {
        <div class="rack-summary" data-lens=lens.as_str()>
            <span>{words}</span>
            <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                <path d=ticks />
            </svg>
        </div>
    }
}

fn ticks(scale: &LensScale, spread: &Spread) -> String {
    let mut path = PathBuilder::new();
    for amount in &spread.amounts {
        let x = scale.place(*amount) as f32 * LENGTH;
        path.open_line(x, 0.0, &[(0.0, HEIGHT)]);
    }
    path.finish()
}

/// `29 – 84 °C`: the unit once where both have the same.
fn range_words(low: &str, high: &str) -> String {
    match (low.rsplit_once(' '), high.rsplit_once(' ')) {
        (Some((number, unit)), Some((_, other))) if unit == other => format!("{number} – {high}"),
        _ => format!("{low} – {high}"),
    }
}
