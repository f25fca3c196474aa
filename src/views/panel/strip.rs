//! The last 30 days of a system: up, down and unknown.

use std::time::Duration;

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::availability::{Availability, DAY, Day, UNNOTICED};
use crate::domain::charts::ticks::{moment, span};
use crate::domain::decimal::fixed;
use crate::domain::format::{self, HourFormat};
use crate::domain::ids::SystemRef;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{dynamic, effect, nothing};
use crate::views::ui::paced::in_a_moment;

/// How often an ongoing outage is redrawn.
const GROWS: Duration = Duration::from_secs(30);
/// Width and height of a day, and the distance between two days, in the drawing's units.
const WIDTH: f64 = 15.0;
const HEIGHT: f64 = 22.0;
const PITCH: f64 = 17.0;

/// The strip below the reason. Requested when the panel opens; its space is reserved until it is known.
pub fn strip(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let down_now = Memo::new(move |_| app.down_now(&inputs.system.get()?));
    let turn = RwSignal::new(0_u32);
    let next = move || {
        if down_now.with_untracked(Option::is_some) {
            turn.update(|turn| *turn = turn.wrapping_add(1));
        }
    };
    if let Ok(timer) = set_interval(next, GROWS) {
        on_cleanup(move || timer.clear());
    }
    let shown = Memo::new(move |_| {
        turn.track();
        let system = inputs.system.get()?;
        let data = app.chart_data(&system)?;
        data.track();
        let now = app.hub_now(&system);
        Some((data.availability(down_now.get(), now)?, now))
    });
    let settled = RwSignal::new(None::<SystemRef>);
    effect(move || {
        let system = inputs.system.get();
        in_a_moment(move || settled.set(system));
    });
    effect(move || {
        if let Some(system) = settled.get()
            && let Some(data) = app.chart_data(&system)
        {
            // Follows the reports: an outage may begin while the panel is open.
            app.inner().live.health_of(&system);
            data.want_availability(app.hub_now(&system));
        }
    });
    let has_system = move || inputs.system.with(Option::is_some);
    dynamic(move || match shown.get() {
        Some((availability, now)) => {
            let hours = inputs.preferences.get().hours;
            strip_of(&availability, now, hours)
        }
        None if has_system() => view! { <div class="days"></div> }.into_any(),
        None => nothing(),
    })
}

/// A percentage that is rounded to 100 only if it is exactly that.
fn share_text(share: f64) -> String {
    match share {
        100.0.. => "100".to_owned(),
        99.9.. => fixed(share.min(99.999), 3),
        _ => fixed(share, 1),
    }
}

fn strip_of(availability: &Availability, now: Millis, hours: HourFormat) -> AnyView {
    let share_words = |share: Option<f64>| {
        share.map_or_else(
            || "not known".to_owned(),
            |share| format!("{} % up", share_text(share)),
        )
    };
    let share = share_words(availability.share());
    let shorter = [("24 h", 1), ("7 d", 7)].map(|(word, days)| {
        let share = share_words(availability.share_of_last(days));
        view! { <span>{format!("{word}: {share}")}</span> }
    });
    let unknown = availability.unknown();
    let outages = availability.outage_words();
    let unknown = (unknown > UNNOTICED).then(|| format!("{} unknown", format::duration(unknown)));
    let spoken = format!(
        "Last 30 days: {share}, {outages}{}",
        unknown
            .as_ref()
            .map(|unknown| format!(", {unknown}"))
            .unwrap_or_default()
    );
    let days: Vec<_> = availability
        .days
        .iter()
        .enumerate()
        .map(|(place, day)| day_of(place, day, availability, now, hours))
        .collect();
    let width = availability.days.len() as f64 * PITCH - (PITCH - WIDTH);
    view! {
        <div class="days">
            <p>
                <b>"Last 30 days"</b>
                <span class="share">{share}</span>
                <span class=(!availability.outages.is_empty()).then_some("down")>{outages}</span>
                {unknown.map(|unknown| view! { <span class="unknown">{unknown}</span> })}
            </p>
            <svg
                viewBox=format!("0 0 {width} {HEIGHT}")
                preserveAspectRatio="none"
                role="img"
                aria-label=spoken
            >
                {days}
            </svg>
            <p>{shorter.to_vec()}</p>
        </div>
    }
    .into_any()
}

/// A day: up is green, the share of outages fills from below, and unknown time is hatched.
fn day_of(
    place: usize,
    day: &Day,
    availability: &Availability,
    now: Millis,
    hours: HourFormat,
) -> AnyView {
    let left = place as f64 * PITCH;
    let part = |time: i64| HEIGHT * time as f64 / DAY as f64;
    // Keeps even an outage of a minute visible.
    let down = if day.down > 0 {
        part(day.down).max(2.0)
    } else {
        0.0
    };
    let unknown = part(day.unknown).min(HEIGHT - down);
    let time = |at| moment(at, now, &time::offset, hours);
    let mut words = span(day.window, now, &time::offset, hours);
    for outage in &availability.outages {
        if outage.from < day.window.until && outage.until > day.window.from {
            let length = format::duration(outage.span());
            words.push_str(&format!("\nDown from {} for {length}", time(outage.from)));
        }
    }
    if day.unknown > UNNOTICED {
        words.push_str(&format!("\n{} unknown", format::duration(day.unknown)));
    }
    let rect = |class: &'static str, top: f64, height: f64| {
        (height > 0.0).then(|| {
            view! {
                <rect
                    class=class
                    x=format!("{left}")
                    y=format!("{top:.2}")
                    width=format!("{WIDTH}")
                    height=format!("{height:.2}")
                />
            }
        })
    };
    view! {
        <g>
            <title>{words}</title>
            {rect("up", unknown, HEIGHT - unknown - down)}
            {rect("unknown", 0.0, unknown)}
            {rect("down", HEIGHT - down, down)}
        </g>
    }
    .into_any()
}
