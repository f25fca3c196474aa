//! What hands do with whole racks, with mouse, pen and finger: a rack is moved by its header, and made higher or lower by its
//! upper edge.

mod edge;
mod moving;
mod resizing;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use self::edge::EdgeHandle;
use self::moving::Moving;
use self::resizing::Resizing;
use super::gesture::listen::listen;
use super::gesture::{Drag, Gesture, Grip, Press, PressOrder, is_on_canvas, position};
use super::stage::Stage;
use crate::domain::ids::RackId;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Attends to the racks for as long as the current owner lives.
pub fn attend(stage: Stage) {
    let app = App::expect();
    let edge = Rc::new(EdgeHandle::new(app, stage));
    let gesture = {
        let edge = edge.clone();
        Gesture::attend(app, stage, PressOrder::BeforeAll, move |event| {
            let grip = RackGrip::at(app, stage, &edge, event)?;
            Some(Box::new(grip))
        })
    };
    let handle = edge.clone();
    listen("pointermove", move |event| {
        let event: &PointerEvent = event.unchecked_ref();
        if gesture.is_idle() && event.buttons() == 0 && is_on_canvas(event) {
            handle.follow(position(event), event);
        }
    });
    let inner = app.inner();
    let (world, zoom) = (inner.viewport.world.clone(), inner.viewport.zoom.clone());
    let selection = inner.selection.clone();
    effect(move || {
        world.track();
        zoom.track();
        edge.keep_for(selection.with(|selected| selected.rack()));
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RackPart {
    Header,
    Edge,
}

struct RackGrip {
    app: App,
    stage: Stage,
    rack: RackId,
    part: RackPart,
}

impl RackGrip {
    fn at(app: App, stage: Stage, edge: &EdgeHandle, event: &PointerEvent) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let (rack, part) = if target.has_attribute("data-rack-edge") {
            (edge.rack()?, RackPart::Edge)
        } else {
            let header = target.closest("[data-rack-header]").ok()??;
            if target.closest(".rack-menu").ok()?.is_some() {
                return None;
            }
            let section = header.closest("[data-rack-id]").ok()??;
            let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
            (rack, RackPart::Header)
        };
        Some(Self {
            app,
            stage,
            rack,
            part,
        })
    }
}

impl Grip for RackGrip {
    fn is_handle(&self) -> bool {
        self.part == RackPart::Edge
    }

    fn drag(&self, press: &Press, _at: Pair) -> Option<Box<dyn Drag>> {
        // The canvas may have taken the pointer, to be moved with the space bar held.
        if self.stage.view()?.has_attribute("data-panning") {
            return None;
        }
        self.lift(press)
    }

    fn lift(&self, press: &Press) -> Option<Box<dyn Drag>> {
        let (app, stage, start) = (self.app, self.stage, press.start);
        Some(match self.part {
            RackPart::Header => Box::new(Moving::new(app, stage, self.rack, start)?),
            RackPart::Edge => Box::new(Resizing::new(app, stage, self.rack, start)?),
        })
    }
}
