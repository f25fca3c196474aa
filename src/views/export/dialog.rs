//! The export dialog: the file format, its contents, and a preview.

use leptos::prelude::*;

use super::choices::{self, Choices, Format};
use super::making;
use super::preview::Preview;
use crate::domain::problem::Problem;
use crate::state::app::App;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, flag, optional, text};
use crate::views::ui::form::{Check, Choice};
use crate::views::ui::notice::{Notice, Tone};

#[component]
pub fn ExportDialog() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::new(app);
    choices.suit_paper();
    spawn(async move { drop(choices.read_pictures(app).await) });
    let left_over = RwSignal::new(None::<Problem>);
    effect(move || {
        choices.format.track();
        left_over.set(None);
    });
    let is_busy = RwSignal::new(false);
    let obstacle = Memo::new(move |_| making::obstacle(app, &choices));
    let download = Callback::new(move |()| {
        if is_busy.get_untracked() || obstacle.with_untracked(Option::is_some) {
            return;
        }
        is_busy.set(true);
        spawn(async move {
            left_over.set(making::make(app, choices).await);
            is_busy.set(false);
        });
    });
    let label = text(move || {
        let words = if is_busy.get() {
            "Preparing the file…"
        } else {
            "Download"
        };
        words.to_owned()
    });
    let name = text(move || app.file_name("", choices.format().kind()));
    let has_name = flag(move || !choices.apart.get());
    view! {
        <h2>"Export"</h2>
        <div class="export">
            <form class="form" on:submit=move |event| event.prevent_default()>
                <Choice id="export-format" label="Format" options=choices::formats() value=choices.format />
                {optional(move || choices.format().is_drawn().then(|| drawn(app, choices)))}
                {optional(move || private_words(choices.format()))}
            </form>
            <Preview choices=choices />
        </div>
        {optional(move || obstacle.get().map(|problem| view! { <Notice tone=Tone::Warn problem=problem /> }))}
        {optional(move || left_over.get().map(|problem| view! { <Notice tone=Tone::Info problem=problem /> }))}
        <div class="actions">
            {optional(move || has_name.get().then(|| view! { <span class="file-name">{name}</span> }))}
            <Button class="button primary" label=label on_press=download />
        </div>
    }
}

/// Contents of a file that its recipient might not expect.
fn private_words(format: Format) -> Option<AnyView> {
    let words = match format {
        Format::Json => {
            "Everything in the layout but its pictures, with its links to systems, addresses and notes. No sign-in, no values."
        }
        Format::Archive => {
            "Everything in the layout and its pictures, with its links to systems, addresses and notes. No sign-in, no values."
        }
        Format::Rackula | Format::RackulaArchive => {
            "With addresses, notes and links; they stay with the devices when Rackula saves the file."
        }
        Format::Csv => "With addresses, notes and the names of linked systems.",
        Format::Png | Format::Svg | Format::Pdf => return None,
    };
    Some(view! { <p class="quiet wide">{words}</p> }.into_any())
}

/// The options of a drawing.
fn drawn(app: App, choices: Choices) -> AnyView {
    let snapshot = app.inner().document.snapshot();
    let racks = snapshot.with_untracked(|snapshot| choices::racks(&snapshot.layout));
    let has_several = racks.len() > 2;
    let is = move |format: Format| move || choices.format() == format;
    let is_picture = move || choices.format() != Format::Pdf;
    let parts_can_be_apart =
        move || is_picture() && has_several && choices.rack.with(String::is_empty);
    view! {
        <Choice id="export-rack" label="Racks" options=racks value=choices.rack />
        <Choice id="export-faces" label="Faces" options=choices::faces() value=choices.faces />
        <Choice id="export-theme" label="Colors" options=choices::themes() value=choices.theme />
        {optional(move || {
            is(Format::Png)()
                .then(|| view! { <Choice id="export-size" label="Size" options=choices::sizes() value=choices.size /> })
        })}
        {optional(move || {
            is(Format::Pdf)()
                .then(|| view! { <Choice id="export-paper" label="Paper" options=choices::papers() value=choices.paper /> })
        })}
        <div class="wide checks">
            <Check label="Include live status" value=choices.live />
            {optional(move || {
                choices
                    .pictures
                    .with(|pictures| !pictures.is_empty())
                    .then(|| view! { <Check label="Include pictures" value=choices.with_pictures /> })
            })}
            <Check label="Title block and legend" value=choices.title_block />
            {optional(move || {
                choices
                    .title_block
                    .get()
                    .then(|| view! { <Check label="QR code that opens the layout" value=choices.code /> })
            })}
            {optional(move || {
                let is_missing = choices.title_block.get() && choices.code.get() && making::code_of(app).is_none();
                is_missing
                    .then(|| view! { <p class="quiet" role="status">"The layout is too large for a QR code."</p> })
            })}
            {optional(move || is_picture().then(|| view! { <Check label="Transparent background" value=choices.transparent /> }))}
            {optional(move || parts_can_be_apart().then(|| view! { <Check label="One file per rack" value=choices.apart /> }))}
        </div>
    }
    .into_any()
}
