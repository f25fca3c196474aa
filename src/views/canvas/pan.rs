//! Moving over the canvas with a mouse or pen: by its free areas, anywhere with the space bar held, or by the middle button.
//! Fingers scroll by themselves.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::stage::Stage;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::views::rack::pointing::device_at;
use crate::views::ui::shapes;

/// Shorter movements are clicks with an unsteady hand.
const THRESHOLD: f64 = 3.0;
const LEFT: i16 = 0;
const MIDDLE: i16 = 1;

/// The one panning that may be under way.
#[derive(Clone, Default)]
pub struct Panning(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    space: bool,
    /// Whether the canvas was moved since the space bar went down.
    moved_by_space: bool,
    grip: Option<PanGrip>,
    swallow_click: bool,
}

struct PanGrip {
    last: Pair,
    moving: bool,
}

impl Panning {
    /// Takes hold of the canvas; whether it did.
    pub fn on_down(&self, app: App, event: &PointerEvent) -> bool {
        let mut state = self.0.borrow_mut();
        state.swallow_click = false;
        if event.pointer_type() == "touch" || !event.is_primary() {
            return false;
        }
        let takes = match event.button() {
            MIDDLE => true,
            LEFT => state.space || (!event.shift_key() && is_free(app, event)),
            _ => false,
        };
        if takes {
            // The middle button would scroll by itself, a drag would mark text.
            event.prevent_default();
            state.grip = Some(PanGrip {
                last: position(event),
                moving: false,
            });
        }
        takes
    }

    pub fn on_move(&self, stage: Stage, event: &PointerEvent) {
        let mut state = self.0.borrow_mut();
        let State {
            space,
            moved_by_space,
            grip: Some(grip),
            ..
        } = &mut *state
        else {
            return;
        };
        let at = position(event);
        let by = (grip.last.0 - at.0, grip.last.1 - at.1);
        if !grip.moving {
            if by.0.hypot(by.1) < THRESHOLD {
                return;
            }
            grip.moving = true;
            *moved_by_space = *space;
            if let Some(view) = view_of(event) {
                // Without capture a drag that leaves the window ends there: no harm.
                let _ = view.set_pointer_capture(event.pointer_id());
                shapes::set(&view, "data-panning", "");
            }
        }
        grip.last = at;
        stage.show(stage.camera().moved(by));
    }

    /// Lets go; also when the browser takes the pointer away.
    pub fn on_up(&self, event: &PointerEvent) {
        let mut state = self.0.borrow_mut();
        if let Some(grip) = state.grip.take() {
            state.swallow_click = grip.moving;
            if let Some(view) = view_of(event) {
                let _ = view.remove_attribute("data-panning");
            }
        }
    }

    /// Whether a press holds the canvas itself, wherever it is: then the focus stays where it is.
    pub fn holds_by_space(&self) -> bool {
        let state = self.0.borrow();
        state.space && state.grip.is_some()
    }

    /// Follows the space bar.
    pub fn on_key(&self, event: &KeyboardEvent, is_down: bool) {
        if event.key() == " " {
            let mut state = self.0.borrow_mut();
            state.space = is_down && !is_in_field(event);
            state.moved_by_space &= !is_down || event.repeat();
            if state.space && is_on_ground(event) {
                // The browser would scroll by a page.
                event.prevent_default();
            }
        }
    }

    /// Whether the space bar that is being released had no other use than to be pressed.
    pub fn was_space_alone(&self) -> bool {
        !self.0.borrow().moved_by_space
    }

    /// The space bar may have been released elsewhere.
    pub fn forget_keys(&self) {
        self.0.borrow_mut().space = false;
    }

    /// Whether the click that is being handled ends a drag of the canvas, and so is none.
    pub fn swallows_click(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().swallow_click)
    }
}

fn position(event: &PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn view_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Whether nothing that has a use of its own is there.
fn is_free(app: App, event: &PointerEvent) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    let at = position(event);
    let in_use = "header, button, input, a, [role=slider], [data-addition], [data-rack-id] svg";
    let is_used = target.closest(in_use).ok().flatten().is_some();
    !is_used && device_at(app, &target, at.0, at.1).is_none()
}

fn is_in_field(event: &KeyboardEvent) -> bool {
    is_of(event, "input, textarea, select, button, [contenteditable]")
}

/// Whether no part of the page has the focus.
fn is_on_ground(event: &KeyboardEvent) -> bool {
    is_of(event, "body, .view")
}

fn is_of(event: &KeyboardEvent, selector: &str) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.matches(selector).unwrap_or(false))
}
