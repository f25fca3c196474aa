//! The form of the second line of devices: a text with placeholders, and what some devices would show.

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::domain::command::Command;
use crate::domain::format::BETWEEN;
use crate::domain::ids::DeviceId;
use crate::domain::label_template::{LONGEST, LabelTemplate};
use crate::domain::layout::{DeviceType, Layout, Mount};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::field::Field;
use crate::views::ui::form::SendButton;

/// Number of devices in the preview.
const SAMPLES: usize = 3;

#[component]
pub fn LabelForm() -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot().get_untracked();
    let template = RwSignal::new(snapshot.layout.label_template.clone());
    let samples = samples_of(app, &snapshot.layout);
    let reports = paced_reports();
    let set = Callback::new(move |()| {
        let template = template.get_untracked().trim().to_owned();
        let snapshot = app.inner().document.snapshot().get_untracked();
        let is_new = template != snapshot.layout.label_template;
        if !is_new || app.run(&Command::SetLabelTemplate(template)).is_ok() {
            app.close_dialog();
        }
    });
    let names: Vec<_> = LabelTemplate::names()
        .map(|name| {
            let placeholder = format!("{{{name}}}");
            let shown = placeholder.clone();
            let add = move |_| template.update(|template| add_part(template, &placeholder));
            view! {
                <button type="button" class="button" on:click=add>
                    {shown}
                </button>
            }
        })
        .collect();
    view! {
        <h2>"Second line of devices"</h2>
        <form class="form">
            <div class="wide">
                <Field
                    id="label-template"
                    label="Text"
                    placeholder="{address} · {cpu}"
                    longest=LONGEST as u32
                    value=template
                />
                <p class="hint">
                    "Shown below the name of devices of 2U and more, instead of uptime, temperature and so on. Devices that need a look show the reason instead. Unknown values are left out."
                </p>
            </div>
            <div class="wide placeholders" role="group" aria-label="Add a value">
                {names}
            </div>
            <div class="wide">
                {dynamic(move || {
                    reports.with(|_| ());
                    template.with(|template| {
                        if LabelTemplate::parse(template).names_any(Annotation::Containers) {
                            app.track_container_counts();
                            untrack(|| app.count_containers());
                        }
                        previews(app, template, &samples)
                    })
                })}
            </div>
            <div class="actions wide">
                <Button
                    label=Signal::stored("Cancel".to_owned())
                    on_press=Callback::new(move |()| app.close_dialog())
                />
                <SendButton label="Save" disabled=Signal::stored(false) on_send=set />
            </div>
        </form>
    }
}

fn add_part(template: &mut String, placeholder: &str) {
    if !template.trim().is_empty() {
        template.truncate(template.trim_end().len());
        template.push_str(BETWEEN);
    }
    template.push_str(placeholder);
}

/// The selected devices, then others that show a system and are tall enough for a second line.
fn samples_of(app: App, layout: &Layout) -> Vec<DeviceId> {
    let selection = app.inner().selection.get_untracked();
    let mut samples = match selection {
        Selection::Devices(devices) => devices,
        _ => Vec::new(),
    };
    let others = layout.devices.iter().filter(|device| {
        let is_high = |of: &DeviceType| of.mount == Mount::Rails && of.height.0 >= 4;
        device.system().is_some() && layout.type_of(device).is_some_and(is_high)
    });
    samples.extend(others.map(|device| device.id));
    let mut distinct: Vec<DeviceId> = Vec::new();
    for sample in samples {
        if distinct.len() < SAMPLES && !distinct.contains(&sample) {
            distinct.push(sample);
        }
    }
    distinct
}

fn previews(app: App, template: &str, samples: &[DeviceId]) -> AnyView {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let rows: Vec<_> = samples
        .iter()
        .filter_map(|sample| {
            let name = snapshot.layout.devices.get(sample)?.name.clone();
            let line = app.label_preview(template, *sample);
            let line = if line.is_empty() {
                "(the default line)".to_owned()
            } else {
                line
            };
            Some(view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{line}</dd>
                </div>
            })
        })
        .collect();
    view! { <dl class="previews">{rows}</dl> }.into_any()
}
