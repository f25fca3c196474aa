//! What can be dragged from the palette. What a press or a click becomes is the interaction machine's matter.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent};

use crate::interaction::input::{ClickKind, PageRequest};
use crate::interaction::source::DragSource;
use crate::state::app::App;
use crate::views::canvas::pointer_input;

/// Something in the palette; `source` is what it is, if it is known still.
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
        // No press of a button counts where a key was pressed; nor where a program clicks.
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
