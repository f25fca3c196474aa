//! Systems of the hub that no device is linked to.

use leptos::prelude::*;
use leptos_router::hooks::query_signal;
use web_sys::{MouseEvent, PointerEvent};

use super::draggable::Draggable;
use crate::domain::health::Health;
use crate::domain::ids::SystemRef;
use crate::state::app::App;
use crate::state::dismissals::Dismissed;
use crate::views::actions;
use crate::views::ui::button::{Button, IconButton, show_more};
use crate::views::ui::dynamic::optional;
use crate::views::ui::icon::Icon;
use crate::views::ui::light::Light;

#[component]
pub(super) fn UnlinkedSystems() -> impl IntoView {
    let systems = unlinked_systems(App::expect());
    let shown = RwSignal::new(AT_ONCE);
    optional(move || {
        let mut systems = systems.get();
        (!systems.is_empty()).then(|| {
            let count = systems.len();
            systems.truncate(shown.get());
            let rest = count - systems.len();
            let rows: Vec<_> = systems
                .into_iter()
                .map(|(id, name)| view! { <SystemEntry id=id name=name /> })
                .collect();
            view! {
                <section class="unlinked">
                    <h3>"Unlinked systems" <span class="pill">{count}</span></h3>
                    <ul>{rows}</ul>
                    {(rest > 0).then(|| show_more(rest.min(AT_ONCE), "more systems", shown))}
                    <div class="more-ways">
                        {way("Link…", "link-by-name")}
                        {way("Make racks…", "build-from-hub")}
                        {way("Compare…", "compare")}
                    </div>
                </section>
            }
        })
    })
}

/// Systems that no device shows, without those marked as not racked and those that do not match the filter.
pub(super) fn unlinked_systems(app: App) -> Memo<Vec<(SystemRef, String)>> {
    let shown_systems = app.shown_systems();
    Memo::new(move |_| {
        let inner = app.inner();
        inner.live.track_systems();
        // Read and not only tracked: a memo that was never read follows nothing.
        shown_systems.with(|_| ());
        let mut systems = app.unplaced_systems();
        if let Some(fits) = inner.filtering.systems.get() {
            systems.retain(|(id, _)| {
                let health = inner.live.health_of(id).unwrap_or(Health::Pending);
                inner
                    .live
                    .system(id)
                    .is_some_and(|system| fits(&system, health))
            });
        }
        systems.retain(|(id, _)| !inner.dismissals.has(&Dismissed::NotRacked(id.clone())));
        systems
    })
}

/// Shown instead of systems in a layout without a hub: how to connect one.
#[component]
pub(super) fn NoHub() -> impl IntoView {
    let app = App::expect();
    let (_, set_demo) = query_signal::<String>("demo");
    let connect = Callback::new(move |()| app.leave_local());
    let explore = Callback::new(move |()| set_demo.set(Some(String::new())));
    optional(move || {
        app.is_local().then(|| {
            view! {
                <section class="no-hub" aria-label="No hub">
                    <p>"No hub connected: devices show no live state."</p>
                    <div class="actions">
                        <Button class="button quiet" label="Connect a hub" on_press=connect />
                        <Button class="button quiet" label="Explore the demo" on_press=explore />
                    </div>
                </section>
            }
        })
    })
}

/// The systems marked as not racked, with a button to remove the mark.
#[component]
pub(super) fn NotRacked() -> impl IntoView {
    let app = App::expect();
    let shown_systems = app.shown_systems();
    let systems = Memo::new(move |_| {
        let inner = app.inner();
        inner.live.track_systems();
        // Read and not only tracked: a memo that was never read follows nothing.
        shown_systems.with(|_| ());
        let mut systems = app.unplaced_systems();
        systems.retain(|(id, _)| inner.dismissals.has(&Dismissed::NotRacked(id.clone())));
        systems
    });
    optional(move || {
        let systems = systems.get();
        (!systems.is_empty()).then(|| {
            let words = format!("Not racked ({})", systems.len());
            let rows: Vec<_> = systems
                .into_iter()
                .map(|(id, name)| marked_row(app, id, name))
                .collect();
            view! {
                <details class="not-racked">
                    <summary>{words}</summary>
                    <ul>{rows}</ul>
                </details>
            }
        })
    })
}

fn marked_row(app: App, id: SystemRef, name: String) -> AnyView {
    let unmark = Callback::new(move |()| {
        app.inner()
            .dismissals
            .remove(&Dismissed::NotRacked(id.clone()))
    });
    let spoken = format!("{name} is racked");
    view! {
        <li>
            <span class="name">{name}</span>
            <Button class="button quiet" label="Unmark" spoken=spoken on_press=unmark />
        </li>
    }
    .into_any()
}

/// The number of systems shown at first, and added by each press: a hub may list thousands at once.
const AT_ONCE: usize = 100;

/// A button that runs an action of the registry.
fn way(label: &'static str, id: &'static str) -> AnyView {
    let app = App::expect();
    let run = Callback::new(move |()| actions::run(app, id));
    view! { <Button class="button quiet" label=label on_press=run /> }.into_any()
}

#[component]
pub(super) fn SystemEntry(id: SystemRef, name: String) -> impl IntoView {
    let app = App::expect();
    let shown = id.clone();
    let health = Memo::new(move |_| {
        app.inner()
            .live
            .health_of(&shown)
            .unwrap_or(Health::Pending)
    });
    let label = format!("{name} is not racked");
    let mark = {
        let id = id.clone();
        Callback::new(move |()| {
            app.inner()
                .dismissals
                .add(&[Dismissed::NotRacked(id.clone())])
        })
    };
    let source = Callback::new(move |()| app.system_source(&id));
    let draggable = Draggable::new(app, source);
    view! {
        <li class="entry">
            <button
                type="button"
                class="pick system"
                title="Drag it to a rack, or press to place it in the first free units"
                on:pointerdown=move |event: PointerEvent| draggable.on_down(&event)
                on:click=move |event: MouseEvent| draggable.on_click(&event)
            >
                <Light health=health />
                <span class="name">{name}</span>
                <span class="size" aria-hidden="true">"drag"</span>
            </button>
            <IconButton icon=Icon::Close label=Signal::stored(label) class="button icon small" on_press=mark />
        </li>
    }
}
