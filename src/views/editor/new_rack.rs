//! A rack that an action has added.

use leptos::prelude::request_animation_frame;

use crate::domain::ids::RackId;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::viewport::CameraCommand;

/// Selects the new rack, and brings all of it into view.
pub fn show_new_rack(app: App, rack: RackId) {
    app.select(Selection::Rack(rack));
    // Wait until the canvas has drawn it.
    let _ = request_animation_frame(move || app.move_camera(CameraCommand::NewRack(rack)));
}
