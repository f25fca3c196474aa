//! A layout that came by a link: shown in words, and opened only when that is wanted.

use leptos::prelude::*;

use crate::domain::io::share::{self, BadLink};
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::views::ui::button::Button;
use crate::views::ui::modal::Modal;
use crate::views::ui::notice::{Notice, Tone};

/// The code of a link, and what to do once it has been answered.
#[derive(Clone)]
pub struct Offer {
    pub code: String,
    pub on_done: Callback<()>,
}

#[component]
pub fn OfferedLayout(offer: Offer) -> impl IntoView {
    let done = offer.on_done;
    let content = match share::decode(&offer.code, &mut new_uuid) {
        Ok(loaded) => {
            let left_out = loaded.report.len();
            view! { <Sound layout=loaded.layout left_out=left_out on_done=done /> }.into_any()
        }
        Err(error) => view! { <Unsound error=error on_done=done /> }.into_any(),
    };
    view! { <Modal label="A shared layout" on_close=done content=content /> }
}

#[component]
fn Sound(layout: Layout, left_out: usize, on_done: Callback<()>) -> impl IntoView {
    let app = App::expect();
    let holds = format!(
        "“{}”: {}, {}.",
        layout.name,
        counted(layout.racks.len(), "rack"),
        counted(layout.devices.len(), "device")
    );
    let missing = (left_out > 0).then(|| {
        let problem = Problem::new(
            format!("{} could not be read.", counted(left_out, "item")),
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
fn Unsound(error: BadLink, on_done: Callback<()>) -> impl IntoView {
    let way = match error {
        BadLink::Newer => "Reload the page to get the newest version, then open the link again.",
        _ => "Ask for the link once more, or for the layout as a file.",
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

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
