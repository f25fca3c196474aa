//! The root: which screen is shown, and what stands behind all of them.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::query_signal;

use super::rack::definitions::Definitions;
use super::racks::RacksScreen;
use super::shared_link::SharedLink;
use super::start::StartScreen;
use super::ui::dynamic::{dynamic, effect};
use crate::state::app::{App, Screen};

/// All screens live at the one address the app is served from; what they show is in the query, so that any static host
/// will do: `?demo` opens the demo, `&device=ID` the panel of a device.
#[component]
pub fn Root() -> impl IntoView {
    App::provide();
    view! {
        <Router>
            <Definitions />
            <Home />
            <SharedLink />
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let app = App::expect();
    let screen = app.inner().screen.clone();
    follow_demo_query(app);
    accept_drops(app);
    close_panel_on_the_first_page(screen.clone());
    dynamic(move || match screen.get() {
        Screen::Start { problem } => view! { <StartScreen problem=problem /> }.into_any(),
        Screen::Racks => view! { <RacksScreen /> }.into_any(),
    })
}

/// Files dropped anywhere are opened, in the place of the browser's leaving the page for them.
fn accept_drops(app: App) {
    let on_drag = window_event_listener(ev::dragover, |event| event.prevent_default());
    let on_drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(files) = files {
            app.receive_files(&files);
        }
    });
    on_cleanup(move || {
        on_drag.remove();
        on_drop.remove();
    });
}

/// The address says whether the demo is shown, so the browser's back and forward lead in and out of it.
fn follow_demo_query(app: App) {
    let (demo, _) = query_signal::<String>("demo");
    let wanted = Memo::new(move |_| demo.get().is_some());
    if wanted.get_untracked() {
        app.open_demo();
    } else {
        app.resume();
    }
    let mut was_wanted = wanted.get_untracked();
    effect(move || {
        let is_wanted = wanted.get();
        match (std::mem::replace(&mut was_wanted, is_wanted), is_wanted) {
            (false, true) => app.open_demo(),
            (true, false) => {
                app.leave_demo();
                app.resume();
            }
            _ => {}
        }
    });
}

/// What was open belongs to the layout that was left.
fn close_panel_on_the_first_page(screen: ArcRwSignal<Screen>) {
    let (_, set_device) = query_signal::<String>("device");
    let mut was_racks = false;
    effect(move || {
        let is_racks = screen.with(|screen| *screen == Screen::Racks);
        if std::mem::replace(&mut was_racks, is_racks) && !is_racks {
            set_device.set(None);
        }
    });
}
