//! Whether lights flicker and fans turn. Kept in this browser.

use std::cell::{Cell, OnceCell};

use leptos::prelude::*;

use crate::shell::storage::{self, Keep};
use crate::state::app::App;

const KEY: &str = "blinking";
const OFF: &str = "off";

thread_local! {
    /// Read when it is first asked for.
    static WANTED: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
    static HOLDS: Cell<u32> = const { Cell::new(0) };
}

/// For as long as there is one, lights stay as they are painted: what is done meanwhile needs the frames.
pub struct BlinkingHold(());

impl BlinkingHold {
    pub fn begin() -> Self {
        HOLDS.set(HOLDS.get() + 1);
        Self(())
    }

    /// Whether there is any.
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
    /// Whether lights are to flicker; unless somebody has turned that off, they are.
    pub fn is_blinking_wanted(&self) -> ArcRwSignal<bool> {
        WANTED.with(|wanted| {
            let read =
                || ArcRwSignal::new(storage::read(Keep::Device, KEY).as_deref() != Some(OFF));
            wanted.get_or_init(read).clone()
        })
    }

    /// Turns that on or off.
    pub fn toggle_blinking(&self) {
        let wanted = self.is_blinking_wanted();
        let is_on = !wanted.get_untracked();
        wanted.set(is_on);
        // Where it cannot be kept, it holds for this visit.
        let _ = storage::write(Keep::Device, KEY, if is_on { "on" } else { OFF });
        self.say(if is_on {
            "Blinking lights on"
        } else {
            "Blinking lights off"
        });
    }
}
