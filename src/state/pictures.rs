//! Whether pictures of devices are shown, and who draws them once that part is loaded.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::ids::PictureId;
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;

/// Draws devices that have a picture.
pub trait PictureDrawer {
    /// Whether the picture is there to be drawn.
    fn has(&self, picture: PictureId) -> bool;
    /// Appends the static nodes of a device, which stay while live values change.
    fn draw_still(&self, group: &Element, frame: &DeviceFrame, view: &DeviceView);
}

/// The pictures of devices, as the screens share them.
pub struct DevicePictures {
    /// Whether the user wants them shown.
    pub wanted: ArcRwSignal<bool>,
    drawer: RefCell<Option<Rc<dyn PictureDrawer>>>,
    changed: ArcTrigger,
}

impl DevicePictures {
    pub(super) fn new() -> Self {
        Self {
            wanted: ArcRwSignal::new(true),
            drawer: RefCell::default(),
            changed: ArcTrigger::new(),
        }
    }

    /// Tracks which pictures are drawn.
    pub fn track(&self) {
        self.changed.track();
    }

    /// `None` while no picture is drawn.
    pub fn drawer(&self) -> Option<Rc<dyn PictureDrawer>> {
        self.drawer.borrow().clone()
    }

    /// Sets the drawer; `None` draws no pictures.
    pub fn draw_with(&self, drawer: Option<Rc<dyn PictureDrawer>>) {
        let before = self.drawer.replace(drawer.clone());
        if before.is_some() || drawer.is_some() {
            self.changed.notify();
        }
    }
}
