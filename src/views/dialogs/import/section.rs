//! The section of one file or link: its contents, what became of each item, and where to put them.

use std::sync::Arc;

use leptos::prelude::*;

use super::reading::{Content, Reading, sum_of, text_of};
use crate::domain::arrange::linking::Matches;
use crate::domain::command::{Command, apply};
use crate::domain::format::counted;
use crate::domain::io::import::wire::SkippedEntry;
use crate::domain::io::import::{
    Import, ItemKind, ItemOutcome, ReportEntry, ReportRow, beside, kinds, rows,
};
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::pictures::PictureFile;
use crate::state::actions::pictures::TakenPictures;
use crate::state::app::App;
use crate::state::files::{FileKind, copy_unseen};
use crate::state::reading::ReadFailure;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::form::Check;

/// Maximum number of entries shown.
const SHOWN: usize = 300;
/// A report with fewer entries needs no filter.
const MANY: usize = 20;

pub fn section(app: App, reading: Reading) -> AnyView {
    let Reading {
        name,
        content,
        pictures,
    } = reading;
    let imported = match content {
        Content::ReadFailure(problem) => return broken(name, &problem),
        Content::Rest { skipped, others } => return rest(&name, &skipped, others),
        Content::Found(imported) => beside_ours(app, imported),
    };
    let (what, actions) = match &*imported {
        Import::Layout { source, layout, .. } => (
            format!(
                "{}: “{}”, {}, {}",
                source.word(),
                layout.name,
                counted(layout.racks.len(), "rack"),
                counted(layout.devices.len(), "device")
            ),
            layout_actions(app, layout, pictures),
        ),
        Import::DeviceTypes { types, .. } => (
            format!("Device types of NetBox: {} new", types.len()),
            type_actions(app, types),
        ),
    };
    found(app, name, what, imported, actions)
}

/// Adapts imported types to those of the open layout.
fn beside_ours(app: App, imported: Arc<Import>) -> Arc<Import> {
    let here = app.inner().document.snapshot().get_untracked();
    Arc::new(beside(
        Arc::unwrap_or_clone(imported),
        &here.layout.device_types,
    ))
}

fn broken(name: String, problem: &ReadFailure) -> AnyView {
    view! {
        <section>
            <h3>{name}</h3>
            <p class="notice" data-tone="warn" role="alert">{problem.to_string()}</p>
        </section>
    }
    .into_any()
}

/// The files of an archive that were not imported.
fn rest(name: &str, skipped: &[SkippedEntry], others: usize) -> AnyView {
    let title = format!("{name}: other files");
    let label = title.clone();
    let mut rows: Vec<AnyView> = skipped.iter().take(SHOWN).map(skipped_file).collect();
    if skipped.len() > SHOWN {
        let more = format!("and {} more", skipped.len() - SHOWN);
        rows.push(view! { <li>{more}</li> }.into_any());
    }
    let list = (!rows.is_empty()).then(|| {
        view! { <ul class="report" tabindex="0" aria-label="Files that were not read">{rows}</ul> }
    });
    let others = (others > 0).then(|| {
        let words = format!("{} of other kinds ignored.", counted(others, "file"));
        view! { <p class="quiet">{words}</p> }
    });
    view! {
        <section aria-label=label>
            <h3>{title}</h3>
            {list}
            {others}
        </section>
    }
    .into_any()
}

fn skipped_file(file: &SkippedEntry) -> AnyView {
    let (name, reason) = (file.name.clone(), format!("not read: {}", file.reason));
    view! {
        <li>
            <b>{name}</b>
            " "
            <span class="quiet">{reason}</span>
        </li>
    }
    .into_any()
}

fn found(app: App, name: String, what: String, imported: Arc<Import>, actions: AnyView) -> AnyView {
    let sum = sum_of(imported.report());
    let all = RwSignal::new(false);
    let shown = imported.clone();
    let kind = RwSignal::new(String::new());
    let filter = kind_filter(imported.report(), kind);
    let rows = dynamic(move || list(shown.report(), all.get(), &kind.get()));
    let (label, title, told) = (name.clone(), name.clone(), what.clone());
    let copy = Callback::new(move |()| {
        copy_report(app, text_of(&name, &told, imported.report()));
    });
    view! {
        <section aria-label=label>
            <h3>{title}</h3>
            <p>{what}</p>
            <p role="status">{sum}</p>
            {actions}
            <div class="report-head">
                <Check label="Also list what was imported unchanged" value=all />
                {filter}
                <Button label=Signal::stored("Copy the report".to_owned()) on_press=copy />
            </div>
            {rows}
        </section>
    }
    .into_any()
}

/// Copies the report; if pages may not copy, saves it as a file.
fn copy_report(app: App, text: String) {
    spawn(async move {
        if copy_unseen(&text).await {
            app.say("Copied the report");
        } else {
            let name = app.file_name("import report", FileKind::Text);
            app.download(&name, FileKind::Text, text.as_bytes());
        }
    });
}

/// Chooses the kind of items that a long report lists; nothing for a short one.
fn kind_filter(report: &[ReportEntry], chosen: RwSignal<String>) -> Option<AnyView> {
    let kinds = kinds(report);
    if report.len() < MANY || kinds.len() < 2 {
        return None;
    }
    let options: Vec<AnyView> = kinds
        .into_iter()
        .map(|(kind, count)| {
            let words = format!("{} ({count})", kind.word());
            view! { <option value=kind.word()>{words}</option> }.into_any()
        })
        .collect();
    let all = format!("All items ({})", report.len());
    let filter = view! {
        <label class="check">
            <span>"Kind of item"</span>
            <select prop:value=chosen on:change=move |event| chosen.set(event_target_value(&event))>
                <option value="">{all}</option>
                {options}
            </select>
        </label>
    };
    Some(filter.into_any())
}

/// The listed entries of a report: with or without those imported unchanged, of one kind or of all.
fn list(report: &[ReportEntry], all: bool, kind: &str) -> AnyView {
    let kind = ItemKind::of_word(kind);
    let found = rows(report, &|entry| {
        (all || entry.outcome != ItemOutcome::CameIn)
            && kind.is_none_or(|kind| entry.item.kind == kind)
    });
    if found.is_empty() {
        return ().into_any();
    }
    let mut rows: Vec<AnyView> = found.iter().take(SHOWN).map(row).collect();
    if found.len() > SHOWN {
        let more = format!(
            "and {} more; the copied report has all",
            found.len() - SHOWN
        );
        rows.push(view! { <li>{more}</li> }.into_any());
    }
    view! { <ul class="report" tabindex="0" aria-label="Result for each item">{rows}</ul> }
        .into_any()
}

fn row(row: &ReportRow) -> AnyView {
    let ReportRow { entry, count } = row;
    let word = match entry.outcome {
        ItemOutcome::CameIn => "imported",
        ItemOutcome::Changed(_) => "changed",
        ItemOutcome::Skipped(_) => "skipped",
    };
    let mut why = match entry.outcome.reason().as_str() {
        "" => word.to_owned(),
        why => format!("{word}: {why}"),
    };
    if *count > 1 {
        why += &format!(" ({count} times)");
    }
    let item = entry.item.to_string();
    view! {
        <li>
            <b>{item}</b>
            " "
            <span class="quiet">{why}</span>
        </li>
    }
    .into_any()
}

/// Stores the pictures before the layout that shows them.
fn with_pictures(
    app: App,
    pictures: Arc<Vec<PictureFile>>,
    layout: Layout,
    take: impl FnOnce(Layout) + 'static,
) {
    if pictures.is_empty() {
        return take(layout);
    }
    spawn(async move {
        let TakenPictures { taken, left_out } = app.take_pictures(&pictures, layout).await;
        if left_out > 0 {
            app.say(format!(
                "{} could not be kept",
                counted(left_out, "picture")
            ));
        }
        take(taken);
    });
}

fn layout_actions(app: App, layout: &Layout, pictures: Arc<Vec<PictureFile>>) -> AnyView {
    let has_racks = !layout.racks.is_empty();
    let matches = app.matches_in(layout);
    let linking = RwSignal::new(!matches.links.is_empty());
    let offer = (!matches.links.is_empty()).then(|| offer_links(&matches, linking));
    let wanted = StoredValue::new((layout.clone(), matches));
    let taken = move |beside: Option<&Layout>| {
        let (mut layout, mut matches) = wanted.get_value();
        if let Some(beside) = beside {
            matches.leave_those_shown_in(beside);
        }
        if linking.get_untracked()
            && let Ok(command) = matches.command()
        {
            // Links are never refused.
            let _ = apply(&mut layout, &command);
        }
        layout
    };
    let its_pictures = pictures.clone();
    let open = Callback::new(move |()| {
        let layout = taken(None);
        app.close_dialog();
        with_pictures(app, pictures.clone(), layout, move |layout| {
            app.open_as_new_layout(layout);
        });
    });
    let add = Callback::new(move |()| {
        let here = app.inner().document.snapshot().get_untracked();
        let layout = taken(Some(&here.layout));
        app.close_dialog();
        with_pictures(app, its_pictures.clone(), layout, move |layout| {
            app.add_racks_from(&layout);
        });
    });
    view! {
        {offer}
        <div class="actions">
            {has_racks
                .then(|| {
                    view! { <Button label=Signal::stored("Add its racks to this layout".to_owned()) on_press=add /> }
                })}
            <Button
                class="button primary"
                label=Signal::stored("Open as a new layout".to_owned())
                on_press=open
            />
        </div>
    }
    .into_any()
}

fn offer_links(matches: &Matches, linking: RwSignal<bool>) -> AnyView {
    let words = format!(
        "{} the name or address of one of the hub’s systems.",
        match matches.links.len() {
            1 => "1 device has".to_owned(),
            several => format!("{several} devices have"),
        }
    );
    view! {
        <p>{words}</p>
        <Check label="Link them" value=linking />
    }
    .into_any()
}

fn type_actions(app: App, types: &[DeviceType]) -> AnyView {
    if types.is_empty() {
        return ().into_any();
    }
    let types = StoredValue::new(types.to_vec());
    let add = Callback::new(move |()| {
        // The layout may have changed since the file was read.
        let now = beside_ours(
            app,
            Arc::new(types.with_value(|types| Import::DeviceTypes {
                types: types.clone(),
                report: Vec::new(),
            })),
        );
        let Import::DeviceTypes { types, .. } = &*now else {
            return;
        };
        let add = |found: &DeviceType| Command::AddType(Box::new(found.clone()));
        let commands: Vec<Command> = types.iter().map(add).collect();
        if commands.is_empty() {
            app.say("This layout already has all of them");
            return;
        }
        let words = format!("Added {}", counted(commands.len(), "device type"));
        if app.run(&Command::Titled { words, commands }).is_ok() {
            app.close_dialog();
        }
    });
    view! {
        <div class="actions">
            <Button
                class="button primary"
                label=Signal::stored("Add them to this layout".to_owned())
                on_press=add
            />
        </div>
    }
    .into_any()
}
