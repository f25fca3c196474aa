//! Runs actions with lazily loaded parts of the program.

use leptos::prelude::*;

use crate::domain::hub_state::HubState;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::part::{self, Loading};

/// How long at most the work after the first picture waits for the hub, and how often it checks. In milliseconds.
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

    /// Runs an action with a function of a lazily loaded part once that is loaded; announces a failure to load.
    pub fn with_part<F: 'static>(self, loading: Loading<F>, work: impl FnOnce(App, F) + 'static) {
        part::with_part(
            loading,
            move |words| self.say(words),
            move |function| work(self, function),
        );
    }
}
