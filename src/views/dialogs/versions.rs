//! The version history: earlier states of the layout, to restore, copy or download.

use leptos::prelude::*;

use crate::domain::problem::Problem;
use crate::state::actions::quarantine::QuarantineCard;
use crate::state::actions::versions::VersionCard;
use crate::state::app::App;
use crate::state::spawn;
use crate::views::bar::layouts_menu::ListSignal;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};
use crate::views::ui::notice::{Notice, Tone};

#[component]
pub fn Versions() -> impl IntoView {
    let app = App::expect();
    let listed: ListSignal<VersionCard> = RwSignal::new(None);
    let problem = RwSignal::new(None::<Problem>);
    spawn(async move {
        let cards = app.versions().await;
        // The dialog may be closed.
        listed.try_set(Some(cards));
    });
    view! {
        <h2>"Version history"</h2>
        <p class="quiet">
            "The layout as it was before the first change of each of the last 20 sessions. Restoring one is a single step that you can undo."
        </p>
        {optional(move || problem.get().map(|problem| view! { <Notice tone=Tone::Warn problem=problem /> }))}
        {dynamic(move || match listed.get() {
            None => view! { <p class="quiet" role="status">"Loading versions…"</p> }.into_any(),
            Some(Err(problem)) => view! { <Notice tone=Tone::Warn problem=problem /> }.into_any(),
            Some(Ok(cards)) if cards.is_empty() => {
                view! { <p class="quiet" role="status">"No versions yet. The next change keeps the layout as it is now."</p> }.into_any()
            }
            Some(Ok(cards)) => {
                let rows: Vec<_> = cards
                    .into_iter()
                    .map(|card| view! { <Row card=card problem=problem /> })
                    .collect();
                view! { <ul class="kept">{rows}</ul> }.into_any()
            }
        })}
        <Unreadable problem=problem />
    }
}

/// Layouts that could not be read. Shows nothing if there are none.
#[component]
fn Unreadable(problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let app = App::expect();
    let listed = RwSignal::new(Vec::<QuarantineCard>::new());
    let read = Callback::new(move |()| {
        spawn(async move {
            match app.quarantined_texts().await {
                Ok(cards) => drop(listed.try_set(cards)),
                Err(failure) => drop(problem.try_set(Some(failure))),
            }
        });
    });
    read.run(());
    optional(move || {
        let cards = listed.get();
        (!cards.is_empty()).then(|| {
            let rows: Vec<_> = cards
                .into_iter()
                .map(|card| view! { <UnreadableRow card=card problem=problem read=read /> })
                .collect();
            view! {
                <h3>"Layouts that could not be read"</h3>
                <ul class="kept">{rows}</ul>
            }
        })
    })
}

/// Can be removed only after it was saved to a file, because there is no other copy.
#[component]
fn UnreadableRow(
    card: QuarantineCard,
    problem: RwSignal<Option<Problem>>,
    read: Callback<()>,
) -> impl IntoView {
    let app = App::expect();
    let is_saved = RwSignal::new(false);
    let facts = card.facts.clone();
    let save = {
        let card = card.clone();
        Callback::new(move |()| {
            app.download_quarantined(&card);
            is_saved.set(true);
        })
    };
    let open = {
        let card = card.clone();
        Callback::new(move |()| {
            let card = card.clone();
            spawn(async move {
                match app.open_quarantined(&card).await {
                    Ok(()) => app.close_dialog(),
                    Err(failure) => drop(problem.try_set(Some(failure))),
                }
            });
        })
    };
    let remove = Callback::new(move |()| {
        let card = card.clone();
        spawn(async move {
            problem.try_set(app.remove_quarantined(&card).await.err());
            read.try_run(());
        });
    });
    view! {
        <li>
            <span class="what">
                <b>"A stored layout, unchanged"</b>
                <small>{facts}</small>
            </span>
            // To the left of the save button, which stays under the pointer: a double click removes nothing.
            {optional(move || {
                is_saved
                    .get()
                    .then(|| view! { <Button label=Signal::stored("I saved the file: remove".to_owned()) on_press=remove /> })
            })}
            <Button label=Signal::stored("Open a copy".to_owned()) on_press=open />
            <Button label=Signal::stored("Save to a file".to_owned()) on_press=save />
        </li>
    }
}

/// The actions of a version.
#[derive(Clone, Copy)]
enum VersionAction {
    GoBack,
    OpenCopy,
    Download,
}

#[component]
fn Row(card: VersionCard, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let app = App::expect();
    let (when, why) = (card.when.clone(), card.why);
    let facts = match card.name.as_str() {
        "" => card.holds.clone(),
        name => format!("{name} · {}", card.holds),
    };
    let button = |words: &'static str, way: VersionAction| {
        let (spoken, card) = (format!("{words}: {}", card.when), card.clone());
        let act = Callback::new(move |()| {
            let card = card.clone();
            spawn(async move { go(app, way, &card, problem).await });
        });
        view! { <Button label=Signal::stored(words.to_owned()) spoken=spoken on_press=act /> }
    };
    view! {
        <li>
            <span class="what">
                <b>{when}</b>
                <small>{facts}</small>
                <small>{why}</small>
            </span>
            {button("Restore this version", VersionAction::GoBack)}
            {button("Open as a copy", VersionAction::OpenCopy)}
            {button("Download", VersionAction::Download)}
        </li>
    }
}

async fn go(app: App, way: VersionAction, card: &VersionCard, problem: RwSignal<Option<Problem>>) {
    let done = match way {
        VersionAction::GoBack => app.go_back_to(card).await,
        VersionAction::OpenCopy => app.open_version_as_copy(card).await,
        VersionAction::Download => app.download_version(card).await,
    };
    match (done, way) {
        (Ok(()), VersionAction::Download) => {}
        (Ok(()), _) => app.close_dialog(),
        (Err(failure), _) => drop(problem.try_set(Some(failure))),
    }
}
