//! Converts the browser's events for the machine.

use web_sys::{MouseEvent, PointerEvent, TouchEvent, WheelEvent};

use crate::draw::camera::Pair;
use crate::draw::wheel::Turn;
use crate::interaction::input::{Button, Modifiers, PointerId, PointerInput};
use crate::interaction::thresholds::PointerKind;

/// The pointer's position in the window.
pub fn position(event: &MouseEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

pub fn modifiers(event: &MouseEvent) -> Modifiers {
    Modifiers {
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
    }
}

pub fn pointer_input(event: &PointerEvent) -> PointerInput {
    PointerInput {
        id: PointerId(event.pointer_id()),
        kind: match event.pointer_type().as_str() {
            "touch" => PointerKind::Touch,
            "pen" => PointerKind::Pen,
            _ => PointerKind::Mouse,
        },
        at: position(event),
        is_primary: event.is_primary(),
        button: match event.button() {
            0 => Button::Main,
            1 => Button::Middle,
            _ => Button::Other,
        },
        buttons: event.buttons(),
        modifiers: modifiers(event),
    }
}

/// All fingers on the screen, in the window.
pub fn touches(event: &TouchEvent) -> Vec<Pair> {
    let touches = event.touches();
    (0..touches.length())
        .filter_map(|number| touches.get(number))
        .map(|touch| (f64::from(touch.client_x()), f64::from(touch.client_y())))
        .collect()
}

/// A wheel event, and the pointer's position in the window.
pub fn turn(event: &WheelEvent, now: f64) -> (Turn, Pair) {
    let turn = Turn {
        delta: (event.delta_x(), event.delta_y()),
        in_lines: event.delta_mode() != WheelEvent::DOM_DELTA_PIXEL,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        at: now,
    };
    (turn, position(event))
}
