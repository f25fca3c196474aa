//! The root component: which screen is shown. All screens share the one address from which the app is served; what they show is in the
//! query or the fragment, so that any static host works: `?demo` opens the demo, `?local` the racks drawn without a hub, and
//! `#device=ID&tab=charts` the panel of a device.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::query_signal;

use super::desk_part;
use super::messages::shared_link::SharedLink;
use super::rack::definitions::Definitions;
use super::racks::RacksScreen;
use super::start::load_start;
use super::ui::dynamic::{dynamic, effect};
use super::ui::lazy::lazy;
use crate::state::app::App;
use crate::state::part::ahead;
use crate::state::screen::Screen;

/// Starts loading the part that follows the first picture. Called before anything is drawn, so that the network is not idle meanwhile.
pub fn load_ahead() {
    if App::begins_with_racks() {
        desk_part::load_ahead();
    } else {
        ahead(load_start());
    }
}

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
    accept_drops(app);
    let (local, set_local) = query_signal::<String>("local");
    let wants_local = Memo::new(move |_| local.get().is_some());
    follow_demo_query(app, wants_local);
    follow_local_query(app, wants_local, set_local);
    close_panel_on_the_first_page(screen.clone());
    dynamic(move || match screen.get() {
        Screen::Start { problem } => lazy("part", load_start, problem),
        Screen::Racks => view! { <RacksScreen /> }.into_any(),
    })
}

/// Opens files that are dropped anywhere, instead of letting the browser navigate to them.
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

/// Opens and closes the demo with the query, so that the browser's back and forward buttons enter and leave it.
fn follow_demo_query(app: App, wants_local: Memo<bool>) {
    let (demo, _) = query_signal::<String>("demo");
    let wanted = Memo::new(move |_| demo.get().is_some());
    if wanted.get_untracked() {
        app.open_demo();
    } else if wants_local.get_untracked() {
        app.open_local(None);
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

/// `?local` shows the racks drawn without a hub. They also open and close by other means, and the address follows.
fn follow_local_query(app: App, wanted: Memo<bool>, set_local: SignalSetter<Option<String>>) {
    let mut was_wanted = wanted.get_untracked();
    effect(move || {
        let is_wanted = wanted.get();
        if std::mem::replace(&mut was_wanted, is_wanted) == is_wanted {
            return;
        }
        match (untrack(|| app.is_local()), is_wanted) {
            (false, true) => app.open_local(None),
            (true, false) => {
                app.leave_local();
                app.resume();
            }
            _ => {}
        }
    });
    let mut was_shown = wanted.get_untracked();
    effect(move || {
        let is_shown = app.is_local();
        if std::mem::replace(&mut was_shown, is_shown) != is_shown {
            set_local.set(is_shown.then(String::new));
        }
    });
}

/// Closes the panel when its layout is left.
fn close_panel_on_the_first_page(screen: ArcRwSignal<Screen>) {
    let app = App::expect();
    let mut was_racks = false;
    effect(move || {
        let is_racks = screen.with(|screen| *screen == Screen::Racks);
        if std::mem::replace(&mut was_racks, is_racks) && !is_racks {
            app.forget_address();
        }
    });
}
