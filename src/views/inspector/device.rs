//! The fields of one device: the Edit tab of its panel.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::arrows::position_field;
use super::choice::{ChoiceField, choice_field};
use super::color::color_field;
use super::links::links_fields;
use super::tags::{TagChange, tags_field};
use super::text::{TextField, TextKind, text_field};
use super::user_links::user_links_field;
use super::{
    FieldsMemo, SetOutcome, adopt_styles, devices_setter, keep_in_sight, labelled, plain_name,
    shown_words, wanted,
};
use crate::domain::ids::DeviceId;
use crate::domain::inspect::{DeviceChange, DeviceFields, FieldValue, SharedTag, device_fields};
use crate::domain::layout::{Face, LifeCycle, UserLink};
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::part::lazy_part;
use crate::state::viewport::CameraCommand;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing, optional};

lazy_part!(editor: pub fn load_device() -> fn(Signal<Option<DeviceId>>) -> AnyView = device);

/// Each device has its own fields, so that unfinished input does not carry over to the next one.
fn device(open: Signal<Option<DeviceId>>) -> AnyView {
    adopt_styles();
    let open = Memo::new(move |_| open.get());
    dynamic(move || open.get().map_or_else(nothing, fields_of))
}

fn fields_of(id: DeviceId) -> AnyView {
    let set = devices_setter(vec![id]);
    keep_in_sight(App::expect(), CameraCommand::Device(id));
    let fields = follow(Signal::stored(Arc::from([id])));
    let snapshot = App::expect().inner().document.snapshot();
    let user_links = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&id);
            device.map_or_else(Vec::<UserLink>::new, |device| device.user_links.clone())
        })
    });
    let node = NodeRef::<html::Div>::new();
    wanted::focus_requested(node);
    view! {
        <div class="inspector" node_ref=node>
            {name_field(fields, set, "")}
            {model_field(fields, vec![id])}
            {position_field(id, set)}
            {face_field(fields, set)}
            {life_cycle_field(fields, set)}
            {color_field(fields, set)}
            <hr />
            {links_fields(id, set)}
            {address_field(fields, set)}
            {user_links_field(user_links, set)}
            <hr />
            {device_tags_field(fields, set)}
            {notes_field(fields, set)}
        </div>
    }
    .into_any()
}

pub(super) fn follow(devices: Signal<Arc<[DeviceId]>>) -> FieldsMemo {
    let snapshot = App::expect().inner().document.snapshot();
    Memo::new(move |_| {
        snapshot.with(|snapshot| devices.with(|devices| device_fields(&snapshot.layout, devices)))
    })
}

/// One text of the fields: what shows it is not notified of changes to the others.
fn of_text(
    fields: FieldsMemo,
    part: fn(&DeviceFields) -> &FieldValue<String>,
) -> Signal<FieldValue<String>> {
    let text = Memo::new(move |_| {
        let of = |fields: &Option<DeviceFields>| fields.as_ref().map(|fields| part(fields).clone());
        fields.with(of).unwrap_or(FieldValue::Same(String::new()))
    });
    text.into()
}

pub(super) fn name_field(
    fields: FieldsMemo,
    set: Callback<DeviceChange, SetOutcome>,
    hint: &'static str,
) -> AnyView {
    let below = if hint.is_empty() {
        nothing()
    } else {
        view! { <p class="text">{hint}</p> }.into_any()
    };
    let field = TextField::new(
        "name",
        "Name",
        TextKind::Line,
        of_text(fields, |fields| &fields.name),
        Callback::new(move |name: String| set.run(DeviceChange::Name(name))),
    );
    text_field(field, below)
}

fn address_field(fields: FieldsMemo, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let field = TextField {
        placeholder: "IP address or host name",
        ..TextField::new(
            "address",
            "Address",
            TextKind::Line,
            of_text(fields, |fields| &fields.address),
            Callback::new(move |address: String| set.run(DeviceChange::Address(address))),
        )
    };
    text_field(field, nothing())
}

pub(super) fn notes_field(fields: FieldsMemo, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let field = TextField::new(
        "notes",
        "Notes",
        TextKind::Lines,
        of_text(fields, |fields| &fields.notes),
        Callback::new(move |notes: String| set.run(DeviceChange::Notes(notes))),
    );
    text_field(field, nothing())
}

/// The model, with the button that opens the search for another one.
pub(super) fn model_field(fields: FieldsMemo, devices: Vec<DeviceId>) -> AnyView {
    let app = App::expect();
    let model = shown_words(of_text(fields, |fields| &fields.model));
    let change = Callback::new(move |()| app.open_dialog(Dialog::Model(devices.clone())));
    let control = view! {
        <div class="line">
            <span class="text grow">{model}</span>
            <Button label="Change model…" on_press=change />
        </div>
    };
    labelled(
        "model",
        plain_name("model-name", "Model"),
        control.into_any(),
    )
}

const FACES: [(Face, &str); 3] = [
    (Face::Front, "Front"),
    (Face::Rear, "Rear"),
    (Face::Both, "Both"),
];

/// Only for devices between the rails.
pub(super) fn face_field(fields: FieldsMemo, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let face = Memo::new(move |_| {
        fields.with(|fields| fields.as_ref().and_then(|fields| fields.face.clone()))
    });
    let has_face = Memo::new(move |_| face.with(Option::is_some));
    optional(move || {
        has_face.get().then(|| {
            let field = ChoiceField {
                field: "face",
                id: "face-name",
                label: "Side",
                options: Signal::stored(FACES.map(|(_, word)| word.to_owned()).into()),
                chosen: Signal::derive(move || {
                    let face = face.get()?.value().copied()?;
                    FACES.iter().position(|(known, _)| *known == face)
                }),
                is_mixed: Signal::derive(move || face.get() == Some(FieldValue::Mixed)),
                set: Callback::new(move |at: usize| match FACES.get(at) {
                    Some((face, _)) => set.run(DeviceChange::Face(*face)),
                    None => Ok(()),
                }),
            };
            choice_field(field, nothing())
        })
    })
}

fn states() -> [(LifeCycle, &'static str); 4] {
    [
        (LifeCycle::Planned, "Planned"),
        (LifeCycle::InUse, "In use"),
        (LifeCycle::Spare, "Spare"),
        (LifeCycle::Retired, "Retired"),
    ]
}

/// A state unknown to this version is an additional option while it is chosen.
pub(super) fn life_cycle_field(
    fields: FieldsMemo,
    set: Callback<DeviceChange, SetOutcome>,
) -> AnyView {
    let state = Memo::new(move |_| {
        fields.with(|fields| fields.as_ref().map(|fields| fields.life_cycle.clone()))
    });
    let options = Memo::new(move |_| {
        let mut words = states().map(|(_, word)| word.to_owned()).to_vec();
        if let Some(FieldValue::Same(LifeCycle::Other(word))) = state.get() {
            words.push(word);
        }
        words
    });
    let field = ChoiceField {
        field: "state",
        id: "state-name",
        label: "State",
        options: options.into(),
        chosen: Signal::derive(move || {
            let shown = state.get()?;
            let state = shown.value()?;
            let known = states().iter().position(|(known, _)| known == state);
            // After the known ones.
            Some(known.unwrap_or(states().len()))
        }),
        is_mixed: Signal::derive(move || state.get() == Some(FieldValue::Mixed)),
        set: Callback::new(move |at: usize| match states().into_iter().nth(at) {
            Some((state, _)) => set.run(DeviceChange::LifeCycle(state)),
            None => Ok(()),
        }),
    };
    choice_field(field, nothing())
}

pub(super) fn device_tags_field(
    fields: FieldsMemo,
    set: Callback<DeviceChange, SetOutcome>,
) -> AnyView {
    let tags = Memo::new(move |_| {
        let of = |fields: &Option<DeviceFields>| fields.as_ref().map(|fields| fields.tags.clone());
        fields.with(of).unwrap_or_else(Vec::<SharedTag>::new)
    });
    let change = Callback::new(move |change: TagChange| {
        set.run(match change {
            TagChange::Add(tag) => DeviceChange::AddTag(tag),
            TagChange::Remove(tag) => DeviceChange::RemoveTag(tag),
        })
    });
    tags_field(tags.into(), change)
}
