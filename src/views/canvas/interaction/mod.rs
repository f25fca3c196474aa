//! The driver of the interaction machine: listens to the browser, tells the machine, and carries out its effects on a few nodes
//! above the racks. It has no rules of its own. Loaded once the racks are drawn.

mod banners;
mod drag_label;
mod drag_layer;
mod driver;
mod edge_handle;
mod effects;
mod focus_frame;
mod gap_outline;
mod selection_bar;
mod tab_stops;
mod translate;
mod view_of_drag;

use leptos::prelude::*;

use self::banners::{PickingBanner, SelectingBanner};
use self::driver::Driver;
use super::minimap::minimap;
use super::stage::Stage;
use crate::state::app::App;
use crate::views::actions;

pub use self::selection_bar::selection_bar;
pub use self::translate::pointer_input;

/// Runs for as long as the current owner lives; the view contains the banners and the minimap.
pub fn interaction(stage: Stage) -> AnyView {
    let app = App::expect();
    actions::on_keys(app);
    Driver::new(app, stage).listen();
    tab_stops::start(app, stage);
    gap_outline::start(app, stage);
    focus_frame::start(app, stage);
    view! {
        <PickingBanner />
        <SelectingBanner />
        {minimap(stage)}
    }
    .into_any()
}
