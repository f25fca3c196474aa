//! The frame around the focused device. All devices share one: a device that is too far away to be drawn, or on the hidden side of the
//! rack, has no node of its own that could show the focus.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::draw::aim;
use crate::draw::area::Area;
use crate::state::app::App;
use crate::views::canvas::frame::Frame;
use crate::views::canvas::stage::Stage;
use crate::views::rack::device_mark::device_id_of;
use crate::views::rack::pointing::is_focus_visible;
use crate::views::ui::dynamic::effect;
use crate::views::ui::listen::listen;
use crate::views::ui::style::{pixels, style};

/// Line width on screen, in pixels.
const BREADTH: f64 = 2.0;

/// Follows the focus for as long as the current owner lives.
pub fn start(app: App, stage: Stage) {
    let frame = Rc::new(FocusFrame {
        app,
        stage,
        frame: Frame::new(stage, "focus-frame"),
    });
    for name in ["focusin", "focusout"] {
        let frame = frame.clone();
        // Between leaving one element and entering the next, nothing is focused.
        listen(name, move |_| frame.put());
    }
    let inner = app.inner();
    let snapshot = inner.document.snapshot();
    let (world, zoom) = (inner.viewport.world.clone(), inner.viewport.zoom.clone());
    effect(move || {
        snapshot.track();
        world.track();
        zoom.track();
        frame.put();
    });
}

struct FocusFrame {
    app: App,
    stage: Stage,
    frame: Frame,
}

impl FocusFrame {
    /// Places the frame at the focus, or hides it.
    fn put(&self) {
        let focused = document().active_element();
        // Checked only for devices: the answer may force the browser to compute styles.
        let area = focused.and_then(|focused| {
            self.area_of(&focused)
                .filter(|_| is_focus_visible(Some(&focused)))
        });
        if let Some(node) = self.frame.node() {
            let breadth = BREADTH / self.stage.camera().zoom;
            style(node, "outline-width", &pixels(breadth));
        }
        self.frame.put(area);
    }

    /// The world area of a node's device, on the side that shows its front.
    fn area_of(&self, node: &Element) -> Option<Area> {
        let inner = self.app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        aim::front_area(&world, &snapshot.layout, device_id_of(node)?)
    }
}
