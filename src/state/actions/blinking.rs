//! Whether lights flicker and fans turn. Kept in this browser.

use std::cell::{Cell, OnceCell};

use leptos::prelude::*;

use crate::shell::storage::{self, Keep};
use crate::state::app::App;

const KEY: &str = "blinking";
const OFF: &str = "off";

thread_local! {
    /// Read from storage on first use.
    static WANTED: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
    static HOLDS: Cell<u32> = const { Cell::new(0) };
}

/// While one exists, the lights are hidden, leaving the frames to other work.
pub struct BlinkingHold(());

impl BlinkingHold {
    pub fn begin() -> Self {
        HOLDS.set(HOLDS.get() + 1);
        Self(())
    }

    /// Whether any hold exists.
    pub fn is_any() -> bool {
        HOLDS.get() > 0
    }
}

impl Drop for BlinkingHold {
    fn drop(&mut self) {
        HOLDS.set(HOLDS.get().saturating_sub(1));
    }
}

impl App {
    /// Whether lights should flicker: on by default.
    pub fn is_blinking_wanted(&self) -> ArcRwSignal<bool> {
        WANTED.with(|wanted| {
            let read =
                || ArcRwSignal::new(storage::read(Keep::Device, KEY).as_deref() != Some(OFF));
            wanted.get_or_init(read).clone()
        })
    }

    /// Turns blinking on or off.
    pub fn toggle_blinking(&self) {
        let wanted = self.is_blinking_wanted();
        let is_on = !wanted.get_untracked();
        wanted.set(is_on);
        // If it cannot be stored, it holds for this visit.
        let _ = storage::write(Keep::Device, KEY, if is_on { "on" } else { OFF });
        self.say(if is_on {
            "Blinking lights on"
        } else {
            "Blinking lights off"
        });
    }
}
