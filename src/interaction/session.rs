//! The drag in progress: the single owner of what a pressed pointer does.

use super::device_drag::DeviceDrag;
use super::effect::Effect;
use super::input::Modifiers;
use super::marquee::Marquee;
use super::pan::{MinimapPan, Pan};
use super::rack_move::RackMove;
use super::rack_resize::RackResize;
use super::scene::Scene;
use crate::draw::camera::Pair;

/// What is being dragged.
#[derive(Clone, Debug)]
pub enum DragSession {
    Devices(Box<DeviceDrag>),
    RackMove(Box<RackMove>),
    RackResize(Box<RackResize>),
    Marquee(Box<Marquee>),
    Pan(Pan),
    Minimap(MinimapPan),
}

impl DragSession {
    /// Handles a move of the pointer to a point of the window.
    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        match self {
            Self::Devices(drag) => drag.move_to(scene, at, out),
            Self::RackMove(drag) => drag.move_to(scene, at, out),
            Self::RackResize(drag) => drag.move_to(scene, at, out),
            Self::Marquee(drag) => drag.move_to(scene, at, out),
            Self::Pan(drag) => drag.move_to(scene, at, out),
            Self::Minimap(drag) => drag.move_to(scene, at, out),
        }
    }

    /// Handles the release of the pointer. First removes the feedback of the drag, then delivers the result.
    pub fn release(self, scene: &Scene, modifiers: Modifiers, out: &mut Vec<Effect>) {
        self.end(out);
        match self {
            Self::Devices(drag) => drag.release(out),
            Self::RackMove(drag) => drag.release(out),
            Self::RackResize(drag) => drag.release(out),
            Self::Marquee(drag) => drag.release(scene, modifiers, out),
            Self::Pan(_) | Self::Minimap(_) => {}
        }
    }

    /// Removes the feedback of the drag; changes nothing.
    pub fn end(&self, out: &mut Vec<Effect>) {
        match self {
            Self::Pan(_) => out.push(Effect::Panning(false)),
            Self::Minimap(_) => {}
            _ => out.push(Effect::EndDrag),
        }
    }

    /// Whether the layout or the world that it began in has been replaced.
    pub fn is_outdated(&self, scene: &Scene) -> bool {
        match self {
            Self::Devices(drag) => drag.is_outdated(scene),
            Self::RackMove(drag) => drag.is_outdated(scene),
            Self::RackResize(drag) => drag.is_outdated(scene),
            Self::Marquee(drag) => drag.is_outdated(scene),
            Self::Pan(_) | Self::Minimap(_) => false,
        }
    }

    /// Whether the view scrolls while the pointer is near an edge.
    pub const fn scrolls_at_edges(&self) -> bool {
        !matches!(self, Self::Pan(_) | Self::Minimap(_))
    }
}
