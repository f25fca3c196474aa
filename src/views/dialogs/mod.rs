//! The one dialog that may be open, in the browser's own modal box: it keeps the focus, and Escape closes it.

use leptos::html;
use leptos::prelude::*;

use super::ui::dynamic::{dynamic, nothing};
use crate::state::app::App;
use crate::state::dialog::Dialog;

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
        <dialog class="dialog" node_ref=node aria-label=label on:close=move |_| app.close_dialog()>
            {content(dialog)}
        </dialog>
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

/// What is in the box. Each is a part of its own that is loaded when it is first opened.
fn content(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Commands
        | Dialog::Help
        | Dialog::Rack(_)
        | Dialog::DeviceType(_)
        | Dialog::Devices
        | Dialog::Import
        | Dialog::Export
        | Dialog::Share
        | Dialog::Versions => nothing(),
    }
}
