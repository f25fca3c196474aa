//! A message about a problem: what happened, why, and what to do.

use leptos::prelude::*;

use crate::domain::problem::Problem;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Warn,
    Critical,
}

impl Tone {
    pub const fn word(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Warn => "warn",
            Tone::Critical => "critical",
        }
    }
}

/// Announced to screen readers as soon as it appears.
#[component]
pub fn Notice(tone: Tone, problem: Problem) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.word() role=if tone == Tone::Info { "status" } else { "alert" }>
            <strong>{problem.sentence}</strong>
            <span class="way">{problem.way_forward}</span>
        </div>
    }
}
