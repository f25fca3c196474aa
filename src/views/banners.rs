//! What stands above the racks when something needs attention.

use leptos::prelude::*;

use super::ui::notice::{Notice, Tone};
use crate::state::app::{App, HubState, Problem};
use crate::state::document::Saving;

#[component]
pub fn Banners() -> impl IntoView {
    view! {
        <HubLost />
        <NotSaved />
        <LayoutReport />
        <MissingSystems />
    }
}

#[component]
fn HubLost() -> impl IntoView {
    let app = App::expect();
    let hub = app.inner().hub.clone();
    move || match hub.get() {
        HubState::Lost(problem) => Some(view! {
            <div class="banner">
                <Notice tone=Tone::Critical problem=lost(problem) />
                <button type="button" class="button" on:click=move |_| app.retry_now()>
                    "Try now"
                </button>
            </div>
        }),
        _ => None,
    }
}

fn lost(problem: Problem) -> Problem {
    Problem::new(
        format!("Connection to the hub lost. {}", problem.sentence),
        format!(
            "{} It is tried again by itself; until then no value here is current.",
            problem.way_forward
        ),
    )
}

#[component]
fn NotSaved() -> impl IntoView {
    let app = App::expect();
    let saving = app.inner().document.saving();
    move || match saving.get() {
        Saving::Saved => None,
        Saving::Failed(problem) => Some(view! {
            <div class="banner">
                <Notice tone=Tone::Critical problem=problem />
                <button type="button" class="button" on:click=move |_| app.save_again()>
                    "Save again"
                </button>
            </div>
        }),
    }
}

#[component]
fn LayoutReport() -> impl IntoView {
    let report = App::expect().inner().document.report();
    let shown = report.clone();
    move || {
        shown.get().map(|problem| {
            let report = report.clone();
            view! {
                <div class="banner">
                    <Notice tone=Tone::Warn problem=problem />
                    <button type="button" class="button" on:click=move |_| report.set(None)>
                        "Understood"
                    </button>
                </div>
            }
        })
    }
}

/// Systems of the hub that stand in no rack.
#[component]
fn MissingSystems() -> impl IntoView {
    let app = App::expect();
    let inner = app.inner();
    let (known, snapshot) = (inner.board.known_systems(), inner.document.snapshot());
    let missing = Memo::new(move |_| {
        known.track();
        snapshot.with(|snapshot| {
            if snapshot.layout.racks.is_empty() {
                0
            } else {
                app.missing_systems()
            }
        })
    });
    move || match missing.get() {
        0 => None,
        count => {
            let (words, button) = match count {
                1 => (
                    "1 system of the hub is not in a rack.".to_owned(),
                    "Place it",
                ),
                _ => (
                    format!("{count} systems of the hub are not in a rack."),
                    "Place them",
                ),
            };
            let problem = Problem::new(words, "They can be put into the first free units.");
            Some(view! {
                <div class="banner">
                    <Notice tone=Tone::Info problem=problem />
                    <button type="button" class="button" on:click=move |_| app.place_missing_systems()>
                        {button}
                    </button>
                </div>
            })
        }
    }
}
