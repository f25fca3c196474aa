//! Where the camera goes to show what an action asks for.

use leptos::prelude::*;

use crate::draw::camera::Camera;
use crate::state::app::App;
use crate::state::viewport::CameraCommand;

/// From where the camera is; `None` when there is nothing to show.
pub fn camera_for(app: App, camera: Camera, command: CameraCommand) -> Option<Camera> {
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let bounds = |devices: &[_]| world.bounds_of(&snapshot.layout, devices);
    let rack = |id| Some(world.place_of(id)?.area());
    Some(match command {
        CameraCommand::FitAll => camera.fitted(camera.whole(), 1.0),
        CameraCommand::FitSelection => {
            let area = inner.selection.with_untracked(|selection| {
                selection
                    .rack()
                    .and_then(rack)
                    .or_else(|| world.area_of_row(&snapshot.layout, selection.row()?))
                    .or_else(|| bounds(selection.devices()))
            })?;
            camera.fitted(area, 1.5)
        }
        CameraCommand::ZoomBy(factor) => camera.zoomed(camera.zoom * factor),
        // Pressed once more, all of it.
        CameraCommand::ActualSize if camera.is_across() => camera.fitted(camera.whole(), 1.0),
        CameraCommand::ActualSize if camera.is_narrow() => camera.zoomed(camera.across()),
        CameraCommand::ActualSize => camera.zoomed(1.0),
        CameraCommand::Device(id) => camera.revealing(bounds(&[id])?),
        CameraCommand::Rack(id) => camera.revealing(rack(id)?),
        CameraCommand::NewRack(id) => camera.showing(rack(id)?),
    })
}
