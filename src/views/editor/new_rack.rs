//! A rack that an action has added.

use std::time::Duration;

use crate::domain::ids::RackId;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::timer::after;
use crate::state::viewport::CameraCommand;
use crate::views::ui::focus::focus_soon;

/// Selects the new rack, brings all of it into view, and focuses its name.
pub fn show_new_rack(app: App, rack: RackId) {
    app.select(Selection::Rack(rack));
    focus_soon(format!("[data-rack-id=\"{rack}\"] .rack-name"));
    // Once the canvas has drawn it. What calls this may be gone by then.
    after(Duration::ZERO, move || {
        app.move_camera(CameraCommand::NewRack(rack))
    });
}
