//! The form that edits several devices as one step.

use leptos::prelude::*;

use super::problem::{FormProblem, tried};
use crate::domain::arrange::{self, Edit};
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, TypeSlug};
use crate::domain::layout::{Face, Layout};
use crate::domain::placement::Refusal;
use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{flag, optional};
use crate::views::ui::field::Field;
use crate::views::ui::form::{Check, Choice, TextArea};

/// The form's values. An empty one leaves that property unchanged.
#[derive(Clone, Copy)]
struct SharedDraft {
    devices: StoredValue<Vec<DeviceId>>,
    /// A name pattern, in which `#` is a running number.
    names: RwSignal<String>,
    device_type: RwSignal<String>,
    face: RwSignal<String>,
    sets_notes: RwSignal<bool>,
    notes: RwSignal<String>,
    unlinks: RwSignal<bool>,
}

#[component]
pub fn ManyForm() -> impl IntoView {
    let app = App::expect();
    let devices = app
        .inner()
        .selection
        .with_untracked(|selection| selection.devices().to_vec());
    let count = devices.len();
    let draft = SharedDraft {
        devices: StoredValue::new(devices),
        names: RwSignal::new(String::new()),
        device_type: RwSignal::new(String::new()),
        face: RwSignal::new(String::new()),
        sets_notes: RwSignal::new(false),
        notes: RwSignal::new(String::new()),
        unlinks: RwSignal::new(false),
    };
    let snapshot = app.inner().document.snapshot();
    let types = snapshot.with_untracked(|snapshot| type_options(&snapshot.layout));
    let outcome = Memo::new(move |_| snapshot.with(|snapshot| draft.outcome(&snapshot.layout)));
    let done = Callback::new(move |()| {
        if let Ok(Some(command)) = outcome.get_untracked()
            && app.run(&command).is_ok()
        {
            app.close_dialog();
        }
    });
    view! {
        <h2>{format!("Edit {count} devices")}</h2>
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done.run(());
            }
        >
            <div class="wide">
                <Field id="many-names" label="Names" placeholder="unchanged; # becomes a number: web-#" value=draft.names />
            </div>
            <Choice id="many-type" label="Type" options=types value=draft.device_type />
            <Choice id="many-face" label="Side" options=faces() value=draft.face />
            <div class="wide"><Check label="Replace the notes" value=draft.sets_notes /></div>
            {optional(move || {
                draft
                    .sets_notes
                    .get()
                    .then(|| view! { <TextArea id="many-notes" label="Notes" value=draft.notes /> })
            })}
            <div class="wide"><Check label="Remove system links" value=draft.unlinks /></div>
            {optional(move || {
                outcome.get().err().map(|problem| view! { <p class="notice wide" data-tone="warn" role="status">{problem.to_string()}</p> })
            })}
            <div class="actions wide">
                <Button label=Signal::stored("Cancel".to_owned()) on_press=Callback::new(move |()| app.close_dialog()) />
                <button
                    type="submit"
                    class="button primary"
                    disabled=flag(move || !matches!(outcome.get(), Ok(Some(_))))
                >
                    "Save"
                </button>
            </div>
        </form>
    }
}

fn unchanged() -> (String, String) {
    (String::new(), "as it is".to_owned())
}

fn faces() -> Vec<(String, String)> {
    let named = [Face::Front, Face::Rear, Face::Both]
        .map(|face| (face.word().to_owned(), face.word().to_owned()));
    std::iter::once(unchanged()).chain(named).collect()
}

fn type_options(layout: &Layout) -> Vec<(String, String)> {
    let types = layout
        .device_types
        .iter()
        .map(|device_type| (device_type.slug.to_string(), device_type.full_name()));
    std::iter::once(unchanged()).chain(types).collect()
}

impl SharedDraft {
    /// One command for all filled-in values, if they change anything; or the problem with them.
    fn outcome(&self, layout: &Layout) -> Result<Option<Command>, FormProblem> {
        let edit = self.edit(layout);
        let edited = self
            .devices
            .with_value(|devices| arrange::edit_many(layout, devices, &edit));
        let commands = match edited {
            Ok(command) => vec![command],
            Err(Refusal::NothingToDo(_)) => return Ok(None),
            Err(refusal) => return Err(refusal.into()),
        };
        let words = format!("Edited {} devices", self.devices.with_value(Vec::len));
        let command = Command::Titled { words, commands };
        tried(layout, command).map(Some)
    }

    fn edit(&self, layout: &Layout) -> Edit {
        let names = self.names.get().trim().to_owned();
        let device_type = TypeSlug::new(self.device_type.get());
        Edit {
            name: (!names.is_empty()).then_some(names),
            face: face_called(&self.face.get()),
            device_type: layout.device_types.get(&device_type).cloned().map(Box::new),
            notes: self.sets_notes.get().then(|| self.notes.get()),
            unlink: self.unlinks.get(),
        }
    }
}

fn face_called(word: &str) -> Option<Face> {
    [Face::Front, Face::Rear, Face::Both]
        .into_iter()
        .find(|face| face.word() == word)
}
