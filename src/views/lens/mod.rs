//! Lenses: by which value the racks are colored. The bar that chooses one, the legend, and what each rack shows together.

mod bar;
mod driver;
mod legend;
mod rack_summary;

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::ids::RackId;
use crate::state::part::lazy_part;
use crate::views::ui::lazy::{ViewMaker, loaded_later};

lazy_part!(desk: pub fn load_lens_bar() -> fn(()) -> AnyView = bar::lens_bar);
lazy_part!(desk: pub fn load_legend() -> fn(()) -> AnyView = legend::legend);
lazy_part!(desk: fn load_rack_summary() -> fn(RackId) -> AnyView = rack_summary::rack_summary);

/// Makes the summary in the header of a rack, once its part is loaded.
#[derive(Clone, Copy)]
pub struct RackSummaries(RwSignal<Option<ViewMaker<RackId>>>);

impl RackSummaries {
    /// Hands it to every header below the current component.
    pub fn provide() {
        provide_context(Self(loaded_later(load_rack_summary)));
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn of(self, rack: RackId) -> Option<AnyView> {
        self.0.get().map(|show| show(rack))
    }
}

/// A state beside the number of devices that are in it.
const fn health_label(health: Health) -> &'static str {
    match health {
        Health::Ok => "Up",
        Health::Warn => "Warning",
        Health::Critical => "Critical",
        Health::Down => "Down",
        Health::Paused => "Paused",
        Health::Pending => "Pending",
        Health::Stale => "Stale",
        Health::Missing => "Not visible",
        Health::Unlinked => "Not linked",
        Health::HubLost => "Hub lost",
    }
}
