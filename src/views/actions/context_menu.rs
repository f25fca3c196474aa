//! The context menu.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, MouseEventInit};

use super::in_window::place;
use super::menu_subject::{release, select_for_menu};
use super::menus::lines;
use crate::domain::ids::{RackId, RowId};
use crate::interaction::menus::{self, MenuLine};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::menu_keys::{enter_menu, on_menu_key};
use crate::views::rack::pointing::device_at;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::focus::focus;

/// Where the menu opens, in window pixels, and its lines.
#[derive(Clone, Copy)]
struct OpenedMenu {
    x: i32,
    y: i32,
    lines: &'static [MenuLine],
}

/// Makes the menu's view; the callback closes it.
type Menu = fn(OpenedMenu, Callback<()>) -> AnyView;

pub fn context_menu() -> AnyView {
    view! { <ContextMenu /> }.into_any()
}

/// Opens on right-click, the menu key, press and hold, or a menu button.
/// Outside the canvas the browser's own menu opens.
#[component]
fn ContextMenu() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(None::<(OpenedMenu, Menu)>);
    let close = Callback::new(move |()| open.set(None));
    // Not in an effect of the menu itself, which would end with the menu.
    effect(move || {
        if open.with(Option::is_none) {
            release(app);
        }
    });
    let asked = window_event_listener(ev::contextmenu, move |event: MouseEvent| {
        if let Some(lines) = lines_at(app, &event) {
            event.prevent_default();
            let opened = OpenedMenu {
                x: event.client_x(),
                y: event.client_y(),
                lines,
            };
            app.with_part(load_menu(), move |_, menu| open.set(Some((opened, menu))));
        }
    });
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let inside = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest(".context-menu").ok().flatten().is_some());
        if !inside && open.get_untracked().is_some() {
            close.run(());
        }
    });
    on_cleanup(move || {
        asked.remove();
        elsewhere.remove();
    });
    optional(move || open.get().map(|(opened, menu)| menu(opened, close)))
}

/// Opens the menu for the element at a point of the window, as a right-click does.
pub fn open_menu_at(at: (f64, f64)) {
    if let Some(target) = document().element_from_point(at.0 as f32, at.1 as f32) {
        open_menu_of(&target, at);
    }
}

/// Opens the menu of an element at its lower right corner. Does nothing for `None`.
pub fn open_menu_below(target: Option<impl AsRef<web_sys::Element>>) {
    if let Some(target) = target {
        let place = target.as_ref().get_bounding_client_rect();
        open_menu_of(target.as_ref(), (place.right(), place.bottom()));
    }
}

/// Opens the menu of what has the focus, at a point of the window or else below it.
pub fn open_menu_of_focused(at: Option<(f64, f64)>) {
    match (document().active_element(), at) {
        (Some(focused), Some(at)) => open_menu_of(&focused, at),
        (focused, _) => open_menu_below(focused),
    }
}

fn open_menu_of(target: &web_sys::Element, at: (f64, f64)) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_client_x(at.0 as i32);
    init.set_client_y(at.1 as i32);
    if let Ok(event) = MouseEvent::new_with_mouse_event_init_dict("contextmenu", &init) {
        let _ = target.dispatch_event(&event);
    }
}

lazy_part!(editor: fn load_menu() -> Menu = menu);

fn menu(opened: OpenedMenu, close: Callback<()>) -> AnyView {
    let app = App::expect();
    let node = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(document().active_element());
    // Restores the focus, unless the chosen action has moved it.
    let leave = move || {
        let is_inside = node
            .get_untracked()
            .is_some_and(|node| node.contains(document().active_element().as_deref()));
        close.run(());
        if let (true, Some(before)) = (is_inside, before.get_value()) {
            focus(&before);
        }
    };
    node.on_load(move |node| {
        let frame = move || {
            place(&node, opened.x, opened.y);
            enter_menu(&node);
        };
        let _ = request_animation_frame(frame);
    });
    let rows = lines(app, opened.lines);
    let on_key = move |event: ev::KeyboardEvent| {
        if let Some(node) = node.get_untracked() {
            on_menu_key(&event, &node, leave);
        }
    };
    view! {
        <div
            class="context-menu items"
            role="menu"
            aria-label="Actions"
            node_ref=node
            on:keydown=on_key
            on:click=move |_| leave()
        >
            {rows}
        </div>
    }
    .into_any()
}

/// Selects the element at the pointer, unless it is already selected, and returns its menu.
fn lines_at(app: App, event: &MouseEvent) -> Option<&'static [MenuLine]> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    if target.closest("[data-device-head]").ok()?.is_some() {
        return Some(menus::OPEN_DEVICE);
    }
    target.closest(".canvas").ok()??;
    let selection = &app.inner().selection;
    let id_at = |attribute: &str| {
        let node = target.closest(&format!("[{attribute}]")).ok()??;
        node.get_attribute(attribute)
    };
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    if let Some(device) = device_at(app, &target, (x, y)) {
        if selection.with_untracked(|selection| !selection.contains(device)) {
            app.select(Selection::Devices(vec![device]));
        }
        return Some(menus::DEVICES);
    }
    if let Some(rack) = id_at("data-rack-id").and_then(|id| RackId::parse(&id)) {
        select_for_menu(app, Selection::Rack(rack));
        return Some(menus::RACK);
    }
    if let Some(row) = id_at("data-row-id").and_then(|id| RowId::parse(&id)) {
        select_for_menu(app, Selection::Row(row));
        return Some(menus::ROW);
    }
    Some(menus::BACKGROUND)
}
