//! The root: which screen is shown, and what stands behind all of them.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_query_map;

use super::rack::definitions::Definitions;
use super::racks::RacksScreen;
use super::start::StartScreen;
use crate::state::app::{App, Screen};

/// `base` is the folder the app is served from. All screens live at that one address; what they show is in the query, so
/// that any static host will do.
#[component]
pub fn Root(base: String) -> impl IntoView {
    App::provide();
    view! {
        <Router base=base>
            <Definitions />
            <Home />
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let app = App::expect();
    let wants_demo = use_query_map().with_untracked(|query| query.get("demo").is_some());
    if wants_demo {
        app.open_demo();
    } else {
        app.resume();
    }
    let screen = app.inner().screen.clone();
    view! {
        {move || match screen.get() {
            Screen::Start { problem } => view! { <StartScreen problem=problem /> }.into_any(),
            Screen::Racks => view! { <RacksScreen /> }.into_any(),
        }}
    }
}
