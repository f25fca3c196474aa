//! What the page shows, and from where.

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::domain::health::judge;
use crate::domain::ids::LayoutId;
use crate::domain::layout::Device;
use crate::domain::lens::Lens;
use crate::domain::view::SystemExtras;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::viewport::{CameraCommand, Faces, Viewport};

impl App {
    /// Looks at the racks through a lens.
    pub fn show_lens(&self, lens: Lens) {
        let chosen = &self.inner().lensing.lens;
        if chosen.with_untracked(|chosen| *chosen != lens) {
            chosen.set(lens);
        }
    }

    /// Moves the camera of the canvas, if there is one.
    pub fn move_camera(&self, command: CameraCommand) {
        self.inner().viewport.move_camera(command);
    }

    /// Shows these faces of the racks, also on the next visit to the open layout.
    pub fn show_faces(&self, faces: Faces) {
        let inner = self.inner();
        inner.viewport.show_faces(self.open_layout(), faces);
    }

    /// Shows this annotation beside the racks, also on the next visit to the open layout.
    pub fn annotate(&self, annotation: Annotation) {
        let inner = self.inner();
        inner.viewport.annotate(self.open_layout(), annotation);
    }

    /// Shows the annotation of the last visit to the open layout.
    pub fn annotate_as_kept(&self) {
        self.inner().viewport.annotate_as_kept(self.open_layout());
    }

    /// Shows the column beside the racks with what was chosen last, or hides it.
    pub fn toggle_column(&self) {
        let viewport = &self.inner().viewport;
        let annotation = if viewport.has_column.get_untracked() {
            Annotation::Nothing
        } else {
            Viewport::last_annotation()
        };
        self.annotate(annotation);
        self.say(match annotation {
            Annotation::Nothing => "Side column hidden".to_owned(),
            shown => format!("Side column: {}", shown.name()),
        });
    }

    /// Returns a function that writes the current annotation of a device. Reports and monitor results trigger flushes, so callers that
    /// follow the flushes miss nothing.
    pub fn annotation_reader(self, annotation: Annotation) -> impl Fn(&Device) -> String {
        move |device: &Device| {
            let live = &self.inner().live;
            let extras = if annotation.is_live() {
                self.device_extras(device)
            } else {
                SystemExtras::default()
            };
            live.with_store(|store| {
                let check = self.last_check(device, store);
                store.read(device, clock::now(), |evidence| {
                    let health = judge(evidence).health;
                    annotation.text(device, (evidence, health), &extras, check)
                })
            })
        }
    }

    fn open_layout(&self) -> LayoutId {
        let snapshot = self.inner().document.snapshot();
        snapshot.with_untracked(|snapshot| snapshot.layout.id)
    }

    /// Shows the faces of the racks that were shown on the last visit to the layout.
    pub fn show_kept_faces(&self, layout: LayoutId) {
        self.inner().viewport.show_kept_faces(layout);
    }
}
