//! Imports files and links, in Blinkenrack's own format and those of other programs.

mod reading;
mod section;
mod under_way;

use leptos::html;
use leptos::prelude::*;

use crate::state::app::App;
use crate::state::incoming::Incoming;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::effect;
use crate::views::ui::field::Field;
use reading::{Reading, readings_of};
use section::section;
use under_way::DialogTasks;

lazy_part!(import: pub fn load_import() -> fn(()) -> AnyView = dialog);

fn dialog((): ()) -> AnyView {
    let app = App::expect();
    let readings = RwSignal::new(Vec::<Numbered>::new());
    let tasks = DialogTasks::new();
    let read = move |files: Vec<Incoming>| {
        tasks.start(files, move |outcomes| {
            readings.update(|readings| place_first(readings, readings_of(outcomes)));
        });
    };
    let incoming = app.inner().incoming.clone();
    effect(move || {
        if incoming.with(Vec::is_empty) {
            return;
        }
        let files = std::mem::take(&mut *incoming.write());
        read(files);
    });
    let read_link = Callback::new(move |text: String| read(vec![Incoming::text("Link", text)]));
    view! {
        <h2>"Open a file"</h2>
        <Choose app=app read_link=read_link />
        {tasks.view()}
        <For each=move || readings.get() key=|(number, _)| *number let:numbered>
            {section(app, numbered.1)}
        </For>
    }
    .into_any()
}

/// A reading and its number. A section is made once for each number, so that choices in it stay when another file is added.
type Numbered = (usize, Reading);

/// The newest readings come first: they are what the user looks for.
fn place_first(readings: &mut Vec<Numbered>, new: Vec<Reading>) {
    let next = readings.iter().map(|(number, _)| number + 1).max();
    let mut all: Vec<Numbered> = (next.unwrap_or_default()..).zip(new).collect();
    all.append(readings);
    *readings = all;
}

#[component]
fn Choose(app: App, read_link: Callback<String>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let link = RwSignal::new(String::new());
    let take = move || {
        if let Some(input) = input.get_untracked() {
            if let Some(files) = input.files() {
                app.receive_files(&files);
            }
            // Allows the same file to be chosen again.
            input.set_value("");
        }
    };
    let read_link = Callback::new(move |()| {
        let text = link.get_untracked();
        if !text.trim().is_empty() {
            read_link.run(text);
            link.set(String::new());
        }
    });
    view! {
        <p class="hint">
            "Layouts of Blinkenrack or Rackula, and device types and rack types of NetBox: many files at once, or a zip archive of them. You can also drop files anywhere on the page. Nothing changes before you choose what to do with it."
        </p>
        <div class="field">
            <label for="import-files">"Files"</label>
            <input
                id="import-files"
                type="file"
                multiple=true
                accept=".json,.yaml,.yml,.zip"
                node_ref=input
                on:change=move |_| take()
            />
        </div>
        <form
            on:submit=move |event| {
                event.prevent_default();
                read_link.run(());
            }
        >
            <Field id="import-link" label="Or a share link of Blinkenrack or Rackula" longest=200_000 value=link />
            <div class="actions">
                <Button label=Signal::stored("Read the link".to_owned()) on_press=read_link />
            </div>
        </form>
    }
}
