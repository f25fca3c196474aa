//! One device type in the palette.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{MouseEvent, PointerEvent};

use super::draggable::Draggable;
use crate::domain::format;
use crate::domain::layout::{DeviceType, Mount};
use crate::draw::face;
use crate::interaction::source::DragSource;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{sometimes, text};
use crate::views::ui::icon::Icon;

/// Width of the small picture of a front.
const PICTURE: f32 = 76.0;

/// A type with its picture; `editable` types have a button that opens their form.
#[component]
pub(super) fn TypeEntry(
    device_type: Arc<DeviceType>,
    #[prop(default = false)] editable: bool,
) -> impl IntoView {
    let app = App::expect();
    let name = device_type.full_name();
    let detail = detail(&device_type);
    let slug = device_type.slug.clone();
    let edit = editable.then(|| {
        let edit = Callback::new(move |()| app.open_dialog(Dialog::DeviceType(Some(slug.clone()))));
        view! {
            <IconButton icon=Icon::Edit label=Signal::stored(format!("Edit {name}")) class="button icon small" on_press=edit />
        }
    });
    let height = picture_height(&device_type);
    let (cuts, lights) = face::preview(&device_type, PICTURE, height);
    let draggable = {
        let dragged = device_type.clone();
        let source = move |()| Some(DragSource::NewDevice(Box::new(DeviceType::clone(&dragged))));
        Draggable::new(app, Callback::new(source))
    };
    let size = format::height(device_type.height);
    view! {
        <li class="entry">
            <button
                type="button"
                class="pick"
                title=detail
                data-type=device_type.slug.to_string()
                on:pointerdown=move |event: PointerEvent| draggable.on_down(&event)
                on:click=move |event: MouseEvent| draggable.on_click(&event)
            >
                <span class="words">
                    <span class="name">{device_type.model.clone()}</span>
                    <span class="size">{size}</span>
                </span>
                <svg width=PICTURE.to_string() height=height.to_string() aria-hidden="true">
                    <path class="cuts" d=cuts />
                    <path class="lit" d=lights />
                </svg>
            </button>
            {edit}
            <Star device_type=device_type />
        </li>
    }
}

#[component]
fn Star(device_type: Arc<DeviceType>) -> impl IntoView {
    let app = App::expect();
    let starred = app.inner().palette.starred().clone();
    let slug = device_type.slug.clone();
    let is_starred =
        Signal::derive(move || starred.with(|types| types.iter().any(|other| other.slug == slug)));
    let label = {
        let name = device_type.full_name();
        text(move || format!("Star {name}"))
    };
    let pressed = sometimes(move || Some(if is_starred.get() { "true" } else { "false" }));
    view! {
        <button
            type="button"
            class="button icon small star"
            aria-label=label
            title=label
            aria-pressed=pressed
            on:click=move |_| app.toggle_star(&device_type)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Star.path() /></svg>
        </button>
    }
}

/// Taller for taller types, but not to scale: forty units would fill the page.
fn picture_height(device_type: &DeviceType) -> f32 {
    match device_type.height.0 {
        0..=1 => 9.0,
        2..=3 => 17.0,
        4..=5 => 26.0,
        6..=7 => 34.0,
        _ if device_type.mount == Mount::Side => 17.0,
        _ => 42.0,
    }
}

/// Its facts in one line.
fn detail(device_type: &DeviceType) -> String {
    let mut words = vec![device_type.full_name(), format::height(device_type.height)];
    words.extend(device_type.watts.map(|watts| format!("{watts} W at most")));
    words.extend(
        device_type
            .weight_grams
            .map(|grams| format!("{}.{} kg", grams / 1000, grams % 1000 / 100)),
    );
    words.join(" · ")
}
