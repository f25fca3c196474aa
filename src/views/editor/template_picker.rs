//! Templates of racks with their devices: choosing one, and naming it and its devices.

use std::sync::Arc;

use leptos::prelude::*;

use super::new_rack::show_new_rack;
use crate::domain::templates::{Template, TemplateLabels, templates};
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, text};
use crate::views::ui::field::Field;
use crate::views::ui::focus::focus_soon;

/// Number of device names shown as examples.
const NAMES_SHOWN: usize = 4;

/// `first` is the id of the template that was chosen already.
#[component]
pub fn TemplatePicker(first: Option<&'static str>) -> impl IntoView {
    let known = |id: &str| templates().into_iter().find(|template| template.id == id);
    let chosen = RwSignal::new(first.and_then(known).map(Arc::new));
    dynamic(move || match chosen.get() {
        Some(template) => view! { <Labels template=template chosen=chosen /> }.into_any(),
        None => cards(chosen),
    })
}

type Chosen = RwSignal<Option<Arc<Template>>>;

fn cards(chosen: Chosen) -> AnyView {
    let cards: Vec<_> = templates()
        .into_iter()
        .map(|template| card(template, chosen))
        .collect();
    view! {
        <h2>"Add from a template"</h2>
        <p class="hint">"A rack with typical devices. You name them in the next step; undo takes all of it back."</p>
        <ul class="templates">{cards}</ul>
    }
    .into_any()
}

fn card(template: Template, chosen: Chosen) -> AnyView {
    let (id, name, words) = (template.id, template.name, template.words);
    let template = Arc::new(template);
    view! {
        <li>
            <button
                type="button"
                class="button card"
                data-template=id
                on:click=move |_| {
                    chosen.set(Some(template.clone()));
                    focus_soon("#template-rack");
                }
            >
                <strong>{name}</strong>
                <small>{words}</small>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Labels(template: Arc<Template>, chosen: Chosen) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot().get_untracked();
    let rack = RwSignal::new(template.rack_name(&snapshot.layout));
    let prefix = RwSignal::new(String::new());
    let devices = template.devices();
    let names: Vec<RwSignal<String>> = devices
        .iter()
        .map(|(_, name)| RwSignal::new((*name).to_owned()))
        .collect();
    let fields: Vec<_> = devices
        .into_iter()
        .zip(&names)
        .enumerate()
        .map(|(place, ((kind, _), name))| name_field(place, kind, *name))
        .collect();
    let names = StoredValue::new(names);
    let labels = move || TemplateLabels {
        rack: rack.get(),
        prefix: prefix.get(),
        names: names.with_value(|names| names.iter().map(|name| name.get()).collect()),
    };
    let (title, words) = (template.name, template.words);
    let example = {
        let template = template.clone();
        text(move || example(&template.device_names(&labels())))
    };
    let id = template.id;
    let back = Callback::new(move |()| {
        chosen.set(None);
        focus_soon(format!("[data-template={id}]"));
    });
    let done = move || add(app, &template, &untrack(labels));
    view! {
        <h2>{title}</h2>
        <p class="hint">{words}</p>
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done();
            }
        >
            <div class="wide">
                <Field id="template-rack" label="Name of the rack" value=rack />
            </div>
            <div class="wide">
                <Field id="template-prefix" label="Before each device's name" placeholder="lab-" longest=60 value=prefix />
            </div>
            <p class="wide hint" role="status">{example}</p>
            <fieldset class="wide template-names">
                <legend>"Names of the devices, from the top"</legend>
                {fields}
            </fieldset>
            <div class="actions wide">
                <Button label="Back" on_press=back />
                <button type="submit" class="button primary">"Add rack"</button>
            </div>
        </form>
    }
}

/// One device: what it is, and the name that it gets.
fn name_field(place: usize, kind: &'static str, name: RwSignal<String>) -> AnyView {
    let id = format!("template-name-{place}");
    view! {
        <label for=id.clone()>{kind}</label>
        <input
            id=id
            type="text"
            autocomplete="off"
            spellcheck="false"
            maxlength="255"
            prop:value=name
            on:input=move |event| name.set(event_target_value(&event))
        />
    }
    .into_any()
}

/// `Devices: lab-NAS, lab-Switch and 10 more`
fn example(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).cloned();
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => format!("Devices: {shown}"),
        more => format!("Devices: {shown} and {more} more"),
    }
}

fn add(app: App, template: &Template, labels: &TemplateLabels) {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let command = template.command(&snapshot.layout, labels, &mut new_uuid);
    // `run` has announced a refusal already.
    if app.run(&command).is_ok() {
        app.close_dialog();
        if let Some(rack) = command.added_rack() {
            show_new_rack(app, rack);
        }
    }
}
