//! Opening files of ours and of other programs: what is in them, what became of each item, and where it is to go.

use leptos::html;
use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::io::import::{Entry, Import, Outcome, Source, Tally, import};
use crate::domain::layout::{DeviceType, Layout};
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::incoming::Incoming;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect};
use crate::views::ui::field::Field;
use crate::views::ui::form::Check;

/// A longer list is not read to its end by anyone.
const SHOWN: usize = 300;

/// A file or link that was read.
#[derive(Clone)]
struct Reading {
    name: String,
    result: Result<Import, String>,
}

lazy_part!(import: pub fn load_import() -> fn(()) -> AnyView = dialog);

fn dialog((): ()) -> AnyView {
    let app = App::expect();
    let readings = RwSignal::new(Vec::<Reading>::new());
    let incoming = app.inner().incoming.clone();
    effect(move || {
        if incoming.with(Vec::is_empty) {
            return;
        }
        let files = std::mem::take(&mut *incoming.write());
        readings.update(|readings| readings.extend(files.into_iter().map(read_file)));
    });
    view! {
        <h2>"Open a file"</h2>
        <Choose app=app readings=readings />
        {dynamic(move || {
            let list: Vec<AnyView> = readings.get().into_iter().map(|reading| section(app, reading)).collect();
            list.into_any()
        })}
    }
    .into_any()
}

fn read_file(file: Incoming) -> Reading {
    let result = file
        .content
        .and_then(|bytes| read_bytes(&file.name, &bytes));
    Reading {
        name: file.name,
        result,
    }
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Import, String> {
    import(name, bytes, &mut new_uuid).map_err(|error| error.to_string())
}

#[component]
fn Choose(app: App, readings: RwSignal<Vec<Reading>>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let link = RwSignal::new(String::new());
    let take = move || {
        if let Some(input) = input.get_untracked() {
            if let Some(files) = input.files() {
                app.receive_files(&files);
            }
            // So that the same file can be chosen again.
            input.set_value("");
        }
    };
    let read_link = Callback::new(move |()| {
        let text = link.get_untracked();
        if !text.trim().is_empty() {
            let reading = Reading {
                name: "Link".to_owned(),
                result: read_bytes("Link", text.as_bytes()),
            };
            readings.update(|readings| readings.push(reading));
            link.set(String::new());
        }
    });
    view! {
        <p class="hint">
            "Layouts of Blinkenrack or Rackula, and device types of NetBox. Files can also be dropped anywhere on the page."
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
            <Field id="import-link" label="Or a Rackula share link" value=link />
            <div class="actions">
                <Button label="Read the link" on_press=read_link />
            </div>
        </form>
    }
}

fn section(app: App, reading: Reading) -> AnyView {
    let Reading { name, result } = reading;
    match result {
        Err(problem) => view! {
            <section>
                <h3>{name}</h3>
                <p class="notice" data-tone="warn" role="alert">{problem}</p>
            </section>
        }
        .into_any(),
        Ok(Import::Layout {
            source,
            layout,
            report,
        }) => {
            let what = format!("{}: “{}”", source.word(), layout.name);
            let actions = layout_actions(app, source, *layout);
            found(name, what, report, actions)
        }
        Ok(Import::DeviceTypes { types, report }) => {
            let what = format!("Device types of NetBox: {}", types.len());
            found(name, what, report, type_actions(app, types))
        }
    }
}

fn found(name: String, what: String, report: Vec<Entry>, actions: AnyView) -> AnyView {
    let Tally {
        came_in,
        changed,
        skipped,
    } = Tally::of(&report);
    let sum = format!("{came_in} items came in as they are, {changed} changed, {skipped} skipped.");
    let all = RwSignal::new(false);
    let rows = dynamic(move || {
        let all = all.get();
        let told = report
            .iter()
            .filter(|entry| all || entry.outcome != Outcome::CameIn);
        let count = told.clone().count();
        let mut rows: Vec<AnyView> = told.take(SHOWN).map(row).collect();
        if count > SHOWN {
            let more = format!("and {} more", count - SHOWN);
            rows.push(view! { <li>{more}</li> }.into_any());
        }
        view! { <ul class="report">{rows}</ul> }.into_any()
    });
    let label = name.clone();
    view! {
        <section aria-label=label>
            <h3>{name}</h3>
            <p>{what}</p>
            <p role="status">{sum}</p>
            {actions}
            <Check label="Also list what came in as it is" value=all />
            {rows}
        </section>
    }
    .into_any()
}

fn row(entry: &Entry) -> AnyView {
    let word = match entry.outcome {
        Outcome::CameIn => "came in",
        Outcome::Changed(_) => "changed",
        Outcome::Skipped(_) => "skipped",
    };
    let why = match entry.outcome.reason() {
        "" => word.to_owned(),
        why => format!("{word}: {why}"),
    };
    let item = entry.item.clone();
    view! {
        <li>
            <b>{item}</b>
            " "
            <span class="quiet">{why}</span>
        </li>
    }
    .into_any()
}

fn layout_actions(app: App, source: Source, layout: Layout) -> AnyView {
    let has_racks = !layout.racks.is_empty();
    let layout = StoredValue::new(layout);
    let open = Callback::new(move |()| {
        app.close_dialog();
        app.open_as_new_layout(layout.get_value());
    });
    let add = Callback::new(move |()| {
        app.close_dialog();
        layout.with_value(|layout| app.add_racks_from(layout));
    });
    let label = match source {
        Source::Blinkenrack => "Open as one more layout",
        Source::Rackula | Source::RackulaLink => "Open as a new layout",
    };
    view! {
        <div class="actions">
            {has_racks.then(|| view! { <Button label="Add its racks to this layout" on_press=add /> })}
            <Button class="button primary" label=label on_press=open />
        </div>
    }
    .into_any()
}

fn type_actions(app: App, types: Vec<DeviceType>) -> AnyView {
    let types = StoredValue::new(types);
    let add = Callback::new(move |()| {
        let snapshot = app.inner().document.snapshot();
        let commands = snapshot.with_untracked(|snapshot| {
            let known = &snapshot.layout.device_types;
            let new = |found: &&DeviceType| !known.contains(&found.slug);
            let add = |found: &DeviceType| Command::AddType(Box::new(found.clone()));
            types.with_value(|types| types.iter().filter(new).map(add).collect::<Vec<_>>())
        });
        if commands.is_empty() {
            app.say("This layout has all of them already");
        } else if app.run(&Command::Group(commands)).is_ok() {
            app.close_dialog();
        }
    });
    view! {
        <div class="actions">
            <Button class="button primary" label="Add them to this layout" on_press=add />
        </div>
    }
    .into_any()
}
