//! Where a command sends the camera, as an area of the world.

use leptos::prelude::*;

use crate::interaction::camera_machine::CameraGoal;
use crate::state::app::App;
use crate::state::viewport::CameraCommand;

/// `None` when there is nothing to show.
pub fn goal_of(app: App, command: CameraCommand) -> Option<CameraGoal> {
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let bounds = |devices: &[_]| world.bounds_of(&snapshot.layout, devices);
    let rack = |id| Some(world.place_of(id)?.area());
    Some(match command {
        CameraCommand::FitAll => CameraGoal::Whole,
        CameraCommand::FitSelection => {
            CameraGoal::Fitted(inner.selection.with_untracked(|selection| {
                selection
                    .rack()
                    .and_then(rack)
                    .or_else(|| world.area_of_row(&snapshot.layout, selection.row()?))
                    .or_else(|| bounds(selection.devices()))
            })?)
        }
        CameraCommand::ZoomBy(factor) => CameraGoal::ZoomedBy(factor),
        CameraCommand::ActualSize => CameraGoal::ActualSize,
        CameraCommand::Device(id) => CameraGoal::Revealed(bounds(&[id])?),
        CameraCommand::Rack(id) => CameraGoal::Revealed(rack(id)?),
        CameraCommand::NewRack(id) => CameraGoal::Shown(rack(id)?),
    })
}
