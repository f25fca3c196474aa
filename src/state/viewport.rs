//! What part of the canvas is looked at, and how.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::app::App;
use crate::domain::ids::{DeviceId, RackId};

/// Which sides of the racks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faces {
    #[default]
    Front,
    /// Flipped: the rear in the front's place.
    Rear,
    /// Side by side.
    Both,
}

/// What is asked of the canvas; it alone knows how large it is on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Glance {
    FitAll,
    FitSelection,
    /// Multiplies the zoom, about the middle of what is seen.
    ZoomBy(f64),
    /// To life size.
    ActualSize,
    /// Brings it into view if it is not.
    Device(DeviceId),
    Rack(RackId),
}

/// Carries out a [`Glance`].
pub type Canvas = Rc<dyn Fn(Glance)>;

/// How the canvas is looked at.
pub struct Viewport {
    /// Screen pixels per world pixel, [`Viewport::MIN_ZOOM`] to [`Viewport::MAX_ZOOM`].
    pub zoom: ArcRwSignal<f64>,
    pub faces: ArcRwSignal<Faces>,
    canvas: RefCell<Option<Canvas>>,
}

impl Viewport {
    pub const MIN_ZOOM: f64 = 0.1;
    pub const MAX_ZOOM: f64 = 4.0;

    pub(super) fn new() -> Self {
        Self {
            zoom: ArcRwSignal::new(1.0),
            faces: ArcRwSignal::new(Faces::Front),
            canvas: RefCell::new(None),
        }
    }

    /// The canvas says how it carries out a [`Glance`]; `None` when it leaves the page.
    pub fn attend(&self, canvas: Option<Canvas>) {
        *self.canvas.borrow_mut() = canvas;
    }
}

impl App {
    /// Asks the canvas, if one is on the page.
    pub fn look(&self, glance: Glance) {
        let canvas = self.inner().viewport.canvas.borrow().clone();
        if let Some(canvas) = canvas {
            canvas(glance);
        }
    }
}
