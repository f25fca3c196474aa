//! The cells of a table.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::fleet::{FleetCell, LastHour, ShareMark, WideCell};
use crate::domain::health::{Health, Level};
use crate::draw::spark::spark_path;
use crate::views::ui::dynamic::nothing;
use crate::views::ui::light::Light;

pub fn cell_view(wide: WideCell) -> AnyView {
    let span = (wide.span > 1).then(|| wide.span.to_string());
    match wide.cell {
        FleetCell::Name {
            health,
            said,
            name,
            note,
            runs: false,
        } if note.is_empty() => {
            let state = format!(", {said}");
            view! {
                <th scope="row" class="name alone">
                    <Light health=Signal::stored(health) />
                    <b>{name}</b>
                    <span class="visually-hidden">{state}</span>
                </th>
            }
            .into_any()
        }
        FleetCell::Name {
            health,
            said,
            name,
            note,
            runs,
        } => {
            let spoken = format!("Show where {name} runs");
            let state = format!(", {said}");
            view! {
                <th scope="row" class="name">
                    <span class="row-name">
                        <Light health=Signal::stored(health) />
                        <span class="words">
                            <b>{name}</b>
                            <span class="visually-hidden">{state}</span>
                            {note_view(note)}
                        </span>
                        {runs.then(|| where_button(spoken))}
                    </span>
                </th>
            }
            .into_any()
        }
        FleetCell::Place(Some(words)) => view! {
            <td>
                <button type="button" class="link" data-jump="" tabindex="-1" title="Show it in its rack">
                    {words}
                </button>
            </td>
        }
        .into_any(),
        FleetCell::Place(None) => view! {
            <td>
                <button type="button" class="link" data-jump="" tabindex="-1">
                    "Place…"
                </button>
            </td>
        }
        .into_any(),
        FleetCell::Share(mark) => view! {
            <td class="share" data-tone=tone(mark.level)>
                {bar(mark)} {mark.percent.to_string()}
            </td>
        }
        .into_any(),
        FleetCell::Shares(marks) => {
            let marks: Vec<_> = marks
                .into_iter()
                .map(|mark| {
                    view! {
                        <span class="share" data-tone=tone(mark.level)>
                            <small>{mark.label}</small>
                            {bar(mark)}
                            <span>{mark.percent.to_string()}</span>
                        </span>
                    }
                })
                .collect();
            view! { <td class="shares">{marks}</td> }.into_any()
        }
        FleetCell::Number(text, level) => view! {
            <td class="number" data-tone=tone(level)>
                {text}
            </td>
        }
        .into_any(),
        FleetCell::Text(text, level) => view! {
            <td class="text" data-tone=tone(level) title=text.clone()>
                {text.clone()}
            </td>
        }
        .into_any(),
        FleetCell::Sentence(text, health) => view! {
            <td class="sentence" data-tone=health_tone(health) colspan=span title=text.clone()>
                {text.clone()}
            </td>
        }
        .into_any(),
        FleetCell::LastHour(hour) => last_hour(hour),
        FleetCell::Nothing => view! { <td colspan=span></td> }.into_any(),
    }
}

/// The button is reached with the table's own keys.
fn where_button(spoken: String) -> AnyView {
    view! {
        <button type="button" class="link asks" data-where="" tabindex="-1" aria-label=spoken title="Show where it runs">
            "Where?"
        </button>
    }
    .into_any()
}

/// Size of a sparkline, in its own pixels.
const SPARK_LENGTH: f32 = 100.0;
const SPARK_HEIGHT: f32 = 22.0;

fn last_hour(hour: Option<LastHour>) -> AnyView {
    let Some(LastHour { spark, said }) = hour else {
        return view! { <td class="text">"–"</td> }.into_any();
    };
    let line = spark_path(&spark, SPARK_LENGTH, SPARK_LENGTH, 1.0, SPARK_HEIGHT - 2.0);
    view! {
        <td class="hour" title=said.clone()>
            <svg viewBox="0 0 100 22" role="img" aria-label=said.clone()>
                <path d=line />
            </svg>
        </td>
    }
    .into_any()
}

fn note_view(note: String) -> AnyView {
    if note.is_empty() {
        nothing()
    } else {
        view! { <small>{note}</small> }.into_any()
    }
}

/// A single element, without an image: a table has hundreds of bars, and rows are created on every scroll.
fn bar(mark: ShareMark) -> AnyView {
    let length = format!("{}% 100%", decimal(f64::from(mark.percent.value()), 1));
    view! { <i class="bar" aria-hidden="true" style:background-size=length></i> }.into_any()
}

const fn tone(level: Level) -> &'static str {
    level.as_str()
}

const fn health_tone(health: Health) -> &'static str {
    match health {
        Health::Down | Health::Critical => "critical",
        health if health.needs_look() => "warn",
        _ => "quiet",
    }
}
