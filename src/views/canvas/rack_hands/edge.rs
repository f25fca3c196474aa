//! The handle at a rack's upper edge. There is one for all: it is at the rack the pointer is on, else at the selected one.

use std::cell::Cell;

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::domain::ids::RackId;
use crate::draw::area::Area;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::views::canvas::frame::Frame;
use crate::views::canvas::stage::Stage;
use crate::views::ui::shapes;

/// Its height on the screen, in pixels; the half of it is above the edge.
const HEIGHT: f64 = 12.0;
const TOUCH_HEIGHT: f64 = 28.0;

pub struct EdgeHandle {
    app: App,
    stage: Stage,
    frame: Frame,
    rack: Cell<Option<RackId>>,
    /// Where it stays while no pointer is over the racks.
    home: Cell<Option<RackId>>,
}

impl EdgeHandle {
    pub fn new(app: App, stage: Stage) -> Self {
        let frame = Frame::new(stage, "rack-edge");
        // By keyboard the height is changed in the rack's form.
        if let Some(node) = frame.node() {
            shapes::set(node, "data-rack-edge", "");
        }
        Self {
            app,
            stage,
            frame,
            rack: Cell::new(None),
            home: Cell::new(None),
        }
    }

    /// The rack whose edge it is at.
    pub fn rack(&self) -> Option<RackId> {
        self.rack.get()
    }

    /// The pointer moves over the page without doing anything.
    pub fn follow(&self, at: Pair, event: &PointerEvent) {
        if event.pointer_type() == "touch" {
            return;
        }
        let point = self.stage.world_point(at.0, at.1);
        let world = self.app.inner().viewport.world.get_untracked();
        let rack = world.rack_at(point).or(self.home.get());
        if self.rack.get() != rack {
            self.put(rack);
        }
    }

    /// Keeps it at that rack, or hides it; also when that rack stands elsewhere now.
    pub fn keep_for(&self, rack: Option<RackId>) {
        self.home.set(rack);
        self.put(rack);
    }

    fn put(&self, rack: Option<RackId>) {
        self.rack.set(rack);
        let world = self.app.inner().viewport.world.get_untracked();
        let drawings = rack.and_then(|rack| Some(world.place_of(rack)?.drawings()));
        let height = if is_touched() { TOUCH_HEIGHT } else { HEIGHT };
        let height = (height / self.stage.camera().zoom) as f32;
        let edge = |area: Area| Area::new(area.x, area.y - height / 2.0, area.width, height);
        self.frame.put(drawings.map(edge));
    }
}

fn is_touched() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
