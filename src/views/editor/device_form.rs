//! The form of a device and its links.

use leptos::prelude::*;

use super::link_picker::LinkPicker;
use super::problem::{FormProblem, tried};
use crate::domain::arrange;
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, TypeSlug};
use crate::domain::layout::{Device, Face, Layout, Link, Place};
use crate::domain::placement::Refusal;
use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{flag, nothing, optional};
use crate::views::ui::field::Field;
use crate::views::ui::form::{Choice, SendButton, TextArea};

/// The form's values, as typed.
#[derive(Clone, Copy)]
struct DeviceDraft {
    id: DeviceId,
    name: RwSignal<String>,
    address: RwSignal<String>,
    device_type: RwSignal<String>,
    face: RwSignal<String>,
    notes: RwSignal<String>,
    link: RwSignal<Option<Link>>,
    guests: RwSignal<Vec<Link>>,
}

#[component]
pub fn DeviceForm(id: DeviceId) -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot().get_untracked();
    match snapshot.layout.devices.get(&id) {
        Some(device) => form(&snapshot.layout, device),
        None => nothing(),
    }
}

fn form(layout: &Layout, device: &Device) -> AnyView {
    let app = App::expect();
    let draft = DeviceDraft::of(device);
    let face = matches!(device.place, Place::Rack { .. }).then(
        || view! { <Choice id="device-face" label="Side" options=faces() value=draft.face /> },
    );
    let types = layout
        .device_types
        .iter()
        .map(|device_type| (device_type.slug.to_string(), device_type.full_name()))
        .collect();
    let snapshot = app.inner().document.snapshot();
    let outcome = Memo::new(move |_| snapshot.with(|snapshot| draft.outcome(&snapshot.layout)));
    let done = Callback::new(move |()| {
        if let Ok(command) = outcome.get_untracked()
            && command.is_none_or(|command| app.run(&command).is_ok())
        {
            app.close_dialog();
        }
    });
    view! {
        <h2>"Device"</h2>
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done.run(());
            }
        >
            <div class="wide"><Field id="device-name" label="Name" value=draft.name /></div>
            <Choice id="device-type" label="Type" options=types value=draft.device_type />
            {face}
            <div class="wide">
                <Field id="device-address" label="Address" placeholder="IP address or host name" value=draft.address />
            </div>
            <LinkPicker link=draft.link guests=draft.guests />
            <TextArea id="device-notes" label="Notes" value=draft.notes />
            {optional(move || {
                outcome.get().err().map(|problem| view! { <p class="notice wide" data-tone="warn" role="status">{problem.to_string()}</p> })
            })}
            <div class="actions wide">
                <Button label=Signal::stored("Cancel".to_owned()) on_press=Callback::new(move |()| app.close_dialog()) />
                <SendButton label="Save" disabled=flag(move || outcome.with(Result::is_err)) on_send=done />
            </div>
        </form>
    }
    .into_any()
}

const FACES: [Face; 3] = [Face::Front, Face::Rear, Face::Both];

fn faces() -> Vec<(String, String)> {
    FACES
        .map(|face| (face.word().to_owned(), face.word().to_owned()))
        .into()
}

impl DeviceDraft {
    fn of(device: &Device) -> Self {
        let face = match device.place {
            Place::Rack { face, .. } => face,
            Place::Side { .. } | Place::Bay { .. } => Face::Front,
        };
        Self {
            id: device.id,
            name: RwSignal::new(device.name.clone()),
            address: RwSignal::new(device.address.clone()),
            device_type: RwSignal::new(device.device_type.to_string()),
            face: RwSignal::new(face.word().to_owned()),
            notes: RwSignal::new(device.notes.clone()),
            link: RwSignal::new(device.system_link().cloned()),
            guests: RwSignal::new(device.guests.clone()),
        }
    }

    /// One command for all changes, if there are any; or the problem with them.
    fn outcome(&self, layout: &Layout) -> Result<Option<Command>, FormProblem> {
        let device = layout.devices.get(&self.id).ok_or(Refusal::NoSuchDevice)?;
        let commands = self.commands(layout, device)?;
        if commands.is_empty() {
            return Ok(None);
        }
        tried(layout, Command::Group(commands)).map(Some)
    }

    fn commands(&self, layout: &Layout, before: &Device) -> Result<Vec<Command>, FormProblem> {
        let device = self.id;
        let mut commands = Vec::new();
        let name = self.name.get().trim().to_owned();
        if name.is_empty() {
            return Err(FormProblem::Field("A device needs a name"));
        }
        if name != before.name {
            commands.push(Command::RenameDevice { device, name });
        }
        let device_type = TypeSlug::new(self.device_type.get());
        if device_type != before.device_type {
            commands.push(Command::ChangeType {
                device,
                device_type,
            });
        }
        let face = self.face.get();
        if let Some(face) = FACES.into_iter().find(|known| known.word() == face)
            && let Ok(turned) = arrange::set_face(layout, &[device], face)
        {
            commands.push(turned);
        }
        let address = self.address.get().trim().to_owned();
        if address != before.address {
            commands.push(Command::SetDeviceAddress { device, address });
        }
        let link = self.link.get();
        if link.as_ref() != before.system_link() {
            commands.push(Command::LinkDevice { device, link });
        }
        let guests = self.guests.get();
        if guests != before.guests {
            commands.push(Command::SetGuests { device, guests });
        }
        let notes = self.notes.get();
        if notes != before.notes {
            commands.push(Command::SetDeviceNotes { device, notes });
        }
        Ok(commands)
    }
}
