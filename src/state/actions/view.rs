//! What is looked at, and from where.

use leptos::prelude::*;

use crate::domain::ids::LayoutId;
use crate::domain::lens::Lens;
use crate::state::app::App;
use crate::state::viewport::{CameraCommand, Faces};

impl App {
    /// Looks at the racks through a lens.
    pub fn show_lens(&self, lens: Lens) {
        let chosen = &self.inner().lensing.lens;
        if chosen.with_untracked(|chosen| *chosen != lens) {
            chosen.set(lens);
        }
    }

    /// Asks the canvas, if one is on the page.
    pub fn move_camera(&self, command: CameraCommand) {
        self.inner().viewport.move_camera(command);
    }

    /// Shows the racks of the open layout from there, also on the next visit.
    pub fn show_faces(&self, faces: Faces) {
        let inner = self.inner();
        let snapshot = inner.document.snapshot();
        let layout = snapshot.with_untracked(|snapshot| snapshot.layout.id);
        inner.viewport.show_faces(layout, faces);
    }

    /// Shows the racks from where they were seen on the last visit to the layout.
    pub fn show_kept_faces(&self, layout: LayoutId) {
        self.inner().viewport.show_kept_faces(layout);
    }
}
