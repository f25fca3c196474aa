//! Layouts of a hub: rename the open one, open, delete, restore and create others.

use std::future::Future;

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::direction::without_turns;
use crate::domain::problem::Problem;
use crate::interaction::thresholds::DOUBLE_CLICK;
use crate::state::actions::layouts::LayoutCard;
use crate::state::actions::other_hubs::OtherHubLayout;
use crate::state::app::App;
use crate::state::spawn;
use crate::views::bar::layouts_menu::{ListSignal, read_layouts, refresh};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};
use crate::views::ui::field::Field;
use crate::views::ui::notice::{Notice, Tone};

#[component]
pub fn Layouts() -> impl IntoView {
    let app = App::expect();
    let listed = read_layouts(app);
    let problem = RwSignal::new(None::<Problem>);
    view! {
        <h2>"Layouts"</h2>
        {optional(move || problem.get().map(|problem| view! { <Notice tone=Tone::Warn problem=problem /> }))}
        <Rename listed=listed />
        {dynamic(move || match listed.get() {
            None => view! { <p class="quiet" role="status">"Loading layouts…"</p> }.into_any(),
            Some(Err(problem)) => view! { <Notice tone=Tone::Warn problem=problem /> }.into_any(),
            Some(Ok(cards)) => {
                let rows: Vec<_> = cards
                    .into_iter()
                    .map(|card| view! { <Row card=card listed=listed problem=problem /> })
                    .collect();
                view! { <ul class="kept">{rows}</ul> }.into_any()
            }
        })}
        <NewLayout />
        <Elsewhere problem=problem />
    }
}

#[component]
fn Rename(listed: ListSignal<LayoutCard>) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let name = RwSignal::new(snapshot.with_untracked(|snapshot| snapshot.layout.name.clone()));
    let rename = move || {
        let new = name.with_untracked(|name| without_turns(name.trim().to_owned()));
        let is_same = snapshot.with_untracked(|snapshot| snapshot.layout.name == new);
        if !new.is_empty() && !is_same && app.run(&Command::RenameLayout(new)).is_ok() {
            refresh(app, listed);
        }
    };
    view! {
        <form
            class="form-line"
            on:submit=move |event| {
                event.prevent_default();
                rename();
            }
        >
            <Field id="layout-name" label="Name of this layout" value=name />
            <button type="submit" class="button">"Rename"</button>
        </form>
    }
}

#[component]
fn Row(
    card: LayoutCard,
    listed: ListSignal<LayoutCard>,
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let app = App::expect();
    let LayoutCard {
        key,
        name,
        holds,
        when,
        is_open,
        is_deleted,
    } = card;
    let open = {
        let key = key.clone();
        Callback::new(move |()| {
            app.close_dialog();
            app.switch_layout(key.clone());
        })
    };
    let remove = {
        let key = key.clone();
        Callback::new(move |()| {
            let key = key.clone();
            follow(app, listed, problem, async move {
                app.delete_layout(&key).await
            });
        })
    };
    let is_sure = RwSignal::new(false);
    // The second click of a double click does not confirm.
    let is_thought_over = RwSignal::new(false);
    let remove_for_good = {
        let key = key.clone();
        Callback::new(move |()| {
            // Permanent, so it takes a second click.
            if !is_sure.get_untracked() {
                app.say("Press again to delete it permanently");
                // The row may be gone.
                let think = move || {
                    is_thought_over.try_set(true);
                };
                let _ = set_timeout(think, DOUBLE_CLICK);
                return is_sure.set(true);
            }
            if !is_thought_over.get_untracked() {
                return;
            }
            let key = key.clone();
            follow(app, listed, problem, async move {
                app.remove_layout_for_good(&key).await
            });
        })
    };
    let for_good = {
        let name = name.clone();
        let words = move || match is_sure.get() {
            true => "Delete permanently?",
            false => "Delete permanently",
        };
        view! {
            <Button
                label=Signal::derive(move || words().to_owned())
                spoken=format!("Delete permanently: {name}")
                on_press=remove_for_good
            />
        }
    };
    let bring_back = Callback::new(move |()| {
        let key = key.clone();
        follow(app, listed, problem, async move {
            app.bring_back_layout(&key).await
        });
    });
    let state = match (is_open, is_deleted) {
        (true, _) => "open",
        (_, true) => "deleted",
        _ => "",
    };
    let button = |verb: &str, act| {
        let label = format!("{verb} {name}");
        view! { <Button label=Signal::stored(verb.to_owned()) spoken=label on_press=act /> }
    };
    view! {
        <li data-state=state>
            <span class="what">
                <b>{name.clone()}</b>
                <small>{format!("{holds} · saved {when}")}</small>
            </span>
            {(!is_open && !is_deleted).then(|| button("Open", open))}
            {(!is_deleted).then(|| button("Delete", remove))}
            {is_deleted.then(|| (for_good, button("Restore", bring_back)))}
        </li>
    }
}

/// Runs work on a layout, then reloads the list and shows any problem.
fn follow(
    app: App,
    listed: ListSignal<LayoutCard>,
    problem: RwSignal<Option<Problem>>,
    work: impl Future<Output = Result<(), Problem>> + 'static,
) {
    spawn(async move {
        problem.try_set(work.await.err());
        refresh(app, listed);
    });
}

#[component]
fn NewLayout() -> impl IntoView {
    let app = App::expect();
    let name = RwSignal::new("New layout".to_owned());
    let has_systems = app.inner().live.has_systems();
    let chosen = move || {
        let name = name.with_untracked(|name| without_turns(name.trim().to_owned()));
        if name.is_empty() {
            "New layout".to_owned()
        } else {
            name
        }
    };
    let empty = Callback::new(move |()| {
        app.close_dialog();
        app.create_empty_layout(&chosen());
    });
    let from_systems = Callback::new(move |()| {
        app.close_dialog();
        app.create_layout_from_systems(&chosen());
    });
    view! {
        <h3>"Add a layout"</h3>
        <Field id="new-layout-name" label="Name of the new layout" value=name />
        <div class="actions">
            <Button label=Signal::stored("Create empty".to_owned()) on_press=empty />
            {has_systems
                .then(|| view! { <Button label=Signal::stored("Create from the hub’s systems".to_owned()) on_press=from_systems /> })}
        </div>
    }
}

/// Other layouts in this browser. Shows nothing if there are none.
#[component]
fn Elsewhere(problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let app = App::expect();
    let listed = RwSignal::new(Vec::<OtherHubLayout>::new());
    spawn(async move {
        match app.other_hub_layouts().await {
            Ok(cards) => drop(listed.try_set(cards)),
            Err(failure) => drop(problem.try_set(Some(failure))),
        }
    });
    let row = move |OtherHubLayout { card, of }: OtherHubLayout| {
        let facts = format!("{} · {of} · saved {}", card.holds, card.when);
        let spoken = format!("Open a copy of {}", card.name);
        let key = card.key;
        let copy = Callback::new(move |()| {
            let key = key.clone();
            spawn(async move {
                match app.copy_here(&key).await {
                    Ok(()) => app.close_dialog(),
                    Err(failure) => drop(problem.try_set(Some(failure))),
                }
            });
        });
        view! {
            <li>
                <span class="what">
                    <b>{card.name}</b>
                    <small>{facts}</small>
                </span>
                <Button label="Open a copy" spoken=spoken on_press=copy />
            </li>
        }
    };
    optional(move || {
        let cards = listed.get();
        (!cards.is_empty()).then(|| {
            let rows: Vec<_> = cards.into_iter().map(row).collect();
            view! {
                <h3>"Other layouts in this browser"</h3>
                <ul class="kept">{rows}</ul>
            }
        })
    })
}
