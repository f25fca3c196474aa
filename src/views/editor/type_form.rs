//! The form of a new or existing device type, with a preview of its front.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::svg;

use super::problem::{FormProblem, tried};
use super::type_draft::TypeDraft;
use crate::domain::command::Command;
use crate::domain::ids::TypeSlug;
use crate::domain::layout::{DeviceType, Layout, Mount};
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::scale::Scale;
use crate::state::app::App;
use crate::state::files::Address;
use crate::views::pictures::{PictureChoice, draw_on_picture, load_fields};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, flag, optional};
use crate::views::ui::field::Field;
use crate::views::ui::form::{Check, Choice, NumberField};
use crate::views::ui::lazy::lazy;
use crate::views::ui::shapes;

#[component]
pub fn TypeForm(slug: Option<TypeSlug>) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let is_new = slug.is_none();
    let reading = RwSignal::new(0_u32);
    let front_address = RwSignal::new(None::<Arc<Address>>);
    let draft = snapshot.with_untracked(|snapshot| TypeDraft::of(&snapshot.layout, slug.clone()));
    let outcome = Memo::new(move |_| {
        let device_type = draft.read()?;
        snapshot.with(|snapshot| command_for(&snapshot.layout, device_type, is_new))
    });
    // An untouched name field is not an error yet.
    let problem = move || outcome.get().err().filter(|_| !draft.is_untouched());
    let done = Callback::new(move |()| {
        if let Ok(command) = outcome.get_untracked()
            && app.run(&command).is_ok()
        {
            app.close_dialog();
        }
    });
    let ports = draft
        .ports
        .into_iter()
        .zip(PORT_IDS)
        .map(|(row, (count, connector))| {
            view! {
                <div class="pair">
                    <NumberField id=count label="Ports" value=row.count />
                    <Choice id=connector label="Kind of port" options=TypeDraft::port_kinds() value=row.connector />
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <h2>{if is_new { "New device type" } else { "Device type" }}</h2>
        <Front draft=draft address=front_address />
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done.run(());
            }
        >
            <Field id="type-model" label="Name" value=draft.model />
            <Field id="type-maker" label="Maker" value=draft.maker />
            <Choice id="type-category" label="Kind" options=TypeDraft::categories() value=draft.category />
            <NumberField id="type-height" label="Height" unit="U" min="0.5" max="100" step="0.5" value=draft.height />
            <Choice id="type-mount" label="Mounted" options=TypeDraft::mounts() value=draft.mount />
            <Choice id="type-depth" label="Depth" options=TypeDraft::depths() value=draft.depth />
            <Choice id="type-width" label="Width" options=TypeDraft::widths() value=draft.width />
            <Choice id="type-racks" label="For racks of" options=TypeDraft::racks() value=draft.racks />
            <NumberField id="type-watts" label="Maximum power" unit="W" value=draft.watts />
            <NumberField id="type-weight" label="Weight" unit="kg" step="any" value=draft.weight />
            <NumberField id="type-drives" label="Drive bays" value=draft.drives />
            {ports}
            <div class="pair">
                <NumberField id="type-outlets" label="Outlets" value=draft.outlets.count />
                <Choice id="type-outlet" label="Kind of outlet" options=TypeDraft::outlet_kinds() value=draft.outlets.connector />
            </div>
            <div class="pair">
                <NumberField id="type-bay-columns" label="Bays in a row" value=draft.bay_columns />
                <NumberField id="type-bay-rows" label="Rows of bays" value=draft.bay_rows />
            </div>
            <Check label="Vents" value=draft.vents />
            <Check label="Display" value=draft.display />
            {lazy("part wide", load_fields, PictureChoice { front: draft.front_picture, rear: draft.rear_picture, reading, front_address })}
            {optional(move || {
                problem().map(|problem| view! { <p class="notice wide" data-tone="warn" role="status">{problem.to_string()}</p> })
            })}
            <div class="actions wide">
                <Button label=Signal::stored("Cancel".to_owned()) on_press=Callback::new(move |()| app.close_dialog()) />
                <button type="submit" class="button primary" disabled=flag(move || outcome.with(Result::is_err) || reading.get() > 0)>
                    {if is_new { "Add type" } else { "Save" }}
                </button>
            </div>
        </form>
        {slug.map(|slug| view! { <Deletion slug=slug /> })}
    }
}

/// The button that deletes the type, or which devices use it.
#[component]
fn Deletion(slug: TypeSlug) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let in_use = {
        let slug = slug.clone();
        Memo::new(move |_| snapshot.with(|snapshot| users(&snapshot.layout, &slug)))
    };
    let delete = Callback::new(move |()| {
        if app.run(&Command::RemoveType(slug.clone())).is_ok() {
            app.close_dialog();
        }
    });
    dynamic(move || match in_use.get() {
        Some(words) => view! { <p class="hint">{words}</p> }.into_any(),
        None => view! {
            <div class="actions">
                <Button label=Signal::stored("Delete type".to_owned()) on_press=delete />
            </div>
        }
        .into_any(),
    })
}

/// Why the type cannot be deleted: `web-1 and 2 more devices are of this type, so it cannot be deleted.`
fn users(layout: &Layout, slug: &TypeSlug) -> Option<String> {
    let mut users = layout
        .devices
        .iter()
        .filter(|device| device.device_type == *slug);
    let first = &users.next()?.name;
    let who = match users.count() {
        0 => format!("{first} is"),
        1 => format!("{first} and 1 more device are"),
        more => format!("{first} and {more} more devices are"),
    };
    Some(format!("{who} of this type, so it cannot be deleted."))
}

const PORT_IDS: [(&str, &str); TypeDraft::PORT_ROWS] = [
    ("type-ports-1", "type-port-1"),
    ("type-ports-2", "type-port-2"),
    ("type-ports-3", "type-port-3"),
];

/// The command for the form's values, or the problem with them.
fn command_for(
    layout: &Layout,
    device_type: DeviceType,
    is_new: bool,
) -> Result<Command, FormProblem> {
    let device_type = Box::new(device_type);
    let command = if is_new {
        Command::AddType(device_type)
    } else {
        Command::EditType(device_type)
    };
    tried(layout, command)
}

/// A preview of the front, drawn as on the canvas.
#[component]
fn Front(draft: TypeDraft, address: RwSignal<Option<Arc<Address>>>) -> impl IntoView {
    let picture = NodeRef::<svg::Svg>::new();
    effect(move || {
        let (Some(picture), Ok(device_type)) = (picture.get(), draft.sketch()) else {
            return;
        };
        let full = Scale::WIDE.inner(device_type.rack_widths.first().copied().unwrap_or_default());
        let width = match device_type.mount {
            Mount::Side => 14.0,
            Mount::Rails | Mount::Bay => full / f32::from(device_type.width.columns()),
        };
        let address = address.get();
        let shown = address.as_ref().and(device_type.front_picture);
        let frame = DeviceFrame::new(&device_type, width, &Scale::WIDE).with_picture(shown);
        let (width, height) = frame.size();
        picture.set_text_content(None);
        let view_box = format!("-2 -2 {} {}", width + 4.0, height + 4.0);
        shapes::set(&picture, "viewBox", &view_box);
        shapes::set(&picture, "height", &(height + 4.0).min(180.0).to_string());
        let view = DeviceView::unlinked(&device_type.model);
        match address {
            Some(address) if shown.is_some() => {
                draw_on_picture(&picture, &frame, &view, &|_, node| {
                    shapes::set(node, "href", address.as_str());
                });
            }
            _ => shapes::append(&picture, &frame.parts(&view).still),
        }
    });
    view! {
        <svg class="front device" data-health="unlinked" role="img" aria-label="Preview of the front" node_ref=picture></svg>
    }
}
