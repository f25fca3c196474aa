//! A modal `<dialog>`: it traps the focus, and Escape closes it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, MouseEvent};

use super::button::IconButton;
use super::focus::focus;
use super::icon::Icon;
use super::style_sheet::adopt;
use crate::state::timer::after;

/// Open while it is on the page. `on_close` must remove it.
#[component]
pub fn Modal(label: &'static str, on_close: Callback<()>, content: AnyView) -> impl IntoView {
    adopt(include_str!("../../../style/dialogs.css"));
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|node| {
        let _ = request_animation_frame(move || {
            // Refused only for a dialog that is not in the page or already open; this one is neither.
            let _ = node.show_modal();
            focus_first(node, FRAMES);
        });
    });
    keep_focus();
    cover_racks();
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-label=label
            on:close=move |_| on_close.run(())
            on:click=move |event| {
                if is_beside(&event) {
                    on_close.run(());
                }
            }
        >
            {content}
            <IconButton
                icon=Icon::Close
                label=Signal::stored("Close".to_owned())
                class="button icon close"
                on_press=on_close
            />
        </dialog>
    }
}

/// Number of frames to wait for the content of a dialog.
const FRAMES: u32 = 90;

/// Focuses the first field, otherwise the first button, unless something else is focused by then. Retries while the content loads: a
/// loading message takes no focus, and its removal leaves the focus to the page.
fn focus_first(dialog: HtmlDialogElement, frames: u32) {
    let focused = document().active_element();
    let is_settled = focused.is_some_and(|focused| {
        focused.tag_name() != "BODY"
            && focused.tag_name() != "DIALOG"
            && !focused.class_list().contains("close")
    });
    if is_settled || frames == 0 || !dialog.open() {
        return;
    }
    let fields = "input:not([type=hidden]), select, textarea";
    let first = [fields, "button:not(.close)", ".close"]
        .iter()
        .find_map(|wanted| dialog.query_selector(wanted).ok().flatten());
    if let Some(first) = first {
        focus(&first);
    }
    let _ = request_animation_frame(move || focus_first(dialog, frames - 1));
}

thread_local! {
    /// The element focused before the first dialog; a dialog may open another.
    static BEFORE: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Returns the focus when the last dialog closes, unless something else is focused.
fn keep_focus() {
    let focused = document().active_element();
    let is_outside = |element: &Element| {
        element.tag_name() != "BODY" && matches!(element.closest("dialog"), Ok(None))
    };
    if let Some(outside) = focused.filter(is_outside) {
        BEFORE.set(Some(outside));
    }
    on_cleanup(|| {
        after(Duration::ZERO, || {
            let is_lost = document()
                .active_element()
                .is_none_or(|focused| focused.tag_name() == "BODY");
            let is_free = matches!(document().query_selector("dialog"), Ok(None));
            let before = BEFORE.with_borrow(Clone::clone);
            if let Some(before) =
                before.filter(|before| is_lost && is_free && before.is_connected())
            {
                focus(&before);
            }
        });
    });
}

/// Marks the canvas as covered until the last dialog is gone.
fn cover_racks() {
    const COVERED: &str = "data-covered";
    let canvas = || document().query_selector(".view").ok().flatten();
    if let Some(canvas) = canvas() {
        // The name is valid.
        let _ = canvas.set_attribute(COVERED, "");
    }
    on_cleanup(move || {
        let uncover = move || {
            let is_free = matches!(document().query_selector("dialog"), Ok(None));
            if let Some(canvas) = canvas().filter(|_| is_free) {
                let _ = canvas.remove_attribute(COVERED);
            }
        };
        after(Duration::ZERO, uncover);
    });
}

/// Whether the click is on the backdrop: such a click has the dialog itself as its target.
fn is_beside(event: &MouseEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target.filter(|target| target.tag_name() == "DIALOG") else {
        return false;
    };
    let place = target.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let inside =
        (place.left()..=place.right()).contains(&x) && (place.top()..=place.bottom()).contains(&y);
    !inside
}
