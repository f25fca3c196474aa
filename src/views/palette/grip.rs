//! What is done to something in the palette: a click puts it into the chosen gap or the first free place, a drag takes it to the canvas, a tap
//! takes it up so that the next tap says where, and a key so that arrow keys do.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

use crate::state::app::App;
use crate::state::drag::DragSource;

/// A pressed pointer that moves less far does not drag.
const SLACK: f64 = 6.0;

/// How something in the palette is taken.
#[derive(Clone, Copy)]
pub(super) struct EntryGrip {
    app: App,
    pressed: StoredValue<Option<(f64, f64)>>,
    /// The click that ends a drag is none.
    dragged: StoredValue<bool>,
    /// What is taken up.
    carried: Callback<(), DragSource>,
    /// Puts it into the chosen gap, or into the first free place.
    place: Callback<()>,
}

impl EntryGrip {
    pub(super) fn new(app: App, carried: Callback<(), DragSource>, place: Callback<()>) -> Self {
        Self {
            app,
            pressed: StoredValue::new(None),
            dragged: StoredValue::new(false),
            carried,
            place,
        }
    }

    pub(super) fn on_down(self, event: &PointerEvent) {
        self.dragged.set_value(false);
        let point = (event.button() == 0).then(|| point_of(event));
        self.pressed.set_value(point);
        // However fast a mouse leaves, what it leads is told here. A finger is followed anyway.
        if let Some(button) = button_of(event).filter(|_| point.is_some() && !is_touch(event)) {
            // Without that a fast drag takes nothing along: no harm.
            let _ = button.set_pointer_capture(event.pointer_id());
        }
    }

    pub(super) fn on_move(self, event: &PointerEvent) {
        let Some((x, y)) = self.pressed.get_value() else {
            return;
        };
        let now = point_of(event);
        let (dx, dy) = ((now.0 - x).abs(), (now.1 - y).abs());
        if dx.max(dy) < SLACK {
            return;
        }
        self.pressed.set_value(None);
        if is_touch(event) && dy >= dx {
            // The finger scrolls the list.
            return;
        }
        self.dragged.set_value(true);
        // From here on the canvas follows the pointer.
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(target) = target {
            let _ = target.release_pointer_capture(event.pointer_id());
        }
        let what = self.carried.run(());
        self.app.lift(what, Some((event.pointer_id(), now)));
    }

    pub(super) fn on_up(self) {
        self.pressed.set_value(None);
    }

    pub(super) fn on_click(self, event: &MouseEvent) {
        if self.dragged.get_value() {
            self.dragged.set_value(false);
            return;
        }
        let by_touch = event.dyn_ref::<PointerEvent>().is_some_and(is_touch);
        // No press of a button counts where a key was pressed; nor where a program clicks.
        let by_key = event.detail() == 0 && event.is_trusted();
        let has_place = self.app.chosen_gap().is_some();
        if (by_touch || by_key) && !has_place {
            let what = self.carried.run(());
            self.app.lift(what, None);
        } else {
            self.place.run(());
        }
    }
}

fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn button_of(event: &PointerEvent) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("button").ok()?
}

fn point_of(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}
