//! One device type in the palette.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent};

use super::draggable::Draggable;
use super::pictures::{Pictures, frame_of};
use crate::domain::format;
use crate::domain::layout::{Depth, DeviceType, Mount, RackWidth, Width};
use crate::domain::units::HalfU;
use crate::draw::scale::Scale;
use crate::interaction::source::DragSource;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{effect, sometimes};
use crate::views::ui::icon::Icon;

/// Maximum size of the small picture of a front, in pixels.
const PICTURE: (f32, f32) = (84.0, 34.0);

/// A type with its picture; `editable` types have a button that opens their form. `name` is the name with its matches marked.
#[component]
pub(super) fn TypeEntry(
    device_type: Arc<DeviceType>,
    #[prop(default = false)] editable: bool,
    #[prop(optional)] name: Option<AnyView>,
    /// Also shows the manufacturer.
    #[prop(default = false)]
    with_maker: bool,
    /// What sets it apart from variants of the same product.
    #[prop(default = String::new())]
    apart: String,
    /// Whether it stands below the product that it is a variant of.
    #[prop(default = false)]
    is_variant: bool,
    /// Additional content of the row, such as a button.
    #[prop(optional_no_strip)]
    more: Option<AnyView>,
) -> impl IntoView {
    let app = App::expect();
    let shown = name.unwrap_or_else(|| device_type.model.clone().into_any());
    let name = device_type.full_name();
    let detail = detail(&device_type, &apart);
    let maker = with_maker.then(|| device_type.manufacturer.clone());
    let apart = (!apart.is_empty()).then_some(apart);
    let beside = apart.into_iter().chain(maker);
    let beside = beside.collect::<Vec<_>>().join(format::BETWEEN);
    let beside = (!beside.is_empty()).then_some(beside);
    let slug = device_type.slug.clone();
    let edit = editable.then(|| {
        let edit = Callback::new(move |()| app.open_dialog(Dialog::DeviceType(Some(slug.clone()))));
        view! {
            <IconButton icon=Icon::Edit label=Signal::stored(format!("Edit {name}")) class="button icon small" on_press=edit />
        }
    });
    let draggable = {
        let dragged = device_type.clone();
        let source = move |()| Some(DragSource::NewDevice(Box::new(DeviceType::clone(&dragged))));
        Draggable::new(app, Callback::new(source))
    };
    let badges: Vec<_> = badges(&device_type)
        .into_iter()
        .map(|(words, title)| view! { <span class="badge" title=title>{words}</span> })
        .collect();
    view! {
        <li class="entry" data-variant=is_variant.then_some("")>
            <button
                type="button"
                class="pick"
                title=detail
                data-type=device_type.slug.to_string()
                on:pointerdown=move |event: PointerEvent| draggable.on_down(&event)
                on:click=move |event: MouseEvent| draggable.on_click(&event)
            >
                <span class="words">
                    <span class="name">{shown}</span>
                    <span class="badges">{badges}{beside.map(|words| view! { <span class="maker">{words}</span> })}</span>
                </span>
                <Front device_type=device_type.clone() />
            </button>
            {more}
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
    let label = format!("Star {}", device_type.full_name());
    let pressed = sometimes(move || {
        let is_starred = starred.with(|types| types.iter().any(|other| other.slug == slug));
        Some(if is_starred { "true" } else { "false" })
    });
    view! {
        <button
            type="button"
            class="button icon small star"
            aria-label=label.clone()
            title=label
            aria-pressed=pressed
            on:click=move |_| app.toggle_star(&device_type)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Star.path() /></svg>
        </button>
    }
}

/// The plate as drawn in a rack, without text and as large as possible. Side-mounted devices are shown lying.
#[component]
fn Front(device_type: Arc<DeviceType>) -> impl IntoView {
    let app = App::expect();
    let shown = match device_type.mount {
        Mount::Side => DeviceType {
            height: HalfU(2),
            mount: Mount::Rails,
            // It stands upright.
            front_picture: None,
            ..DeviceType::clone(&device_type)
        },
        Mount::Rails | Mount::Bay => DeviceType::clone(&device_type),
    };
    let (width, height) = frame_of(&shown).size();
    let picture = NodeRef::<svg::Svg>::new();
    let pictures: Pictures = expect_context();
    let shown = Arc::new(shown);
    let has_own = shown.front_picture.is_some();
    effect(move || {
        if has_own {
            // Its own picture comes, goes and is switched off later.
            app.inner().pictures.track();
        }
        if let Some(picture) = picture.get() {
            pictures.draw_soon(picture.unchecked_into(), shown.clone());
        }
    });
    // Keeps the proportions it has in a rack.
    let full = Scale::WIDE.inner(RackWidth::Ten);
    let scale = (PICTURE.0 / full).min(PICTURE.1 / height);
    view! {
        <svg
            class="device"
            data-health="unlinked"
            width=(width * scale).to_string()
            height=(height * scale).to_string()
            viewBox=format!("0 0 {width} {height}")
            aria-hidden="true"
            node_ref=picture
        ></svg>
    }
}

/// Short facts that decide where it fits: height, and unusual width and depth.
fn badges(device_type: &DeviceType) -> Vec<(String, &'static str)> {
    match device_type.mount {
        Mount::Rails => {}
        Mount::Side => return vec![("0U".to_owned(), "Beside the rails")],
        Mount::Bay => return vec![("Bay".to_owned(), "In a bay or on a shelf")],
    }
    let mut badges = vec![(format::height(device_type.height), "Height")];
    let width = match device_type.width {
        Width::Full => None,
        Width::Half => Some(("½W", "Half width")),
        Width::Third => Some(("⅓W", "Third of the width")),
    };
    let is_ten = device_type.rack_widths == [RackWidth::Ten];
    let ten = is_ten.then_some(("10″", "For 10-inch racks"));
    let depth = (device_type.depth == Depth::Half).then_some(("½D", "Half depth"));
    let others = [width, ten, depth].into_iter().flatten();
    badges.extend(others.map(|(words, title)| (words.to_owned(), title)));
    badges
}

/// Its facts in one line.
fn detail(device_type: &DeviceType, apart: &str) -> String {
    let mut words = vec![device_type.full_name(), format::height(device_type.height)];
    words.extend(device_type.watts.map(|watts| format!("up to {watts} W")));
    words.extend(
        device_type
            .weight_grams
            .map(|grams| format!("{}.{} kg", grams / 1000, grams % 1000 / 100)),
    );
    words.extend((!apart.is_empty()).then(|| apart.to_owned()));
    words.join(format::BETWEEN)
}
