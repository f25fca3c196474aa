//! A pressed pointer, and what it was pressed on.

use crate::domain::ids::{DeviceId, RackId};
use crate::draw::camera::Pair;
use crate::interaction::edges::EdgeScroll;
use crate::interaction::effect::Effect;
use crate::interaction::input::{Button, PointerId, PointerInput, Timer};
use crate::interaction::scene::Scene;
use crate::interaction::session::DragSession;
use crate::interaction::source::DragSource;
use crate::interaction::thresholds::PointerKind;

/// The state of the pressed pointer.
#[derive(Debug, Default)]
pub(super) enum Pointer {
    #[default]
    Idle,
    Pressed(Press),
    Dragging(Dragging),
}

#[derive(Debug)]
pub(super) struct Press {
    pub(super) pointer: PointerId,
    pub(super) kind: PointerKind,
    pub(super) button: Button,
    /// In the window.
    pub(super) at: Pair,
    pub(super) on: Pressed,
    pub(super) shift: bool,
    pub(super) number: u32,
    /// Whether a finger was held still there.
    pub(super) has_rested: bool,
}

/// What a press is on, and so what dragging from there means.
#[derive(Clone, Debug)]
pub(super) enum Pressed {
    Device(DeviceId),
    RackSlot,
    Background,
    RackHeader(RackId),
    RackEdge(RackId),
    /// The canvas itself, to pan it.
    Canvas,
    Source(DragSource),
}

#[derive(Debug)]
pub(super) struct Dragging {
    pub(super) press: Press,
    pub(super) session: DragSession,
    /// Where the pointer is in the window.
    pub(super) at: Pair,
    pub(super) edges: EdgeScroll,
}

impl Press {
    /// Whether the pressed button is not the only one anymore: browsers report further buttons as movements, and a release outside
    /// of the page not at all.
    pub(super) fn is_released_elsewhere(&self, pointer: &PointerInput) -> bool {
        pointer.buttons != self.button.alone()
    }

    pub(super) fn cancel_timer(&self, out: &mut Vec<Effect>) {
        if self.waits() {
            out.push(Effect::CancelTimer(Timer::LongPress(self.number)));
        }
    }

    /// Whether the pointer is far enough from where it was pressed to drag.
    pub(super) fn has_moved(&self, at: Pair) -> bool {
        (at.0 - self.at.0).hypot(at.1 - self.at.1) >= self.kind.drag_distance()
    }

    /// Whether the press must rest before it drags: true for a finger, except on handles and the palette.
    pub(super) fn waits(&self) -> bool {
        let is_handle = matches!(self.on, Pressed::RackEdge(_) | Pressed::Source(_));
        self.kind == PointerKind::Touch && !is_handle
    }
}

impl Dragging {
    /// Starts scrolling if the pointer is near an edge.
    pub(super) fn watch_edges(&mut self, scene: &Scene, out: &mut Vec<Effect>) {
        if self.session.scrolls_at_edges() {
            self.edges.point(scene, self.at);
            if self.edges.is_scrolling() {
                out.push(Effect::RequestFrame);
            }
        }
    }
}
