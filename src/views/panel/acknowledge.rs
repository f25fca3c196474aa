//! Acknowledging a triggered alert, with a note and an end.

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::acknowledged::AcknowledgedFor;
use crate::domain::alert_rules::{self, AlertSetting};
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::field::Field;
use crate::views::ui::focus::focus_soon;
use crate::views::ui::form::Choice;

/// The alert to acknowledge: its name on the hub, and its description.
#[derive(Clone, PartialEq)]
pub struct AcknowledgeDraft {
    name: String,
    words: String,
}

/// The acknowledgement of a triggered alert, or the button for it.
pub fn acknowledgement(
    inputs: TabInputs,
    rule: &AlertSetting,
    draft: RwSignal<Option<AcknowledgeDraft>>,
) -> AnyView {
    let of = AcknowledgeDraft {
        name: rule.name.clone(),
        words: inputs.preferences.with(|preferences| {
            alert_rules::words(&rule.name, rule.value, rule.minutes, preferences)
        }),
    };
    dynamic(move || {
        let (Some(system), of) = (inputs.system.get(), of.clone()) else {
            return ().into_any();
        };
        let acknowledging = App::expect().acknowledging();
        match acknowledging.of(&system, &of.name) {
            Some(known) => {
                let words = known.words(&time::local);
                let spoken = format!("Remove the acknowledgement of: {}", of.words);
                let withdraw = Callback::new(move |()| {
                    App::expect().acknowledging().withdraw(&system, &of.name);
                });
                view! {
                    <div class="acknowledged">
                        <span>{words}</span>
                        <Button label="Remove" spoken=spoken on_press=withdraw />
                    </div>
                }
                .into_any()
            }
            None => {
                let spoken = format!("Acknowledge: {}", of.words);
                let open = Callback::new(move |()| draft.set(Some(of.clone())));
                view! { <Button label="Acknowledge" spoken=spoken on_press=open /> }.into_any()
            }
        }
    })
}

pub fn acknowledge_form(
    inputs: TabInputs,
    of: AcknowledgeDraft,
    draft: RwSignal<Option<AcknowledgeDraft>>,
) -> AnyView {
    let app = App::expect();
    // Belongs to the system for which the form was opened.
    let system = StoredValue::new(inputs.system.get_untracked());
    let note = RwSignal::new(String::new());
    let how_long = RwSignal::new(AcknowledgedFor::EightHours.id().to_owned());
    let choices: Vec<_> = AcknowledgedFor::ALL
        .into_iter()
        .map(|one| (one.id().to_owned(), one.label().to_owned()))
        .collect();
    let name = of.name;
    let close = move || {
        draft.set(None);
        focus_soon(".panel [role=tab][aria-selected=true]");
    };
    let save = move || {
        let how_long = AcknowledgedFor::of_id(&how_long.get_untracked());
        if let (Some(system), Some(how_long)) = (system.get_value(), how_long) {
            let acknowledging = app.acknowledging();
            if !acknowledging.acknowledge(&system, &name, &note.get_untracked(), how_long) {
                app.say("This alert has ended.");
            }
        }
        close();
    };
    let cancel = Callback::new(move |()| close());
    // The form takes the focus, and returns it to its tab.
    focus_soon("#acknowledge-note");
    view! {
        <form
            class="alert-form acknowledge"
            aria-label="Acknowledge an alert"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <p class="about">{of.words}</p>
            <Field id="acknowledge-note" label="Note" value=note />
            <Choice id="acknowledge-end" label="For" options=choices value=how_long />
            <p class="hint">
                "It stays in the list, but no longer colors its device. This is kept in this browser only; the hub is not told."
            </p>
            <div class="actions">
                <button type="submit" class="button accent">"Acknowledge"</button>
                <Button label="Cancel" on_press=cancel />
            </div>
        </form>
    }
    .into_any()
}
