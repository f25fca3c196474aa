//! Does things with parts of the program once they are loaded.

use leptos::prelude::*;

use crate::domain::hub_state::HubState;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::part::{self, Loading};

/// How long at most what follows the first picture waits for the hub, and how often it looks. In milliseconds.
const HUB_FIRST_MS: u32 = 150;
const LOOK_EVERY_MS: u32 = 30;

impl App {
    /// Resolves when the hub has answered, or after a moment: drawing more at once would delay the first live rack.
    pub async fn hub_first(self) {
        for _ in 0..HUB_FIRST_MS / LOOK_EVERY_MS {
            if !matches!(self.inner().hub.get_untracked(), HubState::Connecting) {
                break;
            }
            clock::sleep(LOOK_EVERY_MS).await;
        }
    }

    /// Does something with a function of a part as soon as that is loaded; where it is not, says so.
    pub fn with_part<F: 'static>(self, loading: Loading<F>, work: impl FnOnce(App, F) + 'static) {
        part::with_part(
            loading,
            move |words| self.say(words),
            move |function| work(self, function),
        );
    }
}
