//! What stands above the racks when something needs attention.

use leptos::prelude::*;

use super::ui::button::Button;
use super::ui::dynamic::optional;
use super::ui::notice::{Notice, Tone};
use crate::state::app::{App, HubState, Problem};
use crate::state::document::Saving;

/// One thing that needs attention, and the button that deals with it.
#[derive(Clone, PartialEq)]
struct Matter {
    tone: Tone,
    problem: Problem,
    button: &'static str,
    remedy: Remedy,
}

/// What the button of a banner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Remedy {
    Reconnect,
    SaveAgain,
    Dismiss,
    PlaceSystems,
}

#[component]
pub fn Banners() -> impl IntoView {
    let app = App::expect();
    let matters: [Memo<Option<Matter>>; 4] = [
        Memo::new(move |_| hub_lost(app)),
        Memo::new(move |_| not_saved(app)),
        Memo::new(move |_| layout_report(app)),
        Memo::new(move |_| missing_systems(app)),
    ];
    matters
        .into_iter()
        .map(|matter| {
            optional(move || {
                matter
                    .get()
                    .map(|matter| view! { <Banner matter=matter /> })
            })
        })
        .collect::<Vec<_>>()
}

#[component]
fn Banner(matter: Matter) -> impl IntoView {
    let app = App::expect();
    let remedy = matter.remedy;
    let act = Callback::new(move |()| match remedy {
        Remedy::Reconnect => app.retry_now(),
        Remedy::SaveAgain => app.try_storage_again(),
        Remedy::Dismiss => app.inner().document.report().set(None),
        Remedy::PlaceSystems => app.place_missing_systems(),
    });
    view! {
        <div class="banner">
            <Notice tone=matter.tone problem=matter.problem />
            <Button label=Signal::stored(matter.button.to_owned()) on_press=act />
        </div>
    }
}

fn hub_lost(app: App) -> Option<Matter> {
    let HubState::Lost(problem) = app.inner().hub.get() else {
        return None;
    };
    let problem = Problem::new(
        format!("Connection to the hub lost. {}", problem.sentence),
        format!(
            "{} It is tried again by itself; until then no value here is current.",
            problem.way_forward
        ),
    );
    Some(Matter {
        tone: Tone::Critical,
        problem,
        button: "Try now",
        remedy: Remedy::Reconnect,
    })
}

fn not_saved(app: App) -> Option<Matter> {
    let Saving::Failed(problem) = app.inner().document.saving().get() else {
        return None;
    };
    Some(Matter {
        tone: Tone::Critical,
        problem,
        button: "Try again",
        remedy: Remedy::SaveAgain,
    })
}

fn layout_report(app: App) -> Option<Matter> {
    let problem = app.inner().document.report().get()?;
    Some(Matter {
        tone: Tone::Warn,
        problem,
        button: "Understood",
        remedy: Remedy::Dismiss,
    })
}

/// Systems of the hub that stand in no rack.
fn missing_systems(app: App) -> Option<Matter> {
    let inner = app.inner();
    inner.board.known_systems().track();
    let has_racks = inner
        .document
        .snapshot()
        .with(|snapshot| !snapshot.layout.racks.is_empty());
    let (words, button) = match if has_racks { app.missing_systems() } else { 0 } {
        0 => return None,
        1 => (
            "1 system of the hub is not in a rack.".to_owned(),
            "Place it",
        ),
        count => (
            format!("{count} systems of the hub are not in a rack."),
            "Place them",
        ),
    };
    let problem = Problem::new(words, "They can be put into the first free units.");
    Some(Matter {
        tone: Tone::Info,
        problem,
        button,
        remedy: Remedy::PlaceSystems,
    })
}
