//! Dark or light, as chosen on this device; `boot.js` sets it before the first paint.

use crate::shell::page;
use crate::shell::storage::{self, Keep};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Dark,
    Light,
}

impl Theme {
    pub fn current() -> Self {
        match page::root_state("theme").as_deref() {
            Some("light") => Theme::Light,
            _ => Theme::Dark,
        }
    }

    pub const fn other(self) -> Self {
        match self {
            Theme::Dark => Theme::Light,
            Theme::Light => Theme::Dark,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
        }
    }

    /// Shows it now and on the next visit. Where nothing can be kept, the next visit follows the system again.
    pub fn choose(self) {
        page::set_root_state("theme", self.word());
        let _kept = storage::write(Keep::Device, "theme", self.word());
    }
}
