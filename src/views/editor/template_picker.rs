//! Racks to begin with, each with what stands in it.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::ids::RackId;
use crate::domain::templates::{Template, templates};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::viewport::CameraCommand;

#[component]
pub fn TemplatePicker() -> impl IntoView {
    let cards: Vec<_> = templates().into_iter().map(card).collect();
    view! {
        <h2>"Add from a template"</h2>
        <p class="hint">"A rack with typical devices. Rename, move and link them afterwards; undo takes all of it back."</p>
        <ul class="templates">{cards}</ul>
    }
}

fn card(template: Template) -> AnyView {
    let app = App::expect();
    let (name, words) = (template.name, template.words);
    view! {
        <li>
            <button type="button" class="button card" on:click=move |_| add(app, &template)>
                <strong>{name}</strong>
                <small>{words}</small>
            </button>
        </li>
    }
    .into_any()
}

fn add(app: App, template: &Template) {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let command = template.command(&snapshot.layout, &mut new_uuid);
    // A refusal has been said already.
    if app.run(&command).is_ok() {
        app.close_dialog();
        if let Some(rack) = rack_of(&command) {
            app.select(Selection::Rack(rack));
            app.move_camera(CameraCommand::Rack(rack));
        }
    }
}

fn rack_of(command: &Command) -> Option<RackId> {
    match command {
        Command::AddRack { rack, .. } => Some(rack.id),
        Command::Group(commands) | Command::Titled { commands, .. } => {
            commands.iter().find_map(rack_of)
        }
        _ => None,
    }
}
