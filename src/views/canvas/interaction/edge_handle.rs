//! The handle to resize a rack, at its upper edge. There is one for all racks.

use leptos::prelude::*;

use crate::domain::ids::RackId;
use crate::draw::area::Area;
use crate::state::app::App;
use crate::state::pointer::is_made_for_fingers;
use crate::views::canvas::frame::Frame;
use crate::views::canvas::stage::Stage;
use crate::views::ui::shapes;

/// Height on screen, in pixels; half of it is above the edge.
const HEIGHT: f64 = 12.0;
const TOUCH_HEIGHT: f64 = 28.0;

pub struct EdgeHandle {
    app: App,
    stage: Stage,
    frame: Frame,
}

impl EdgeHandle {
    pub fn new(app: App, stage: Stage) -> Self {
        let frame = Frame::new(stage, "rack-edge");
        // By keyboard the height is changed in the rack's form.
        if let Some(node) = frame.node() {
            shapes::set(node, "data-rack-edge", "");
        }
        Self { app, stage, frame }
    }

    /// Places the handle at that rack, or hides it.
    pub fn put(&self, rack: Option<RackId>) {
        let world = self.app.inner().viewport.world.get_untracked();
        let Some(drawings) = rack.and_then(|rack| Some(world.place_of(rack)?.drawings())) else {
            return self.frame.put(None);
        };
        let height = if is_made_for_fingers() {
            TOUCH_HEIGHT
        } else {
            HEIGHT
        };
        let height = (height / self.stage.camera().zoom) as f32;
        let edge = |area: Area| Area::new(area.x, area.y - height / 2.0, area.width, height);
        self.frame.put(Some(edge(drawings)));
    }
}
