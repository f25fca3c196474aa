//! Prints racks in the light theme, whatever the screen shows.

use std::cell::Cell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::state::theme::{self, Theme};

/// Switches to the light theme while printing: paper is white, and a dark page takes much ink. For as long as the current owner lives.
pub fn print_in_light() {
    let on_screen = Rc::new(Cell::new(None));
    let before = on_screen.clone();
    let begins = window_event_listener(ev::beforeprint, move |_| {
        // The event may be sent twice before printing ends.
        if before.get().is_none() {
            before.set(Some(theme::current()));
        }
        theme::show(Theme::Light);
    });
    let ends = window_event_listener(ev::afterprint, move |_| {
        if let Some(theme) = on_screen.take() {
            theme::show(theme);
        }
    });
    on_cleanup(move || {
        begins.remove();
        ends.remove();
    });
}
