//! Which part of the canvas is in view, and how it is shown.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::domain::ids::{DeviceId, LayoutId, RackId};
use crate::draw::area::Point;
use crate::draw::camera::{Camera, Pair};
use crate::draw::world::World;
use crate::interaction::camera_machine::SavedCamera;
use crate::shell::storage::{self, Keep};

pub use crate::draw::world::Faces;

/// A command to the canvas, which alone knows its size on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraCommand {
    FitAll,
    FitSelection,
    /// Multiplies the zoom, about the center of the view.
    ZoomBy(f64),
    /// To actual size.
    ActualSize,
    /// Brings it into view if it is not.
    Device(DeviceId),
    Rack(RackId),
    /// Shows the whole rack, with as little movement as possible.
    NewRack(RackId),
}

/// The canvas on the page, which alone knows where its view is in the window.
pub trait Canvas {
    /// Carries out a command.
    fn move_camera(&self, command: CameraCommand);
    /// Converts a point of the window to the world.
    fn world_point(&self, at: Pair) -> Point;
}

/// State of the view on the canvas.
pub struct Viewport {
    /// Screen pixels per world pixel, [`Camera::MIN_ZOOM`] to [`Camera::MAX_ZOOM`].
    pub zoom: ArcRwSignal<f64>,
    /// Changed by `App::show_faces` and `App::show_kept_faces` alone.
    pub faces: ArcReadSignal<Faces>,
    set_faces: ArcWriteSignal<Faces>,
    /// Whether racks have a column beside them; [`Viewport::annotation`] tells what it shows.
    pub has_column: ArcRwSignal<bool>,
    annotation: OnceCell<ArcRwSignal<Annotation>>,
    /// The layout to which `annotation` applies.
    annotated: Cell<Option<LayoutId>>,
    /// The positions of the racks; set by the canvas.
    pub world: ArcRwSignal<Arc<World>>,
    canvas: RefCell<Option<Rc<dyn Canvas>>>,
}

impl Viewport {
    pub const MIN_ZOOM: f64 = Camera::MIN_ZOOM;
    pub const MAX_ZOOM: f64 = Camera::MAX_ZOOM;

    pub(super) fn new() -> Self {
        let (faces, set_faces) = arc_signal(Faces::Front);
        Self {
            zoom: ArcRwSignal::new(1.0),
            faces,
            set_faces,
            has_column: ArcRwSignal::new(false),
            annotation: OnceCell::new(),
            annotated: Cell::new(None),
            world: ArcRwSignal::new(Arc::new(World::default())),
            canvas: RefCell::new(None),
        }
    }

    /// Sets the canvas that carries out [`CameraCommand`]s; `None` when it leaves the page.
    pub fn set_canvas(&self, canvas: Option<Rc<dyn Canvas>>) {
        *self.canvas.borrow_mut() = canvas;
    }

    /// Converts a point of the window to the world; `None` while there is no canvas.
    pub fn world_point(&self, at: Pair) -> Option<Point> {
        let canvas = self.canvas.borrow().clone();
        canvas.map(|canvas| canvas.world_point(at))
    }

    /// Moves the camera of the canvas, if there is one.
    pub(super) fn move_camera(&self, command: CameraCommand) {
        let canvas = self.canvas.borrow().clone();
        if let Some(canvas) = canvas {
            canvas.move_camera(command);
        }
    }

    /// Shows these faces of a layout's racks, also on the next visit.
    pub(super) fn show_faces(&self, layout: LayoutId, faces: Faces) {
        self.set_faces.set(faces);
        self.keep_settings(layout);
    }

    /// Shows the faces of the racks that were shown on the last visit to the layout. Reserves space for the column beside them at once; its
    /// contents are loaded later.
    pub(super) fn show_kept_faces(&self, layout: LayoutId) {
        let settings = storage::read(Keep::Device, &settings_key(layout)).unwrap_or_default();
        let kept = |faces: &Faces| settings.starts_with(word_of(*faces));
        let faces = [Faces::Rear, Faces::Both].into_iter().find(kept);
        let faces = faces.unwrap_or_default();
        if self.faces.with_untracked(|old| *old != faces) {
            self.set_faces.set(faces);
        }
        let has_column = settings.contains(COLUMN);
        if self.has_column.get_untracked() != has_column {
            self.has_column.set(has_column);
        }
    }

    /// The annotation in the column beside the racks, once it has been requested.
    pub fn annotation(&self) -> ArcRwSignal<Annotation> {
        self.annotation.get_or_init(ArcRwSignal::default).clone()
    }

    /// Shows this annotation beside the racks of a layout, also on the next visit.
    pub(super) fn annotate(&self, layout: LayoutId, annotation: Annotation) {
        self.annotated.set(Some(layout));
        self.annotation().set(annotation);
        self.has_column.set(annotation != Annotation::Nothing);
        self.keep_settings(layout);
        if annotation != Annotation::Nothing {
            let _last = storage::write(Keep::Device, LAST_COLUMN, annotation.name());
        }
    }

    /// Shows the annotation of the last visit to a layout, unless another one was chosen since.
    pub(super) fn annotate_as_kept(&self, layout: LayoutId) {
        if self.annotated.replace(Some(layout)) != Some(layout) {
            self.annotation().set(Self::kept_annotation(layout));
        }
    }

    /// The annotation shown on the last visit to a layout.
    pub(super) fn kept_annotation(layout: LayoutId) -> Annotation {
        let settings = storage::read(Keep::Device, &settings_key(layout)).unwrap_or_default();
        let kept = settings.split_once(COLUMN);
        kept.and_then(|(_, name)| Annotation::named(name))
            .unwrap_or_default()
    }

    /// Keeps the faces and the annotation shown for a layout.
    fn keep_settings(&self, layout: LayoutId) {
        let faces = word_of(self.faces.get_untracked());
        let shown = match (self.has_column.get_untracked(), self.annotation.get()) {
            (false, _) => Annotation::Nothing,
            (true, Some(shown)) => shown.get_untracked(),
            (true, None) => Self::kept_annotation(layout),
        };
        let settings = match shown {
            Annotation::Nothing => faces.to_owned(),
            shown => format!("{faces}{COLUMN}{}", shown.name()),
        };
        let _kept = storage::write(Keep::Device, &settings_key(layout), &settings);
    }

    /// The annotation last shown for any layout; by default addresses.
    pub(super) fn last_annotation() -> Annotation {
        let name = storage::read(Keep::Device, LAST_COLUMN);
        name.and_then(|name| Annotation::named(&name))
            .unwrap_or(Annotation::Address)
    }
}

/// Key of the last annotation shown.
const LAST_COLUMN: &str = "column";

/// Separates the faces from the annotation in a kept look.
const COLUMN: char = '+';

fn settings_key(layout: LayoutId) -> String {
    format!("faces.{layout}")
}

const fn word_of(faces: Faces) -> &'static str {
    match faces {
        Faces::Front => "front",
        Faces::Rear => "rear",
        Faces::Both => "both",
    }
}

/// The camera last used on this device; kept separately for narrow and wide screens, whose worlds differ.
pub fn kept_camera(layout: LayoutId, narrow: bool) -> Option<SavedCamera> {
    let text = storage::read(Keep::Device, &key(layout, narrow))?;
    let mut numbers = text.split(' ').map(str::parse::<i32>);
    let mut next = || numbers.next()?.ok();
    let (zoom, x, y) = (next()?, next()?, next()?);
    Some(SavedCamera {
        zoom: f64::from(zoom) / 1_000.0,
        middle: Point::new(x as f32, y as f32),
    })
}

/// Keeps the camera. If that fails, the next visit starts at the first rack.
pub fn keep_camera(layout: LayoutId, narrow: bool, saved: SavedCamera) {
    let text = format!(
        "{} {} {}",
        (saved.zoom * 1_000.0) as i32,
        saved.middle.x as i32,
        saved.middle.y as i32
    );
    let _kept = storage::write(Keep::Device, &key(layout, narrow), &text);
}

/// Removes the kept looks and cameras of a permanently removed layout.
pub(super) fn forget_looks(layout: LayoutId) {
    for key in [key(layout, true), key(layout, false), settings_key(layout)] {
        storage::remove(Keep::Device, &key);
    }
}

fn key(layout: LayoutId, narrow: bool) -> String {
    let screen = if narrow { "narrow" } else { "wide" };
    format!("view.{screen}.{layout}")
}
