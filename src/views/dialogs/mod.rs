//! The one dialog that may be open, in the browser's own modal box: it keeps the focus, and Escape closes it.

mod commands;
mod help;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use commands::Commands;
use help::Help;

use super::editor::many::ManyForm;
use super::editor::rack_form::RackForm;
use super::editor::type_form::TypeForm;
use super::ui::button::IconButton;
use super::ui::dynamic::{dynamic, nothing};
use super::ui::icon::Icon;
use super::ui::lazy::lazy;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::part::lazy_part;

#[component]
pub fn Dialogs() -> impl IntoView {
    let app = App::expect();
    let open = app.inner().dialog.clone();
    dynamic(move || match open.get() {
        Some(dialog) => view! { <Open dialog=dialog /> }.into_any(),
        None => nothing(),
    })
}

#[component]
fn Open(dialog: Dialog) -> impl IntoView {
    let app = App::expect();
    let label = label(&dialog);
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|node| {
        // It is in the page by now and not open, the two cases in which this is refused.
        let _ = request_animation_frame(move || drop(node.show_modal()));
    });
    view! {
        <dialog class="dialog" node_ref=node aria-label=label on:close=move |_| app.close_dialog() on:click=move |event| close_on_backdrop(app, &event)>
            {lazy("part", load_content, dialog)}
            <IconButton
                icon=Icon::Close
                label=Signal::stored("Close".to_owned())
                class="button icon close"
                on_press=Callback::new(move |()| app.close_dialog())
            />
        </dialog>
    }
}

/// A click beside the box hits the dialog itself, as nothing else of it is there.
fn close_on_backdrop(app: App, event: &MouseEvent) {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target.filter(|target| target.tag_name() == "DIALOG") else {
        return;
    };
    let place = target.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let inside =
        (place.left()..=place.right()).contains(&x) && (place.top()..=place.bottom()).contains(&y);
    if !inside {
        app.close_dialog();
    }
}

const fn label(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::Commands => "Find an action, device or rack",
        Dialog::Help => "Keys and help",
        Dialog::Rack(_) => "Rack",
        Dialog::DeviceType(_) => "Device type",
        Dialog::Devices => "Devices",
        Dialog::Import => "Open a file",
        Dialog::Export => "Export",
        Dialog::Share => "Share",
        Dialog::Versions => "Earlier versions",
    }
}

lazy_part!(editor: fn load_content() -> fn(Dialog) -> AnyView = content);

/// What is in the box.
fn content(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Commands => view! { <Commands /> }.into_any(),
        Dialog::Help => view! { <Help /> }.into_any(),
        Dialog::Rack(rack) => view! { <RackForm id=rack /> }.into_any(),
        Dialog::Devices => view! { <ManyForm /> }.into_any(),
        Dialog::DeviceType(slug) => view! { <TypeForm slug=slug /> }.into_any(),
        Dialog::Import | Dialog::Export | Dialog::Share | Dialog::Versions => nothing(),
    }
}
