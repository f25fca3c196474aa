//! A layout from a link: described first, and opened only on request.

use leptos::prelude::*;

use crate::domain::format::counted;
use crate::domain::io::import::{Import, Tally};
use crate::domain::io::share;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::state::app::App;
use crate::state::incoming::Incoming;
use crate::state::reading::{ReadFailure, ReadFile, ReadingTask};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::modal::Modal;
use crate::views::ui::notice::{Notice, Tone};

/// The code of a link, and a callback for when the offer is answered.
#[derive(Clone)]
pub struct Offer {
    pub code: String,
    pub on_done: Callback<()>,
}

/// The contents of a link.
#[derive(Clone)]
enum LinkContent {
    Layout {
        layout: Box<Layout>,
        /// The number of damaged items.
        damaged: usize,
    },
    Nothing(ReadFailure),
}

#[component]
pub fn OfferedLayout(offer: Offer) -> impl IntoView {
    let Offer { code, on_done } = offer;
    let found = RwSignal::new(None);
    let link = Incoming::text("Link", share::fragment_of(&code));
    let task = ReadingTask::start(vec![link], move |outcomes| {
        found.set(outcomes.into_iter().next().and_then(found_in));
    });
    // The task ends with this view.
    StoredValue::new_local(task);
    let is_newer = share::is_newer(&code);
    let content = dynamic(move || match found.get() {
        None => view! { <p role="status">"Reading the link…"</p> }.into_any(),
        Some(LinkContent::Layout { layout, damaged }) => {
            view! { <Sound layout=*layout damaged=damaged on_done=on_done /> }.into_any()
        }
        Some(LinkContent::Nothing(error)) => {
            view! { <Unsound error=error is_newer=is_newer on_done=on_done /> }.into_any()
        }
    });
    view! { <Modal label="A shared layout" on_close=on_done content=content /> }
}

fn found_in(outcome: ReadFile) -> Option<LinkContent> {
    let received = match outcome.result {
        Ok(received) => received,
        Err(error) => return Some(LinkContent::Nothing(error)),
    };
    match received.parts.into_iter().next()?.import {
        Import::Layout { layout, report, .. } => {
            let Tally {
                changed, skipped, ..
            } = Tally::of(&report);
            let damaged = changed + skipped;
            Some(LinkContent::Layout { layout, damaged })
        }
        // No link holds types alone.
        Import::DeviceTypes { .. } => None,
    }
}

#[component]
fn Sound(layout: Layout, damaged: usize, on_done: Callback<()>) -> impl IntoView {
    let app = App::expect();
    let holds = format!(
        "“{}”: {}, {}.",
        layout.name,
        counted(layout.racks.len(), "rack"),
        counted(layout.devices.len(), "device")
    );
    let missing = (damaged > 0).then(|| {
        let problem = Problem::new(
            format!("{} could not be read.", counted(damaged, "item")),
            "The rest can be opened.",
        );
        view! { <Notice tone=Tone::Warn problem=problem /> }
    });
    let open = Callback::new(move |()| {
        app.open_shared(layout.clone());
        on_done.run(());
    });
    view! {
        <h2>"Open the shared layout?"</h2>
        <p>{holds}</p>
        <p class="quiet">"It is added beside your layouts; none of them is changed."</p>
        {missing}
        <div class="actions">
            <Button label=Signal::stored("Not now".to_owned()) on_press=on_done />
            <Button class="button primary" label=Signal::stored("Open as a new layout".to_owned()) on_press=open />
        </div>
    }
}

#[component]
fn Unsound(error: ReadFailure, is_newer: bool, on_done: Callback<()>) -> impl IntoView {
    let way = match error {
        ReadFailure::Content(_) if is_newer => {
            "Reload the page to get the newest version, then open the link again."
        }
        ReadFailure::Reader(_) => "Reload the page, then open the link again.",
        ReadFailure::Content(_) => "Ask for the link again, or for the layout as a file.",
    };
    let problem = Problem::new(format!("{error}."), way);
    view! {
        <h2>"The link cannot be opened"</h2>
        <Notice tone=Tone::Warn problem=problem />
        <div class="actions">
            <Button class="button primary" label=Signal::stored("Close".to_owned()) on_press=on_done />
        </div>
    }
}
