//! Lenses: the value that colors the racks. The bar to choose one, the legend, and the summary of each rack.

mod bar;
mod coverage;
mod driver;
mod in_view;
mod legend;
mod rack_summary;

use crate::domain::health::Health;

pub use bar::lens_bar;
pub use legend::legend;
pub use rack_summary::rack_summary;

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
