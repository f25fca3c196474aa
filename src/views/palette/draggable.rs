//! Draggable entries of the palette. The interaction machine decides what a press or click means.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent};

use crate::interaction::input::{ClickKind, PageRequest};
use crate::interaction::source::DragSource;
use crate::state::app::App;
use crate::views::canvas::pointer_input;

/// An entry of the palette; `source` returns `None` if its subject is unknown by then.
#[derive(Clone, Copy)]
pub(super) struct Draggable {
    app: App,
    source: Callback<(), Option<DragSource>>,
}

impl Draggable {
    pub(super) fn new(app: App, source: Callback<(), Option<DragSource>>) -> Self {
        Self { app, source }
    }

    pub(super) fn on_down(self, event: &PointerEvent) {
        if let Some(source) = self.source.run(()) {
            let pointer = pointer_input(event);
            self.app.interact(PageRequest::Press { source, pointer });
        }
    }

    pub(super) fn on_click(self, event: &MouseEvent) {
        let by_touch = event
            .dyn_ref::<PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch");
        // A click without a mouse press comes from a key, unless a script made it.
        let by_key = event.detail() == 0 && event.is_trusted();
        let kind = match (by_touch, by_key) {
            (true, _) => ClickKind::Touch,
            (false, true) => ClickKind::Key,
            (false, false) => ClickKind::Mouse,
        };
        if let Some(source) = self.source.run(()) {
            self.app.interact(PageRequest::Click { source, kind });
        }
    }
}
