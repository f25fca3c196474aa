//! The one dialog that may be open, as a modal `<dialog>`: it traps the focus, and Escape closes it.

mod commands;
mod help;
mod import;
mod layouts;
mod versions;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use commands::Commands;
use help::Help;
use import::load_import;
use layouts::Layouts;
use versions::Versions;

use super::editor::label_form::LabelForm;
use super::editor::model_picker::ModelPicker;
use super::editor::rack_form::RackForm;
use super::editor::row_form::RowForm;
use super::editor::template_picker::TemplatePicker;
use super::editor::type_form::TypeForm;
use super::export::{load_export, load_share};
use super::linking::{load_build, load_differences, load_matching};
use super::ui::dynamic::{dynamic, nothing};
use super::ui::lazy::lazy;
use super::ui::modal::Modal;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::part::{ahead, lazy_part};

/// The open dialog, if any.
pub fn dialogs() -> AnyView {
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
    let close = Callback::new(move |()| app.close_dialog());
    let content = lazy("part", load_content, dialog);
    view! { <Modal label=label on_close=close content=content /> }
}

const fn label(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::Commands => "Find an action, device or rack",
        Dialog::Help => "Shortcuts and help",
        Dialog::NewRack(_) => "Rack",
        Dialog::NewRow => "Row",
        Dialog::DeviceType(_) => "Device type",
        Dialog::Model(_) => "Change model",
        Dialog::LinkDevices(_) => "Link devices",
        Dialog::Label => "Second line of devices",
        Dialog::BuildFromHub => "Racks from the hub",
        Dialog::Differences => "Compare with the hub",
        Dialog::Templates(_) => "Templates",
        Dialog::Import => "Open a file",
        Dialog::Export => "Export",
        Dialog::Share => "Share",
        Dialog::Layouts => "Layouts",
        Dialog::Versions => "Version history",
    }
}

lazy_part!(editor: fn load_content() -> fn(Dialog) -> AnyView = content);

/// Starts loading the part with dialogs, forms and menus.
pub fn load_ahead() {
    ahead(load_content());
}

/// The dialog's content, with the focus in its first field. The dialog may have opened before its content loaded, and then has the
/// focus itself.
fn content(dialog: Dialog) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    node.on_load(|node| {
        let _ = request_animation_frame(move || {
            let field = node
                .query_selector("input, select, textarea")
                .ok()
                .flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    });
    view! { <div node_ref=node>{form(dialog)}</div> }.into_any()
}

fn form(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Commands => view! { <Commands /> }.into_any(),
        Dialog::Help => view! { <Help /> }.into_any(),
        Dialog::NewRack(row) => view! { <RackForm row=row /> }.into_any(),
        Dialog::NewRow => view! { <RowForm /> }.into_any(),
        Dialog::Model(devices) => view! { <ModelPicker devices=devices /> }.into_any(),
        Dialog::Label => view! { <LabelForm /> }.into_any(),
        Dialog::DeviceType(slug) => view! { <TypeForm slug=slug /> }.into_any(),
        Dialog::Export => lazy("part", load_export, ()),
        Dialog::Share => lazy("part", load_share, ()),
        Dialog::LinkDevices(scope) => lazy("part", load_matching, scope),
        Dialog::BuildFromHub => lazy("part", load_build, ()),
        Dialog::Differences => lazy("part", load_differences, ()),
        Dialog::Templates(first) => view! { <TemplatePicker first=first /> }.into_any(),
        Dialog::Import => lazy("part", load_import, ()),
        Dialog::Layouts => view! { <Layouts /> }.into_any(),
        Dialog::Versions => view! { <Versions /> }.into_any(),
    }
}
